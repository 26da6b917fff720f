"use strict";

async function show() {
  const state = await (await fetch("state.json")).json();
  const sheets = await Promise.all(state.pages.map(async page =>
    new DOMParser().parseFromString(await (await fetch(`page/${page.number}.svg?revision=${page.revision}`)).text(), "image/svg+xml").documentElement));
  document.title = state.title || "Duikai";
  document.getElementById("sheet").replaceChildren(...sheets);
  document.getElementById("findings").replaceChildren(...state.diagnostics.map(finding => {
    const item = document.createElement("li");
    item.textContent = `${finding.file || ""}:${finding.line || ""}: ${finding.severity}: ${finding.message}`;
    return item;
  }));
}

new EventSource("events").addEventListener("revision", show);

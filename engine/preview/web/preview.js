/* The preview: reads what the server has, shows it, and follows every save.
 *
 * state.json says what there is; a Server-Sent Event says that there is something newer.  The sheet is on the stage (stage.js), words about
 * it in the panel (panel.js); this file has the bars, the keys, and what belongs to neither. */
import { currentLanguage, keep, make, recall, switchLanguage, word } from "./words.js";
import * as panel from "./panel.js";
import * as stage from "./stage.js";

const bar = document.getElementById("bar"), alarm = document.getElementById("alarm"), overlays = document.getElementById("overlays");
const help = document.getElementById("help"), side = document.getElementById("side");
const overlayKeys = { frames: "F", grid: "G", slack: "S", order: "R", fit: "T", fallback: "B", lint: "L" };
let state = null, isLost = false, finding = -1;

/* ---- Bars ---- */

function button(text, title, action, pressed) {
  return make("button", { type: "button", title, "aria-label": title, "aria-pressed": pressed === undefined ? undefined : String(pressed), onclick: action }, text);
}
function pageButtons() {
  const shown = stage.sheets().map(sheet => sheet.page.number).join("–");
  return [button("‹", word("before") + " (PgUp)", () => turn(-1)), make("output", { class: "number" }, shown + " / " + state.pages.length),
    button("›", word("after") + " (PgDn)", () => turn(1)), button(word("facing"), word("facing") + " (D)", toggleFacing, stage.isFacing())];
}
function showBar() {
  const isMany = state && state.pages.length > 1, n = stage.changes();
  bar.setAttribute("aria-label", "Duikai");
  bar.replaceChildren(
    make("h1", {}, (state && state.title) || "Duikai"),
    make("span", { id: "revision", class: "quiet" }, state && state.pages.length ? word("revision", { n: state.revision, ms: state.milliseconds }) : word("waiting")),
    make("span", { class: "group" }, ...(isMany ? pageButtons() : [])),
    make("span", { class: "group" }, button("−", word("farther") + " (−)", () => stage.zoom(1 / 1.25)), make("output", { id: "zoom" }, stage.scaleInPercent() + " %"),
      button("+", word("closer") + " (+)", () => stage.zoom(1.25)), button(word("fit"), word("fit") + " (0)", stage.fit), button("1:1", word("real") + " (1)", stage.zoomReal)),
    make("span", { class: "group" }, button(word("blink") + (n ? " " + n : ""), word("blink") + " (C)", toggleBlink, stage.isBlinking()),
      button(word("panel"), word("panel") + " (P)", togglePanel, !document.body.classList.contains("wide")),
      button(word("language"), word("language"), changeLanguage), button("?", word("help") + " (?)", showHelp)));
}
function showOverlays() {
  overlays.setAttribute("aria-label", word("overlays"));
  overlays.replaceChildren(...stage.overlayNames.map(name => {
    const shown = word(name === "fit" ? "fitting" : name);
    const made = button(shown, shown + " (" + overlayKeys[name] + ")", () => toggleOverlay(name), stage.isOverlay(name));
    made.dataset.overlay = name;
    made.append(make("kbd", {}, overlayKeys[name]));
    return made;
  }));
}
/* While the input is wrong the last good page stays, and what is wrong lies over it. */
function showAlarm() {
  const isWrong = state && (state.stale || !state.pages.length) && state.diagnostics.length > 0;
  document.body.classList.toggle("stale", Boolean(isWrong));
  alarm.hidden = !isWrong && !isLost;
  if (alarm.hidden) return alarm.replaceChildren();
  const errors = isWrong ? state.diagnostics.filter(each => each.severity === "error") : [];
  alarm.replaceChildren(make("h2", {}, word(isLost ? "lost" : state.pages.length ? "stale" : "noPage")), errors.length ? panel.findingList(errors) : "");
}
function showAll() {
  document.documentElement.lang = currentLanguage() === "zh" ? "zh-CN" : "en";
  document.getElementById("stage").setAttribute("aria-label", word("stage"));
  document.title = (state && state.title) || "Duikai";
  showBar();
  showOverlays();
  showAlarm();
  panel.show();
}

/* ---- What the reader does ---- */

function toggleOverlay(name) {
  stage.setOverlay(name, !stage.isOverlay(name));
  showOverlays();
}
async function turn(step) {
  await stage.nextPage(step);
  showBar();
}
async function toggleFacing() {
  await stage.setFacing(!stage.isFacing());
  showBar();
}
function toggleBlink() {
  const n = stage.changes();
  stage.toggleBlink();
  if (stage.isBlinking()) panel.say(n ? word("changed", { n }) : word("same"));
  showBar();
}
function togglePanel() {
  keep("wide", String(document.body.classList.toggle("wide")));
  showBar();
}
function changeLanguage() {
  switchLanguage();
  showAll();
}
function showHelp() {
  const rows = Object.entries(word("keys")).map(([keys, meaning]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, meaning)));
  help.setAttribute("aria-label", word("help"));
  help.replaceChildren(make("h2", {}, word("help")), make("table", {}, ...rows), make("p", { class: "quiet" }, word("closeUp")),
    make("form", { method: "dialog" }, make("button", {}, word("close"))));
  help.showModal();
}
/* A finding of a page that is not shown has the page 0, and no place here: another page's frames may have the same names. */
async function showFinding(found) {
  if (found.page === 0) return;
  const story = state.stories.find(each => each.slug === found.story), page = found.page || (story && story.page);
  if (page && !stage.sheets().some(sheet => sheet.page.number === page)) await stage.showPage(state.pages.findIndex(each => each.number === page));
  for (const sheet of stage.sheets()) {
    const place = page && sheet.page.number !== page ? null : sheet.placeOf(found);
    if (!place) continue;
    const index = sheet.lines.indexOf(place);
    if (index >= 0) stage.choose({ page: sheet.page.number, index });
    else sheet.mark("block", [place]);
    const air = index >= 0 ? 60 : 10;
    stage.zoomTo(sheet, { x: place.x - air, y: place.y - air, width: place.width + 2 * air, height: place.height + 2 * air });
    return;
  }
}
function nextFinding() {
  const places = state ? state.diagnostics.filter(each => each.frame || each.story) : [];
  if (!places.length) return panel.say(word("none"));
  finding = (finding + 1) % places.length;
  panel.say(places[finding].message);
  showFinding(places[finding]);
}
function move(dx, dy) { return () => stage.pan(dx, dy); }
const keys = {
  "+": () => stage.zoom(1.25), "=": () => stage.zoom(1.25), "-": () => stage.zoom(1 / 1.25), 0: stage.fit, 1: stage.zoomReal,
  ArrowLeft: move(60, 0), ArrowRight: move(-60, 0), ArrowUp: move(0, 60), ArrowDown: move(0, -60),
  PageUp: () => turn(-1), PageDown: () => turn(1), d: toggleFacing, c: toggleBlink, p: togglePanel, n: nextFinding, "?": showHelp,
  j: () => stage.chooseNext(1), k: () => stage.chooseNext(-1), "[": () => stage.nextBlock(-1), "]": () => stage.nextBlock(1), Escape: stage.backToSheet
};
for (const [name, key] of Object.entries(overlayKeys)) keys[key.toLowerCase()] = () => toggleOverlay(name);

/* Keys that scroll belong to the panel while it has the focus. */
document.addEventListener("keydown", event => {
  const scrolls = /^(Arrow|Page)/.test(event.key) && side.contains(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || scrolls || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

/* ---- Following the server ---- */

let isReading = false, isStale = false;
/* Reads what there is now; asked again meanwhile, once more afterwards. */
async function follow() {
  if (isReading) {
    isStale = true;
    return;
  }
  isReading = true;
  do {
    isStale = false;
    try {
      const answer = await fetch("state.json", { cache: "no-store" });
      if (answer.ok) await take(await answer.json());
    } catch (fault) {
      console.warn(fault); /* a revision that went while it was read: the next event brings another */
    }
  } while (isStale);
  isReading = false;
}
async function take(fresh) {
  state = fresh;
  panel.setState(state);
  showAll();
  if (state.pages.length) await stage.showPages(state.pages);
  showBar();
  document.body.dataset.revision = state.revision;
}
function connect() {
  const events = new EventSource("events");
  events.addEventListener("revision", () => {
    isLost = false;
    follow();
  });
  events.addEventListener("open", () => {
    isLost = false;
    showAlarm();
  });
  events.addEventListener("error", () => {
    isLost = true;
    showAlarm();
  });
}

stage.listen({
  line: (line, sheet) => panel.setLine(line, sheet ? sheet.page.number : 0),
  view: () => {
    const output = document.getElementById("zoom");
    if (output) output.textContent = stage.scaleInPercent() + " %";
  }
});
panel.listenPanel({ finding: showFinding, page: index => stage.showPage(index).then(showBar) });
if (recall("wide") === "true") document.body.classList.add("wide");
showAll();
connect();
follow();

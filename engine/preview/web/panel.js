/* The panel beside the sheet: findings, the chosen line, stories in plain words, pages.
 *
 * A place in a file is copied as path:line:column, or opened by a link of the reader's own where one is set.  All words of pages
 * and stories are put in as text, never as markup. */
import { keep, make, recall, term, word } from "./words.js";

const side = document.getElementById("side"), status = document.getElementById("status");
const now = { tab: recall("tab") || "findings", state: null, line: null, page: 0, story: "", text: "" }; /* story: its page and its slug, 1/pump */
const tabs = ["findings", "line", "story", "pages"];
const act = { finding: () => {}, page: () => {} };

export function listenPanel(callbacks) { Object.assign(act, callbacks); }
let hush = 0;
export function say(text) {
  status.textContent = text;
  status.classList.add("seen");
  clearTimeout(hush);
  hush = setTimeout(() => status.classList.remove("seen"), 4000);
}

/* ---- Places ---- */

function placeText(file, line, column) { return [file, line, column].filter(Boolean).join(":"); }
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(word("copied", { text }));
  } catch {
    say(word("notCopied", { text }));
  }
}
/* Only a link with a scheme of an editor: a page's words never decide where it leads, and it runs nothing. */
function editorLink(file, line, column) {
  const template = recall("editor") || "";
  if (!/^[a-z][a-z0-9+.-]*:/i.test(template) || /^(javascript|data|vbscript|blob):/i.test(template)) return null;
  return template.replace(/\{(path|line|column)\}/g, (whole, name) => encodeURI({ path: file, line: line || 1, column: column || 1 }[name]));
}
function placeButton(file, line, column) {
  const text = placeText(file, line, column), link = editorLink(file, line, column);
  if (link) return make("a", { class: "place", href: link, title: word("open") + " " + text }, text);
  return make("button", { class: "place", type: "button", title: word("copy", { text }), onclick: event => {
    event.stopPropagation();
    copy(text);
  } }, text);
}

/* ---- Findings ---- */

function findingItem(finding) {
  const unit = finding.amount === 1 ? finding.unit?.replace(/s$/, "") : finding.unit;
  const amount = finding.unit ? " " + finding.amount + " " + unit : "";
  const item = make("li", { class: finding.severity });
  if (finding.file) item.append(placeButton(finding.file, finding.line, finding.column));
  item.append(make("span", { class: "severity" }, word(finding.severity)), make("code", {}, finding.code + amount));
  item.append(make("p", {}, finding.message));
  if (finding.hint) item.append(make("p", { class: "hint" }, finding.hint));
  if (finding.frame || finding.story)
    item.append(make("button", { type: "button", class: "show", onclick: () => act.finding(finding) }, word("show")));
  return item;
}
export function findingList(findings) {
  return make("ol", { class: "findings" }, ...findings.map(findingItem));
}
function findingsTab() {
  const findings = now.state ? now.state.diagnostics : [];
  return findings.length ? findingList(findings) : make("p", { class: "quiet" }, word("none"));
}

/* ---- A line ---- */

function points(value) { return value.toFixed(2) + " pt"; }
function em(value, line) { return line.em ? " (" + (value / line.em).toFixed(2) + " em)" : ""; }
function stepItem(step, line) {
  const way = step.stretches ? "+" : "−";
  return make("li", { class: step.stretches ? "took" : "gave" }, make("span", {}, term("steps", step.name)),
    make("b", {}, way + points(step.amount) + em(step.amount, line)));
}
function addRow(list, name, ...content) { list.append(make("dt", {}, word(name)), make("dd", {}, ...content)); }
function lineTab() {
  const line = now.line;
  if (!line) return make("p", { class: "quiet" }, word("noLine"));
  const list = make("dl", {}), flags = ["loose", "forced", "runt", "hanging"].filter(flag => line[flag]);
  addRow(list, "element", line.frame + (line.element ? " · " + term("parts", line.element) : "") + " · " + word("number", { n: line.line }));
  if (line.story) addRow(list, "story", make("button", { type: "button", onclick: () => showStory(now.page + "/" + line.story) }, line.story));
  if (line.file) addRow(list, "source", placeButton(line.file, line.source_line, line.source_column));
  addRow(list, "measure", points(line.measure) + em(line.measure, line));
  addRow(list, "natural", points(line.natural) + em(line.natural, line));
  addRow(list, "set", points(line.set) + em(line.set, line));
  addRow(list, "did", line.steps.length ? make("ul", { class: "steps" }, ...line.steps.map(step => stepItem(step, line))) : word("nothing"));
  if (line.reason) addRow(list, "ends", line.reason);
  return make("div", { class: "line" }, make("blockquote", {}, line.text), bar(line),
    flags.length ? make("p", { class: "flags" }, ...flags.map(flag => make("span", {}, word(flag)))) : null, list);
}
/* The natural width and what it was set to, each as a part of the measure. */
function bar(line) {
  const natural = make("i", { class: "natural" }), set = make("i", { class: "set" });
  const longest = Math.max(line.measure, line.natural, line.set) || 1;
  natural.style.width = line.natural / longest * 100 + "%";
  set.style.width = line.set / longest * 100 + "%";
  return make("div", { class: "bar", "aria-hidden": "true" }, set, natural);
}

/* ---- Stories, pages ---- */

function nameOf(story) { return story.page + "/" + story.slug; }
export async function showStory(name) {
  now.story = name;
  now.text = "";
  setTab("story");
  const answer = await fetch("story/" + encodeURIComponent(name) + ".txt");
  if (!answer.ok || now.story !== name) return;
  now.text = await answer.text();
  if (now.tab === "story") show();
}
function storyTab() {
  const stories = now.state ? now.state.stories : [];
  const list = make("select", { "aria-label": word("story"), onchange: event => showStory(event.target.value) });
  if (!now.story) list.append(make("option", { value: "" }, word("noStory")));
  const isMany = now.state && now.state.pages.length > 1;
  stories.forEach(story => list.append(make("option", { value: nameOf(story), selected: nameOf(story) === now.story },
    (isMany ? story.page + " · " : "") + (story.headline || story.slug))));
  const paragraphs = now.text.split(/\n\n+/).filter(Boolean).map(text => make("p", {}, text.trim()));
  const chosen = stories.find(story => nameOf(story) === now.story);
  return make("div", { class: "story" }, list, chosen && chosen.file ? placeButton(chosen.file) : null, make("article", { lang: "zh" }, ...paragraphs));
}
function pagesTab() {
  const pages = now.state ? now.state.pages : [];
  return make("ol", { class: "pages" }, ...pages.map((page, i) => make("li", {}, make("button", { type: "button", onclick: () => act.page(i) },
    make("b", {}, word("page", { n: page.number })), " " + (page.title || ""), make("small", {}, page.width_mm.toFixed(0) + " × " + page.height_mm.toFixed(0) + " mm")))));
}

/* ---- The panel ---- */

function editorRow() {
  const input = make("input", { type: "text", id: "editor", value: recall("editor") || "", placeholder: "vscode://file/{path}:{line}:{column}", spellcheck: "false",
    "aria-describedby": "editor-help", onchange: event => {
      keep("editor", event.target.value.trim());
      show();
    } });
  return make("details", { class: "editor" }, make("summary", {}, word("editor")), make("label", { for: "editor", id: "editor-help" }, word("editorHelp")), input);
}
const bodies = { findings: findingsTab, line: lineTab, story: storyTab, pages: pagesTab };
function tabButton(name) {
  const n = name === "findings" && now.state ? now.state.diagnostics.length : 0;
  return make("button", { type: "button", role: "tab", id: "tab-" + name, "aria-selected": String(now.tab === name), "aria-controls": "panel",
    tabindex: now.tab === name ? "0" : "-1", onclick: () => setTab(name), onkeydown: event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.stopPropagation();
      setTab(tabs[(tabs.indexOf(name) + step + tabs.length) % tabs.length]);
      document.getElementById("tab-" + now.tab).focus();
    } }, word(name) + (n ? " " + n : ""));
}
export function setTab(name) {
  now.tab = name;
  keep("tab", name);
  show();
}
/* A line of page `page`, or none. */
export function setLine(line, page) {
  const isNew = line && line !== now.line, story = line && line.story ? page + "/" + line.story : "";
  now.line = line;
  now.page = page;
  if (isNew && now.tab !== "story") now.tab = "line";
  if (story && now.tab === "story" && story !== now.story) showStory(story);
  show();
}
export function setState(state) {
  now.state = state;
  if (now.story && now.tab === "story") showStory(now.story);
  show();
}
export function show() {
  const wasOpen = side.querySelector("details[open]"), body = side.querySelector("#panel"), top = body ? body.scrollTop : 0, last = side.dataset.tab;
  const panel = make("div", { id: "panel", role: "tabpanel", tabindex: "0", "aria-labelledby": "tab-" + now.tab }, bodies[now.tab]());
  side.replaceChildren(make("div", { role: "tablist", class: "tabs" }, ...tabs.map(tabButton)), panel, editorRow());
  side.dataset.tab = now.tab;
  if (wasOpen) side.querySelector("details").open = true;
  if (last === now.tab) panel.scrollTop = top;
}

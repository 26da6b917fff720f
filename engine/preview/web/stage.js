/* The table that sheets lie on: which are seen, how near, and what pointers do to them.
 *
 * The table is moved and scaled by a transform, after which the browser draws the sheets anew, sharp at any scale.  A scale of 1 is one
 * CSS pixel a point; real size is 96 pixels an inch. */
import { keep, recall } from "./words.js";
import { fetchSheet } from "./sheet.js";

export const overlayNames = ["frames", "grid", "slack", "order", "fit", "fallback", "lint"];
const REAL = 96 / 72, GAP = 24, MARGIN = 20, LEAST = 0.05, MOST = 40, BLINK = 600;

const stage = document.getElementById("stage"), table = document.getElementById("table");
const view = { x: 0, y: 0, scale: 1, isFitted: true };
const shown = { sheets: [], pages: [], first: 0, isFacing: recall("facing") === "true", overlays: new Set(), timer: 0 };
const heard = { line: () => {}, view: () => {} };
let chosen = null; /* {page, index}: a line */

/* Tells who wants to know of a chosen line, and of a new view. */
export function listen(callbacks) { Object.assign(heard, callbacks); }
export function isFacing() { return shown.isFacing; }
export function isOverlay(name) { return shown.overlays.has(name); }
export function sheets() { return shown.sheets; }
export function scaleInPercent() { return Math.round(view.scale / REAL * 100); }

/* ---- The view ---- */

function draw() {
  table.style.transform = "translate(" + view.x + "px," + view.y + "px) scale(" + view.scale + ")";
  table.style.setProperty("--unit", 1 / view.scale);
  heard.view();
}
function tableSize() {
  const wide = shown.sheets.reduce((sum, sheet) => sum + sheet.width, 0) + GAP * Math.max(0, shown.sheets.length - 1);
  return { width: wide, height: Math.max(0, ...shown.sheets.map(sheet => sheet.height)) };
}
/* Shows `rect` of the table as large as the stage allows. */
function showRect(rect, most) {
  const room = { width: stage.clientWidth - 2 * MARGIN, height: stage.clientHeight - 2 * MARGIN };
  view.scale = Math.min(most, room.width / rect.width, room.height / rect.height);
  view.scale = Math.min(MOST, Math.max(LEAST, view.scale));
  view.x = (stage.clientWidth - rect.width * view.scale) / 2 - rect.x * view.scale;
  view.y = (stage.clientHeight - rect.height * view.scale) / 2 - rect.y * view.scale;
  draw();
}
export function fit() {
  const size = tableSize();
  if (!size.width) return;
  view.isFitted = true;
  showRect({ x: 0, y: 0, width: size.width, height: size.height }, MOST);
}
/* Zooms so that the point of the stage stays where it is; without one, its middle. */
export function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor)), real = scale / view.scale;
  view.x = x - (x - view.x) * real;
  view.y = y - (y - view.y) * real;
  view.scale = scale;
  view.isFitted = false;
  draw();
}
export function zoomReal() { zoom(REAL / view.scale); }
export function pan(dx, dy) {
  view.x += dx;
  view.y += dy;
  view.isFitted = false;
  draw();
}
function onTable(sheet, rect) {
  return { x: sheet.element.offsetLeft + rect.x, y: sheet.element.offsetTop + rect.y, width: rect.width, height: rect.height };
}
export function zoomTo(sheet, rect, most = REAL * 4) {
  view.isFitted = false;
  showRect(onTable(sheet, rect), most);
}
/* Moves the view only when the rectangle is not whole in it. */
export function bringIn(sheet, rect) {
  const at = onTable(sheet, rect), left = view.x + at.x * view.scale, top = view.y + at.y * view.scale;
  const isSeen = left >= 0 && top >= 0 && left + at.width * view.scale <= stage.clientWidth && top + at.height * view.scale <= stage.clientHeight;
  if (!isSeen) pan(stage.clientWidth / 2 - left - at.width * view.scale / 2, stage.clientHeight / 2 - top - at.height * view.scale / 2);
}

/* ---- Which pages ---- */

/* The pages that lie together with page `index`.  A paper's first page stands alone, as its last does behind it, and so does a double
 * truck; those between face each other. */
function spread(index) {
  const pages = shown.pages, narrowest = Math.min(...pages.map(page => page.width_mm)), isSingle = page => page && page.width_mm < 1.5 * narrowest;
  if (!shown.isFacing) return pages.length ? [index] : [];
  for (let i = 0, n; i < pages.length; i += n) {
    n = i > 0 && isSingle(pages[i]) && isSingle(pages[i + 1]) ? 2 : 1;
    if (index < i + n) return n === 2 ? [i, i + 1] : [i];
  }
  return [];
}
function setPrintSize(sheet) {
  const rules = document.styleSheets[0], own = "@page { size: " + sheet.page.width_mm + "mm " + sheet.page.height_mm + "mm; margin: 0 }";
  if (rules.cssRules.length && rules.cssRules[0].cssText.startsWith("@page")) rules.deleteRule(0);
  rules.insertRule(own, 0);
}
function lay(made) {
  const before = new Map(shown.sheets.map(sheet => [sheet.page.number, sheet]));
  const isSame = made.length === shown.sheets.length && made.every((sheet, i) => sheet.page.number === shown.sheets[i].page.number);
  made.forEach(sheet => {
    const old = before.get(sheet.page.number);
    if (old && old !== sheet) {
      old.forget();
      sheet.follow(old);
    }
    overlayNames.forEach(name => sheet.showOverlay(name, shown.overlays.has(name)));
  });
  shown.sheets = made;
  table.replaceChildren(...made.map(sheet => sheet.element));
  setPrintSize(made[0]);
  if (!isSame || view.isFitted) fit();
  else draw();
}
let turn = 0; /* the last page that was asked for wins */
async function load() {
  const mine = ++turn, wanted = spread(shown.first).map(index => shown.pages[index]);
  const made = await Promise.all(wanted.map(page => {
    const known = shown.sheets.find(sheet => sheet.page.number === page.number && sheet.page.revision === page.revision);
    return known || fetchSheet(page);
  }));
  if (mine !== turn || made.length === 0) return false;
  stopBlink();
  lay(made);
  choose(chosen && { ...chosen });
  return true;
}
export function showPages(pages) {
  shown.pages = pages;
  shown.first = Math.min(shown.first, Math.max(0, pages.length - 1));
  return load();
}
export function showPage(index) {
  if (index < 0 || index >= shown.pages.length) return Promise.resolve(false);
  shown.first = index;
  return load();
}
export function nextPage(step) {
  const now = spread(shown.first);
  return showPage(step > 0 ? now[now.length - 1] + 1 : now[0] - 1);
}
export function currentPage() { return shown.first; }
export function setFacing(isFacingNow) {
  shown.isFacing = isFacingNow;
  keep("facing", String(isFacingNow));
  return load();
}

/* ---- Overlays, changes ---- */

export function setOverlay(name, isShown) {
  if (isShown) shown.overlays.add(name);
  else shown.overlays.delete(name);
  shown.sheets.forEach(sheet => sheet.showOverlay(name, isShown));
}
export function changes() { return shown.sheets.reduce((sum, sheet) => sum + sheet.changes.length, 0); }
export function isBlinking() { return shown.timer !== 0; }
function stopBlink() {
  clearInterval(shown.timer);
  shown.timer = 0;
  shown.sheets.forEach(sheet => {
    sheet.showOld(false);
    sheet.mark("changed", []);
  });
}
export function toggleBlink() {
  if (shown.timer) return stopBlink();
  let isOld = false;
  const step = () => {
    isOld = !isOld;
    shown.sheets.forEach(sheet => sheet.showOld(isOld));
  };
  shown.sheets.forEach(sheet => sheet.mark("changed", sheet.changes));
  shown.timer = setInterval(step, BLINK);
  step();
}

/* ---- A line that was chosen ---- */

export function choose(place) {
  const sheet = place && shown.sheets.find(each => each.page.number === place.page);
  const line = sheet && sheet.lines[place.index];
  chosen = line ? place : null;
  shown.sheets.forEach(each => each.mark("chosen", each === sheet && line ? [line] : []));
  heard.line(line || null, sheet || null);
}
export function chooseNext(step) {
  const sheet = shown.sheets.find(each => chosen && each.page.number === chosen.page) || shown.sheets[0];
  if (!sheet || !sheet.lines.length) return;
  const last = sheet.lines.length - 1, index = chosen ? Math.min(last, Math.max(0, chosen.index + step)) : 0;
  choose({ page: sheet.page.number, index });
  bringIn(sheet, sheet.lines[index]);
}
let block = -1;
export function nextBlock(step) {
  const sheet = shown.sheets[0];
  if (!sheet || !sheet.blocks.length) return null;
  block = (block + step + sheet.blocks.length + (block < 0 && step < 0)) % sheet.blocks.length;
  zoomTo(sheet, sheet.blocks[block]);
  sheet.mark("block", [sheet.blocks[block]]);
  return sheet.blocks[block];
}
export function backToSheet() {
  block = -1;
  shown.sheets.forEach(sheet => sheet.mark("block", []));
  choose(null);
  fit();
}

/* ---- Pointers ---- */

function sheetAt(event) {
  return shown.sheets.map(sheet => {
    const box = sheet.element.getBoundingClientRect();
    return { sheet, x: (event.clientX - box.left) / view.scale, y: (event.clientY - box.top) / view.scale };
  }).find(at => at.x >= 0 && at.y >= 0 && at.x <= at.sheet.width && at.y <= at.sheet.height);
}
function local(event) {
  const box = stage.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
const pointers = new Map();
let hasMoved = false;

stage.addEventListener("pointerdown", event => {
  if (event.button > 1) return;
  pointers.set(event.pointerId, local(event));
  if (pointers.size === 1) hasMoved = false;
});
stage.addEventListener("pointermove", event => {
  const before = pointers.get(event.pointerId), now = local(event);
  if (!before) return;
  if (!hasMoved && pointers.size === 1 && Math.hypot(now.x - before.x, now.y - before.y) < 5) return;
  if (!hasMoved) stage.setPointerCapture(event.pointerId);
  hasMoved = true;
  const other = Array.from(pointers).find(([id]) => id !== event.pointerId);
  pointers.set(event.pointerId, now);
  if (other) {
    const from = Math.hypot(before.x - other[1].x, before.y - other[1].y), to = Math.hypot(now.x - other[1].x, now.y - other[1].y);
    pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    if (from > 0) zoom(to / from, (now.x + other[1].x) / 2, (now.y + other[1].y) / 2);
  } else pan(now.x - before.x, now.y - before.y);
});
function release(event) { pointers.delete(event.pointerId); }
stage.addEventListener("pointerup", release);
stage.addEventListener("pointercancel", release);
stage.addEventListener("click", event => {
  const at = sheetAt(event);
  if (hasMoved || event.detail > 1) return;
  const index = at ? at.sheet.lineAt(at.x, at.y) : -1;
  choose(index < 0 ? null : { page: at.sheet.page.number, index });
});
stage.addEventListener("dblclick", event => {
  const at = sheetAt(event), found = at && at.sheet.blockAt(at.x, at.y);
  if (found) zoomTo(at.sheet, found);
  else fit();
});
/* A notch of a wheel is one step nearer; with shift the sheet moves; two fingers on a pad pinch (the browser says ctrl). */
stage.addEventListener("wheel", event => {
  event.preventDefault();
  const { x, y } = local(event), lines = event.deltaMode === 1 ? 16 : 1;
  if (event.shiftKey) pan(-(event.deltaX || event.deltaY) * lines, 0);
  else zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.002)), x, y);
}, { passive: false });
new ResizeObserver(() => { if (view.isFitted) fit(); }).observe(stage);

/* One sheet on the table: its drawing, its words, and what is marked on it.
 *
 * The drawing is the server's SVG in a shadow tree, so that two pages may use the same names for their glyphs and nothing of one
 * can reach the other.  Whatever could act (scripts, handlers, foreign content, addresses elsewhere) is taken out first; the page's
 * Content-Security-Policy would refuse it as well.  Lengths are points, as the server gives them. */
import { make } from "./words.js";

const POINTS = 72 / 25.4; /* a millimetre */

/* An SVG as a tree; the browser parses it, and runs nothing of it. */
function fetchDrawing(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.overrideMimeType("image/svg+xml");
    request.responseType = "document";
    request.onload = () => {
      const root = request.response && request.response.documentElement;
      if (request.status === 200 && root && root.localName === "svg") resolve(root);
      else reject(new Error(address + ": " + request.status));
    };
    request.onerror = () => reject(new Error(address));
    request.send();
  });
}

function isHarmlessLink(value) { return /^\s*#/.test(value) || /^\s*data:image\/(png|jpeg|webp);/i.test(value); }

function disarm(root) {
  root.querySelectorAll("script, foreignObject, style, animate, set, animateTransform, animateMotion, iframe").forEach(each => each.remove());
  [root, ...root.querySelectorAll("*")].forEach(element => {
    for (const attribute of Array.from(element.attributes)) {
      const isLink = attribute.localName === "href" || attribute.localName === "src";
      if (/^on/i.test(attribute.localName) || attribute.localName === "style" || (isLink && !isHarmlessLink(attribute.value)))
        element.removeAttributeNode(attribute);
    }
  });
  return root;
}

function drawingHost(drawing) {
  const host = make("div", { class: "paper" });
  const root = document.adoptNode(disarm(drawing));
  root.setAttribute("width", "100%");
  root.setAttribute("height", "100%");
  root.setAttribute("preserveAspectRatio", "none");
  host.attachShadow({ mode: "open" }).append(root);
  return host;
}

export async function fetchSheet(page) {
  const revision = "?revision=" + page.revision;
  const [drawing, words] = await Promise.all([
    fetchDrawing("page/" + page.number + ".svg" + revision),
    fetch("page/" + page.number + ".json" + revision).then(answer => {
      if (!answer.ok) throw new Error(answer.url + ": " + answer.status);
      return answer.json();
    })
  ]);
  return new Sheet(page, drawing, words);
}

function sameLine(a, b) {
  return a && a.text === b.text && ["x", "y", "width", "height", "set", "em"].every(key => Math.abs(a[key] - b[key]) < 0.002);
}

export class Sheet {
  constructor(page, drawing, words) {
    this.page = page;
    this.width = page.width_mm * POINTS;
    this.height = page.height_mm * POINTS;
    this.lines = words.lines.map(line => {
      const frame = words.frames[line.frame_index] || {};
      return { ...line, element: frame.element || frame.kind };
    });
    this.blocks = blocksOf(words.frames);
    this.host = drawingHost(drawing);
    this.marks = make("div", { class: "marks" });
    this.element = make("figure", { class: "sheet", "data-page": page.number, "data-revision": page.revision }, this.host, this.marks);
    this.element.style.width = this.width + "px";
    this.element.style.height = this.height + "px";
    this.changes = [];
  }

  showOverlay(name, isShown) {
    this.host.shadowRoot.querySelectorAll("g.overlay").forEach(group => {
      if (group.getAttribute("data-overlay") !== name) return;
      if (isShown) group.removeAttribute("display");
      else group.setAttribute("display", "none");
    });
  }

  /* Keeps the drawing that was here before, hidden, and finds the lines that are not as they were. */
  follow(before) {
    this.old = before.host;
    this.old.classList.add("old");
    this.host.before(this.old);
    const at = new Map(before.lines.map(line => [line.frame_index + " " + line.line + " " + line.text, line]));
    const known = new Set(before.lines.map(line => line.frame + " " + line.text + " " + line.x.toFixed(2) + " " + line.y.toFixed(2)));
    this.changes = this.lines.filter(line => !known.has(line.frame + " " + line.text + " " + line.x.toFixed(2) + " " + line.y.toFixed(2)) ||
      (at.has(line.frame_index + " " + line.line + " " + line.text) && !sameLine(at.get(line.frame_index + " " + line.line + " " + line.text), line)));
  }
  forget() {
    if (this.old) this.old.remove();
    this.old = null;
  }
  showOld(isOld) {
    if (!this.old) return;
    this.old.classList.toggle("seen", isOld);
    this.host.classList.toggle("unseen", isOld);
  }

  /* The line under a point of the sheet; the nearest within a line's height, since lines have white between them. */
  lineAt(x, y) {
    let found = -1, nearest = 6;
    this.lines.forEach((line, i) => {
      const dx = Math.max(line.x - x, 0, x - line.x - line.width), dy = Math.max(line.y - y, 0, y - line.y - line.height);
      const distance = Math.hypot(dx, dy);
      if (distance < nearest) [nearest, found] = [distance, i];
    });
    return found;
  }
  blockAt(x, y) {
    return this.blocks.filter(block => x >= block.x && x <= block.x + block.width && y >= block.y && y <= block.y + block.height)
      .sort((a, b) => a.width * a.height - b.width * b.height)[0];
  }
  /* The place of a finding: its line, its block, or nothing.  A line is known by its number and its source, or as the last of a leg
   * whose source does not come after the finding's. */
  placeOf(finding) {
    const inBlock = this.lines.filter(line => !finding.frame || line.frame === finding.frame);
    const isFrom = line => line.file === finding.file && line.source_line === finding.line && line.source_column === finding.column;
    const isBefore = line => line.source_line < finding.line || (line.source_line === finding.line && line.source_column <= (finding.column || 1));
    const numbered = inBlock.filter(line => line.line === finding.set_line);
    const source = inBlock.filter(line => line.element === "leg" && line.file === finding.file && isBefore(line)).pop();
    return numbered.find(isFrom) || numbered[0] || inBlock.find(isFrom) || source || this.blocks.find(block => block.id === finding.frame) || this.blocks.find(block => finding.story && block.story === finding.story);
  }

  mark(kind, rects) {
    this.marks.querySelectorAll("." + kind).forEach(each => each.remove());
    rects.forEach(rect => {
      const box = make("div", { class: "mark " + kind });
      box.style.left = rect.x + "px";
      box.style.top = rect.y + "px";
      box.style.width = rect.width + "px";
      box.style.height = rect.height + "px";
      this.marks.append(box);
    });
  }
}

/* Blocks and furniture, each the rectangle round its frames. */
function blocksOf(frames) {
  const blocks = new Map();
  frames.forEach(frame => {
    const known = blocks.get(frame.id);
    if (!known) {
      blocks.set(frame.id, { id: frame.id, story: frame.story, x: frame.x, y: frame.y, width: frame.width, height: frame.height });
      return;
    }
    const right = Math.max(known.x + known.width, frame.x + frame.width), foot = Math.max(known.y + known.height, frame.y + frame.height);
    known.x = Math.min(known.x, frame.x);
    known.y = Math.min(known.y, frame.y);
    known.width = right - known.x;
    known.height = foot - known.y;
  });
  const all = Array.from(blocks.values());
  return [...all.filter(block => block.story), ...all.filter(block => !block.story)]; /* stories first: they are what one reads */
}

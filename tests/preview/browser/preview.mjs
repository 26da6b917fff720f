/* The preview in a real browser: what a make-up editor sees, does and trusts. */
import assert from "node:assert/strict";
import { Issue, layout, openBrowser, openPreview, page as pageText, picture, runAll, serve, story, test } from "./harness.mjs";

/* Each test has an issue, a server and a browser of its own. */
function previewTest(name, options, run) {
  test(name, async () => {
    const issue = new Issue();
    const setUp = options.setUp ? options.setUp(issue) : [];
    const server = await serve(issue, ...setUp), browser = await openBrowser(options.browser);
    try {
      await openPreview(browser, server.address, options.shows);
      await run({ issue, server, tab: browser.tab, browser });
      assert.deepEqual(browser.abroad, [], "the page asked others for something");
      assert.deepEqual(browser.faults, [], "the browser found faults");
    } finally {
      await browser.close();
      await server.stop();
      issue.free();
    }
  });
}

const transform = tab => tab.evaluate(() => document.getElementById("table").style.transform);
const percent = tab => tab.locator("#zoom").textContent().then(parseFloat);
const revision = tab => tab.evaluate(() => Number(document.body.dataset.revision));
async function nextRevision(tab, before) {
  await tab.waitForFunction(n => Number(document.body.dataset.revision) > n, before);
}
const isShown = (tab, name) => tab.evaluate(which => {
  const group = document.querySelector(".paper:not(.old)").shadowRoot.querySelector("g.overlay[data-overlay=" + which + "]");
  return group && group.getAttribute("display") !== "none";
}, name);
/* The middle of the first line of the page that has `words`, on the screen. */
async function lineOnScreen(tab, words) {
  return tab.evaluate(async text => {
    const sheet = document.querySelector(".sheet"), { lines } = await (await fetch("page/1.json")).json(), line = lines.find(each => each.text.includes(text));
    const box = sheet.getBoundingClientRect(), scale = box.width / sheet.offsetWidth;
    return { x: box.left + (line.x + line.width / 2) * scale, y: box.top + (line.y + line.height / 2) * scale };
  }, words);
}

previewTest("the page appears", {}, async ({ tab }) => {
  const glyphs = await tab.evaluate(() => document.querySelector(".paper").shadowRoot.querySelectorAll("use").length);
  assert.ok(glyphs > 80, "there are " + glyphs + " glyphs");
  const box = await tab.locator(".sheet").boundingBox();
  assert.ok(Math.abs(box.width / box.height - 100 / 90) < 0.01, "the sheet has its shape");
  assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 720, "all of it is seen");
  assert.match(await tab.locator("#revision").textContent(), /^Revision 1, \d+ ms$/);
  await picture(tab, "page");
});

previewTest("an edited story changes the page without a reload", {}, async ({ issue, tab }) => {
  await tab.evaluate(() => { window.isSameDocument = true; });
  const before = await revision(tab);
  issue.write("story.md", story.replace("大家看了都说清楚", "大伙儿看了都说好"));
  await nextRevision(tab, before);
  assert.equal(await tab.evaluate(() => window.isSameDocument), true);
  await tab.waitForFunction(() => fetch("page/1.json").then(answer => answer.text()).then(text => text.includes("大伙儿")));
  await tab.keyboard.press("c");
  await tab.waitForSelector(".mark.changed", { state: "attached" });
  assert.ok(await tab.locator(".mark.changed").count() < 5, "only what changed is marked");
  await tab.waitForSelector(".paper.old.seen", { state: "attached" });
  await tab.waitForSelector(".paper.old:not(.seen)", { state: "attached" });
  await tab.keyboard.press("c");
  assert.equal(await tab.locator(".mark.changed").count(), 0);
});

previewTest("an error shows over the last good page and clears", {}, async ({ issue, tab }) => {
  let before = await revision(tab);
  issue.write("layout.yaml", layout.replace("legs: {count: 1", "legs: {cuont: 1"));
  await nextRevision(tab, before);
  await tab.waitForSelector("#alarm:not([hidden]) .findings li.error");
  assert.match(await tab.locator("#alarm").textContent(), /layout\.yaml:14:12.*unknown-key.*cuont.*did you mean.*count/s);
  assert.equal(await tab.locator(".sheet").count(), 1);
  assert.equal(await tab.locator("body.stale").count(), 1);
  await picture(tab, "error");
  await tab.locator("#alarm li", { hasText: "cuont" }).locator(".place").click();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), "layout.yaml:14:12");
  before = await revision(tab);
  issue.write("layout.yaml", layout);
  await nextRevision(tab, before);
  await tab.waitForSelector("#alarm", { state: "hidden" });
  assert.equal(await tab.locator("body.stale").count(), 0);
});

previewTest("without a good page yet the alarm does not speak of one", { setUp: issue => {
  issue.write("layout.yaml", layout.replace("legs: {count: 1", "legs: {cuont: 1"));
  return [];
}, shows: "#alarm:not([hidden]) .findings li.error" }, async ({ issue, tab }) => {
  assert.match(await tab.locator("#alarm h2").textContent(), /no good page yet|还没有正确的版面/);
  issue.write("layout.yaml", layout);
  await tab.waitForSelector(".sheet");
  await tab.waitForSelector("#alarm", { state: "hidden" });
  assert.equal(await tab.locator(".sheet").count(), 1);
});

previewTest("a finding is shown at its line", { setUp: issue => {
  issue.write("story.md", story.replace("正好填满四五行", "正好填满四五ก行"));
  return [];
} }, async ({ tab }) => {
  await tab.locator("#panel li", { hasText: "glyph-missing" }).getByRole("button", { name: "Show on the page" }).click();
  await tab.waitForSelector(".mark.chosen", { state: "attached" });
  assert.match(await tab.locator("#panel blockquote").textContent(), /正好填满四五ก/);
  await tab.keyboard.press("Escape");
  assert.equal(await tab.locator(".mark.chosen").count(), 0);
  await tab.keyboard.press("n");
  await tab.waitForSelector(".mark.chosen", { state: "attached" });
});

previewTest("a place opens in an editor only where the reader set a link", { setUp: issue => {
  issue.write("story.md", story.replace("一行也不马虎", "一行也不马虎ก"));
  return [];
} }, async ({ tab }) => {
  assert.match(await tab.locator("#panel").textContent(), /glyph-missing/);
  await tab.locator(".editor summary").click();
  await tab.locator("#editor").fill("vscode://file/{path}:{line}:{column}");
  await tab.locator("#editor").press("Enter");
  assert.match(await tab.locator("#panel a.place").first().getAttribute("href"), /^vscode:\/\/file\/story\.md:6:\d+$/);
  await tab.locator("#editor").fill("javascript:alert({line})");
  await tab.locator("#editor").press("Enter");
  assert.equal(await tab.locator("#panel a.place").count(), 0);
});

previewTest("each overlay shows", {}, async ({ tab }) => {
  const keys = { frames: "f", grid: "g", slack: "s", order: "r", fit: "t", fallback: "b", lint: "l" };
  const plain = await tab.locator("#stage").screenshot();
  for (const [name, key] of Object.entries(keys)) {
    assert.equal(await isShown(tab, name), false);
    await tab.keyboard.press(key);
    assert.equal(await isShown(tab, name), true, name);
    assert.equal(await tab.locator("#overlays [data-overlay=" + name + "]").getAttribute("aria-pressed"), "true");
    assert.notDeepEqual(await picture(tab, "overlay-" + name), plain);
    await tab.locator("#overlays [data-overlay=" + name + "]").click();
    assert.equal(await isShown(tab, name), false);
  }
});

previewTest("an overlay stays over a save", {}, async ({ issue, tab }) => {
  await tab.keyboard.press("s");
  const before = await revision(tab);
  issue.write("story.md", story.replace("不妨事", "也无妨"));
  await nextRevision(tab, before);
  assert.equal(await isShown(tab, "slack"), true);
});

previewTest("zoom and keys", {}, async ({ tab }) => {
  const fitted = await transform(tab), whole = await percent(tab);
  await tab.keyboard.press("+");
  assert.ok(Math.abs(await percent(tab) - whole * 1.25) <= 1);
  await tab.keyboard.press("-");
  assert.ok(Math.abs(await percent(tab) - whole) <= 1);
  await tab.keyboard.press("1");
  assert.equal(await percent(tab), 100);
  const real = await tab.locator(".sheet").boundingBox();
  assert.ok(Math.abs(real.width - 100 / 25.4 * 96) < 1, "100 mm are as many pixels as CSS says");
  const moved = await transform(tab);
  await tab.keyboard.press("ArrowDown");
  assert.notEqual(await transform(tab), moved);
  await tab.keyboard.press("0");
  assert.equal(await transform(tab), fitted);
  await tab.keyboard.press("]");
  assert.ok(await percent(tab) > whole, "a block is nearer than the sheet");
  await tab.keyboard.press("Escape");
  assert.equal(await transform(tab), fitted);
  await tab.keyboard.press("?");
  await tab.waitForSelector("#help[open]");
  await picture(tab, "help");
  await tab.keyboard.press("Escape");
  await tab.waitForSelector("#help", { state: "hidden" });
});

previewTest("the wheel zooms at the pointer, a drag pans, a double click goes to the block", {}, async ({ tab }) => {
  const at = await lineOnScreen(tab, "六月十六日");
  await tab.mouse.move(at.x, at.y);
  await tab.mouse.wheel(0, -300);
  await tab.waitForFunction(() => parseFloat(document.getElementById("zoom").textContent) > 200);
  const after = await lineOnScreen(tab, "六月十六日");
  assert.ok(Math.hypot(after.x - at.x, after.y - at.y) < 3, "what was under the pointer still is");
  await tab.mouse.down();
  await tab.mouse.move(at.x + 80, at.y + 50, { steps: 4 });
  await tab.mouse.up();
  const dragged = await lineOnScreen(tab, "六月十六日");
  assert.ok(Math.abs(dragged.x - after.x - 80) < 8 && Math.abs(dragged.y - after.y - 50) < 8);
  assert.equal(await tab.locator(".mark.chosen").count(), 0, "a drag chooses nothing");
  await tab.keyboard.press("0");
  await tab.mouse.dblclick(at.x, at.y);
  const stage = await tab.locator("#stage").boundingBox(), line = await lineOnScreen(tab, "六月十六日");
  assert.ok(line.x > stage.x && line.x < stage.x + stage.width && line.y > stage.y && line.y < stage.y + stage.height);
});

previewTest("focus is seen, and every control has a name", {}, async ({ tab }) => {
  const names = await tab.locator("button:visible").evaluateAll(all => all.map(each => each.getAttribute("aria-label") || each.textContent));
  assert.ok(names.length > 15 && names.every(name => name.trim().length > 0));
  for (let i = 0; i < 3; i++) await tab.keyboard.press("Tab");
  const outline = await tab.evaluate(() => ({ tag: document.activeElement.tagName, width: getComputedStyle(document.activeElement).outlineWidth }));
  assert.deepEqual(outline, { tag: "BUTTON", width: "2px" });
  await tab.locator("#tab-findings").focus();
  await tab.keyboard.press("ArrowRight");
  assert.equal(await tab.evaluate(() => document.activeElement.id), "tab-line");
});

previewTest("a line says where it comes from and what was done to it", {}, async ({ tab }) => {
  const at = await lineOnScreen(tab, "小版面。");
  await tab.mouse.click(at.x, at.y);
  await tab.waitForSelector(".mark.chosen", { state: "attached" });
  const text = await tab.locator("#panel").textContent();
  for (const part of ["story.md:6:19", "small", "lead · leg · Line 2", "190.00 pt (20.00 em)", "Natural width", "Justification", "Ends here because"]) assert.ok(text.includes(part), part + " in " + text);
  const first = await tab.locator("#panel blockquote").textContent();
  await tab.keyboard.press("j");
  assert.notEqual(await tab.locator("#panel blockquote").textContent(), first);
  await picture(tab, "line");
  await tab.locator("#panel .place").click();
  assert.match(await tab.evaluate(() => navigator.clipboard.readText()), /^story\.md:6:\d+$/);
});

previewTest("a story reads as plain text beside the page", {}, async ({ tab }) => {
  await tab.locator("#tab-story").click();
  await tab.locator("#panel select").selectOption("1/small");
  await tab.waitForSelector("#panel article p");
  assert.match(await tab.locator("#panel article").textContent(), /小版面也要排得整齐.*一行也不马虎。.*也不妨事。/s);
});

/* Words of a story are words, wherever they are shown. */
previewTest("a story of scripts does no harm", { setUp: issue => {
  issue.write("story.md", "---\nslug: small\nheadline: <script>window.harm=1</script>\n---\n\n"
    + "\\<img src=x onerror=window.harm=2> \\<svg onload=window.harm=3> \\</text>\\<script>window.harm=4\\</script>\n");
  return [];
} }, async ({ tab }) => {
  await tab.locator("#tab-story").click();
  await tab.locator("#panel select").selectOption("1/small");
  await tab.waitForSelector("#panel article p");
  assert.match(await tab.locator("#panel article").textContent(), /<script>window\.harm=1<\/script>/);
  await tab.keyboard.press("j");
  await tab.keyboard.press("j");
  assert.equal(await tab.evaluate(() => window.harm), undefined);
  assert.equal(await tab.evaluate(() => document.querySelectorAll("#panel script, #panel img, #panel svg").length), 0);
});

/* Even a drawing that was made to do harm is only a drawing. */
test("a drawing with scripts does nothing", async () => {
  const issue = new Issue(), server = await serve(issue), browser = await openBrowser();
  try {
    await browser.tab.route("**/page/1.svg*", async route => {
      const answer = await route.fetch(), body = await answer.text();
      const evil = "<script>window.harm=1</script><g onload=\"window.harm=2\"/><image href=\"https://example.com/x.png\" onerror=\"window.harm=3\"/>"
        + "<a xlink:href=\"javascript:window.harm=4\"><path d=\"M0 0h400v400h-400z\"/></a><foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" srcdoc=\"x\"/></foreignObject>"
        + "<style>* { display: none }</style></svg>";
      await route.fulfill({ response: answer, body: body.replace("</svg>\n", evil) });
    });
    await openPreview(browser, server.address);
    await browser.tab.mouse.click(400, 300);
    const left = await browser.tab.evaluate(() => {
      const root = document.querySelector(".paper").shadowRoot;
      return [root.querySelectorAll("script, foreignObject, iframe, style, [onload], [onerror]").length,
        Array.from(root.querySelectorAll("a, image"), each => each.getAttribute("href") || each.getAttributeNS("http://www.w3.org/1999/xlink", "href"))];
    });
    assert.deepEqual(left, [0, [null, null]]);
    assert.equal(await browser.tab.evaluate(() => window.harm), undefined);
    assert.deepEqual(browser.abroad, []);
  } finally {
    await browser.close();
    await server.stop();
    issue.free();
  }
});

function threePages(issue) {
  const names = ["page.yaml", "two.yaml", "three.yaml"];
  names.slice(1).forEach((name, i) => {
    issue.write(name, pageText.replace("story.md", "story" + i + ".md").replace("\"01\"", "\"0" + (i + 2) + "\""));
    issue.write("story" + i + ".md", story.replace("slug: small", "slug: other" + i).replace("小版面也要", "第" + (i + 2) + "版也要"));
  });
  return names;
}
previewTest("pages are turned, listed and laid side by side", { setUp: threePages }, async ({ tab }) => {
  const shown = () => tab.locator(".sheet").evaluateAll(all => all.map(each => each.dataset.page));
  assert.deepEqual(await shown(), ["1"]);
  await tab.keyboard.press("PageDown");
  await tab.waitForSelector(".sheet[data-page='2']");
  await tab.keyboard.press("d");
  await tab.waitForSelector(".sheet[data-page='3']");
  assert.deepEqual(await shown(), ["2", "3"]);
  const texts = await tab.evaluate(() => Array.from(document.querySelectorAll(".paper"), each => each.shadowRoot.querySelectorAll("use").length));
  assert.ok(texts.every(n => n > 80), "each sheet has glyphs of its own");
  await picture(tab, "facing");
  await tab.locator("#tab-pages").click();
  assert.equal(await tab.locator(".pages button").count(), 3);
  await tab.locator(".pages button").first().click();
  await tab.waitForSelector(".sheet[data-page='1']");
  assert.deepEqual(await shown(), ["1"]);
});

previewTest("a double truck lies alone", { setUp: issue => {
  const names = threePages(issue);
  issue.write("wide.yaml", layout.replace("width: 100mm", "width: 200mm"));
  issue.write("truck.yaml", pageText.replace("layout.yaml", "wide.yaml").replace("story.md", "wide.md"));
  issue.write("wide.md", story.replace("slug: small", "slug: wide"));
  return [names[0], "truck.yaml", names[1], names[2]];
} }, async ({ tab }) => {
  const shown = () => tab.locator(".sheet").evaluateAll(all => all.map(each => each.dataset.page));
  await tab.keyboard.press("d");
  const seen = [];
  for (const last of ["1", "2", "4"]) {
    await tab.waitForSelector(".sheet[data-page='" + last + "']");
    seen.push(await shown());
    await tab.keyboard.press("PageDown");
  }
  assert.deepEqual(seen, [["1"], ["2"], ["3", "4"]]);
});

previewTest("Chinese where the browser is", { browser: { locale: "zh-CN" } }, async ({ tab }) => {
  assert.match(await tab.locator("#bar").textContent(), /第 1 次/);
  assert.match(await tab.locator("#overlays").textContent(), /版块.*网格.*松紧/s);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), "zh-CN");
  await tab.getByRole("button", { name: "English" }).click();
  assert.match(await tab.locator("#overlays").textContent(), /Frames/);
});

previewTest("print gives the sheet and nothing else", {}, async ({ tab }) => {
  const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true });
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString("latin1"));
  assert.ok(Math.abs(box[1] - 283.46) < 1 && Math.abs(box[2] - 255.12) < 1, "the sheet of paper is the sheet: " + box[1] + " × " + box[2]);
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1);
  await tab.emulateMedia({ media: "print" });
  assert.equal(await tab.locator("#bar:visible, #side:visible, #overlays:visible").count(), 0);
  const sheet = await tab.locator(".sheet").boundingBox();
  assert.ok(Math.abs(sheet.width - 100 / 25.4 * 96) < 1 && sheet.x < 1 && sheet.y < 1);
});

previewTest("a tablet: fingers pan and pinch", { browser: { viewport: { width: 820, height: 1180 }, hasTouch: true, deviceScaleFactor: 2 } }, async ({ tab, browser }) => {
  const session = await browser.context.newCDPSession(tab), stage = await tab.locator("#stage").boundingBox();
  const middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height / 2 };
  const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const whole = await percent(tab);
  await touch("touchStart", [middle.x - 50, middle.y], [middle.x + 50, middle.y]);
  for (let i = 1; i <= 5; i++) await touch("touchMove", [middle.x - 50 - 10 * i, middle.y], [middle.x + 50 + 10 * i, middle.y]);
  await touch("touchEnd");
  const near = await percent(tab);
  assert.ok(near > whole * 1.7 && near < whole * 2.3, whole + " % became " + near);
  const before = await tab.locator(".sheet").boundingBox();
  await touch("touchStart", [middle.x, middle.y]);
  for (let i = 1; i <= 5; i++) await touch("touchMove", [middle.x + 12 * i, middle.y + 12 * i]);
  await touch("touchEnd");
  const after = await tab.locator(".sheet").boundingBox();
  assert.ok(Math.abs(after.x - before.x - 60) < 15 && Math.abs(after.y - before.y - 60) < 15, "the sheet went with the finger");
  const small = await tab.locator("#bar button:visible").evaluateAll(all => all.filter(each => each.offsetHeight < 34).length);
  assert.equal(small, 0, "buttons are as large as a finger");
  await picture(tab, "tablet");
});

previewTest("all of it fits 1280 × 720, on dark ground", {}, async ({ tab }) => {
  const size = await tab.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  assert.deepEqual(size, [1280, 720]);
  const covered = await tab.locator("#bar button, #overlays button").evaluateAll(all => all.filter(each => {
    const box = each.getBoundingClientRect();
    return box.left < 0 || box.right > innerWidth || box.bottom > innerHeight || !each.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
  }).length);
  assert.equal(covered, 0, "no control is cut off or covered");
  const ground = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  assert.ok(ground.every(channel => channel < 48));
  const sheet = await tab.evaluate(() => getComputedStyle(document.querySelector(".sheet")).backgroundColor);
  assert.equal(sheet, "rgb(255, 255, 255)");
});

test("a server that goes and comes back is said and followed", async () => {
  const issue = new Issue(), server = await serve(issue), browser = await openBrowser();
  try {
    await openPreview(browser, server.address);
    await server.stop();
    await browser.tab.waitForSelector("#alarm:not([hidden])");
    assert.match(await browser.tab.locator("#alarm").textContent(), /connection is lost/);
    assert.equal(await browser.tab.locator(".sheet").count(), 1);
  } finally {
    await browser.close();
    issue.free();
  }
});

await runAll();

/* The comparison report in a real browser: one file, from a folder, with no network. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { Issue, layout, openBrowser, picture, runAll, story, test } from "./harness.mjs";

/* Two versions of a page as `extension`, and the report of their comparison opened. */
async function withReport(extension, run) {
  const issue = new Issue(), browser = await openBrowser();
  try {
    issue.run("render", "page.yaml", "-o", "old." + extension, "--ppi", "150");
    issue.write("story.md", story.replace("大家看了都说清楚", "大伙儿看了都说好"));
    issue.write("layout.yaml", layout.replace("size: 18pt", "size: 20pt"));
    issue.run("render", "page.yaml", "-o", "new." + extension, "--ppi", "150");
    const result = issue.run("compare", "new." + extension, "old." + extension, "--report", "report.html");
    assert.equal(result.status, 8, result.stderr);
    await browser.tab.goto(pathToFileURL(issue.path("report.html")).href);
    await browser.tab.waitForSelector("#side li");
    await run(browser.tab);
    assert.deepEqual(browser.abroad, []);
    assert.deepEqual(browser.faults, []);
  } finally {
    await browser.close();
    issue.free();
  }
}

for (const extension of ["png", "txt", "svg"]) {
  test("report of two ." + extension, () => withReport(extension, async tab => {
    const n = await tab.locator("#side li").count();
    assert.ok(n >= 1);
    assert.equal(await tab.locator("figure.sheet").count(), 2, "side by side");
    await picture(tab, "report-" + extension);

    await tab.keyboard.press("2");
    const slider = tab.locator(".slider");
    await slider.waitFor();
    const clip = () => tab.evaluate(() => document.querySelector(".sheet").children[1].style.clipPath);
    assert.equal(await clip(), "inset(0px 0px 0px 50%)");
    await slider.focus();
    for (let i = 0; i < 10; i++) await tab.keyboard.press("ArrowRight");
    assert.equal(await clip(), "inset(0px 0px 0px 60%)");
    const left = await tab.locator(".divider").evaluate(each => each.style.left);
    assert.equal(left, "60%");
    await picture(tab, "report-" + extension + "-slider");

    await tab.keyboard.press("3");
    const caption = tab.locator("figcaption"), seen = new Set();
    for (let i = 0; i < 40 && seen.size < 2; i++) {
      seen.add(await caption.textContent());
      await tab.waitForTimeout(100);
    }
    assert.deepEqual(Array.from(seen).sort(), ["new", "old"], "both are seen in turn");

    await tab.keyboard.press("4");
    await picture(tab, "report-" + extension + "-difference");
    await tab.keyboard.press("1");
    for (let i = 0; i < 6; i++) await tab.keyboard.press("+");
    await tab.locator("#side li").last().click();
    const chosen = tab.locator(".box.chosen").first();
    await chosen.waitFor();
    const box = await chosen.boundingBox(), view = await tab.locator("#view").boundingBox();
    assert.ok(box.x < view.x + view.width && box.x + box.width > view.x && box.y < view.y + view.height && box.y + box.height > view.y,
      "the place that was asked for is in view");
  }));
}

test("a report can be read on a narrow screen and printed", async () => withReport("txt", async tab => {
  await tab.setViewportSize({ width: 820, height: 1180 });
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth) <= 820);
  const pdf = await tab.pdf();
  assert.ok(pdf.length > 5000);
}));

await runAll();

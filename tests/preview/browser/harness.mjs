/* What the browser's tests share: a browser, an issue in a folder of its own, `duikai preview` over it, and a list of tests.
 *
 * Nothing here sleeps and hopes: every wait is for something to be seen, and fails when its time is over. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const command = process.env.DUIKAI_COMMAND;
const modules = process.env.DUIKAI_BROWSER_MODULES, chromiumPath = process.env.CHROMIUM || "/usr/bin/chromium";
export const WAIT = 30000; /* ms: a sanitized build on a busy machine */
const SKIPPED = 77;

function skip(reason) {
  console.log("1..0 # SKIP " + reason);
  process.exit(SKIPPED);
}
if (!existsSync(chromiumPath)) skip("there is no chromium here (samples/setup tests installs it)");
if (!modules || !existsSync(join(modules, "playwright-core"))) skip("there is no playwright-core here (tests/run installs it)");
const { chromium } = createRequire(join(modules, "_"))("playwright-core");

export const page = `duikai: page/1
layout: layout.yaml
paper: 小报
page: "01"
stories:
  lead: story.md
furniture:
  folio: 第1版
`;
export const layout = `duikai: layout/1
name: small
sheet: {width: 100mm, height: 90mm, bleed: 3mm}
type-area: {left: 10mm, top: 10mm, width: 20em, height: 14line}
grid: {size: 9.5pt, leading: 13.5pt}
styles:
  body: {font: song, indent: 2em}
  headline: {font: hei-bold, size: 18pt, leading: 2line, align: start, indent: 0em}
blocks:
  - id: lead
    at: {x: 0em, line: 1, width: 20em, lines: 10}
    head:
      - {put: headline, style: headline, x: 0em, line: 1, width: 20em, lines: 2}
    legs: {count: 1, measure: 20em, gutter: 1em, x: 0em, line: 3, lines: 8}
furniture:
  - id: folio
    at: {x: 0em, line: 14, width: 20em, lines: 1}
`;
export const story = `---
slug: small
headline: 小版面也要排得整齐
---

六月十六日，编辑部把一篇短稿排进一个小版面。稿子虽短，标点、行首、行尾都按规矩来，一行也不马虎。

排好以后，大家看了都说清楚。这篇稿子不长也不短，正好填满四五行，留下一行空白也不妨事。
`;

export class Issue {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "duikai-browser-"));
    this.write("page.yaml", page);
    this.write("layout.yaml", layout);
    this.write("story.md", story);
  }
  path(name) { return join(this.folder, name); }
  write(name, text) { writeFileSync(this.path(name), text); }
  run(...words) { return spawnSync(command, words, { cwd: this.folder, encoding: "utf8" }); }
  free() { rmSync(this.folder, { recursive: true, force: true }); }
}

/* Serves pages of an issue; resolves when the address is there. */
export function serve(issue, ...pages) {
  const child = spawn(command, ["preview", ...(pages.length ? pages : ["page.yaml"])], { cwd: issue.folder, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let out = "";
    child.on("exit", status => reject(new Error("the server ended with status " + status + " before it gave an address")));
    child.stdout.on("data", data => {
      out += data;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+\//.exec(out);
      if (address) resolve({ address: address[0], stop: () => new Promise(done => {
        child.removeAllListeners("exit");
        child.on("exit", done);
        child.kill("SIGTERM");
      }) });
    });
  });
}

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const profiles = [];

/* A browser of its own with an empty profile; whatever it says is wrong is kept in `faults`, whatever it asks of others in `abroad`. */
export async function openBrowser(options = {}) {
  profiles.push(mkdtempSync(join(tmpdir(), "duikai-profile-")));
  const context = await chromium.launchPersistentContext(profiles[profiles.length - 1], { executablePath: chromiumPath, headless: true, args: flags,
    viewport: { width: 1280, height: 720 }, locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"], ...options });
  const tab = context.pages()[0] || await context.newPage(), faults = [], abroad = [];
  tab.setDefaultTimeout(WAIT);
  tab.on("console", message => { if (message.type() === "error") faults.push(message.text()); });
  tab.on("pageerror", error => faults.push(error.message));
  context.on("request", request => { if (!/^(http:\/\/127\.0\.0\.1:|file:|data:|blob:|about:)/.test(request.url())) abroad.push(request.url()); });
  return { context, tab, faults, abroad, close: () => context.close() };
}

/* Opens a preview and waits for its first sheet, or for what else it is to show first. */
export async function openPreview(browser, address, shows = ".sheet") {
  await browser.tab.goto(address);
  await browser.tab.waitForSelector(shows);
  if (shows === ".sheet") await browser.tab.waitForFunction(() => Number(document.body.dataset.revision) > 0);
}

/* Pictures for people to look at. */
export async function picture(tab, name) {
  const folder = process.env.DUIKAI_BROWSER_PICTURES;
  if (folder) mkdirSync(folder, { recursive: true });
  return tab.screenshot(folder ? { path: join(folder, name + ".png") } : {});
}

const tests = [];
export function test(name, run) { tests.push({ name, run }); }
/* Runs every test; TAP on standard output. */
export async function runAll() {
  const only = process.argv[2];
  let failed = 0, n = 0;
  console.log("1.." + tests.filter(each => !only || each.name.includes(only)).length);
  for (const { name, run } of tests) {
    if (only && !name.includes(only)) continue;
    n++;
    try {
      await run();
      console.log("ok " + n + " " + name);
    } catch (error) {
      failed++;
      console.log("not ok " + n + " " + name + "\n# " + String(error.stack || error).replace(/\n/g, "\n# "));
    }
  }
  profiles.forEach(profile => rmSync(profile, { recursive: true, force: true }));
  process.exit(failed ? 1 : 0);
}

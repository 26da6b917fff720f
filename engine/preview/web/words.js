/* The words of the preview in both languages, and where the reader's choices are kept. */

const words = {
  en: {
    language: "中文", fit: "Fit", closer: "Closer", farther: "Farther", real: "Real size", before: "Previous page", after: "Next page",
    facing: "Facing", blink: "Blink changes", help: "Keys", panel: "Panel", stage: "The sheet. Arrow keys move it, plus and minus zoom, question mark lists all keys.",
    overlays: "Overlays", frames: "Frames", grid: "Grid", slack: "Slack", order: "Order", fitting: "Fit", fallback: "Fallback", lint: "Findings",
    findings: "Findings", line: "Line", story: "Story", pages: "Pages", none: "Nothing to report: no errors, no warnings.",
    stale: "The input is wrong. The page below is the last good one.", noPage: "The input is wrong, and there is no good page yet.", waiting: "Waiting for the first page …", lost: "The connection is lost; trying again.",
    copied: "Copied {text}", notCopied: "Could not copy; here it is: {text}", copy: "Copy {text}", show: "Show on the page",
    revision: "Revision {n}, {ms} ms", changed: "{n} lines changed", same: "Nothing on this page changed.", noLine: "Click a line of the page, or press J, to see how it was set.",
    noStory: "Choose a story.", source: "Source", element: "Element", number: "Line {n}", measure: "Measure", natural: "Natural width", set: "As set",
    ends: "Ends here because", did: "Justification", nothing: "nothing: the line is as wide as its words", loose: "loose", forced: "a rule was broken", runt: "one character alone",
    hanging: "a mark hangs", error: "error", warning: "warning", note: "note", page: "Page {n}", editor: "Editor link", open: "Open",
    editorHelp: "A link for your editor, such as vscode://file/{path}:{line}:{column}. Leave it empty to copy the place instead.",
    close: "Close", closeUp: "double click: closer to a block", gave: "taken away", took: "added", readStory: "Read the story",
    steps: { edge: "blanks of marks at the line’s edges", "word-space": "word spaces narrowed", dot: "blanks of interpuncts", bracket: "blanks of brackets and quotes",
      pause: "blanks of commas and their like", "han-latin": "gaps between Han and Latin narrowed", stop: "blanks of full stops", "shrink-han": "between Han, narrowed",
      "stretch-word-space": "word spaces widened", "stretch-han-latin": "gaps between Han and Latin widened", "stretch-han": "between Han",
      "stretch-unlimited": "beyond the limit" },
    parts: {},
    keys: { "+ / −": "zoom in, out", 0: "whole sheet", 1: "real size", "← ↑ ↓ →": "move the sheet", "PgUp / PgDn": "previous, next page", D: "facing pages",
      "[ / ]": "previous, next block, close up", "J / K": "next, previous line", "F G S R T B L": "overlays: frames, grid, slack, reading order, fit, fallback, findings",
      N: "next finding", C: "blink what the last save changed", P: "panel", Esc: "back to the whole sheet", "?": "this list" }
  },
  zh: {
    language: "English", fit: "适合窗口", closer: "放大", farther: "缩小", real: "实际大小", before: "上一页", after: "下一页",
    facing: "对页", blink: "闪示改动", help: "按键", panel: "侧栏", stage: "版面。方向键移动，加减号缩放，问号列出全部按键。",
    overlays: "标示", frames: "版块", grid: "网格", slack: "松紧", order: "次序", fitting: "余缺", fallback: "代用字", lint: "问题",
    findings: "问题", line: "行", story: "稿件", pages: "页面", none: "没有错误，也没有警告。",
    stale: "输入有错。下面是上一次正确的版面。", noPage: "输入有错，还没有正确的版面。", waiting: "正在等待第一个版面……", lost: "连接已断开，正在重试。",
    copied: "已复制 {text}", notCopied: "无法复制，内容是：{text}", copy: "复制 {text}", show: "在版面上显示",
    revision: "第 {n} 次，{ms} 毫秒", changed: "改动了 {n} 行", same: "本页没有改动。", noLine: "点击版面上的一行，或按 J 键，看它是怎样排成的。",
    noStory: "请选择稿件。", source: "来源", element: "部分", number: "第 {n} 行", measure: "行长", natural: "自然宽度", set: "排成宽度",
    ends: "在此换行，因为", did: "齐行", nothing: "无：行宽就是文字宽度", loose: "过松", forced: "破例", runt: "孤字成行",
    hanging: "标点悬挂", error: "错误", warning: "警告", note: "提示", page: "第 {n} 页", editor: "编辑器链接", open: "打开",
    editorHelp: "编辑器的链接，例如 vscode://file/{path}:{line}:{column}。留空则复制位置。",
    close: "关闭", closeUp: "双击：放大到版块", gave: "收进", took: "加出", readStory: "阅读全文",
    steps: { edge: "行首行尾标点的空白", "word-space": "收西文词距", dot: "间隔号的空白", bracket: "括号引号的空白", pause: "逗号顿号等的空白",
      "han-latin": "收汉字西文间距", stop: "句号的空白", "shrink-han": "收汉字间距", "stretch-word-space": "加西文词距", "stretch-han-latin": "加汉字西文间距",
      "stretch-han": "加汉字间距", "stretch-unlimited": "超出限度" },
    parts: { headline: "主题", kicker: "引题", deck: "副题", byline: "署名", leg: "正文", head: "标题", jump: "转版", caption: "图片说明", furniture: "版面元素", "standing-head": "栏题" },
    keys: { "+ / −": "放大、缩小", 0: "整个版面", 1: "实际大小", "← ↑ ↓ →": "移动版面", "PgUp / PgDn": "上一页、下一页", D: "对页", "[ / ]": "上一个、下一个版块，放大",
      "J / K": "下一行、上一行", "F G S R T B L": "标示：版块、网格、松紧、次序、余缺、代用字、问题", N: "下一个问题", C: "闪示上次保存的改动",
      P: "侧栏", Esc: "回到整个版面", "?": "本表" }
  }
};

/* Choices that outlast the page, where the browser lets them be kept. */
const kept = {};
export function keep(name, value) {
  kept[name] = value;
  try { localStorage.setItem("duikai-" + name, value); } catch { /* a browser without storage forgets */ }
}
export function recall(name) {
  if (name in kept) return kept[name];
  try { return localStorage.getItem("duikai-" + name); } catch { return null; }
}

let language = recall("language") || (/^zh/i.test(navigator.language) ? "zh" : "en");
export function currentLanguage() { return language; }
export function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  keep("language", language);
}

/* A word, or one of a table of words; {name} stands for a value. */
export function word(key, values) {
  const found = words[language][key];
  return typeof found === "string" && values ? found.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole) : found;
}
/* The word for one of the server's, which stands for itself where there is none. */
export function term(table, key) { return words[language][table][key] || key; }

/* An element with its attributes and its children; text is never markup. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== undefined && child !== null));
  return element;
}

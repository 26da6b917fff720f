/* The comparison report: shows one page at a time, old and new beside or over one another, and its differences as a list.
 * Every article of #pages holds a page: its data as JSON, and the layers "expected" and "actual". */
"use strict";
(function () {
  const words = {
    en: {
      expected: "old", actual: "new", side: "Side by side", slide: "Slider", blink: "Blink", difference: "Difference", fit: "Fit",
      boxes: "Boxes", same: "The pages are the same.", compared: "compared: ", none: "There is no picture of this page.", more: "and {n} more",
      line: "line {n}", page: "page", mm: " mm", right: "right", left: "left", down: "down", up: "up", language: "中文", total: "{n} differences",
      keys: "1–4 view, n/p next or previous difference, +/− zoom, 0 fit, b boxes",
      kinds: { page: "the page is another", moved: "moved", resized: "another size", leading: "another leading", text: "other words",
        reflow: "lines break anew", slack: "other spacing in the line", baseline: "glyphs stand otherwise across the line",
        glyphs: "other glyphs for the same words", face: "another face", size: "another size of type", scale: "glyphs of another width",
        direction: "another direction of setting", ink: "another ink", stroke: "another stroke", picture: "another picture",
        code: "another code", added: "is new", removed: "is gone", story: "another story", renamed: "another id",
        order: "another place in reading order", "paint-order": "painted in another order", dimensions: "pictures of different size",
        pixels: "pixels differ", content: "the PDF’s content differs", missing: "has no counterpart" },
      parts: {}, units: {}
    },
    zh: {
      expected: "旧", actual: "新", side: "并排", slide: "滑动", blink: "闪烁", difference: "差异", fit: "适合窗口", boxes: "方框",
      same: "两页相同。", compared: "比较范围：", none: "此页没有图像。", more: "等 {n} 处", line: "第 {n} 行", page: "整页", mm: " 毫米",
      right: "向右", left: "向左", down: "向下", up: "向上", language: "English", total: "{n} 处差异",
      keys: "1–4 换视图，n/p 下一处、上一处，+/− 缩放，0 适合窗口，b 方框",
      kinds: { page: "页面信息不同", moved: "移动了", resized: "尺寸不同", leading: "行距不同", text: "文字不同", reflow: "断行不同",
        slack: "行内间距不同", baseline: "字在行中高低不同", glyphs: "同样的字用了别的字形", face: "字体不同", size: "字号不同",
        scale: "字宽不同", direction: "排版方向不同", ink: "颜色不同", stroke: "线型不同", picture: "图片不同", code: "二维码不同",
        added: "新增", removed: "缺失", story: "换了稿件", renamed: "改了名称", order: "阅读顺序不同", "paint-order": "叠放顺序不同",
        dimensions: "图像尺寸不同", pixels: "像素不同", content: "PDF 内容不同", missing: "没有对应的页" },
      parts: { headline: "主题", kicker: "引题", deck: "副题", byline: "署名", leg: "正文", jump: "转版", caption: "图片说明", furniture: "版面元素",
        "standing-head": "栏题", rule: "线", fill: "底色", border: "边框", picture: "图片", code: "二维码" },
      units: { characters: "字", pixels: "像素", em: "字宽", pt: "点" }
    }
  };
  const modes = ["side", "slide", "blink", "difference"];
  const state = { page: 0, mode: "side", zoom: 0, chosen: -1, split: 50, boxes: true, language: /^zh/.test(navigator.language) ? "zh" : "en" };
  const view = document.getElementById("view"), side = document.getElementById("side");
  const pages = Array.from(document.querySelectorAll("#pages > article"), function (article) {
    return { data: JSON.parse(article.querySelector(".data").textContent), expected: article.querySelector(".expected"),
      actual: article.querySelector(".actual") };
  });
  let timer = 0, sheets = [];

  function word(key, n) { return words[state.language][key].replace("{n}", n); }
  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function page() { return pages[state.page]; }

  /* ---- The sheets ---- */

  function hasPicture(layer) { return layer.firstElementChild !== null; }
  function scale() {
    const data = page().data, abreast = state.mode === "side" ? 2 : 1, room = (view.clientWidth - 16 * (abreast + 1) - 8) / abreast;
    const fit = Math.max(40, Math.min(room, (view.clientHeight - 48) * data.sheetWidth / data.sheetHeight));
    return fit * Math.pow(1.25, state.zoom) / data.sheetWidth;
  }
  function addBoxes(sheet) {
    if (!state.boxes) return;
    page().data.differences.forEach(function (difference, i) {
      if (!(difference.width >= 0)) return;
      const box = make("div", i === state.chosen ? "box chosen" : "box"), unit = scale();
      box.style.left = difference.x * unit + "px";
      box.style.top = difference.y * unit + "px";
      box.style.width = difference.width * unit + "px";
      box.style.height = difference.height * unit + "px";
      box.onclick = function () { choose(i, false); };
      sheet.append(box);
    });
  }
  function makeSheet(layers, caption) {
    const sheet = make("figure", "sheet"), data = page().data;
    sheet.style.cssText = "margin:0;width:" + data.sheetWidth * scale() + "px;height:" + data.sheetHeight * scale() + "px";
    layers.forEach(function (layer) { sheet.append(layer.cloneNode(true)); });
    if (caption) sheet.append(make("figcaption", "", caption));
    return sheet;
  }
  function paintRuns(sheet) {
    const data = page().data, canvas = make("canvas"), runs = data.runs;
    canvas.width = data.pictureWidth;
    canvas.height = data.pictureHeight;
    const context = canvas.getContext("2d");
    context.fillStyle = "#e0002a";
    for (let i = 0, y = 0; i < runs.length; i += 3) {
      y += runs[i];
      context.fillRect(runs[i + 1], y, runs[i + 2], 1);
    }
    sheet.classList.add("faded");
    sheet.append(canvas);
  }
  function slide(sheet) {
    const divider = make("div", "divider");
    sheet.children[1].style.clipPath = "inset(0 0 0 " + state.split + "%)";
    divider.style.left = state.split + "%";
    sheet.append(divider);
  }
  function blink(sheet) {
    let isNew = false;
    const caption = sheet.querySelector("figcaption");
    timer = setInterval(function () {
      isNew = !isNew;
      sheet.children[1].style.visibility = isNew ? "visible" : "hidden";
      caption.textContent = word(isNew ? "actual" : "expected");
    }, 600);
  }
  function makeSheets() {
    const now = page(), both = [now.expected, now.actual];
    if (state.mode === "side")
      return both.map(function (layer, i) { return makeSheet([layer], word(i ? "actual" : "expected")); });
    const sheet = makeSheet(state.mode === "difference" && now.data.runs ? [now.actual] : both, state.mode === "blink" ? word("expected") : "");
    if (state.mode === "slide") slide(sheet);
    if (state.mode === "blink") blink(sheet);
    if (state.mode === "difference" && now.data.runs) paintRuns(sheet);
    else if (state.mode === "difference") sheet.children[1].classList.add("difference");
    return [sheet];
  }
  function showSheets() {
    clearInterval(timer);
    const now = page(), stage = make("div", "stage"), left = view.scrollLeft, top = view.scrollTop;
    view.replaceChildren();
    if (!now.data.sheetWidth || (!hasPicture(now.expected) && !hasPicture(now.actual))) {
      view.append(make("p", "none", word("none")));
      return;
    }
    sheets = makeSheets();
    sheets.forEach(function (sheet) {
      addBoxes(sheet);
      stage.append(sheet);
    });
    view.append(stage);
    view.scrollTo(left, top);
  }

  /* ---- The list ---- */

  function amount(difference) {
    if (!difference.unit) return "";
    const number = Math.round(difference.amount * 1000) / 1000;
    const unit = words[state.language].units[difference.unit] || (number === 1 ? difference.unit.replace(/s$/, "") : difference.unit);
    return " (" + number + " " + unit + ")";
  }
  function shift(difference) {
    const parts = [];
    if (difference.dx) parts.push(word(difference.dx > 0 ? "right" : "left") + " " + Math.abs(difference.dx).toFixed(2) + word("mm"));
    if (difference.dy) parts.push(word(difference.dy > 0 ? "down" : "up") + " " + Math.abs(difference.dy).toFixed(2) + word("mm"));
    return parts.length ? " " + parts.join(", ") : "";
  }
  function where(difference) {
    const part = words[state.language].parts[difference.element] || difference.element;
    const places = [difference.frame || word("page"), difference.story, part].filter(Boolean);
    if (difference.line) places.push(word("line", difference.line));
    if (difference.line && difference.count > 1) places.push(word("more", state.language === "zh" ? difference.count : difference.count - 1));
    return places.join(" · ");
  }
  function makeEntry(difference, i) {
    const entry = make("li", i === state.chosen ? "chosen" : ""), versions = make("div", "versions");
    entry.tabIndex = 0;
    entry.append(make("span", "where", where(difference)));
    entry.append(make("b", "", words[state.language].kinds[difference.kind] + shift(difference)), amount(difference));
    ["expected", "actual"].forEach(function (version) {
      if (difference[version] === undefined) return;
      versions.append(make("i", "", word(version)), make("span", "", difference[version]));
    });
    entry.append(versions);
    entry.onclick = function () { choose(i, true); };
    entry.onkeydown = function (event) { if (event.key === "Enter") choose(i, true); };
    return entry;
  }
  function addButton(tools, text, isPressed, action) {
    const button = make("button", "", text);
    if (isPressed !== undefined) button.setAttribute("aria-pressed", isPressed);
    button.onclick = action;
    tools.append(button);
  }
  function makeTools() {
    const tools = make("div", "tools");
    tools.title = word("keys");
    modes.forEach(function (mode) {
      addButton(tools, word(mode), mode === state.mode, function () { set({ mode: mode }); });
    });
    addButton(tools, "−", undefined, function () { set({ zoom: state.zoom - 1 }); });
    addButton(tools, word("fit"), undefined, function () { set({ zoom: 0 }); });
    addButton(tools, "+", undefined, function () { set({ zoom: state.zoom + 1 }); });
    addButton(tools, word("boxes"), state.boxes, function () { set({ boxes: !state.boxes }); });
    addButton(tools, word("language"), undefined, function () { set({ language: state.language === "en" ? "zh" : "en" }); });
    if (state.mode === "slide") tools.append(makeSlider());
    return tools;
  }
  function makeSlider() {
    const slider = make("input", "slider");
    slider.type = "range";
    slider.value = state.split;
    slider.setAttribute("aria-label", word("slide"));
    slider.oninput = function () {
      state.split = Number(slider.value);
      showSheets();
    };
    return slider;
  }
  function makePageList() {
    const list = make("select");
    pages.forEach(function (each, i) {
      const name = each.data.actual || each.data.expected, mark = each.data.same ? "＝ " : "≠ ";
      const option = make("option", "", mark + name);
      option.value = i;
      option.selected = i === state.page;
      list.append(option);
    });
    list.onchange = function () { set({ page: Number(list.value), chosen: -1 }); };
    return list;
  }
  function showSide() {
    const data = page().data, header = make("header"), list = make("ol");
    document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
    header.append(make("h1", "", word("total", data.differences.length)));
    header.append(make("p", "", word("expected") + ": " + (data.expected || "–")), make("p", "", word("actual") + ": " + (data.actual || "–")));
    header.append(make("p", "", word("compared") + data.compared));
    if (pages.length > 1) header.append(makePageList());
    data.differences.forEach(function (difference, i) { list.append(makeEntry(difference, i)); });
    if (data.same) list.append(make("div", "same", word("same")));
    side.replaceChildren(header, makeTools(), list);
  }

  /* ---- What the reader does ---- */

  function set(changes) {
    Object.assign(state, changes);
    showSide();
    showSheets();
  }
  function choose(i, jumps) {
    set({ chosen: i });
    const entry = side.querySelectorAll("li")[i], box = view.querySelector(".box.chosen");
    if (entry) entry.scrollIntoView({ block: "nearest" });
    if (jumps && box) box.scrollIntoView({ block: "center", inline: "center" });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return;
    const n = page().data.differences.length, mode = modes["1234".indexOf(event.key)];
    if (event.key >= "1" && event.key <= "4") set({ mode: mode });
    else if (event.key === "n" && n) choose((state.chosen + 1) % n, true);
    else if (event.key === "p" && n) choose((state.chosen + n - 1 + (state.chosen < 0)) % n, true);
    else if (event.key === "+" || event.key === "=") set({ zoom: state.zoom + 1 });
    else if (event.key === "-") set({ zoom: state.zoom - 1 });
    else if (event.key === "0") set({ zoom: 0 });
    else if (event.key === "b") set({ boxes: !state.boxes });
  });
  addEventListener("resize", showSheets);
  state.page = Math.max(0, pages.findIndex(function (each) { return !each.data.same; }));
  if (pages.length) set({});
})();

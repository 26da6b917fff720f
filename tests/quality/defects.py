#!/usr/bin/env python3
"""Asks every golden page, and a galley of every story of the samples, what an editor with a ruler would: ten questions.

Usage: defects.py (run by ctest, with DUIKAI_COMMAND set).  Ends with 77, skipped, where qpdf or poppler is not there.
What is asked of the lines comes from --explain json, of places, inks and glyphs from the page's dump, of fonts and colours from PDF,
read by qpdf and poppler; the words of the stories are read here from their Markdown by simpler means than the engine's.
  1 no forbidden line start or end        6 no dash or ellipsis split over lines
  2 every line fills its measure          7 text in black is black alone, nothing in RGB
  3 every line on the grid                8 no glyph 0
  4 legs of one story end level           9 every font embedded
  5 no ASCII marks between Han           10 every character of the text once, in reading order
A line that breaks 1 or 2 is no defect where the engine reports it: nothing else fits.  Level none forbids nothing.
At the end a page is spoiled for each question in turn, and the question has to see it.
"""
import copy
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DUIKAI = os.environ["DUIKAI_COMMAND"]
STARTS, ENDS = set("，。、；：！？”’）》】·～%"), set("“‘（《【")
HAN = "\u3400-\u9fff"
ASCII_MARK = re.compile(f"[{HAN}][,:;?!()\"][{HAN}]")
WRITTEN = (0, 3, 5)
BODY = ("drop-cap", "leg")
DRAWN_AS_OTHERS = set("·•‧・")  # one interpunct is drawn for all


def run(*words):
    result = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    return result.returncode, result.stdout


def fields(line):
    """The values of a dump's line by their keys, the words in quotes as they are."""
    return dict(re.findall(r' ([a-z-]+)=("(?:[^"\\]|\\.)*"|\S+)', line))


class Page:
    """A page, or a galley, as the engine tells of it."""

    def __init__(self, name, words, stories, folder):
        self.name, self.stories, self.faults = name, stories, []
        status, explained = run(*words, "--explain", "json")
        if status not in WRITTEN:
            self.faults.append(f"not set, status {status}")
            return
        self.lines = [json.loads(line) for line in explained.splitlines()]
        self.legs = [line for line in self.lines if line["element"] == "leg"]
        self.body = [line for line in self.lines if line["element"] in BODY]
        self.resolved = run(*words, "--dump", "resolved")[1].decode().splitlines()
        self.items = run(*words, "--dump", "page")[1].decode().splitlines()
        self.pdf = folder / "page.pdf"
        run(*words, "-o", self.pdf)
        self.styles = {line.split()[1]: fields(line) for line in self.resolved if line.startswith("style ")}
        self.blocks = {line.split()[1]: fields(line) for line in self.resolved if line.startswith("block ")}
        [layout] = [fields(line) for line in self.resolved if line.startswith("layout ")]
        self.grid = {key: float(layout[key]) for key in ("line", "em", "x", "y", "width")}
        for number, question in enumerate((self.edges, self.measures, self.on_grid, self.level, self.ascii, self.split, self.inks,
                                           self.missing, self.fonts, self.text), 1):
            self.faults += [f"{number}: {fault}" for fault in question()]

    def body_of(self, line):
        return self.styles[self.blocks[line["frame"]]["body"]]

    def is_vertical(self, line):
        return self.body_of(line)["direction"] == "vertical"

    def edges(self):
        before = None
        for line in self.legs:
            level, text = self.body_of(line)["prohibition"], line["text"].strip()
            starts = STARTS | ({"/"} if level != "none" else set())
            ends = ENDS | ({"/"} if level in ("gb", "strict") else set())
            is_carried = before and before["frame"] == line["frame"] and not line.get("isFirst")
            if level != "none" and text:
                if is_carried and text[0] in starts and not before.get("isForced"):
                    yield f"a line starts with {text[0]}: {text}"
                is_code = re.search("[A-Za-z]/$", text)  # T/CCPITCSC may part behind its solidus (RULES 1.6)
                if text[-1] in ends and not is_code and not line.get("isForced") and not line.get("isLast"):
                    yield f"a line ends with {text[-1]}: {text}"
            before = line

    def measures(self):
        for line in self.legs:
            is_whole = not line.get("isLast") and line["end"] not in ("text", "paragraph")
            is_flush = is_whole and self.body_of(line)["align"] == "justify"
            if is_flush and not line.get("isLoose") and not line.get("isForced") and abs(line["set"] - line["measure"]) > 0.01:
                yield f"{line['set']} em in {line['measure']}: {line['text']}"

    def on_grid(self):
        """Horizontal lines from the top of the type area, vertical ones from their leg's right side."""
        legs = self.places()
        for line in self.legs:
            if self.is_vertical(line):
                leg = legs[line["frame"]][line["leg"] - 1]
                at = float(leg["x"]) + float(leg["width"]) - line["x"] - line["width"] / 2
            else:
                at = line["y"] + line["height"] / 2 - self.grid["y"]
            is_other = abs(line["em"] - float(self.body_of(line)["size"])) > 0.001
            is_single = line.get("isFirst") and line.get("isLast")
            step = self.grid["line"] / (2 if is_other or is_single else 1)  # a cross-head stands in the middle of its slots
            off = (at - self.grid["line"] / 2) % step
            if min(off, step - off) > 0.01:
                yield f"{off:.3f} pt off the grid: {line['text']}"

    def places(self):
        """The rectangles of all legs by block."""
        legs, block = defaultdict(list), None
        for line in self.resolved:
            if line.startswith("block "):
                block = line.split()[1]
            if line.startswith("leg "):
                legs[block].append(fields(line))
        return legs

    def level(self):
        """The feet of a balanced block's legs that could reach one depth, but for the last with text."""
        for name, places in self.places().items():
            feet = defaultdict(float)
            for line in self.legs:
                if line["frame"] == name:
                    feet[line["leg"]] = max(feet[line["leg"]], -line["x"] if self.is_vertical(line) else line["y"])
            if self.blocks[name]["balance"] != "on" or len(feet) < 3:
                continue
            bottoms = {number: float(leg["y"]) + float(leg["height"]) for number, leg in enumerate(places, 1)}
            full = [number for number in sorted(feet)[:-1]]
            for a, b in itertools.combinations(full, 2):
                if bottoms[a] == bottoms[b] and abs(feet[a] - feet[b]) > 1.01 * self.grid["line"]:
                    yield f"legs {a} and {b} of {name} end {abs(feet[a] - feet[b]) / self.grid['line']:.1f} lines apart"

    def ascii(self):
        for line in self.lines:
            for found in ASCII_MARK.findall(line["text"]):
                yield f"{found} in {line['text']}"

    def split(self):
        for one, two in zip(self.legs, self.legs[1:]):
            end, start = one["text"].rstrip(), two["text"].lstrip()
            for mark in "—…":
                is_one = one["frame"] == two["frame"] and not two.get("isFirst") and not one.get("isForced")
                if is_one and end.endswith(mark) and start.startswith(mark) and (len(end) - len(end.rstrip(mark))) % 2:
                    yield f"{mark} parted: {end} | {start}"

    def inks(self):
        said = {style[key] for style in self.styles.values() for key in ("ink", "ornament-ink")}
        for line in self.items:
            if line.startswith("glyphs "):
                item = fields(line)
                cyan, magenta, yellow, black = (int(part) for part in item["ink"].split("/"))
                if item["ink"] not in said or (black and (cyan or magenta or yellow)):
                    yield f"ink {item['ink']} of {item['text']}"
        content = run("qpdf", "--qdf", "--object-streams=disable", self.pdf, "-")[1]
        for operator in re.findall(rb"^[\d. ]+ (?:rg|RG)\s*$", content, re.M):
            yield f"RGB in the PDF: {operator.decode()}"

    def missing(self):
        n = sum(bool(re.match(r"glyph \S+ id=0 ", line)) for line in self.items)
        if n:
            yield f"{n} characters drawn as .notdef"

    def fonts(self):
        rows = run("pdffonts", self.pdf)[1].decode().splitlines()[2:]
        if not rows:
            yield "no font at all"
        for row in rows:
            if row.split()[-5] != "yes":  # name, type, encoding | emb sub uni object generation
                yield f"not embedded: {row.split()[0]}"

    def text(self):
        yield from faults_of_text(self.body, self.stories)
        shown = bare(run("pdftotext", "-enc", "UTF-8", self.pdf, "-")[1].decode())
        found = Counter(bare("".join(line["text"] for line in self.lines)))
        lost = {mark: n for mark, n in (found - Counter(shown)).items() if not mark.isspace() and mark not in DRAWN_AS_OTHERS}
        if lost:
            yield f"not in the PDF: {lost}"


def faults_of_text(legs, stories):
    """Where the words of the legs are not those of the stories, each once and in order."""
    for slug, words in stories.items():
        found, wanted = bare("".join(line["text"] for line in legs if line["story"] == slug)), bare(words)
        if found != wanted:
            at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
            yield f"{slug}: set …{found[max(0, at - 8):at + 12]}…, written …{wanted[max(0, at - 8):at + 12]}…"


# ---- Spoiling ----

HELVETICA = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>> endobj
4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
5 0 obj <</Length 29>> stream
BT /F 9 Tf 9 9 Td (x) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
"""


def spoil_edge(page):
    first, second = page.legs[1:3]
    first["isForced"] = second["isFirst"] = False
    second["frame"], second["text"] = first["frame"], "。" + second["text"]


def spoil_measure(page):
    line = next(line for line in page.legs if not line.get("isLast") and line["end"] not in ("text", "paragraph"))
    line["set"] += 0.02


def spoil_feet(page):
    blocks = [name for name, legs in page.places().items() if page.blocks[name]["balance"] == "on" and len(legs) > 2]
    for line in page.legs:
        if line["frame"] == blocks[0] and line["leg"] == 1:
            line["y"] -= 2 * page.grid["line"]


def spoil_dash(page):
    first, second = page.legs[1:3]
    first["isForced"] = second["isFirst"] = False
    first["text"], second["text"], second["frame"] = first["text"] + "—", "—" + second["text"], first["frame"]


def spoil_font(page):
    page.pdf = page.pdf.with_name("spoiled.pdf")
    page.pdf.write_bytes(HELVETICA)


def spoil_ink(page):
    at = next(i for i, line in enumerate(page.items) if line.startswith("glyphs "))
    page.items[at] = re.sub(r" ink=\S+", " ink=50/0/0/100", page.items[at])


SPOILED = {
    "edges": spoil_edge,
    "measures": spoil_measure,
    "on_grid": lambda page: page.legs[3].update(y=page.legs[3]["y"] + 0.5),
    "level": spoil_feet,
    "ascii": lambda page: page.lines[0].update(text="中,中"),
    "split": spoil_dash,
    "inks": spoil_ink,
    "missing": lambda page: page.items.append("glyph 0 id=0 "),
    "fonts": spoil_font,
    "text": lambda page: page.body[5].update(text=page.body[5]["text"] + "字"),
}


def unseen(page):
    """The questions that do not see what is spoiled for them."""
    for question, spoil in SPOILED.items():
        spoiled = copy.deepcopy(page)
        spoil(spoiled)
        if len(list(getattr(spoiled, question)())) <= len(list(getattr(page, question)())):
            yield f"{page.name}, spoiled: {question} sees nothing"


# ---- Words ----


def bare(text):
    """The characters alone: white space and soft hyphens are the setter's."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def body_of(path):
    """Slug and words of a story: its dateline, then its body without Markdown."""
    front, body = re.match(r"---\n(.*?\n)---\n(.*)", path.read_text(encoding="utf-8"), re.S).groups()
    slug = re.search(r"^slug: *(\S+)", front, re.M).group(1)
    dateline = re.search(r"^dateline: *(.*)$", front, re.M)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    body = re.sub(r"^#+ |^> ?|^\*\*\*$", "", body, flags=re.M)
    body = re.sub(r"\{([^{}|]+)\|[^{}]*\}", r"\1", body)
    while re.search(r"\[[^\[\]]*\]\{[^{}]*\}", body):
        body = re.sub(r"\[([^\[\]]*)\]\{[^{}]*\}", r"\1", body)
    body = re.sub(r"\\(?=\n)|\\(?=[^\w\s])", "", body.replace("*", ""))
    return slug, (dateline.group(1).strip("\"'") if dateline else "") + body


def stories_of(page):
    text = page.read_text(encoding="utf-8")
    block = re.search(r"^stories:\n((?:[ #].*\n|\n)+)", text, re.M)
    paths = re.findall(r"[\w./-]+\.md", block.group(1)) if block else []
    return dict(body_of(page.parent / path) for path in paths)


def main():
    if not shutil.which("qpdf") or not shutil.which("pdftotext"):
        print("skipped: qpdf and poppler-utils are not there")
        return 77
    with tempfile.TemporaryDirectory() as name:
        pages, issues = [], defaultdict(dict)
        for golden in sorted((ROOT / "tests/golden").rglob("*.golden.yaml")):
            keys = dict(re.findall(r"^(page|issue): *(\S+)", golden.read_text(), re.M))
            path = (golden.parent / keys["page"]).resolve()
            stories = stories_of(path)
            if "issue" in keys:  # its stories go on from page to page
                issues[(golden.parent / keys["issue"]).resolve()].update(stories)
                stories = {}
            pages.append(Page(path.relative_to(ROOT), (DUIKAI, "render", path), stories, Path(name)))
        for path in sorted((ROOT / "samples").glob("*/stories/*.md")):
            words = (DUIKAI, "galley", path, "--measure", "16em", "--size", "9.5pt", "--indent", "2em", "--punctuation", "full")
            pages.append(Page(path.relative_to(ROOT), words, dict([body_of(path)]), Path(name)))
        faults = [f"{page.name}: {fault}" for page in pages for fault in page.faults]
        for issue, stories in issues.items():
            legs = [json.loads(line) for line in run(DUIKAI, "render", issue, "--explain", "json")[1].splitlines()]
            legs = [line for line in legs if line["element"] in BODY]
            parts = [list(part) for _, part in itertools.groupby(legs, key=lambda line: line["frame"])]
            parts.sort(key=lambda part: (part[0]["line"], part[0]["column"]))  # a story may turn to a page before its own
            legs = list(itertools.chain.from_iterable(parts))
            faults += [f"{issue.relative_to(ROOT)}: 10: {fault}" for fault in faults_of_text(legs, stories)]
        front = ROOT / "samples/zhuzhou-daily-2022-06-17/page-01.yaml"
        faults += unseen(Page(front.name, (DUIKAI, "render", front), stories_of(front), Path(name)))
    print("\n".join(faults))
    print(f"{len(pages)} pages and galleys, {sum(len(getattr(page, 'legs', [])) for page in pages)} lines: {len(faults)} defects")
    return bool(faults) or len(pages) < 30


if __name__ == "__main__":
    sys.exit(main())

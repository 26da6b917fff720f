#!/usr/bin/env python3
"""Runs `duikai compare` and `duikai golden` as a user does, on the sample's front page.

Usage: command.py COMMAND SOURCE_FOLDER.  Shows that twenty things which change nothing are told as nothing, that changes of the real
page are told as what they are, that what cannot be compared is an error, and that no reference is written unless it was asked for.
"""
import json
import os
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from html.parser import HTMLParser
from pathlib import Path

COMMAND, SOURCE = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SAMPLE = "zhuzhou-daily-2022-06-17"
SAME, INPUT, MISMATCH, USAGE = 0, 4, 8, 2
failures = []


def duikai(*words, env=None, cwd=None):
    run = subprocess.run([COMMAND, *map(str, words)], capture_output=True, text=True, cwd=cwd, env={**os.environ, **(env or {})})
    return run.returncode, run.stdout, run.stderr


def expect(name, is_true, shown=""):
    print(f"{'ok' if is_true else 'not ok'} {name}")
    if not is_true:
        failures.append(name)
        print(str(shown)[:2000])


def expect_status(name, wanted, *words, **where):
    status, out, err = duikai("compare", *words, **where)
    expect(name, status == wanted, f"status {status}, not {wanted}\n{out}{err}")
    return out


# ---- PNG, written in other ways ----


def read_png(path):
    """Colour type, width, height and rows of a PNG of 8 bits a channel without interlace."""
    data, at, body, head = path.read_bytes(), 8, b"", None
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + size]
        head = struct.unpack(">IIBBBBB", chunk) if kind == b"IHDR" else head
        body += chunk if kind == b"IDAT" else b""
        at += size + 12
    width, height, depth, colour = head[:4]
    assert depth == 8 and head[6] == 0
    channels, raw, rows, before = {0: 1, 2: 3, 6: 4}[colour], zlib.decompress(body), [], None
    stride = width * channels
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        before = before or bytes(stride)
        for x in range(stride if kind else 0):
            left = line[x - channels] if x >= channels else 0
            up, corner = before[x], before[x - channels] if x >= channels else 0
            guess = left + up - corner
            paeth = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            line[x] = (line[x] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        before = bytes(line)
        rows.append(before)
    return colour, width, height, rows


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, colour, width, height, rows, level=9, extra=b""):
    body = zlib.compress(b"".join(b"\0" + row for row in rows), level)
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", body) + chunk(b"IEND", b""))


# ---- What is no change ----


def non_changes(folder, page):
    for kind in ("txt", "png", "svg", "pdf"):
        duikai("render", page, "-o", folder / f"page.{kind}", "--ppi", 40)
    dump, png, svg, pdf = (folder / f"page.{kind}" for kind in ("txt", "png", "svg", "pdf"))
    expect_status("page-with-its-dump", SAME, page, dump)
    expect_status("page-with-its-png", SAME, page, png)
    expect_status("page-with-its-svg", SAME, page, svg)
    expect_status("page-with-its-pdf", SAME, page, pdf)
    expect_status("page-with-itself", SAME, page, page, "--ppi", 40)
    for ppi in ("30.3", "41.17", "65.15", "71.999"):
        duikai("render", page, "-o", folder / "fraction.png", "--ppi", ppi)
        out = duikai("compare", page, folder / "fraction.png")[1]
        expect(f"page-as-large-as-png-of-{ppi}-ppi", "compared: pixels at" in out and "[dimensions]" not in out, out)
    for zone in ("Asia/Shanghai", "America/St_Johns"):
        expect_status(f"zone-{zone.replace('/', '-')}", SAME, page, pdf, env={"TZ": zone})
    for locale in ("C", "zh_CN.UTF-8", "de_DE.UTF-8"):
        expect_status(f"locale-{locale}", SAME, page, dump, env={"LC_ALL": locale})
    expect_status("source-date-epoch", SAME, page, pdf, env={"SOURCE_DATE_EPOCH": "1655424000"})
    expect_status("home-and-umask", SAME, page, dump, env={"HOME": str(folder)})
    elsewhere = folder / "another 文件夹" / "deeper"
    shutil.copytree(SOURCE / "samples" / SAMPLE, elsewhere / "samples" / SAMPLE)
    shutil.copytree(SOURCE / "layouts", elsewhere / "layouts")
    moved = elsewhere / "samples" / SAMPLE / "page-01.yaml"
    expect_status("another-folder-dump", SAME, moved, dump)
    expect_status("another-folder-png", SAME, moved, png)
    expect_status("another-folder-pdf", SAME, moved, pdf)
    expect_status("relative-names", SAME, "page-01.yaml", dump, cwd=moved.parent)
    link = folder / "link.txt"
    link.symlink_to(dump)
    expect_status("a-link", SAME, link, dump)

    colour, width, height, rows = read_png(png)
    other = folder / "other.png"
    write_png(other, colour, width, height, rows, level=1)
    expect_status("png-packed-otherwise", SAME, other, png)
    write_png(other, colour, width, height, rows, extra=chunk(b"tEXt", b"Software\0another one") + chunk(b"tIME", bytes([7, 230, 6, 17, 9, 0, 0])))
    expect_status("png-with-a-date", SAME, other, png)
    wide = [bytes(v for g in row for v in (g, g, g)) if colour == 0 else row for row in rows]
    write_png(other, 2, width, height, wide)
    expect_status("png-as-rgb", SAME, other, png)
    write_png(other, 6, width, height, [bytes(v for i in range(0, len(row), 3) for v in (*row[i : i + 3], 255)) for row in wide])
    expect_status("png-with-alpha", SAME, other, png)
    faint = [bytes(min(v + 2, 255) for v in row) for row in rows]
    write_png(other, colour, width, height, faint)
    expect_status("png-a-shade-lighter", SAME, other, png)

    text = pdf.read_bytes()
    if shutil.which("qpdf"):
        again = folder / "again.pdf"
        subprocess.run(["qpdf", "--object-streams=disable", "--compress-streams=n", pdf, again], check=True)
        expect_status("pdf-packed-otherwise", SAME, again, pdf)
        plain = again.read_bytes()
        dated = re.sub(rb"/Info << ", rb"/Info << /CreationDate (D:19490615000000Z) /ModDate (D:20220617000000Z) ", plain)
        dated = re.sub(rb"/Producer \([^)]*\)", b"/Producer (another one)", dated)
        (folder / "dated.pdf").write_bytes(dated)
        subprocess.run(["qpdf", folder / "dated.pdf", folder / "repaired.pdf"], check=False, capture_output=True)
        expect_status("pdf-with-another-producer", SAME, folder / "repaired.pdf", pdf)
    else:
        print("ok pdf-packed-otherwise # skip: no qpdf to rewrite with")
    assert text.startswith(b"%PDF-")
    drawn = svg.read_text(encoding="utf-8").replace("?>", "?>\n<!-- drawn another day -->", 1).replace("><", ">\n<")
    (folder / "spaced.svg").write_text(drawn, encoding="utf-8")
    expect_status("svg-with-other-spaces", SAME, folder / "spaced.svg", svg, "--ppi", 40)


# ---- What is one, on the real page ----


def changed(folder, name, edits):
    """A copy of the sample with (file, old, new) edits; the page file."""
    root = folder / "changed" / name
    shutil.copytree(SOURCE / "samples" / SAMPLE, root / "samples" / SAMPLE)
    shutil.copytree(SOURCE / "layouts", root / "layouts")
    for file, old, new in edits:
        path = root / file
        text = path.read_text(encoding="utf-8")
        replaced = re.sub(old, new, text, count=1, flags=re.M)
        assert replaced != text, f"{name}: nothing to change in {file}"
        path.write_text(replaced, encoding="utf-8")
    return root / "samples" / SAMPLE / "page-01.yaml"


def more(by):
    return lambda match: f"{match[1]}{float(match[2]) + by:g}"


LAYOUT, STORIES = "layouts/broadsheet-front.yaml", f"samples/{SAMPLE}/stories"
CHANGES = {  # name: (edits, the set of (kind, frame, element) that must be told, and nothing else)
    "one-character": ([(f"{STORIES}/qianjin.md", "千金集团调研", "千斤集团调研")], {("text", "lead", "kicker")}),
    "head-size": ([(LAYOUT, r"(headline-lead: .*?size: )([\d.]+)", more(0.4))], {("size", "lead", "headline")}),
    "head-leading": ([(LAYOUT, r"(headline-lead: .*?leading: )([\d.]+)", more(0.1))], {("leading", "lead", "headline")}),
    "head-face": ([(LAYOUT, r"(headline-second: .*?font: )[\w-]+", r"\g<1>fangsong")], {("face", "second", "headline")}),
    "head-ink": ([(LAYOUT, "(headline-feature: {)", r"\g<1>ink: M100 Y100, ")], {("ink", "feature", "headline")}),
    "head-moved": ([(LAYOUT, r"(headline-second, line: )([\d.]+)", more(0.125))], {("moved", "second", "headline")}),
    "rule-added": ([(LAYOUT, r"^(rules:)$", r"\1\n  - {x: 37em, line: 20, lines: 2, weight: 0.5pt, ink: K100, kind: thin}")], {("added", None, "rule")}),
    "rule-heavier": ([(LAYOUT, r"(line: 12\.5, width: 51\.9em, weight: )([\d.]+)", more(0.25))], {("stroke", None, "rule")}),
    "picture": ([(f"{STORIES}/xinhuaqiao.md", r"xinhua-bridge\.png", "xinhua-bridge.svg")], {("picture", "picture-story", "picture")}),
    "stories-swapped": ([(f"samples/{SAMPLE}/page-01.yaml", r"(second: )(.*)\n(  third: )(.*)", r"\1\4\n\3\2")], {("story", "second", None), ("story", "third", None)}),
    "code": ([(f"samples/{SAMPLE}/page-01.yaml", "(app-code: ).*", r"\g<1>别的字")], {("code", "app-code", "code")}),
}


def changes(folder, page):
    dump, report = folder / "page.txt", folder / "changed.json"
    for name, (edits, wanted) in CHANGES.items():
        expect_status(f"change-{name}", MISMATCH, changed(folder, name, edits), dump, "--json", report)
        told = {(d["kind"], d.get("frame"), d.get("element")) for d in json.loads(report.read_text())["pages"][0]["differences"]}
        expect(f"change-{name}-told", told == wanted, f"{told}, not {wanted}")
    other = changed(folder, "pixels", CHANGES["head-ink"][0])
    out = expect_status("change-pixels", MISMATCH, other, folder / "page.png", "--json", report)
    frames = {d.get("frame") for d in json.loads(report.read_text())["pages"][0]["differences"]}
    expect("change-pixels-named", frames == {"feature"}, out)
    expect_status("change-masked", SAME, other, folder / "page.png", "--mask", "feature")
    expect_status("change-allowed", SAME, other, folder / "page.png", "--max-pixels", "20%")
    expect_status("change-svg", MISMATCH, other, folder / "page.svg", "--ppi", 40)
    expect_status("change-pdf", MISMATCH, other, folder / "page.pdf")


# ---- What cannot be compared ----


def errors(folder, page):
    dump, png, pdf = folder / "page.txt", folder / "page.png", folder / "page.pdf"
    expect_status("dump-with-png", INPUT, dump, png)
    expect_status("dump-with-pdf", INPUT, dump, pdf)
    expect_status("png-with-pdf", INPUT, png, pdf)
    (folder / "cut.txt").write_bytes(dump.read_bytes()[:5000])
    (folder / "cut.png").write_bytes(png.read_bytes()[:5000])
    (folder / "cut.pdf").write_bytes(pdf.read_bytes()[:5000])
    (folder / "other").write_text("not a page")
    for name, partner in (("cut.txt", dump), ("cut.png", png), ("cut.pdf", pdf), ("other", dump), ("not-there.txt", dump)):
        expect_status(f"error-{name}", INPUT, folder / name, partner)
    expect_status("error-unknown-mask", INPUT, folder / "changed/pixels/samples" / SAMPLE / "page-01.yaml", png, "--mask", "nobody")
    _, _, said = duikai("compare", folder / "changed/pixels/samples" / SAMPLE / "page-01.yaml", png, "--mask", "laed")
    expect("error-unknown-mask-nearest", "did you mean \"lead\"?" in said, said)
    expect_status("error-mask-without-page", INPUT, folder / "other.png", png, "--mask", "lead")
    expect_status("error-folder-and-file", USAGE, folder, dump)
    expect_status("error-tolerance", USAGE, dump, dump, "--layout-tolerance", "2")
    expect_status("error-max-pixels", USAGE, dump, dump, "--max-pixels", "2.5")


# ---- Folders, reports, golden cases ----


def folders(folder):
    old, new = folder / "old", folder / "new"
    for side in (old, new):
        (side / "a").mkdir(parents=True)
        shutil.copy(folder / "page.txt", side / "a" / "one.txt")
        shutil.copy(folder / "page.png", side / "two.png")
    expect_status("folders-same", SAME, new, old)
    (new / "two.png").unlink()
    out = expect_status("folders-partner-missing", MISMATCH, new, old)
    expect("folders-partner-named", "two.png" in out, out)
    (folder / "empty").mkdir()
    expect_status("folders-empty", INPUT, folder / "empty", folder / "empty")


def many(folder):
    """Thousands of rules that have all moved are paired in a time that grows with their number, not with its square."""
    def dump(name, by):
        rules = (f"rule {i} frame=- x={10 + i % 37 * 21 + by:.4f} y={10 + i // 37 + by:.4f} width={10 + i % 97}.0000 height=0.0000 "
                 f"kind=thin weight=0.2500 ink=0/0/0/1000" for i in range(40000))
        head = 'page - number="1" width=841.8896 height=1190.5508 bleed=0.0000 language=zh-Hans-CN'
        (folder / name).write_text("\n".join((head, *rules)) + "\n")
        return folder / name
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    out = expect_status("many-moved", MISMATCH, dump("many-new.txt", 3.5), dump("many-old.txt", 0))
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    expect("many-told-once", out.count("[moved]") == 1, out)
    expect("many-in-time", seconds < 20, f"{seconds:.1f} s")


class Page(HTMLParser):
    """What a report would fetch, and whether its elements close."""

    def __init__(self):
        super().__init__()
        self.fetched, self.open, self.scripts = [], [], []

    def handle_starttag(self, tag, attrs):
        self.fetched += [value for key, value in attrs if key in ("src", "href", "xlink:href") and not (value or "").startswith(("data:", "#"))]
        self.scripts += [attrs] if tag == "script" else []
        if tag not in ("meta", "img", "br", "input", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def reports(folder):
    hostile = (f"{STORIES}/qianjin.md", "千金集团调研", "</script><script>alert(1)</script>&\"'")
    page = changed(folder, "hostile", [hostile])
    html = folder / "report.html"
    expect_status("report", MISMATCH, page, folder / "page.txt", "--report", html)
    text = html.read_text(encoding="utf-8")
    parser = Page()
    parser.feed(text)
    expect("report-fetches-nothing", not parser.fetched and "http" not in re.sub(r"http://www.w3.org/2000/svg", "", text), parser.fetched)
    expect("report-text-stays-text", len(parser.scripts) == 2 and "<script>alert" not in text, parser.scripts)
    expect("report-is-closed", not parser.open, parser.open)


def golden(folder, page):
    cases = folder / "golden"
    (cases / "deep").mkdir(parents=True)
    status, _, err = duikai("golden", cases)
    expect("golden-empty", status == INPUT, err)
    case = f"duikai: golden/1\npage: {os.path.relpath(page, cases / 'deep')}\ndump: front.txt\npng: front.png\nppi: 30\n"
    (cases / "deep" / "front.golden.yaml").write_text(case)
    status, out, _ = duikai("golden", cases)
    expect("golden-missing", status == MISMATCH and not (cases / "deep" / "front.txt").exists(), out)
    status, out, _ = duikai("golden", cases, "--update")
    expect("golden-update", status == SAME and out.count("updated") == 2, out)
    status, out, _ = duikai("golden", cases, "--junit", folder / "junit.xml")
    expect("golden-same", status == SAME and 'failures="0"' in (folder / "junit.xml").read_text(), out)
    kept = (cases / "deep" / "front.txt").read_bytes()
    status, _, err = duikai("golden", cases, "--json", cases / "deep" / "front.txt")
    expect("golden-report-over-reference", status == 74 and (cases / "deep" / "front.txt").read_bytes() == kept, err)
    before = (cases / "deep" / "front.png").stat().st_mtime_ns
    broken = (cases / "deep" / "front.txt").read_text(encoding="utf-8").replace("face=NotoSerifCJKsc-Black", "face=Another")
    (cases / "deep" / "front.txt").write_text(broken, encoding="utf-8")
    status, out, _ = duikai("golden", cases, "--junit", folder / "junit.xml")
    kept = (cases / "deep" / "front.txt").read_text(encoding="utf-8") == broken
    expect("golden-mismatch", status == MISMATCH and kept and 'failures="1"' in (folder / "junit.xml").read_text(), out)
    status, out, _ = duikai("golden", cases, "--update")
    expect("golden-update-only-failing", status == SAME and out.count("updated") == 1 and (cases / "deep" / "front.png").stat().st_mtime_ns == before, out)
    expect("golden-filter", duikai("golden", cases, "--filter", "front")[0] == SAME and duikai("golden", cases, "--filter", "back")[0] == INPUT)
    (cases / "deep" / "front.golden.yaml").write_text(case + "mask: [nameplate, nobody]\n")
    right = (cases / "deep" / "front.txt").read_text(encoding="utf-8")
    (cases / "deep" / "front.txt").write_text(broken, encoding="utf-8")
    status, out, err = duikai("golden", cases, "--update")
    expect("golden-update-unknown-mask", status == INPUT and "front.golden.yaml:6:19: error" in err and "updated" not in out
           and (cases / "deep" / "front.txt").read_text(encoding="utf-8") == broken, out + err)
    (cases / "deep" / "front.txt").write_text(right, encoding="utf-8")
    for reference in ("front.golden.yaml", "front.png", os.path.relpath(page, cases / "deep")):
        source = page.read_bytes()
        (cases / "deep" / "front.golden.yaml").write_text(case.replace("front.txt", reference))
        status, out, err = duikai("golden", cases, "--update")
        expect(f"golden-over-{Path(reference).name}", status in (4, 74) and page.read_bytes() == source, f"{status}\n{out}{err}")
    for name, line in (("key", "pgn: x.png\n"), ("threshold", "threshold: 3\n"), ("max-pixels", "max-pixels: many\n")):
        (cases / "deep" / "front.golden.yaml").write_text(case + line)
        status, out, err = duikai("golden", cases)
        expect(f"golden-wrong-{name}", status == INPUT and "front.golden.yaml:6" in err, out + err)


def main():
    page = SOURCE / "samples" / SAMPLE / "page-01.yaml"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        non_changes(folder, page)
        changes(folder, page)
        errors(folder, page)
        folders(folder)
        many(folder)
        reports(folder)
        golden(folder, page)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())

#!/usr/bin/env python3
"""Looks at the sample's PDF, PNG and SVG with other people's tools, as printers, archives and readers will.

Usage: front_page.py (run by ctest, with DUIKAI_COMMAND set).  qpdf, poppler, Ghostscript, MuPDF, librsvg and zbar each judge the files.
What is expected of the text comes from the Markdown of the stories, read here by simpler means than the engine's.
"""
import collections
import hashlib
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
ISSUE = ROOT / "samples/zhuzhou-daily-2022-06-17"
PAGE = ISSUE / "page-01.yaml"
DUIKAI = os.environ["DUIKAI_COMMAND"]
WRITTEN = (0, 3)  # statuses under which a page is written, with nothing left over
WHITE = re.compile(r"\s+")


def run(*words, **options):
    """Standard output of a tool that must succeed."""
    result = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if result.returncode:
        raise AssertionError(f"{words[0]} ended with {result.returncode}: {(result.stderr or result.stdout).decode(errors='replace')}")
    return result.stdout


def render(output, *words, **options):
    result = subprocess.run([DUIKAI, "render", PAGE, "-o", output, *words], stderr=subprocess.PIPE, **options)
    if result.returncode not in WRITTEN:
        raise AssertionError(f"render ended with {result.returncode}: {result.stderr.decode()}")


def bare(text):
    """Text without white space, which no two tools give alike."""
    return WHITE.sub("", text)


def front_matter(text):
    head, body = re.match(r"---\n(.*?\n)---\n(.*)", text, re.S).groups()
    return yaml.safe_load(head), body


def lines(value):
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def paragraphs(body):
    """The paragraphs of a story as they are set: no notes, no marks of Markdown."""
    body = re.sub(r"<!--.*?-->", "", body, flags=re.S)
    for paragraph in re.split(r"\n\s*\n", body):
        paragraph = re.sub(r"^(#+|>)\s*", "", paragraph.strip(), flags=re.M).replace("**", "")
        if paragraph and not re.fullmatch(r"[*\-_]{3,}", paragraph):
            yield bare(paragraph)


def stories():
    page = yaml.safe_load(PAGE.read_text(encoding="utf-8"))
    for path in page["stories"].values():
        yield front_matter((ISSUE / path).read_text(encoding="utf-8"))


def text_of_issue():
    """Every word that must be on the page, story by story and from the furniture."""
    words = []
    for head, body in stories():
        for key in ("standing-head", "kicker", "headline", "deck", "byline", "dateline", "jump"):
            words += lines(head.get(key))
        pictures = head.get("picture") or []
        for picture in [pictures] if isinstance(pictures, dict) else pictures:
            words += [picture.get(key) or "" for key in ("caption", "credit")]
        words += paragraphs(body)
    return "".join(bare(word) for word in words)


class FrontPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pdf, cls.png, cls.svg = (Path(cls.folder.name, "page." + kind) for kind in ("pdf", "png", "svg"))
        for path in (cls.pdf, cls.png, cls.svg):
            render(path, "--ppi", "100")
        cls.text = run("pdftotext", "-raw", "-nopgbrk", cls.pdf, "-").decode()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_structure(self):
        self.assertIn(b"No syntax or stream encoding errors", run("qpdf", "--check", self.pdf))
        self.assertEqual(run("mutool", "info", self.pdf).count(b"error"), 0)

    def test_fonts(self):
        rows = run("pdffonts", self.pdf).decode().splitlines()[2:]
        self.assertGreater(len(rows), 3)
        for row in rows:
            self.assertRegex(row, r"^[A-Z]{6}\+", "not a subset")
            self.assertRegex(row, r"\s(CID Type 0C|CID TrueType)\s", "neither CFF nor TrueType by CID")
            self.assertRegex(row, r"\s(Identity-H|Identity-V)\s+yes yes yes\s", "not embedded, subset and with ToUnicode")

    def test_inks(self):
        """Black and red on this page, and no trace of cyan; no colour is RGB."""
        inks = run("gs", "-q", "-o", "-", "-sDEVICE=inkcov", self.pdf).decode().split()
        cyan, magenta, yellow, black = (float(ink) for ink in inks[:4])
        self.assertGreater(black, 0.01)
        pictures = [head for head, _ in stories() if head.get("picture")]
        if not pictures:
            self.assertEqual(cyan, 0)
        self.assertAlmostEqual(magenta, yellow, delta=0.02)
        content = run("qpdf", "--qdf", "--object-streams=disable", self.pdf, "-").decode("latin-1")
        page_content = content.split("endobj")
        rgb = [part for part in page_content if re.search(r"^[\d.]+ [\d.]+ [\d.]+ (rg|RG)$", part, re.M)]
        self.assertEqual(rgb, [])

    def test_boxes(self):
        info = run("pdfinfo", "-box", self.pdf).decode()
        boxes = {name: [float(x) for x in numbers.split()] for name, numbers in re.findall(r"^(\w+Box):\s+([\d. -]+)$", info, re.M)}
        left, bottom, right, top = boxes["TrimBox"]
        self.assertAlmostEqual(right - left, 390 / 25.4 * 72, delta=0.01)
        self.assertAlmostEqual(top - bottom, 545 / 25.4 * 72, delta=0.01)
        for name in ("MediaBox", "BleedBox"):
            self.assertTrue(boxes[name][0] <= left and boxes[name][2] >= right)
        self.assertIn("株洲日报", info)

    def test_characters(self):
        """The characters of the stories and the furniture, no more, no fewer."""
        page = yaml.safe_load(PAGE.read_text(encoding="utf-8"))
        codes = {"app-code", "media-code"}
        furniture = "".join(bare("".join(lines(words))) for name, words in page["furniture"].items() if name not in codes)
        wanted = collections.Counter(text_of_issue() + furniture)
        found = collections.Counter(bare(self.text))
        self.assertEqual({}, wanted - found, "missing from the PDF")
        self.assertEqual({}, found - wanted, "in the PDF, but not in the stories")

    def test_reading_order(self):
        """Every paragraph comes back whole, its story's paragraphs in order, and after its headline."""
        text = bare(self.text)
        for head, body in stories():
            at = 0
            for line in [bare(line) for line in lines(head["headline"])]:
                self.assertIn(line, text)
                at = max(at, text.find(line))
            for paragraph in paragraphs(body):
                found = text.find(paragraph, at)
                self.assertNotEqual(found, -1, f"{head['slug']}: not whole, or out of order: {paragraph[:40]}")
                at = found + len(paragraph)

    def test_outline(self):
        outline = run("mutool", "show", self.pdf, "outline").decode()
        self.assertEqual(len(outline.strip().splitlines()), len(list(stories())))

    def test_same_bytes_anywhere(self):
        first = hashlib.sha256(self.pdf.read_bytes()).digest()
        again = Path(self.folder.name, "again.pdf")
        for folder, changes in (
            ("/", {"TZ": "Asia/Shanghai", "LC_ALL": "C"}),
            (self.folder.name, {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "HOME": "/nonexistent"}),
        ):
            render(again, cwd=folder, env=dict(os.environ, **changes))
            self.assertEqual(hashlib.sha256(again.read_bytes()).digest(), first, changes)

    def test_date(self):
        again = Path(self.folder.name, "dated.pdf")
        render(again, env=dict(os.environ, SOURCE_DATE_EPOCH="1655395200"))
        self.assertIn(b"2022-06-16", run("pdfinfo", "-isodates", again))

    def test_size(self):
        """Below 400 kB without its pictures."""
        units = {"B": 1, "K": 1024, "M": 1024**2}
        listed = run("pdfimages", "-list", self.pdf).decode().splitlines()[2:]
        sizes = [row.split()[-2] for row in listed]
        pictures = sum(float(size[:-1]) * units[size[-1]] for size in sizes)
        self.assertLess(self.pdf.stat().st_size - pictures, 400_000)

    def test_codes_can_be_scanned(self):
        """A scanner reads the words of both codes from the printed page, at 200 pixels an inch."""
        run("pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", self.pdf, Path(self.folder.name, "scan"))
        options = "--quiet --nodbus --raw -Sdisable -Sqrcode.enable".split()
        found = run("zbarimg", *options, Path(self.folder.name, "scan.png")).decode().split("\n")
        furniture = yaml.safe_load(PAGE.read_text(encoding="utf-8"))["furniture"]
        for name in ("app-code", "media-code"):
            self.assertIn(furniture[name], found)

    @staticmethod
    def cells(pgm):
        """Width, height, and the grey of a picture averaged over cells of 16 by 16 pixels."""
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
        width, height, step = int(head[1]), int(head[2]), 16
        pixels = pgm[head.end():]
        grey = [
            sum(sum(pixels[(y + dy) * width + x:(y + dy) * width + x + step]) for dy in range(step)) / step**2
            for y in range(0, height - step, step)
            for x in range(0, width - step, step)
        ]
        return width, height, grey

    def test_png_and_svg_look_like_the_pdf(self):
        """At 100 pixels an inch, against poppler's picture of the PDF.  Tolerance: cells of 16 by 16 pixels differ by 2 of 256 on
        average, and none by more than 32.  Most of it is poppler's, which puts baselines on whole pixels; a rule or line that is
        missing or elsewhere makes a cell differ by 50 and more."""
        width, height, page = self.cells(run("pdftoppm", "-r", "100", "-gray", self.pdf))
        for kind, path in (("png", self.png), ("svg", self.svg_as_png())):
            with self.subTest(kind):
                drawn = run("mutool", "draw", "-q", "-w", width, "-h", height, "-f", "-c", "gray", "-F", "pgm", "-o", "-", path)
                _, _, other = self.cells(drawn)
                self.assertEqual(len(page), len(other))
                gaps = [abs(ours - theirs) for ours, theirs in zip(page, other)]
                self.assertLess(sum(gaps) / len(gaps), 2)
                self.assertLess(max(gaps), 32)

    def svg_as_png(self):
        path = Path(self.folder.name, "svg.png")
        run("rsvg-convert", "--unlimited", "--background-color=white", f"--width={round(390 / 25.4 * 100)}", "--keep-aspect-ratio",
            "-o", path, self.svg)
        return path


if __name__ == "__main__":
    unittest.main(verbosity=2)

#!/usr/bin/env python3
"""What `duikai watch` writes and says: a line for every result, the last good file while the input is wrong, an end by signal; issues."""
import json
import os
import re
import signal
import subprocess
import unittest

from serving import LAYOUT, PAGE, STORY, Command, Preview, run, small_issue

EDITED = STORY.replace("一行也不马虎", "半行也不马虎")
ISSUE = """duikai: issue/1
paper: 小报
date: "2022-06-17"
number: "1"
pages:
  - page: page.yaml
  - page: other.yaml
"""


class Watching(unittest.TestCase):
    def setUp(self):
        self.issue = self.enterContext(small_issue())

    def watch(self, *words, **more):
        return self.enterContext(Command(self.issue, "watch", *words, **more))

    def told(self, watch, status, what):
        pattern = rf"\d\d:\d\d:\d\d  status {status}  {re.escape(what)}: .*, \d+ ms"
        line = watch.next_line()
        self.assertTrue(re.fullmatch(pattern, line), f"{line}\n{watch.said()}")

    def test_results(self):
        watch = self.watch("page.yaml", "-o", "out.txt")
        self.told(watch, 0, "out.txt written")
        first = self.issue.path("out.txt").read_bytes()
        self.issue.replace("story.md", EDITED)
        self.told(watch, 0, "out.txt written")
        second = self.issue.path("out.txt").read_bytes()
        self.assertNotEqual(first, second)
        self.issue.rewrite("layout.yaml", LAYOUT + "nonsense: 1\n")
        self.told(watch, 4, "out.txt left as it was")
        self.assertEqual(self.issue.path("out.txt").read_bytes(), second)
        self.assertIn("layout.yaml:15:1: error: unknown key", watch.said())
        self.issue.rewrite("layout.yaml", LAYOUT)
        self.told(watch, 0, "out.txt written")
        self.issue.replace("story.md", STORY + "\n" + "又一段又一段。" * 30)
        self.told(watch, 5, "out.txt written")
        self.issue.replace("story.md", STORY)
        self.told(watch, 0, "out.txt written")
        self.assertEqual(self.issue.path("out.txt").read_bytes(), first)
        self.assertEqual(watch.end(signal.SIGTERM), 143)
        self.assertEqual(sorted(os.listdir(self.issue.folder)), ["layout.yaml", "out.txt", "page.yaml", "story.md"])

    def test_fit(self):
        """Copy-fitting does what --fit says here as it does when rendering."""
        self.issue.replace("layout.yaml", LAYOUT.replace("{font: song, indent: 2em}", "{font: song, indent: 2em, fit: {tracking: 0.03em}}"))
        self.issue.replace("story.md", STORY.rstrip() + "又" * 18 + "\n")
        self.told(self.watch("page.yaml", "-o", "out.txt"), 0, "out.txt written")
        self.told(self.watch("page.yaml", "-o", "out.txt", "--fit", "off"), 5, "out.txt written")

    def test_formats(self):
        for name, start in (("out.pdf", b"%PDF-1.6"), ("out.png", b"\x89PNG"), ("out.svg", b"<?xml")):
            with self.subTest(name):
                watch = self.watch("page.yaml", "-o", name)
                self.told(watch, 0, f"{name} written")
                self.assertTrue(self.issue.path(name).read_bytes().startswith(start))
                self.assertEqual(watch.end(signal.SIGINT), 130)

    def test_json(self):
        watch = self.watch("page.yaml", "-o", "out.pdf", "--diagnostics", "json")
        result = json.loads(watch.next_line())
        self.assertEqual((result["status"], result["what"], result["done"], result["errors"]), (0, "out.pdf", "written", 0))
        self.issue.replace("page.yaml", PAGE + "x: y\n")
        result = json.loads(watch.next_line())
        self.assertEqual((result["status"], result["done"], result["errors"]), (4, "left as it was", 1))
        self.assertEqual(json.loads(watch.said())["code"], "unknown-key")

    def test_output_that_cannot_be_written(self):
        os.mkdir(self.issue.path("folder.pdf"))
        watch = self.watch("page.yaml", "-o", "folder.pdf")
        self.told(watch, 74, "folder.pdf left as it was")
        watch = self.watch("page.yaml", "-o", "story.md", "-f", "pdf")
        self.told(watch, 74, "story.md left as it was")
        self.assertEqual(self.issue.path("story.md").read_text(encoding="utf-8"), STORY)

    def test_picture(self):
        """A picture that comes, changes and goes."""
        self.issue.rewrite("story.md", STORY.replace("---\n\n", "picture: {file: photo.png}\n---\n\n", 1))
        block = "    legs: {count: 1, measure: 20em, gutter: 1em, x: 0em, line: 3, lines: 6}\n"
        picture = "    pictures:\n      - {x: 0em, line: 9, width: 5em, lines: 4}\n"
        self.issue.rewrite("layout.yaml", LAYOUT.replace("lines: 8}", "lines: 13}").replace(block, block + picture))
        watch = self.watch("page.yaml", "-o", "out.png")
        self.told(watch, 3, "out.png written")
        self.assertIn("picture-missing", watch.said())
        without = self.issue.path("out.png").read_bytes()
        run(self.issue, "render", "page.yaml", "-o", "photo.png", "--ppi", "90")
        self.told(watch, 0, "out.png written")
        first = self.issue.path("out.png").read_bytes()
        self.assertNotEqual(first, without)
        self.issue.rewrite("plain.md", STORY)
        run(self.issue, "galley", "plain.md", "--measure", "10em", "-o", "photo.png", "--ppi", "90")
        self.told(watch, 0, "out.png written")
        self.assertNotIn(self.issue.path("out.png").read_bytes(), (first, without))
        os.unlink(self.issue.path("photo.png"))
        self.told(watch, 3, "out.png written")
        self.assertEqual(self.issue.path("out.png").read_bytes(), without)

    def test_font_roles(self):
        """Roles are read again when they are saved, and the pages set again with them."""
        data = self.issue.path("data")
        os.makedirs(data / "fonts")
        source = os.environ["DUIKAI_DATA_DIR"]
        for name in ("fonts.conf", "roles.yaml"):
            with open(f"{source}/fonts/{name}", encoding="utf-8") as file:
                self.issue.rewrite(f"data/fonts/{name}", file.read())
        roles = (data / "fonts/roles.yaml").read_text(encoding="utf-8")
        watch = self.watch("page.yaml", "-o", "out.pdf", env={"DUIKAI_DATA_DIR": str(data)})
        self.told(watch, 0, "out.pdf written")
        self.issue.replace("data/fonts/roles.yaml", "roles: [")
        self.told(watch, 4, "out.pdf left as it was")
        self.issue.replace("data/fonts/roles.yaml", roles)
        self.told(watch, 0, "out.pdf written")

    def test_issue(self):
        """An issue of two pages is one PDF; the preview keeps the page that is wrong and shows the other anew."""
        self.issue.rewrite("issue.yaml", ISSUE)
        self.issue.rewrite("other.yaml", PAGE.replace('"01"', '"02"').replace("story.md", "other.md"))
        self.issue.rewrite("other.md", STORY.replace("slug: small", "slug: other"))
        watch = self.watch("issue.yaml", "-o", "out.pdf")
        self.told(watch, 0, "out.pdf written")
        pages = subprocess.run(["qpdf", "--show-npages", self.issue.path("out.pdf")], capture_output=True, text=True, check=True)
        self.assertEqual(pages.stdout, "2\n")
        preview = self.enterContext(Preview(self.issue, pages=["issue.yaml"]))
        with preview.events() as events:
            events.next()
            state = preview.state()
            self.assertEqual([(page["number"], page["label"]) for page in state["pages"]], [(1, "01"), (2, "02")])
            self.assertEqual([story["page"] for story in state["stories"]], [1, 2])
            self.assertEqual(state["title"], "小报 2022-06-17 1")
            self.issue.replace("other.yaml", PAGE + "x: y\n")
            self.told(watch, 4, "out.pdf left as it was")
            revision = events.next()
            state = preview.state()
            self.assertEqual([page["revision"] for page in state["pages"]], [revision, 1])
            self.assertTrue(state["stale"])
            self.assertEqual(state["diagnostics"][0]["page"], 2)
            self.assertEqual(preview.ask(f"page/2.svg?revision={revision}").status, 200)

    def test_pages_of_the_same_names(self):
        """Two pages with the same frames and slugs: each has its own words and findings, whatever number it is shown under."""
        self.issue.rewrite("issue.yaml", ISSUE)
        self.issue.rewrite("other.yaml", PAGE.replace('"01"', '"17"').replace("story.md", "other.md"))
        self.issue.rewrite("other.md", STORY.replace("六月十六日，", "七月十七日,") + "\n" + "又一段又一段。" * 30)
        preview = self.enterContext(Preview(self.issue, pages=["issue.yaml"]))
        with preview.events() as events:
            events.next()
            for number, day in ((1, "六月十六日"), (2, "七月十七日")):
                self.assertIn(day, preview.ask(f"story/{number}/small.txt").body.decode())
            found = {each["code"]: each["page"] for each in preview.state()["diagnostics"]}
            self.assertEqual((found["overset"], found["ascii-mark"]), (2, 2))
        self.issue.rewrite("page.yaml", PAGE + "x: y\n")
        preview = self.enterContext(Preview(self.issue, pages=["issue.yaml"]))
        with preview.events() as events:
            events.next()
            state = preview.state()
            self.assertEqual([(page["number"], page["label"]) for page in state["pages"]], [(1, "02")])
            found = {each["code"]: each["page"] for each in state["diagnostics"]}
            self.assertEqual((found["unknown-key"], found["overset"], found["ascii-mark"]), (0, 1, 1))
        self.issue.rewrite("page.yaml", PAGE)
        preview = self.enterContext(Preview(self.issue, pages=["page.yaml", "other.yaml"]))
        with preview.events() as events:
            events.next()
            found = {each["code"]: each["page"] for each in preview.state()["diagnostics"]}
            self.assertEqual((found["overset"], found["ascii-mark"]), (2, 2))

    def test_usage(self):
        for words, part in (
            (["watch", "page.yaml"], "name the file to write: -o FILE.pdf"),
            (["watch", "page.yaml", "-o", "-"], "name the file to write: -o FILE.pdf"),
            (["watch", "-", "-o", "out.pdf"], "standard input cannot be read again"),
            (["watch", "page.yaml", "page.yaml", "-o", "out.png"], "several pages go into one PDF"),
            (["watch", "page.yaml", "-o", "out.xyz"], "none of .pdf"),
            (["preview", "-"], "standard input cannot be read again"),
            (["preview"], "nothing to work on"),
            (["preview", "page.yaml", "--port", "80"], "--port is a number from 1024 to 65535"),
            (["preview", "page.yaml", "--port", "4000.5"], "--port is a whole number"),
        ):
            with self.subTest(words):
                ended = run(self.issue, *words)
                self.assertEqual((ended.returncode, ended.stdout), (2, ""))
                self.assertIn(part, ended.stderr)


if __name__ == "__main__":
    unittest.main()

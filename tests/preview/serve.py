#!/usr/bin/env python3
"""What the preview shows, and that every save shows: in place, by rename, of a file that was missing; and what it shows when the input
is wrong."""
import json
import os
import signal
import time
import unittest

from serving import DEADLINE, LAYOUT, PAGE, STORY, Preview, run, small_issue

EDITED = STORY.replace("一行也不马虎", "半行也不马虎")


class Serving(unittest.TestCase):
    def setUp(self):
        self.issue = self.enterContext(small_issue())

    def preview(self, *words, **more):
        return self.enterContext(Preview(self.issue, *words, **more))

    def page(self, preview, number=1):
        pages = preview.state()["pages"]
        return preview.ask(f"page/{number}.json?revision={pages[number - 1]['revision']}").json()

    def words(self, preview, number=1):
        return "".join(line["text"] for line in self.page(preview, number)["lines"])

    def test_files(self):
        preview = self.preview()
        with preview.events() as events:
            self.assertEqual(events.next(), 1)
        for name, kind, part in (
            ("", "text/html", b"<!DOCTYPE html>"),
            ("preview.css", "text/css", b"{"),
            ("preview.js", "text/javascript", b"EventSource"),
            ("state.json", "application/json", b'"revision":1'),
            ("page/1.svg", "image/svg+xml", b"<svg "),
            ("page/1.svg?revision=1", "image/svg+xml", b"</svg>"),
            ("page/1.json", "application/json", b'"frames":['),
            ("story/1/small.txt", "text/plain", "小版面也要排得整齐".encode()),
        ):
            with self.subTest(name):
                answer = preview.ask(name)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.headers.get_content_type(), kind)
                self.assertIn(part, answer.body)
                self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
                self.assertEqual(answer.headers["Cross-Origin-Resource-Policy"], "same-origin")
                head = preview.ask(name, "HEAD")
                self.assertEqual((head.status, head.body), (200, b""))
                self.assertEqual(head.headers["Content-Length"], str(len(answer.body)))
        self.assertIn("immutable", preview.ask("page/1.svg?revision=1").headers["Cache-Control"])
        self.assertEqual(preview.ask("page/1.svg").headers["Cache-Control"], "no-store")

    def test_state(self):
        preview = self.preview()
        with preview.events() as events:
            events.next()
        state = preview.state()
        self.assertEqual((state["revision"], state["stale"], state["diagnostics"]), (1, False, []))
        page = state["pages"][0]
        self.assertEqual((page["number"], page["revision"], page["width_mm"], page["height_mm"]), (1, 1, 100, 90))
        self.assertEqual(state["stories"], [{"slug": "small", "headline": "小版面也要排得整齐", "page": 1, "file": "story.md"}])

    def test_lines(self):
        preview = self.preview()
        with preview.events() as events:
            events.next()
        page = self.page(preview)
        head, leg = page["frames"]
        self.assertEqual((head["kind"], head["element"], head["lines"]), ("head", "headline", 1))
        self.assertEqual((leg["id"], leg["kind"], leg["story"], leg["width"]), ("lead", "leg", "small", 190))
        lines = [line for line in page["lines"] if line["frame_index"] == 1]
        self.assertEqual([line["line"] for line in lines], list(range(1, leg["lines"] + 1)))
        body = "".join(paragraph for paragraph in STORY.split("---\n")[2].split("\n") if paragraph)
        self.assertEqual("".join(line["text"] for line in lines), body)
        first = lines[0]
        self.assertEqual((first["file"], first["source_line"], first["source_column"]), ("story.md", 6, 1))
        self.assertEqual((first["width"], first["set"], first["measure"]), (171, 171, 171))
        for line in lines:
            given = sum(step["amount"] * (1 if step["name"].startswith("stretch") else -1) for step in line["steps"])
            self.assertAlmostEqual(line["natural"] + given, line["set"], delta=0.01 * (1 + len(line["steps"])))
            self.assertTrue(leg["x"] <= line["x"] and line["x"] + line["width"] <= leg["x"] + leg["width"] + 0.01)

    def test_every_kind_of_save(self):
        preview = self.preview()
        with preview.events() as events:
            events.next()
            for number, save in enumerate((self.issue.rewrite, self.issue.replace), 2):
                text = EDITED if number == 2 else STORY
                save("story.md", text)
                self.assertEqual(events.next(), number)
                self.assertEqual("半行也不马虎" in self.words(preview), number == 2)

    def test_layout_and_page(self):
        preview = self.preview()
        with preview.events() as events:
            events.next()
            self.issue.replace("layout.yaml", LAYOUT.replace("height: 90mm", "height: 95mm"))
            self.assertEqual(events.next(), 2)
            self.assertEqual(preview.state()["pages"][0]["height_mm"], 95)
            self.issue.replace("page.yaml", PAGE + "title: 新题\n")
            self.assertEqual(events.next(), 3)
            self.assertEqual(preview.state()["title"], "新题")

    def test_wrong_input_and_back(self):
        preview = self.preview()
        with preview.events() as events:
            events.next()
            self.issue.replace("page.yaml", PAGE + "colour: red\n")
            self.assertEqual(events.next(), 2)
            state = preview.state()
            self.assertEqual((state["stale"], state["pages"][0]["revision"]), (True, 1))
            finding = state["diagnostics"][0]
            self.assertEqual((finding["severity"], finding["code"], finding["file"], finding["line"]), ("error", "unknown-key", "page.yaml", 8))
            self.assertIn("编辑部", self.words(preview))
            self.assertEqual(preview.ask("page/1.svg?revision=2").status, 200)
            self.issue.replace("page.yaml", PAGE)
            self.assertEqual(events.next(), 3)
            state = preview.state()
            self.assertEqual((state["stale"], state["diagnostics"], state["pages"][0]["revision"]), (False, [], 3))

    def test_missing_files(self):
        """A file that is not there at first, in a folder that is not there."""
        self.issue.rewrite("page.yaml", PAGE.replace("story.md", "stories/later/story.md"))
        preview = self.preview()
        with preview.events() as events:
            events.next()
            state = preview.state()
            self.assertEqual((state["stale"], state["pages"]), (True, []))
            self.assertEqual(preview.ask("page/1.svg").status, 404)
            os.makedirs(self.issue.path("stories/later"))
            self.issue.rewrite("stories/later/story.md", STORY)
            revision = events.next()
            while preview.state()["stale"]:
                revision = events.next()
            self.assertEqual(preview.state()["pages"][0]["revision"], revision)
            os.unlink(self.issue.path("stories/later/story.md"))
            events.next()
            self.assertEqual(preview.state()["diagnostics"][0]["code"], "file-unreadable")
            self.assertIn("编辑部", self.words(preview))

    def test_link(self):
        """A story that is a link to one elsewhere: a save over there shows."""
        os.mkdir(self.issue.path("elsewhere"))
        os.rename(self.issue.path("story.md"), self.issue.path("elsewhere/story.md"))
        os.symlink("elsewhere/story.md", self.issue.path("story.md"))
        preview = self.preview()
        with preview.events() as events:
            events.next()
            self.issue.rewrite("elsewhere/story.md", EDITED)
            events.next()
            self.assertIn("半行也不马虎", self.words(preview))

    def test_signals(self):
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(number):
                preview = self.preview()
                with preview.events() as events:
                    events.next()
                    self.assertEqual(preview.end(number), status)
                    self.assertEqual(preview.said(), "")

    def test_json(self):
        preview = self.preview("--diagnostics", "json")
        result = json.loads(preview.next_line())
        self.assertEqual((result["status"], result["what"], result["done"]), (0, "revision 1", "shown"))

    def test_never_good(self):
        """As long as no page was good there is no last good one to speak of."""
        self.issue.rewrite("layout.yaml", "duikai: layout/1\n")
        preview = self.preview("--diagnostics", "json")
        self.assertEqual(json.loads(preview.next_line())["done"], "shown, with no good page yet")
        self.issue.rewrite("layout.yaml", LAYOUT)
        self.assertEqual(json.loads(preview.next_line())["done"], "shown")
        self.issue.rewrite("layout.yaml", "duikai: layout/1\n")
        self.assertEqual(json.loads(preview.next_line())["done"], "shown, with the last good pages")

    def test_open(self):
        """The browser is given a page that only this user can read, not the address, which other users would see."""
        self.issue.rewrite("xdg-open", '#!/bin/sh\n{ echo "$1"; stat -c %a "$1"; cat "$1"; } > told.new && mv told.new told\n')
        os.chmod(self.issue.path("xdg-open"), 0o755)
        path = f"{self.issue.folder}:{os.environ['PATH']}"
        preview = self.preview("--open", env={"PATH": path, "TMPDIR": str(self.issue.folder)})
        with preview.events() as events:
            events.next()
        end = time.monotonic() + DEADLINE
        while not self.issue.path("told").exists():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)
        guide, mode, page = self.issue.path("told").read_text().split("\n", 2)
        self.assertEqual(mode, "600")
        self.assertNotIn(preview.token, guide)
        self.assertIn(f"url={preview.address}\"", page)
        self.assertTrue(os.path.exists(guide))
        self.assertEqual(preview.end(signal.SIGTERM), 143)
        self.assertFalse(os.path.exists(guide))

    def test_taken_port(self):
        preview = self.preview()
        second = run(self.issue, "preview", "page.yaml", "--port", str(preview.port))
        self.assertEqual((second.returncode, second.stdout), (75, ""))
        self.assertIn(f"cannot serve on port {preview.port}", second.stderr)


if __name__ == "__main__":
    unittest.main()

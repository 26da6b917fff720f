"""What the tests of the preview share: a small issue in a folder of its own, `duikai preview` over it, and a plain HTTP client.

Nothing here sleeps and hopes: every wait is for a line, an event or an answer, and fails when its time is over.
"""
import contextlib
import http.client
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

COMMAND = os.environ["DUIKAI_COMMAND"]
DEADLINE = 20.0  # seconds, for what takes a moment: the machine may be busy

PAGE = """duikai: page/1
layout: layout.yaml
paper: 小报
date: "2022-06-17"
page: "01"
stories:
  lead: story.md
"""

LAYOUT = """duikai: layout/1
name: small
sheet: {width: 100mm, height: 90mm, bleed: 3mm}
type-area: {left: 10mm, top: 10mm, width: 20em, height: 14line}
grid: {size: 9.5pt, leading: 13.5pt}
styles:
  body: {font: song, indent: 2em}
  headline: {font: hei-bold, size: 18pt, leading: 2line, align: start, indent: 0em}
blocks:
  - id: lead
    at: {x: 0em, line: 1, width: 20em, lines: 8}
    head:
      - {put: headline, style: headline, x: 0em, line: 1, width: 20em, lines: 2}
    legs: {count: 1, measure: 20em, gutter: 1em, x: 0em, line: 3, lines: 6}
"""

STORY = """---
slug: small
headline: 小版面也要排得整齐
---

六月十六日，编辑部把一篇短稿排进一个小版面。稿子虽短，标点、行首、行尾都按规矩来，一行也不马虎。

排好以后，大家看了都说清楚。这篇稿子不长也不短，正好填满四五行，留下一行空白也不妨事。
"""


class Issue:
    """A folder with page.yaml, layout.yaml and story.md."""

    def __init__(self, folder):
        self.folder = Path(folder)
        for name, text in (("page.yaml", PAGE), ("layout.yaml", LAYOUT), ("story.md", STORY)):
            self.rewrite(name, text)

    def path(self, name):
        return self.folder / name

    def rewrite(self, name, text):
        """Saves in place, as some editors do."""
        self.path(name).write_text(text, encoding="utf-8")

    def replace(self, name, text):
        """Saves by rename, as others do."""
        beside = self.path(f"{name}.new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.path(name))


@contextlib.contextmanager
def small_issue():
    folder = tempfile.mkdtemp(prefix="duikai-")
    try:
        yield Issue(folder)
    finally:
        shutil.rmtree(folder)


class Lines:
    """Lines of a stream as they come."""

    def __init__(self, stream):
        self.stream = stream
        self.rest = b""

    def next(self, deadline=DEADLINE):
        end = time.monotonic() + deadline
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.stream], [], [], max(0, end - time.monotonic()))
            assert ready, f"no line within {deadline} s"
            piece = os.read(self.stream.fileno(), 65536)
            assert piece, "the stream ended"
            self.rest += piece
        line, self.rest = self.rest.split(b"\n", 1)
        return line.decode()


class Command:
    """A running `duikai`, its lines of standard output as they come."""

    def __init__(self, issue, *words, env=None):
        self.errors = tempfile.TemporaryFile()
        environment = {**os.environ, **(env or {})}
        self.process = subprocess.Popen([COMMAND, *words], cwd=issue.folder, stdout=subprocess.PIPE, stderr=self.errors, env=environment)
        self.lines = Lines(self.process.stdout)

    def next_line(self):
        return self.lines.next()

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode()

    def end(self, number):
        """Sends a signal and gives the exit status."""
        self.process.send_signal(number)
        return self.process.wait(DEADLINE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """However the test went, the command ends when it is told to, and says nothing of memory."""
        try:
            status = self.process.returncode if self.process.poll() is not None else self.end(signal.SIGTERM)
            assert status in (130, 143) and "Sanitizer" not in self.said(), f"{status}: {self.said()}"
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.errors.close()


def run(issue, *words):
    """Runs a command that ends by itself."""
    return subprocess.run([COMMAND, *words], cwd=issue.folder, capture_output=True, text=True, timeout=DEADLINE, check=False)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    def json(self):
        return json.loads(self.body)


class Preview(Command):
    """A running `duikai preview`."""

    def __init__(self, issue, *words, pages=("page.yaml",), env=None):
        super().__init__(issue, "preview", *pages, *words, env=env)
        line = self.next_line()
        self.address = json.loads(line)["address"] if line.startswith("{") else line
        match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/", self.address)
        assert match, self.address
        self.port, self.token = int(match[1]), match[2]

    def ask(self, path, method="GET", headers=None, timeout=DEADLINE):
        """An answer for an address below the token, or, when it begins with "/", for that one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            target = path if path.startswith("/") else f"/{self.token}/{path}"
            connection.putrequest(method, target, skip_host=True)
            wanted = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
            for key, value in wanted.items():
                if value is not None:
                    connection.putheader(key, value)
            connection.endheaders()
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def state(self):
        return self.ask("state.json").json()

    def socket(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=DEADLINE)

    def events(self):
        return Events(self)


class Events:
    """A stream of events."""

    def __init__(self, preview):
        self.socket = preview.socket()
        request = f"GET /{preview.token}/events HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n"
        self.socket.sendall(request.encode())
        self.lines = Lines(self.socket)
        assert self.lines.next() == "HTTP/1.1 200 OK\r"

    def line(self, pattern, deadline=DEADLINE):
        """The next line of the stream that matches."""
        while True:
            match = re.fullmatch(pattern, self.lines.next(deadline).rstrip("\r"))
            if match:
                return match

    def next(self, deadline=DEADLINE):
        """The number of the next revision told."""
        self.line("event: revision", deadline)
        return int(self.line(r'data: \{"revision":(\d+)\}', deadline)[1])

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

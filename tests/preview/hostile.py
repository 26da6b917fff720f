#!/usr/bin/env python3
"""What strangers may send to the preview, and that the next honest request is answered within a second all the same."""
import socket
import time
import unittest

from serving import PAGE, STORY, Preview, small_issue

PROMPT = 1.0  # seconds within which an honest request is answered


class Hostile(unittest.TestCase):
    def setUp(self):
        self.issue = self.enterContext(small_issue())
        self.preview = self.enterContext(Preview(self.issue))
        with self.preview.events() as events:
            events.next()

    def tearDown(self):
        self.assert_serves()

    def assert_serves(self):
        start = time.monotonic()
        answer = self.preview.ask("page/1.svg", timeout=PROMPT)
        self.assertEqual(answer.status, 200)
        self.assertLess(time.monotonic() - start, PROMPT)

    def raw(self, text):
        """Sends bytes as they are; what comes back until the other side closes, or nothing more comes for a second."""
        with self.preview.socket() as connection:
            connection.settimeout(PROMPT)
            got = b""
            try:
                connection.sendall(text if isinstance(text, bytes) else text.encode())
                while piece := connection.recv(65536):
                    got += piece
            except (TimeoutError, ConnectionError):
                pass
            return got

    def refused(self, answer, status):
        self.assertEqual((answer.status, answer.body), (status, b""))
        self.assertEqual(answer.headers["Connection"], "close")
        self.assertEqual(answer.headers["Server"], None)

    def test_token(self):
        token = self.preview.token
        other = ("0" if token[0] != "0" else "1") + token[1:]
        last = token[:-1] + ("0" if token[-1] != "0" else "1")
        for path in ("/", "/state.json", "//", f"/{other}/", f"/{last}/state.json", f"/{token[:-1]}/", f"/{token}", f"/{token}0/",
                     f"/{token.upper()}x/", f"/%2f{token}/", f"/./{token}/", f"//{token}/", "/" + "0" * 32 + "/", "/favicon.ico"):
            with self.subTest(path):
                self.refused(self.preview.ask(path), 404)

    def test_hosts(self):
        port = self.preview.port
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}", f"[::1]:{port}"):
            with self.subTest(host):
                self.assertEqual(self.preview.ask("state.json", headers={"Host": host}).status, 200)
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.1:{port}.evil.example",
                     f"127.0.0.2:{port}", f"0.0.0.0:{port}", "", f"localhost:{port}@evil.example"):
            with self.subTest(host):
                self.refused(self.preview.ask("state.json", headers={"Host": host}), 403)
        path = f"/{self.preview.token}/state.json"
        for text in (f"GET {path} HTTP/1.0\r\n\r\n", f"GET {path} HTTP/1.1\r\n\r\n",
                     f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n",
                     f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:{port}\r\n\r\n"):
            with self.subTest(text):
                self.assertRegex(self.raw(text).decode(), r"^HTTP/1\.[01] 40[03] ")

    def test_origins(self):
        port = self.preview.port
        for headers, status in (
            ({"Origin": f"http://127.0.0.1:{port}"}, 200),
            ({"Origin": f"http://localhost:{port}"}, 200),
            ({"Origin": "http://evil.example"}, 403),
            ({"Origin": f"https://127.0.0.1:{port}"}, 403),
            ({"Origin": f"http://127.0.0.1:{port}.evil.example"}, 403),
            ({"Origin": "null"}, 403),
            ({"Sec-Fetch-Site": "same-origin"}, 200),
            ({"Sec-Fetch-Site": "none"}, 200),
            ({"Sec-Fetch-Site": "cross-site"}, 403),
            ({"Sec-Fetch-Site": "same-site"}, 403),
            ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
        ):
            with self.subTest(headers):
                self.assertEqual(self.preview.ask("state.json", headers=headers).status, status)
        followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
        self.assertEqual(self.preview.ask("", headers={**followed, "Sec-Fetch-Dest": "document"}).status, 200)
        self.assertEqual(self.preview.ask("", headers={**followed, "Sec-Fetch-Dest": "iframe"}).status, 403)
        self.assertIsNone(self.preview.ask("state.json").headers["Access-Control-Allow-Origin"])

    def test_methods(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "X" * 100):
            with self.subTest(method):
                answer = self.preview.ask("state.json", method)
                self.refused(answer, 405)
                self.assertEqual(answer.headers["Allow"], "GET, HEAD")

    def test_paths(self):
        token = self.preview.token
        for path in ("..", "../", "../../etc/passwd", "%2e%2e/", "%2e%2e%2fpage.yaml", "page.yaml", "story.md", "./state.json", "state.json/",
                     "state.json%00", "STATE.JSON", "page/1.svg/..", "page/..", "page/0.svg", "page/2.svg", "page/-1.svg", "page/1.svgz",
                     "page/+1.svg", "page/1e0.svg", "page/99999999999999999999.svg", "page/.svg", "page/1", "page/1.svg?revision=9",
                     "page/1.svg?revision=0", "page/1.svg?revision=-1", "page/1.svg?revision=x", "page/1.svg?revision=99999999999",
                     "page/1.svg?revision", "story/", "story/.txt", "story/small", "story/small.txt", "story/1/other.txt", "story/2/small.txt", "story/01/small.txt", "story/../state.json",
                     "story/%2e%2e%2fpage.yaml", "story/%", "story/%zz.txt", "story/1/small.txt%00", "story/1/small%00.txt", "story/" + "x" * 4000):
            with self.subTest(path):
                answer = self.preview.ask(path if path.startswith("/") else f"/{token}/{path}")
                wanted = 200 if path == "page/1.svg?revision" else 404
                self.assertEqual(answer.status, wanted)
                if wanted == 404:
                    self.assertEqual(answer.body, b"")

    def test_large_headers(self):
        start = f"GET /{self.preview.token}/ HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\n"
        many = start + "".join(f"X-{i}: {i}\r\n" for i in range(10000)) + "\r\n"
        long = start + "X: " + "x" * 1_000_000 + "\r\n\r\n"
        address = f"GET /{'x' * 1_000_000} HTTP/1.1\r\n\r\n"
        for name, text in (("many", many), ("long", long), ("address", address)):
            with self.subTest(name):
                self.assertNotRegex(self.raw(text), rb"^HTTP/1\.1 200 ")
                self.assert_serves()

    def test_nonsense(self):
        for text in (b"\r\n\r\n", b"\x00" * 1000, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                     b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET  /  HTTP/1.1\r\nHost:\r\n\r\n", b"A" * 100000):
            with self.subTest(text[:20]):
                self.assertNotRegex(self.raw(text), rb"^HTTP/1\.1 200 ")

    def test_bodies(self):
        """A body that nobody asked for is not kept."""
        head = f"GET /{self.preview.token}/state.json HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\n"
        whole = head + "Content-Length: 300000\r\nConnection: close\r\n\r\n" + "x" * 300000
        self.assertRegex(self.raw(whole), rb"^HTTP/1\.1 200 ")
        endless = head + "Transfer-Encoding: chunked\r\n\r\n" + "1000\r\n" + "x" * 4096 + "\r\n"
        self.assertEqual(self.raw(endless), b"")
        refused = f"POST /x/ HTTP/1.1\r\nHost: x\r\nContent-Length: {10**15}\r\n\r\n" + "x" * 100000
        self.assertRegex(self.raw(refused), rb"^(HTTP/1\.1 404 |$)")

    def test_half_requests(self):
        """Connections that never finish what they say are closed in time, and hold up nobody meanwhile; streams of events live on."""
        events = self.enterContext(self.preview.events())
        self.assertEqual(events.next(), 1)
        start = f"GET /{self.preview.token}/ HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\nX: "
        with self.preview.socket() as half, self.preview.socket() as drip, self.preview.socket() as mute:
            begun = time.monotonic()
            half.sendall(start.encode())
            drip.sendall(start.encode())
            drip.settimeout(0.2)
            self.assert_serves()
            while time.monotonic() - begun < 30:
                try:
                    drip.sendall(b"x")
                    if drip.recv(1000) == b"":
                        break
                except TimeoutError:
                    continue
                except ConnectionError:
                    break
            self.assertLess(time.monotonic() - begun, 20, "a drip of bytes is not closed")
            for connection in (half, mute):
                connection.settimeout(20)
                self.assertNotIn(b"200", connection.recv(1000))
        events.line(":", 5)  # the heartbeat
        self.issue.replace("story.md", STORY + "\n又一段。\n")
        self.assertEqual(events.next(), 2)

    def test_many_connections(self):
        """A hundred and more that say nothing: the next one is served, and nobody else is shut out for long."""
        with self.preview.events() as events:
            self.assertEqual(events.next(), 1)
            strangers = []
            try:
                for i in range(200):
                    strangers.append(self.preview.socket())
                    if i % 50 == 49:
                        self.assert_serves()
                self.issue.replace("story.md", STORY + "\n又一段。\n")
                self.assertEqual(events.next(), 2)
            finally:
                for stranger in strangers:
                    stranger.close()

    def test_many_streams(self):
        streams = []
        try:
            statuses = []
            for _ in range(40):
                stream = self.preview.socket()
                streams.append(stream)
                stream.sendall(f"GET /{self.preview.token}/events HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\n\r\n".encode())
                statuses.append(stream.recv(12))
            self.assertEqual(statuses[0], b"HTTP/1.1 200")
            self.assertEqual(statuses[-1], b"HTTP/1.1 503")
            self.assertEqual(sum(status == b"HTTP/1.1 200" for status in statuses), 16)
            self.assert_serves()
        finally:
            for stream in streams:
                stream.close()
        with self.preview.events() as events:  # in the place of one that is gone
            self.assertEqual(events.next(), 1)

    def test_slow_reader(self):
        """One that asks for the sheet many times and reads nothing."""
        with self.preview.socket() as slow:
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            request = f"GET /{self.preview.token}/page/1.svg HTTP/1.1\r\nHost: 127.0.0.1:{self.preview.port}\r\n\r\n"
            slow.sendall(request.encode() * 50)
            self.assert_serves()
            with self.preview.events() as events:
                self.assertEqual(events.next(), 1)
                self.issue.replace("story.md", STORY + "\n又一段。\n")
                self.assertEqual(events.next(), 2)

    def test_script(self):
        """A story whose name and words are markup is shown as words."""
        script = "<script>alert(1)</script>"
        self.issue.replace("story.md", STORY.replace("小版面也要排得整齐", f'"{script}"').replace("slug: small", f"slug: '{script}'"))
        self.issue.replace("page.yaml", PAGE + f"title: '{script}'\n")
        with self.preview.events() as events:
            while self.preview.state().get("title") != script or self.preview.state()["stories"][0]["headline"] != script:
                events.next()
        state = self.preview.ask("state.json")
        self.assertEqual(state.json()["stories"][0]["headline"], script)
        page = self.preview.ask("page/1.json")
        self.assertIn(script, "".join(line["text"] for line in page.json()["lines"]))
        svg = self.preview.ask("page/1.svg")
        for answer in (state, page, svg):
            self.assertNotIn(b"<script", answer.body)
            self.assertIn("script-src 'self'", answer.headers["Content-Security-Policy"])
        self.assertIn("&lt;script&gt;", svg.body.decode())
        slug = state.json()["stories"][0]["slug"]
        self.assertEqual(slug, script)
        text = self.preview.ask("story/1/%3Cscript%3Ealert(1)%3C%2Fscript%3E.txt")
        self.assertEqual((text.status, text.headers.get_content_type()), (200, "text/plain"))
        self.assertIn(script, text.body.decode())


if __name__ == "__main__":
    unittest.main()

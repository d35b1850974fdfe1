"""A local web server of feeds: one that works, one broken, one huge, one hostile."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEM = (
    "<item><title>{title}</title><link>{link}</link><description>{text}</description>"
    "<pubDate>{day}</pubDate></item>"
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>{}'
    "</channel></rss>"
)
MONDAY = "Mon, 16 Nov 2026 08:00:00 GMT"


def item(title, text="", link="https://news.example/1", day=MONDAY):
    return ITEM.format(title=title, link=link, text=text, day=day)


GOOD = RSS.format(
    item("Brussels considers an anti-dumping duty on enamelled steel cookware from China",
         "Heading 7323 &lt;b&gt;is concerned&lt;/b&gt;: 13 % from July.",
         "https://news.example/duty?utm_source=rss")
    + item("L'Allemagne importe davantage d'ustensiles de cuisine",
           "Les importations de casseroles ont augmenté de 9 % en un an.",
           "https://news.example/allemagne", "Tue, 17 Nov 2026 09:30:00 GMT")
    + item("Football: Lyon beats Bordeaux", "Two goals.", "https://news.example/foot")
    + item("Old cookware news", "anti-dumping", "https://news.example/old",
           "Mon, 05 Jan 2026 08:00:00 GMT")
)  # fmt: skip
BROKEN = "<rss><channel><item><title>anti-dumping</title><li"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "boom">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
)
HOSTILE = RSS.format(
    item('=HYPERLINK("http://evil.example") anti-dumping cookware',
         "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
         " casserole {{ 7*7 }} \u202egnp.exe", "javascript:alert(1)")
    + item("anti-dumping cookware " + "x" * 5000, "y" * 100_000, "file:///etc/passwd")
)  # fmt: skip


def huge():
    """Fifteen megabytes of one feed, in pieces."""
    yield '<?xml version="1.0"?><rss version="2.0"><channel><title>Huge</title>'
    for number in range(30_000):
        yield item(f"Cookware tariff number {number}", "anti-dumping " + "z" * 300,
                   f"https://huge.example/{number}")  # fmt: skip
    yield "</channel></rss>"


PAGES = {"/good": GOOD, "/broken": BROKEN, "/bomb": BOMB, "/hostile": HOSTILE}


class Pages(BaseHTTPRequestHandler):
    """Serves the pages; counts what is asked, and says *not modified* to who has it."""

    asked: list[str]

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/gone":
            self.send_error(500)
        elif self.path == "/turning":
            self._answer(302, "", Location="/turning")
        elif self.path == "/huge":
            self._huge()
        elif self.headers.get("If-None-Match") == '"1"':
            self._answer(304, "")
        else:
            self._answer(200, PAGES[self.path], ETag='"1"')

    def _answer(self, code, text, **heads):
        data = text.encode()
        self.send_response(code)
        for name, value in heads.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _huge(self):
        self.send_response(200)
        self.end_headers()
        try:
            for piece in huge():
                self.wfile.write(piece.encode())
        except OSError:
            return

    def log_message(self, *_told):
        pass


@contextmanager
def serving():
    """The address of the server, and what it was asked."""
    asked = []
    handler = type("Here", (Pages,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

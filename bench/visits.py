"""Visits to the questions, begun as a person begins them, and the requests that repeat one of their pages."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import urlencode

from bench.load import Request, Unexpected
from bench.servers import HOST

# The page with five questions of six choices: no page is longer.
LONGEST_PAGE = "/questions/6"
_FIRST_PAGE = "/questions/2"
_MOST_PAGES = 40
_FORM = "application/x-www-form-urlencoded"


class Visit:
    """One browser that has begun with the questions."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=20)
        self._cookies: dict[str, str] = {}

    def walk_to(self, path: str) -> tuple[Request, Request]:
        """Answer page after page up to this one; the requests that show it and that answer it.

        Raises Unexpected when the way does not lead there.
        """
        try:
            return self._walked_to(path)
        finally:
            self._connection.close()

    def pages(self) -> list[tuple[str, str, dict[str, str]]]:
        """Every page of questions up to the result: its address, the page, and what is sent from it."""
        try:
            self._send("POST", "/questions/start", fields_of(self._send("GET", "/")[1]))
            found, here = [], _FIRST_PAGE
            while not here.startswith("/result"):
                html = self._send("GET", here)[1]
                found.append((here, html, fields_of(html)))
                here = self._send("POST", here, found[-1][2])[0]
            return found
        finally:
            self._connection.close()

    def _walked_to(self, path: str) -> tuple[Request, Request]:
        self._send("POST", "/questions/start", fields_of(self._send("GET", "/")[1]))
        here = _FIRST_PAGE
        for _ in range(_MOST_PAGES):
            fields = fields_of(self._send("GET", here)[1])
            if here == path:
                return self._request("GET", path, {}, 200), self._request("POST", path, fields, 302)
            here = self._send("POST", here, fields)[0]
        raise Unexpected(f"the questions do not lead to {path}")

    def _send(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[str, str]:
        """Send one request; where it leads, and the page."""
        body = urlencode(fields) if fields else None
        self._connection.request(method, path, body, self._headers())
        response = self._connection.getresponse()
        text = response.read().decode()
        if response.status >= 400:
            raise Unexpected(f"{method} {path}: {response.status}")
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self._cookies[cookie] = content
        return response.getheader("Location", ""), text

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Host": HOST, "Cookie": cookies, "Accept-Language": "fi", "Content-Type": _FORM}

    def _request(self, method: str, path: str, fields: dict[str, str], status: int) -> Request:
        body = urlencode(fields)
        headers = self._headers() | {"Content-Length": str(len(body))}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return Request(("\r\n".join(lines) + "\r\n\r\n" + body).encode(), status)


def plain_request(path: str) -> Request:
    """A GET that carries nothing."""
    return Request(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(), 200)


def form_request(path: str, fields: dict[str, str], status: int) -> Request:
    """A form that needs no cookie."""
    body = urlencode(fields)
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {_FORM}\r\nContent-Length: {len(body)}"
    return Request(f"{head}\r\n\r\n{body}".encode(), status)


def fields_of(html: str) -> dict[str, str]:
    """What a person sends who takes the first choice everywhere, with the token of the form."""
    reader = _Fields()
    reader.feed(html)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)
    return reader.found | ({"csrf_token": token[1]} if token else {})


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "input" and about.get("type") in ("radio", "checkbox"):
            self.found.setdefault(about.get("name") or "", about.get("value") or "")

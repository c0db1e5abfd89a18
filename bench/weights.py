"""How many bytes a first view takes over the wire, compressed as a browser asks for it."""

import gzip
import re
import socket
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from bench.load import Unexpected
from bench.servers import HOST

FONTS = (".woff2",)
_HEAD = ("Accept-Encoding: gzip", "Accept-Language: fi", "Connection: close")
_ADDRESS = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


def first_view(port: int, path: str, without: tuple[str, ...] = ()) -> dict[str, int]:
    """Bytes received by address, heads included, of a page and everything it loads from here.

    `without` are endings of addresses that are left out. Raises Unexpected when something is missing.
    """
    weights: dict[str, int] = {}
    wanted = [path]
    while wanted:
        address = wanted.pop()
        if address in weights or address.endswith(without):
            continue
        weights[address], loads = _load(port, address)
        wanted += loads
    return weights


def help_path(port: int) -> str:
    """Where the start page's button for help leads."""
    page = _Loads()
    page.feed(_received(port, "/")[1].decode())
    return page.help


def _load(port: int, address: str) -> tuple[int, list[str]]:
    count, body = _received(port, address)
    found: list[str] = []
    if address.endswith(".css"):
        found = _ADDRESS.findall(body.decode())
    elif "." not in address.rpartition("/")[2]:
        page = _Loads()
        page.feed(body.decode())
        found = page.found
    return count, [urlsplit(urljoin(address, one)).path for one in found]


def _received(port: int, path: str) -> tuple[int, bytes]:
    """How many bytes came, and what they say."""
    with socket.create_connection((HOST, port), 20) as connection:
        connection.sendall("\r\n".join((f"GET {path} HTTP/1.1", f"Host: {HOST}", *_HEAD, "", "")).encode())
        raw = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    head, _, body = raw.partition(b"\r\n\r\n")
    if head[9:12] != b"200":
        raise Unexpected(f"{path}: {head[:40]!r}")
    squeezed = b"content-encoding: gzip" in head.lower()
    return len(raw), gzip.decompress(body) if squeezed else body


class _Loads(HTMLParser):
    """What a page loads by itself, and where its help button leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.help = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "a" and "btn--crisis" in about.get("class", ""):
            self.help = about["href"]
        elif tag in ("link", "use"):
            self.found.append(about["href"])
        elif tag in ("script", "img") and "src" in about:
            self.found.append(about["src"])

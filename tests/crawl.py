"""Everything that one reader can open: every address by its rule, then every link on what was opened."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.browser_of_the_tests import Browser
from tests.builders import addresses


@dataclass(frozen=True)
class Opened:
    """One page that was opened; the body is empty where it is no text."""

    address: str
    endpoint: str
    answer: TestResponse
    body: str


def crawled(
    app: Flask, browser: Browser, *values: Mapping[str, str], way_out: bool = True
) -> Iterator[Opened]:
    """Open every address by its rule, then follow every link until nothing new is found.

    Each of `values` fills in the addresses once. With `way_out` the way out is gone too, at the end.
    """
    known: set[str] = set()
    waiting: deque[tuple[str, str]] = deque()
    last: list[tuple[str, str]] = []
    found = list(dict.fromkeys(address for each in values for _rule, address in addresses(app, each)))
    while found or waiting or last:
        for address in found:
            if address not in known:
                known.add(address)
                endpoint = endpoint_of(app, address)
                (last if endpoint == "public.leave" else waiting).append((address, endpoint))
        if not (waiting or (last and way_out)):
            return
        # The way out comes last: after it nobody is signed in any more.
        address, endpoint = waiting.popleft() if waiting else last.pop()
        found = []
        if not endpoint:
            continue
        answer = browser.client.get(address, headers=browser.headers)
        body = answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/") else ""
        yield Opened(address, endpoint, answer, body)
        links = [*re.findall(r'(?:href|hx-get|action)="([^"]+)"', body), answer.location or ""]
        found = list(dict.fromkeys(urljoin(address, unescape(link)).partition("#")[0] for link in links))


def endpoint_of(app: Flask, address: str, method: str = "GET") -> str:
    """The name of the page; empty for what is not ours, and for other languages of the same pages."""
    parts = urlsplit(address)
    matcher = app.url_map.bind("")
    if (
        parts.scheme
        or parts.netloc
        or "lang=" in parts.query
        or method not in matcher.allowed_methods(parts.path)
    ):
        return ""
    return str(matcher.match(parts.path, method)[0])

"""What may arrive in a form, sent as raw as a browser or a program could send it."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote_from_bytes

from werkzeug.test import TestResponse

from tests.browser_of_the_tests import Browser

Fields = Mapping[str, list[str]]
Pairs = list[tuple[str, bytes]]

# A fault of ours is answered with 503, so that neither it nor 500 is among these.
ANSWERED = {200, 204, 302, 303, 400, 404, 409, 410, 413, 422, 429}

GARBAGE: dict[str, bytes] = {
    "empty": b"",
    "spaces": b"   ",
    "a long line": b"a" * 5_000,
    "300 kB": b"a" * 300_000,
    "a megabyte": b"a" * 1_000_000,
    "right to left": "\u202eolleh\u202c שלום".encode(),
    "emoji": "👩\u200d👩\u200d👧🇫🇮".encode() * 20,
    "NUL": b"a\x00b",
    "half a surrogate": b"\xed\xa0\x80",
    "no text at all": b"\xff\xfe\xff",
    "a path": b"../../etc/passwd",
    "markup": b"\"'><script>alert(1)</script>",
    "a template": b"{{ 7 * 7 }}{% raise %}",
    "a query": b"' OR 1=1; --",
    "a header": b"x\r\nSet-Cookie: a=b",
    "a digit that is none": "²".encode(),
    "Arabic digits": "٣٣٣٣٣٣".encode(),
    "a huge number": b"9" * 400,
    "below zero": b"-1",
    "not finite": b"1e309",
    "a date of year 1": b"00010101T0000Z~" + b"A" * 22 + b"~phone",
}


def variants(fields: Fields) -> Iterator[tuple[str, Pairs]]:
    """The form with each field missing, doubled, and full of each kind of garbage; at last all empty."""
    for name in fields:
        others: Pairs = [
            (key, value.encode()) for key, values in fields.items() if key != name for value in values
        ]
        own = [(name, value.encode()) for value in fields[name] or [""]]
        yield f"{name} missing", others
        for what, garbage in GARBAGE.items():
            yield f"{name}: {what}", [*others, (name, garbage)]
        yield f"{name} with garbage beside it", [*others, *own, (name, GARBAGE["NUL"])]
        yield f"{name} doubled", [*others, *own, *own]
    yield "nothing at all", []


def send(browser: Browser, url: str, pairs: Pairs, token: str | None = None) -> TestResponse:
    """Post these pairs as they are, with a good token unless another is given; redirects are not followed."""
    if token is None:
        token = a_token(browser)
    everything = [("csrf_token", token.encode()), *pairs]
    body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in everything)
    kind = "application/x-www-form-urlencoded"
    return browser.client.post(url, data=body, content_type=kind, headers=browser.headers)


def a_token(browser: Browser) -> str:
    """A good token of this browser's session."""
    page = browser.client.get("/", headers=browser.headers).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def fault_at(answer: TestResponse, field: str) -> bool:
    """Whether the page says what is wrong at the field, and its summary leads there."""
    page = answer.get_data(as_text=True)
    at_field = re.search(rf'class="error-msg" id="{field}-error"', page)
    leads_there = f'href="#{field}"' in page
    is_there = re.search(rf'\bid="{field}"', page)
    return bool(at_field and leads_there and is_there)

"""Everything that comes out: pages, fragments, results of forms, refusals, files, headers, messages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

from flask import Flask
from werkzeug.test import TestResponse

from support.triage.rules.resume_code import RESUMES_PER_ADDRESS
from tests.browser_of_the_tests import Browser
from tests.builders import addresses
from tests.crawl import crawled, endpoint_of
from tests.pages.forms import a_token

NOWHERE = ("/no-such-page", "/cases", "/my/nothing", "/supervisor/nobody", "/static/none/tokens.css")
# After these a session or a person is no more: they come last.
ENDS = ("/my/delete", "/signed-in/", "/sign-out", "/staff/role", "/close", "/end", "/release", "/language")
WRONG_METHODS = ("PUT", "DELETE")


@dataclass(frozen=True)
class Artefact:
    """One thing that came out, by which address it came, and what it answers for."""

    what: str
    content: bytes
    endpoint: str = ""
    status: int = 0
    asked: str = ""
    """Everything that was sent for it: what she sends herself may come back."""

    @property
    def title(self) -> str:
        """What stands in the tab and in the history of a browser; empty where it is no page."""
        found = re.search(rb"<title>(.*?)</title>", self.content, re.DOTALL)
        return found.group(1).decode("utf-8", "replace") if found else ""


@dataclass(frozen=True)
class FormOnPage:
    """A form as it stands on a page."""

    action: str
    fields: tuple[tuple[str, str], ...]

    @property
    def is_last(self) -> bool:
        """Whether something ends with it."""
        return any(end in self.action for end in ENDS)


def artefacts_of(app: Flask, browser: Browser, values: Sequence[Mapping[str, str]]) -> Iterator[Artefact]:
    """Everything that this browser gets, the way out and what ends something at the very end."""
    forms: dict[tuple[str, tuple[str, ...]], FormOnPage] = {}
    for page in crawled(app, browser, *values, way_out=False):
        yield _artefact(f"GET {page.address}", page.answer, page.endpoint, page.address)
        for form in forms_on(page.body, page.address):
            forms.setdefault((form.action, tuple(name for name, _ in form.fields)), form)
    yield from _fragments(app, browser, values[0])
    yield from _refusals(app, browser, values)
    yield from _too_often(browser)
    inside = [one for one in forms.values() if endpoint_of(app, one.action, "POST")]
    for form in sorted(inside, key=lambda one: one.is_last):
        yield from _sent(app, browser, form)
    answer = browser.client.get("/poistu", headers=browser.headers)
    yield _artefact("GET /poistu", answer, "public.leave", "/poistu")


def _fragments(app: Flask, browser: Browser, values: Mapping[str, str]) -> Iterator[Artefact]:
    headers = {**browser.headers, "HX-Request": "true"}
    for rule, address in addresses(app, values):
        if rule.endpoint != "public.leave":
            answer = browser.client.get(address, headers=headers)
            yield _artefact(f"fragment {address}", answer, rule.endpoint, address)


def _refusals(app: Flask, browser: Browser, values: Sequence[Mapping[str, str]]) -> Iterator[Artefact]:
    """What is not there, what cannot be done so, and a form sent empty or without its token."""
    for address in NOWHERE:
        yield _artefact(f"GET {address}", browser.client.get(address, headers=browser.headers), "", address)
    posts = dict.fromkeys(address for each in values for _, address in addresses(app, each, "POST"))
    for address in posts:
        for method in WRONG_METHODS[: 1 + (address.count("/") > 2)]:
            answer = browser.client.open(address, method=method, headers=browser.headers)
            yield _artefact(f"{method} {address}", answer, "", address)
        if not any(end in address for end in ENDS):
            answer = browser.client.post(address, data={"x": "1"}, headers=browser.headers)
            yield _artefact(f"POST {address} without its token", answer, "", address)


def _too_often(browser: Browser) -> Iterator[Artefact]:
    """A code to go on elsewhere, guessed until it is too often."""
    fields = {"csrf_token": a_token(browser), "resume_code": "AAAAA-AAAAA-AAAAA-AAAAA"}
    for _ in range(RESUMES_PER_ADDRESS[0] + 1):
        answer = browser.client.post("/go-on", data=fields, headers=browser.headers)
        yield _artefact("POST /go-on", answer, "triage.move_here", "")


def _sent(app: Flask, browser: Browser, form: FormOnPage) -> Iterator[Artefact]:
    """The form as it stands on the page, and the page to which it leads."""
    data = [(name, value) for name, value in form.fields if name != "csrf_token"]
    fields: dict[str, list[str]] = {"csrf_token": [a_token(browser)]}
    for name, value in data:
        fields.setdefault(name, []).append(value)
    answer = browser.client.post(form.action, data=fields, headers=browser.headers)
    asked = f"{form.action} {' '.join(value for _, value in data)}"
    yield _artefact(f"POST {form.action}", answer, endpoint_of(app, form.action, "POST"), asked)
    if answer.location and endpoint_of(app, answer.location):
        after = browser.client.get(answer.location, headers=browser.headers)
        yield _artefact(
            f"after POST {form.action}", after, endpoint_of(app, answer.location), answer.location
        )


def _artefact(what: str, answer: TestResponse, endpoint: str, asked: str) -> Artefact:
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return Artefact(what, head.encode() + b"\n\n" + answer.get_data(), endpoint, answer.status_code, asked)


def forms_on(body: str, address: str) -> list[FormOnPage]:
    """The forms of a page that are posted."""
    reader = _Forms(address)
    reader.feed(body)
    return reader.found


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.found: list[FormOnPage] = []
        self._action: str | None = None
        self._fields: list[tuple[str, str]] = []
        self._area = ""
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = said.get("method", "").lower() == "post"
            there = urljoin(self._address, unescape(said.get("action", "") or self._address))
            self._action, self._fields = (there if is_post else None), []
        elif tag == "input":
            self._input(said)
        elif tag == "textarea":
            self._area = said.get("name", "")
            self._fields.append((self._area, ""))
        elif tag == "select":
            self._choice = said.get("name", "")
        elif tag == "option" and self._choice:
            self._fields.append((self._choice, said.get("value", "")))
            self._choice = ""
        elif tag == "button" and said.get("name"):
            self._fields.append((said["name"], said.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._fields[-1] = (self._area, data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "form" and self._action is not None:
            self.found.append(FormOnPage(self._action, tuple(self._fields)))
            self._action = None

    def _input(self, said: Mapping[str, str]) -> None:
        name, kind = said.get("name", ""), said.get("type", "text")
        is_there = any(name == other for other, _ in self._fields)
        if not name or (kind == "radio" and is_there and "checked" not in said):
            return
        if kind == "radio" and is_there:
            self._fields = [one for one in self._fields if one[0] != name]
        self._fields.append((name, said.get("value", "on" if kind in ("radio", "checkbox") else "")))

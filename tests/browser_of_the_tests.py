"""A browser without a window: follows links and sends forms with their tokens, as a person would."""

import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

ANSWERS: dict[str, dict[str, list[str]]] = {
    "2": {"strengths": ["people", "nature"]},
    "3": {"scale_now": ["4"]},
    "4a": {"death_thoughts": ["0"], "self_harm": ["no"]},
    "4b": {"plan": ["no"], "keep_safe": ["yes"]},
    "4c": {"harm_others": ["no"], "violence": ["no"], "unusual": ["no"]},
    "5": {"events": ["loss"]},
    "5b": {"event_recent": ["no"], "coping_now": ["ok"]},
    "6": {f"who5_{n}": ["3"] for n in range(1, 6)},
    "7": {f"phq4_{n}": ["1"] for n in range(1, 5)},
    "8": {"work_ability": ["7"], "at_work": ["at_work"], "duration": ["weeks"]},
    "9": {"substance": ["no"]},
    "10": {"strain": ["arrangements"]},
    "10b": {"strain_weight": ["2"]},
    "11": {"osss_1": ["3"], "osss_2": ["4"], "osss_3": ["4"], "hope": ["6"]},
    "12": {"earlier_help": ["none"]},
    "13": {"wish": ["few_talks"], "own_words": ["Haluaisin nukkua."]},
    "13b": {"involve_supervisor": ["no"]},
    "T1": {"team_topic": ["worry"]},
    "T2": {"team_urgency": ["no_hurry"]},
    "T3": {"wish": ["few_talks"]},
}
PHONE = "+358 00 000 001"


class Browser:
    """One person's browser: keeps cookies, the page it is on, and the token of its form."""

    def __init__(self, app: Flask, language: str = "fi") -> None:
        self.client = app.test_client()
        self.headers = {"Accept-Language": language}
        self.page: TestResponse | None = None
        self.url = "/"

    def get(self, url: str) -> TestResponse:
        """Open an address and follow where it leads."""
        self.page = self.client.get(url, headers=self.headers, follow_redirects=True)
        self.url = self.page.request.full_path.rstrip("?")
        return self.page

    def post(self, url: str | None = None, **fields: Any) -> TestResponse:
        """Send a form with what the present page hides in it, and follow where it leads."""
        shown = {name: value for name in ("shown_to", "read_revision") if (value := self.hidden(name))}
        data = {**shown, **fields, "csrf_token": self.token()}
        self.page = self.client.post(url or self.url, data=data, headers=self.headers, follow_redirects=True)
        self.url = self.page.request.full_path.rstrip("?")
        return self.page

    def token(self) -> str:
        """The form token of the page."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.html())
        return found.group(1) if found else ""

    def shown_to(self) -> str:
        """Whom a form of the page names, and in which words it asks."""
        return self.hidden("shown_to")

    def hidden(self, name: str) -> str:
        """What the first form of the page that hides something under this name sends with it."""
        found = re.search(rf'name="{name}" value="([^"]+)"', self.html())
        return found.group(1) if found else ""

    def html(self) -> str:
        """The page as it came."""
        return self.page.get_data(as_text=True) if self.page else ""

    def text(self) -> str:
        """What a person reads on the page."""
        reader = _Reader()
        reader.feed(self.html())
        return " ".join(" ".join(reader.words).split())

    def answer_until(self, stop: str, **other: dict[str, list[str]]) -> None:
        """Answer page after page, with `other` instead of the usual answers, until the address has `stop`."""
        for _ in range(40):
            if stop in self.url:
                return
            key = self.url.rpartition("/")[2]
            self.post(None, **(other.get(f"p{key}") or ANSWERS[key]))
        raise AssertionError(f"never came to {stop}; the last page was {self.url}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

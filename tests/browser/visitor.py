"""A person at a real browser: sees, chooses, presses. What the browser complains about is remembered."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route

from tests.browser.site import HOST, Site, words_in
from tests.browser_of_the_tests import ANSWERS

PHONE, DESK = (390, 844), (1440, 900)


def _with_large_text(route: Route) -> None:
    """As when the reader has set her browser's own text to twice its size."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + "\nhtml { font-size: 200%; }\n")


@dataclass
class Complaints:
    """What went wrong in a browser without anybody seeing it."""

    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


class Visitor:
    """One person with a browser of her own: cookies, language, size, scripts or none."""

    def __init__(
        self,
        browser: Browser,
        site: Site,
        size: tuple[int, int] = PHONE,
        language: str = "fi",
        *,
        scripts: bool = True,
        large_text: bool = False,
    ) -> None:
        self.site, self.language, self.words = site, language, words_in(language)
        self.scripts = scripts
        self.complaints = Complaints()
        self.context = browser.new_context(
            base_url=site.address,
            viewport={"width": size[0], "height": size[1]},
            locale={"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[language],
            timezone_id="Europe/Helsinki",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(10_000)
        if large_text:
            self.context.route("**/tokens.css", _with_large_text)
        self.page: Page = self.context.new_page()
        self.status = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda fault: self.complaints.console.append(str(fault)))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    @property
    def path(self) -> str:
        """Where she is, without the host."""
        return self.path_of(self.page.url)

    @staticmethod
    def path_of(address: str) -> str:
        """An address without the host."""
        return urlsplit(address).path

    @property
    def text(self) -> str:
        """What stands on the page."""
        return " ".join(self.page.inner_text("body").split())

    def open(self, path: str) -> "Visitor":
        """Go to an address."""
        self.page.goto(path)
        return self

    def press(self, sentence: str, index: int = 0) -> "Visitor":
        """Press the button whose name begins with what the service says for an English sentence."""
        return self._click("button", sentence, index)

    def follow(self, sentence: str, index: int = 0) -> "Visitor":
        """Follow the link whose name begins with what the service says for an English sentence."""
        return self._click("link", sentence, index)

    def choose(self, name: str, value: str) -> "Visitor":
        """Tick a radio button or a checkbox."""
        self.page.check(f'input[name="{name}"][value="{value}"]')
        return self

    def write(self, name: str, value: str) -> "Visitor":
        """Fill in a field."""
        self.page.fill(f'[name="{name}"]', value)
        return self

    def answer(self, answers: Mapping[str, list[str]]) -> "Visitor":
        """Answer the questions of the page and go on."""
        for item, values in answers.items():
            if item == "own_words":
                self.write(item, values[0])
                continue
            for value in values:
                self.choose(item, value)
        return self.press("Continue")

    def answer_until(self, stop: str, **other: Mapping[str, list[str]]) -> "Visitor":
        """Answer page after page until she is at `stop`; `p<key>` stands for the usual answers of a page."""
        for _ in range(40):
            if self.path.startswith(stop):
                return self
            key = self.path.rpartition("/")[2]
            self.answer(other.get(f"p{key}") or ANSWERS[key])
        raise AssertionError(f"never came to {stop}; the last page was {self.path}")

    def is_at(self, start: str) -> "Visitor":
        """Fail, saying what she sees, unless the address begins so."""
        seen = f"{self.path} ({self.status}) instead of {start}: {self.text[:600]}"
        assert self.path.startswith(start), seen
        return self

    def read_code(self) -> str:
        """The newest code of six digits, read from the page of the demo's messages."""
        found = re.search(r"\b\d{6}\b", " ".join(self._messages()))
        assert found, "no message with a code has come"
        return found.group()

    def newest_message(self) -> str:
        """The newest message on the page of the demo's messages."""
        return self._messages()[0]

    def _messages(self) -> list[str]:
        """What would have been sent, the newest first, from a page opened beside the one she is on."""
        self.site.let_worker_run()
        beside = self.context.new_page()
        try:
            beside.goto("/demo")
            return beside.locator(".sms").all_inner_texts()
        finally:
            beside.close()

    def keep_picture(self, name: str) -> None:
        """Store a picture of the page for looking at, when SCREENSHOTS names a folder."""
        folder = os.environ.get("SCREENSHOTS")
        if not folder:
            return
        size, theme = self.page.viewport_size, self._theme()
        assert size
        target = Path(folder) / f"{name}-{size['width']}-{theme}-{self.language}.png"
        self.page.screenshot(path=target, full_page=True)

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def _theme(self) -> str:
        dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        return "dark" if dark else "light"

    def _click(self, role: str, sentence: str, index: int) -> "Visitor":
        beginning = re.compile("^" + re.escape(self.words(sentence)))
        found = self.page.get_by_role(role, name=beginning)  # type: ignore[arg-type]  # button or link
        found.nth(index).click()
        self.page.wait_for_load_state("load")
        return self

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname != HOST:
            self.complaints.foreign.append(request.url)

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser also notes every answer of 400 and above; those pages are meant.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.console.append(f"{self.path}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
        elif response.status >= 400:
            self.complaints.console.append(f"{self.path}: {response.status} for {response.url}")

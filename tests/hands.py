"""What a person can do on a page without a window: follow a link and press a button by their words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.browser_of_the_tests import Browser

Attributes = list[tuple[str, str | None]]


@dataclass
class _Form:
    action: str
    method: str
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    # Words, name and value of each button.
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


def follow(browser: Browser, words: str) -> Browser:
    """Follow the first link whose words begin so."""
    for said, address in _read(browser).links:
        if said.startswith(words):
            browser.get(address)
            return browser
    raise AssertionError(f"no link {words!r}: {browser.text()}")


def press(browser: Browser, words: str, **filled_in: str | list[str]) -> Browser:
    """Send the form of the first button whose words begin so, as it stands on the page and filled in so."""
    for form in _read(browser).forms:
        for said, name, value in form.buttons:
            if said.startswith(words):
                fields = {**form.fields, **({name: value} if name else {}), **filled_in}
                _send(browser, form, fields)
                return browser
    raise AssertionError(f"no button {words!r}: {browser.text()}")


def choices(browser: Browser, name: str) -> list[str]:
    """The values to choose from on the page under this name."""
    return [value for said, value in _read(browser).radios if said == name]


def time_at(browser: Browser, moment: str) -> str:
    """The first free time to choose on the page that begins so, as a form sends it: "20261126T1000Z"."""
    return next(one for one in choices(browser, "slot") if one.startswith(moment))


def _send(browser: Browser, form: _Form, fields: dict[str, str | list[str]]) -> None:
    address = form.action or browser.url
    if form.method == "get":
        browser.get(f"{address.partition('?')[0]}?{urlencode(fields, doseq=True)}")
    else:
        fields.pop("csrf_token", None)
        browser.post(address, **fields)


def _tick(fields: dict[str, str | list[str]], at: dict[str, str]) -> None:
    ticked = fields.get(at["name"], [])
    several = at["type"] == "checkbox" and isinstance(ticked, list)
    fields[at["name"]] = [*ticked, at["value"]] if several else at["value"]


def _read(browser: Browser) -> "_Hands":
    hands = _Hands()
    hands.feed(browser.html())
    return hands


class _Hands(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[_Form] = [_Form("", "")]
        self.radios: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._at: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        at = {name: value or "" for name, value in attrs}
        fields = self.forms[-1].fields
        if tag == "form":
            self.forms.append(_Form(at.get("action", ""), at.get("method", "get").lower()))
        elif tag in ("a", "button", "textarea"):
            self._words, self._at = [], at
        elif tag == "select":
            self._select = at["name"]
        elif tag == "option" and (self._select not in fields or "selected" in at):
            fields[self._select] = at["value"]
        elif tag == "input":
            self._read_input(at)

    def _read_input(self, at: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        if at.get("type") not in ("radio", "checkbox"):
            fields[at["name"]] = at.get("value", "")
            return
        self.radios.append((at["name"], at["value"]))
        if "checked" in at:
            _tick(fields, at)

    def handle_endtag(self, tag: str) -> None:
        said = " ".join("".join(self._words).split())
        if tag == "a" and "href" in self._at:
            self.links.append((said, self._at["href"]))
        elif tag == "textarea":
            # A browser leaves the first line break out, and so does whoever writes the page.
            self.forms[-1].fields[self._at["name"]] = "".join(self._words).removeprefix("\n")
        elif tag == "button":
            self.forms[-1].buttons.append((said, self._at.get("name", ""), self._at.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._words.append(data)

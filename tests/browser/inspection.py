"""Looking at one page: with axe, at several sizes, on paper, in the reader's own colours and with Tab."""

from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask, template_rendered
from jinja2 import Template
from playwright.sync_api import Page, Response

from tests.browser import media
from tests.browser.broken_words import broken_words
from tests.browser.focus import hidden_focus
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.counts import LONG

NARROW = 320
# A phone whose browser shows its own bars.
LOW_PHONE = (390, 664)
# Filled in once and then kept: no template is filled in for its later readers.
KEPT_READY = "triage/question.html"
FRAGMENTS = ("desk/queue_news.html",)
# Whoever stands beside the reader sees the title of the page.
NAMES = ("Aino", "Oona", "Ulla", "Ilona", "Veera", "Nils", "Nina", "Saara", "+358")
# A desk's window zoomed to twice its size has half as many pixels across (WCAG 1.4.4).
HALF_A_DESK = 720
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
USUAL_TEXT = "document.documentElement.style.fontSize = ''"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LIGHTS = tuple((size, theme) for size in (PHONE, DESK) for theme in THEMES)
# With small counts the further states of a page take turns: each is seen in one size and one light.
IN_EVERY_LIGHT = LONG
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN_AXE = "options => axe.run(document, options).then(found => found.violations)"
# An element that reaches over the edge of the window; text for screen readers is kept outside on purpose.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.vh'))
    .map(one => one.tagName + '.' + one.className).slice(0, 5).concat('the page')"""


@dataclass
class Findings:
    """What was seen on all pages."""

    endpoints: set[str] = field(default_factory=set)
    axe: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    paper: list[str] = field(default_factory=list)
    own_colours: list[str] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    """Which template was looked at under which name."""
    _rendered: str = ""

    def note_templates(self, app: Flask) -> None:
        """Remember which template the application filled in last."""

        def rendered(_app: Flask, template: Template, **_more: Any) -> None:
            if template.name and template.name not in FRAGMENTS:
                self._rendered = template.name

        template_rendered.connect(rendered, app, weak=False)

    def watch(self, visitor: Visitor) -> Visitor:
        """Remember which routes answer this visitor with a page."""
        routes = visitor.site.app.url_map.bind("127.0.0.1")

        def answered(response: Response) -> None:
            html = response.headers.get("content-type", "").startswith("text/html")
            request = response.request
            if html and request.is_navigation_request() and response.status < 300 and request.method == "GET":
                self.endpoints.add(str(routes.match(visitor.path_of(response.url), method="GET")[0]))

        visitor.page.on("response", answered)
        return visitor

    def look(self, visitor: Visitor, name: str) -> None:
        """Inspect the page that the visitor is on; `name` says which state of which page it is."""
        page = visitor.page
        template, self._rendered = self._rendered or KEPT_READY, ""
        first = template not in self.shown.values()
        self.shown[name] = template
        self.titles += [f"{name}: {page.title()}" for one in NAMES if one in page.title()]
        page.evaluate(AXE_SCRIPT)
        for (width, height), theme in (
            LIGHTS if first or IN_EVERY_LIGHT else LIGHTS[len(self.shown) % len(LIGHTS) :][:1]
        ):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            self.axe += [f"{name} {width} {theme}: {one}" for one in _violations(page)]
            visitor.keep_picture(name)
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        self.moving += [f"{name}: {one}" for one in media.moving(page)]
        self._in_other_media(visitor, name)
        self._measure(page, NARROW, name)
        if first:
            self._tab(page, LOW_PHONE, name)
            self._tab(page, DESK, name)
        page.evaluate(LARGE_TEXT)
        self._measure(page, HALF_A_DESK, f"{name}, text twice as large")
        self._measure(page, PHONE[0], f"{name}, text twice as large on a phone")
        if first:
            self._tab(page, LOW_PHONE, f"{name}, text twice as large")
        page.evaluate(USUAL_TEXT)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})

    def _measure(self, page: Page, width: int, name: str) -> None:
        page.set_viewport_size({"width": width, "height": 640})
        wide = page.evaluate(TOO_WIDE)
        if wide:
            self.too_wide.append(f"{name}: {wide}")
        if width == NARROW:
            self.broken += [f"{name}: {one}" for one in broken_words(page, name)]

    def _in_other_media(self, visitor: Visitor, name: str) -> None:
        self.paper += [f"{name}: {one}" for one in media.on_paper(visitor.page)]
        visitor.keep_picture(f"{name}-paper")
        self.own_colours += [f"{name}: {one}" for one in media.in_own_colours(visitor.page)]
        visitor.keep_picture(f"{name}-own-colours")
        media.as_usual(visitor.page)

    def _tab(self, page: Page, size: tuple[int, int], name: str) -> None:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        self.focus += [f"{name} {size[0]}: {one}" for one in hidden_focus(page)]

    def keep_complaints(self, visitor: Visitor) -> None:
        """Take over what the visitor's browser complained about, and let her go."""
        self.console += visitor.complaints.console
        self.foreign += visitor.complaints.foreign
        visitor.close()


def _violations(page: Page) -> list[str]:
    options = {
        "runOnly": {"type": "tag", "values": list(RULES)},
        "resultTypes": ["violations"],
        "preload": False,
    }
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, options)
    return [f"{one['id']} at {_where(one)}" for one in found]


def _where(violation: dict[str, Any]) -> str:
    return "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:4])

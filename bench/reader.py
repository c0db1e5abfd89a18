"""How long a person needs for the questions who reads every word once and then taps."""

import re
from html.parser import HTMLParser

SECONDS_A_WORD = 0.35
SECONDS_A_TAP = 1.2
_A_WORD = re.compile(r"[^\W\d_]{2,}")
# Drawn and not read.
_UNSEEN = {"script", "style", "svg"}
# Read by a screen reader, or printed.
_HIDDEN = {"vh", "on-paper"}


class Reader:
    """Reads page after page; a line that was read before is known and not read again."""

    def __init__(self) -> None:
        self.words = 0
        self.taps = 0
        self._known: set[str] = set()

    def read(self, html: str, taps: int) -> None:
        """Read one page and tap so many times on it."""
        page = _Lines()
        page.feed(html)
        for line in page.found:
            if line not in self._known:
                self._known.add(line)
                self.words += len(_A_WORD.findall(line))
        self.taps += taps

    @property
    def seconds(self) -> float:
        """From the first question to the result."""
        return self.words * SECONDS_A_WORD + self.taps * SECONDS_A_TAP


class _Lines(HTMLParser):
    """What is seen in the main part of a page, one entry a piece of text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self._inside = self._inside or tag == "main"
        if self._unseen or tag in _UNSEEN or not _HIDDEN.isdisjoint(classes):
            self._unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        if self._unseen and self._unseen[-1] == tag:
            self._unseen.pop()

    def handle_data(self, data: str) -> None:
        line = " ".join(data.split())
        if self._inside and not self._unseen and line:
            self.found.append(line)

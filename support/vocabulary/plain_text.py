"""Typed text without what no text needs: control characters and hidden marks of direction."""

import unicodedata

_UNWANTED = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Letters and signs by their category, and nothing on a screen.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_wanted(character: str) -> bool:
    """Whether a person can have meant to write this."""
    return unicodedata.category(character) not in _UNWANTED and character not in _DIRECTION


def is_seen(character: str) -> bool:
    """Whether a reader sees anything of it."""
    return unicodedata.category(character)[0] not in "CZ" and character not in _BLANK


def one_line(text: str, limit: int) -> str:
    """The text on one line, at most `limit` characters; empty where nothing of it can be seen."""
    return _seen(" ".join("".join(c if is_wanted(c) else " " for c in text[: limit * 4]).split())[:limit])


def some_lines(text: str, limit: int) -> str:
    """The text with its line breaks, at most `limit` characters; empty where nothing of it can be seen."""
    lines = text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    return _seen("".join(c for c in lines if c == "\n" or is_wanted(c)).strip()[:limit])


def _seen(text: str) -> str:
    return text if any(is_seen(c) for c in text) else ""

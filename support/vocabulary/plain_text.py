"""Typed text without what no text needs: control characters and hidden marks of direction."""

import unicodedata

_UNWANTED = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_wanted(character: str) -> bool:
    """Whether a person can have meant to write this."""
    return unicodedata.category(character) not in _UNWANTED and character not in _DIRECTION


def one_line(text: str, limit: int) -> str:
    """The text on one line, at most `limit` characters."""
    return " ".join("".join(c if is_wanted(c) else " " for c in text[: limit * 4]).split())[:limit]


def some_lines(text: str, limit: int) -> str:
    """The text with its line breaks, at most `limit` characters."""
    lines = text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or is_wanted(c)).strip()[:limit]

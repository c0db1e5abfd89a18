"""Looking for a word in bytes, however it is written there: escaped, encoded, turned round or packed."""

import base64
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from urllib.parse import quote, unquote_plus

_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f.()/-]+(?=\d)")
# A signed cookie begins with a dot where what it holds is packed.
_PACKED_COOKIE = re.compile(rb"=\.([A-Za-z0-9_-]{20,})")
_MOST_UNPACKED = 20_000_000
_GZIP = b"\x1f\x8b\x08"


def found_in(content: bytes, words: Iterable[str]) -> list[str]:
    """Which of these words stand in the content, in whatever way."""
    parts = [*unpacked(content)]
    readings = [reading for part in parts for reading in _readings(part)]
    return [
        word
        for word in words
        if any(_plain(word) in reading or _plain(word)[::-1] in reading for reading in readings)
        or any(needle in part for part in parts for needle in _needles(word))
    ]


def unpacked(content: bytes) -> Iterator[bytes]:
    """The content, and whatever is packed in it."""
    yield content
    at = content.find(_GZIP)
    while at >= 0:
        yield from _expanded(content[at:], zlib.MAX_WBITS | 16)
        at = content.find(_GZIP, at + 1)
    if content[:1] == b"\x78":
        yield from _expanded(content, zlib.MAX_WBITS)
    for packed in _PACKED_COOKIE.findall(content):
        yield from _expanded(base64.urlsafe_b64decode(packed + b"=" * (-len(packed) % 4)), zlib.MAX_WBITS)


def _expanded(packed: bytes, window: int) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj(window).decompress(packed, _MOST_UNPACKED)
    except zlib.error:
        return


def _readings(content: bytes) -> Iterator[str]:
    """The content as text, and with everything undone that a page, an address or a program may do to it."""
    text = _plain(content.decode("utf-8", "replace"))
    yield text
    joined = _BETWEEN_DIGITS.sub("", text)
    if joined != text:
        yield joined
    opened = text
    for mark, undo in (("&", unescape), ("%", unquote_plus), ("\\u", _without_json), ("&", unescape)):
        if mark in opened:
            opened = undo(opened)
    if opened != text:
        opened = _plain(opened)
        yield opened
        yield _BETWEEN_DIGITS.sub("", opened)


def _without_json(text: str) -> str:
    return _JSON.sub(lambda found: chr(int(found.group(1), 16)), text)


def _plain(text: str) -> str:
    """In one form, whether its letters are whole or put together, large or small."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


@cache
def _needles(word: str) -> frozenset[bytes]:
    """The word in the ways that are no text any more: wide, narrow, as base64, in hexadecimal digits."""
    found: set[bytes] = set()
    for form in {word, word.casefold(), word.upper(), unicodedata.normalize("NFD", word)}:
        for encoding in ("utf-16-le", "utf-16-be"):
            found.add(form.encode(encoding))
        if not form.isascii():
            found.add(form.encode("latin-1", "replace"))
        whole = form.encode()
        found |= {whole.hex().encode(), quote(quote(form)).encode()} - {whole}
        found |= {needle for offset in range(3) for needle in _as_base64(whole, offset)}
    return frozenset(found)


def _as_base64(word: bytes, offset: int) -> Iterator[bytes]:
    """What surely stands in base64 where the word begins so many bytes after a third one."""
    first, last = -(-offset * 8 // 6), (offset + len(word)) * 8 // 6
    coded = base64.b64encode(b"\0" * offset + word + b"\0\0")[first:last]
    yield coded
    yield coded.replace(b"+", b"-").replace(b"/", b"_")

"""Passwords that are known to have been stolen (ASVS 6.2), asked for without asking anybody outside.

Beside this module lies a file of sorted digests: the first eight bytes of SHA-256 of each password without
regard to capitals. It names no password, and is made by `python -m tools.stolen_passwords`.
"""

import hashlib
from bisect import bisect_left
from functools import cache
from pathlib import Path

DIGEST_LENGTH = 8
FILE = Path(__file__).with_name("stolen_passwords.bin")


def is_stolen(password: str) -> bool:
    """Whether this password, in capitals or not, is one of those."""
    return holds(_kept(), digest(password))


def digest(password: str) -> bytes:
    """What is kept of a password: too short to be searched backwards, long enough to be nobody else's."""
    return hashlib.sha256(password.casefold().encode("utf-8", "surrogatepass")).digest()[:DIGEST_LENGTH]


def holds(kept: bytes, wanted: bytes) -> bool:
    """Whether a sorted row of digests holds this one."""
    places = range(len(kept) // DIGEST_LENGTH)
    found = bisect_left(places, wanted, key=lambda place: _at(kept, place))
    return found < len(places) and _at(kept, found) == wanted


def _at(kept: bytes, place: int) -> bytes:
    return kept[place * DIGEST_LENGTH : (place + 1) * DIGEST_LENGTH]


@cache
def _kept() -> bytes:
    return FILE.read_bytes()

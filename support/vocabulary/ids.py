"""Where new ids come from.

An id is 128 random bits in 22 characters, so that it may stand in an address (ASVS 11.5.1).
"""

import re
import secrets
from typing import Protocol

ID_LENGTH = 22

# Read aloud on the phone: no letter or digit that can be taken for another.
_SPOKEN = "ACDEFHJKLMNPRTUVWXY3479"

_SIGNS = re.compile(r"[A-Za-z0-9_-]+")


def is_id(value: str) -> bool:
    """Whether this could be the id of something; no database should be asked for anything else."""
    return len(value) == ID_LENGTH and _SIGNS.fullmatch(value) is not None


class IdMaker(Protocol):
    """Where new ids, tokens and codes come from."""

    def new_id(self) -> str:
        """A new id for a row."""
        ...

    def token(self) -> str:
        """A secret of 256 bits for a cookie or a link."""
        ...

    def digits(self, length: int) -> str:
        """A code of decimal digits."""
        ...

    def letters(self, signs: str, length: int) -> str:
        """A code of these signs."""
        ...

    def short_code(self) -> str:
        """Six characters that two people can say to each other."""
        ...


class RandomIds:
    """Ids from the operating system's randomness."""

    def new_id(self) -> str:
        """128 random bits, 22 characters."""
        return secrets.token_urlsafe(16)

    def token(self) -> str:
        """256 random bits, 43 characters."""
        return secrets.token_urlsafe(32)

    def digits(self, length: int) -> str:
        """Decimal digits, each equally likely."""
        return "".join(secrets.choice("0123456789") for _ in range(length))

    def letters(self, signs: str, length: int) -> str:
        """A code of these signs, each equally likely."""
        return "".join(secrets.choice(signs) for _ in range(length))

    def short_code(self) -> str:
        """Six characters without look-alikes."""
        return self.letters(_SPOKEN, 6)

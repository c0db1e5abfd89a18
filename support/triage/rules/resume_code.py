"""The code with which a visit goes on in another browser: its letters, and how it is written and read."""

from datetime import timedelta

# Letters and digits that cannot be taken for one another: 31 signs, so that 20 of them are 99 random bits.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 20
_GROUP = 5

# A code cannot be guessed; the limit keeps anybody from trying all the same.
RESUMES_PER_ADDRESS = (10, timedelta(hours=1))


def grouped(code: str) -> str:
    """Four groups, for reading from one screen and typing on another."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """What was typed, without spaces and signs between; empty when it cannot be a code."""
    if len(typed) > 4 * LENGTH:
        return ""
    signs = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–.")
    return signs if len(signs) == LENGTH and set(signs) <= set(LETTERS) else ""

"""Page data of the code with which a visit goes on in another browser."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ResumeCodePage:
    """The code, shown this once."""

    code: str
    address: str
    continue_url: str


@dataclass(frozen=True)
class EnterCodePage:
    """Where the code is typed; nothing says whether a code was wrong, used or too old."""

    error: str

"""Page data of asking for a call, and of the promise of one."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.triage.help_pages import LineView
from support.web.views import FieldError


@dataclass(frozen=True)
class CallMePage:
    """Leave a number and nothing else."""

    back_url: str
    call_by: str
    opens: str
    lines: list[LineView]
    first_name: str
    phone: str
    answers_go_along: bool
    errors: list[FieldError]
    error: Mapping[str, str]
    our_phone: str


@dataclass(frozen=True)
class CallPromisedPage:
    """By when we call, or whom to call with which word."""

    call_by: str
    last_two: str
    word: str
    call_now: bool
    our_phone: str
    opening: str
    opens: str
    lines: list[LineView]

"""Page data of moving a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.booking import queries
from support.booking.appointment_pages import CHANNELS, with_whom
from support.booking.facts import Booked, JustTaken
from support.booking.rules.appointment import may_cancel
from support.booking.times_pages import TimesToChoose, slot_errors, times_to_choose
from support.booking.waiting_pages import WaitingView, waiting_view
from support.cases.facts import CaseFacts
from support.cases.queries import case_to_read
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.language import Language
from support.web.views import FieldError


@dataclass(frozen=True)
class MovePage:
    """Choosing another time instead of the one she has; without times once it has begun."""

    back_url: str
    present: str
    with_whom: str
    times: TimesToChoose | None
    gone: bool
    waiting: WaitingView
    too_late: bool
    errors: tuple[FieldError, ...]
    our_phone: str


def move_page(
    work: Work,
    appointment_id: str,
    args: Mapping[str, str],
    language: Language,
    *,
    our_phone: str,
    error: str = "",
    taken: JustTaken | None = None,
) -> MovePage | None:
    """The times to which hers can be moved, or only the nearest three for whoever came second.

    None when it no longer stands. Raises NotFound when it is not hers.
    """
    booked = queries.own_appointment(work, appointment_id)
    if not booked.is_live:
        return None
    too_late = not may_cancel(booked.state, booked.starts_at, work.now)
    case, channel = case_to_read(work, booked.case_id), args.get("channel", "")
    return MovePage(
        back_url=url_for("my_support.home"),
        present=when_from_now(booked.starts_at, work.now, language),
        with_whom=with_whom(work, booked.practitioner_id),
        times=None if too_late else _times(work, case, booked, args, language, taken),
        gone=taken is not None,
        waiting=waiting_view(work, case, booked, language, channel=channel if channel in CHANNELS else ""),
        too_late=too_late,
        errors=slot_errors(error),
        our_phone=our_phone,
    )


def _times(
    work: Work,
    case: CaseFacts,
    booked: Booked,
    args: Mapping[str, str],
    language: Language,
    taken: JustTaken | None,
) -> TimesToChoose:
    return times_to_choose(
        work,
        queries.search_to_move(work, case, booked),
        args,
        language,
        lambda channel: url_for("booking.ask_move", appointment_id=booked.id, channel=channel or None),
        taken=taken,
    )

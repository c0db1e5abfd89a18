"""What a person reads of a time that is held for her."""

from datetime import datetime

from support.booking.cell_queries import hold_of
from support.platform.work import Work
from support.vocabulary.dates_in_words import clock_time, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence


def kept_for(work: Work, holder: str, language: Language) -> str:
    """What is held for a visit or an employee and until when, in words; nothing when nothing is."""
    held = hold_of(work, holder)
    if held is None:
        return ""
    return time_kept_until(held.starts_at, held.until, work.now, language)


def time_kept_until(starts_at: datetime, until: datetime, now: datetime, language: Language) -> str:
    """A time that is kept for the reader, in words."""
    return sentence(mark("We keep the time %(time)s for you until %(until)s.")) % {
        "time": when_from_now(starts_at, now, language),
        "until": clock_time(until, language),
    }

"""Who has opened what is kept of her: when, as what and why, in plain words; never what stood there."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from support.booking.appointment_pages import PROFESSIONS
from support.cases.queries import case_ids_of
from support.people.queries import practitioner_names
from support.platform.access_log import Read, reads_about
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.actor import Role
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import clock_time, date_with_year, weekday_name
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

SHOWN_FOR = timedelta(days=2 * 365 + 1)
"""As far back as anybody may ask without saying why (act 703/2023, section 11)."""
ON_A_PAGE = 100

WHY = {
    Purpose.CASE_PAGE: mark("opened your case to take care of it"),
    Purpose.QUEUE: mark("saw your name in the list of those who wait for us"),
    Purpose.APPOINTMENTS: mark("saw your name in the list of agreed times"),
    Purpose.OWN_PAGE: mark("your own pages were shown"),
    Purpose.SEND: mark("your number was opened so that a message could be sent to you"),
    Purpose.CONFIRMATION: mark("your number was opened so that a message could be sent to you"),
    Purpose.SIGN_IN: mark("your number was opened so that you could sign in"),
    Purpose.DEMO_PAGE: mark("opened it on the page of invented people"),
    Purpose.FORGET: mark("your number was opened so that everything under it could be deleted"),
    Purpose.REPLAY: mark("went through answers again to check the program that suggests"),
    Purpose.COUNT: mark("counted answers of several people together; nobody looked at yours alone"),
    Purpose.CHECK_IN: mark("your answers to a check-in were opened, to go on with them"),
    Purpose.SUPERVISOR_PAGE: mark("looked at what you have let your supervisor know"),
}
_WHO = {
    Role.EMPLOYEE: mark("You, signed in or on your own page"),
    Role.VISITOR: mark("You, signed in or on your own page"),
    Role.SUPERVISOR: mark("Your supervisor"),
    Role.JOB: mark("The service by itself"),
    Role.OPERATOR: mark("Whoever keeps the service running"),
}
_A_FORMER = mark("A professional who has left")


@dataclass(frozen=True)
class ReaderView:
    """One reader on one day: who, as what, and each reason with its times."""

    who: str
    profession: str
    why: str
    times: str


@dataclass(frozen=True)
class DayView:
    """One day on which somebody opened something."""

    heading: str
    readers: list[ReaderView]


@dataclass(frozen=True)
class AccessLog:
    """Some days of the log; `is_more` where older ones follow."""

    days: list[DayView]
    is_more: bool


def access_log(
    work: Work, language: Language, *, page: int = 1, older_too: bool = False, most: int = ON_A_PAGE
) -> AccessLog:
    """The log of the employee who acts, newest first: as many statements, however much there is."""
    employee_id = work.actor.id or ""
    found = reads_about(
        work.session,
        [employee_id, *case_ids_of(work, employee_id)],
        since=None if older_too else work.now - SHOWN_FOR,
        skip=(page - 1) * most,
        most=most + 1,
    )
    names = practitioner_names(work)
    days = groupby(found[:most], key=lambda read: local_date(read.at))
    return AccessLog([_day(day, list(reads), names, language) for day, reads in days], len(found) > most)


def who_read(read: Read, names: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Who it was by name, and as what she works; of whoever is no professional only what she is to her."""
    if read.actor_id in names:
        name, profession = names[read.actor_id]
        return name, sentence(PROFESSIONS[profession])
    return sentence(_WHO.get(read.role, _A_FORMER)), ""


def _day(day: date, reads: list[Read], names: dict[str, tuple[str, str]], language: Language) -> DayView:
    times: dict[tuple[str, str, str], list[str]] = {}
    for read in reads:
        who, profession = who_read(read, names)
        at = clock_time(read.at, language)
        said = times.setdefault((who, profession, sentence(WHY[read.purpose])), [])
        if at not in said:
            said.append(at)
    heading = f"{weekday_name(day.weekday(), language)} {date_with_year(day, language)}"
    return DayView(heading, [ReaderView(*who, ", ".join(reversed(at))) for who, at in times.items()])

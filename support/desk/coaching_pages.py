"""Page data of the talk with a supervisor alone: beside a path, and in the diary of who holds it."""

from dataclasses import dataclass

from flask import url_for

from support.booking.appointment_pages import channel_and_length
from support.booking.coaching_facts import CoachingFacts
from support.booking.coaching_queries import talk_of_case
from support.booking.rules.coaching import Reason, State, stands
from support.cases.queries import person_of_case
from support.desk.time_view_pages import TimeView
from support.pathways.enrolment_queries import Way
from support.pathways.released_queries import is_anything_to_read
from support.pathways.rules.step import PathwayStep, StepKind
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import short_date, when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_OF_WHAT_IS_RELEASED = mark(
    "Held with the supervisor alone. Of the person you speak only of what has been released."
)
_IN_GENERAL = mark(
    "Held with the supervisor alone. Nothing has been released, so you do not speak of the person."
)
_REASONS = {
    Reason.NO_TIME: mark("The supervisor has no time for it."),
    Reason.NO_NEED: mark("The supervisor does not need it."),
    Reason.ELSEWHERE: mark("The supervisor gets support elsewhere."),
    Reason.NOT_NOW: mark("The supervisor would rather not now."),
}
NAME = mark("Supervisor coaching")


@dataclass(frozen=True)
class CoachingView:
    """The talk with the supervisor that comes next on a path; what cannot be done has no address."""

    guidance: str
    """What may be spoken of with the supervisor alone."""
    said: str
    offer_url: str


def coaching_view(work: Work, way: Way, step: PathwayStep, language: Language) -> CoachingView | None:
    """What whoever works with the person may do about it; None where the step is of another
    kind, or with a supervisor who comes for herself."""
    if step.kind is not StepKind.SUPERVISOR_COACHING or way.pathway.is_with_her(step):
        return None
    case_id = way.enrolment.case_id
    talk = talk_of_case(work, case_id)
    present = talk if talk and stands(talk.state, talk.open_until, talk.starts_at, work.now) else None
    return CoachingView(
        guidance=_guidance(work, case_id),
        said=_said(work, present, language) if present else "",
        offer_url="" if present else url_for("desk.offer_talk", case_id=case_id),
    )


def reason_in_words(reason: str) -> str:
    """Why a step was left out: what a nurse has written, or what a supervisor has chosen from the list."""
    known = {one.value: words for one, words in _REASONS.items()}
    return sentence(known[reason]) if reason in known else reason


def talk_time(work: Work, talk: CoachingFacts, language: Language, when: str = "") -> TimeView:
    """One of them in her diary, with its kind and nobody's name."""
    is_due = talk.starts_at is not None and talk.starts_at <= work.now

    def url(do: str, *, may: bool) -> str:
        return url_for(f"desk.{do}", coaching_id=talk.id) if may else ""

    return TimeView(
        when=when or (when_from_now(talk.starts_at, work.now, language) if talk.starts_at else ""),
        name=sentence(NAME),
        how=channel_and_length(talk.channel, talk.minutes),
        said="",
        ok=False,
        case_url="",
        came_url=url("talk_held", may=is_due),
        missed_url=url("talk_missed", may=is_due),
        take_back_url="",
        cancel_url=url("ask_cancel_talk", may=not is_due),
    )


def _guidance(work: Work, case_id: str) -> str:
    """Of the person only what was released; else of carrying things out in general (domain model D.5)."""
    link = supervisor_link_of(work, person_of_case(work, case_id) or "")
    is_there = link is not None and is_anything_to_read(work, case_id, link.id)
    return sentence(_OF_WHAT_IS_RELEASED if is_there else _IN_GENERAL)


def _said(work: Work, talk: CoachingFacts, language: Language) -> str:
    if talk.state is State.BOOKED and talk.starts_at is not None:
        words = sentence(mark("The supervisor has booked a time: %(when)s."))
        return words % {"when": when_from_now(talk.starts_at, work.now, language)}
    words = sentence(mark("Offered to the supervisor, who may choose a time until %(day)s"))
    return words % {"day": short_date(local_date(talk.open_until), language)}

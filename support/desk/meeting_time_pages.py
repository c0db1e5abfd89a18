"""Page data of finding the time of a meeting of three: what is free, who has answered, what suits all."""

from dataclasses import dataclass
from itertools import groupby

from support.booking.meeting_facts import MeetingFacts
from support.booking.meeting_form import start_value
from support.booking.meeting_pages import TimeChoice, from_to, replies
from support.booking.meeting_queries import is_released, participants_of, proposed_times
from support.booking.meeting_time_queries import free_for_all, suiting_of
from support.booking.rules.three_party import MARKS_TIMES, State
from support.cases.facts import CaseFacts
from support.people.supervisor_facts import SupervisorLinkFacts
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import clock_time, day_heading_from_now, when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_MOST_DAYS = 10
_NO_SUPERVISOR = mark("The person has not named a supervisor yet. She does so on her own page, or with you.")
_NOT_GIVEN = mark("No permission yet: the supervisor is not invited before the person gives it (F1).")
_GIVEN = mark("The person has given permission to invite the supervisor.")
_AGAIN = mark(
    "The times that were proposed did not suit everybody. Propose others, and both are asked again."
)


@dataclass(frozen=True)
class DayOfTimes:
    """The free times of one day."""

    title: str
    times: list[TimeChoice]


@dataclass(frozen=True)
class ProposedView:
    """One proposed time, and for how many of the two it suits."""

    when: str
    suits: str


@dataclass(frozen=True)
class TimesPanel:
    """The permission, the times to choose from, those proposed, and the first that suits everybody."""

    permission: str
    is_given: bool
    again: str
    """Why others are to be proposed, or nothing."""
    days: list[DayOfTimes]
    proposed: list[ProposedView]
    answer_by: str
    suggested: str
    suggested_value: str


def times_panel(
    work: Work, case: CaseFacts, meeting: MeetingFacts, language: Language, *, is_editing: bool
) -> TimesPanel:
    """Where the search for a time stands."""
    link = supervisor_link_of(work, case.employee_id)
    is_given = link is not None and is_released(work, case.id, link.id)
    is_proposed = meeting.state is State.PROPOSED
    found = suiting_of(work, meeting).starts_at if is_proposed else None
    return TimesPanel(
        permission=sentence(_GIVEN if is_given else _NOT_GIVEN if link else _NO_SUPERVISOR),
        is_given=is_given,
        again=sentence(_AGAIN) if is_given and meeting.needs_other_times else "",
        days=_days(work, case, meeting, link, language) if is_given and link and is_editing else [],
        proposed=_proposed(work, meeting, language) if is_proposed else [],
        answer_by=when(meeting.answer_by, language) if is_proposed and meeting.answer_by else "",
        suggested=from_to(work, found, meeting.minutes, language) if found else "",
        suggested_value=start_value(found) if found else "",
    )


def _days(
    work: Work, case: CaseFacts, meeting: MeetingFacts, link: SupervisorLinkFacts, language: Language
) -> list[DayOfTimes]:
    others = (case.employee_id, link.supervisor_id)
    free = free_for_all(work, meeting.practitioner_id, others, meeting.minutes, meeting.channel)
    today = local_date(work.now)
    days = [
        DayOfTimes(
            day_heading_from_now(day, today, language),
            [TimeChoice(start_value(one), clock_time(one, language), "", False, False) for one in starts],
        )
        for day, starts in groupby(free, key=local_date)
    ]
    return days[:_MOST_DAYS]


def _proposed(work: Work, meeting: MeetingFacts, language: Language) -> list[ProposedView]:
    suits = replies(participants_of(work, meeting.id))
    said = sentence(mark("suits %(n)s of %(all)s"))
    return [
        ProposedView(
            from_to(work, one.starts_at, meeting.minutes, language),
            said % {"n": suits.get(one.id, 0), "all": len(MARKS_TIMES)},
        )
        for one in proposed_times(work, meeting.id)
    ]

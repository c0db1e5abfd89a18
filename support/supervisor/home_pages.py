"""The supervisor's first page: what her people have let her know, and nothing that could hold more."""

from dataclasses import dataclass

from support.consent.loading import present_wording
from support.consent.queries import cases_released
from support.consent.rules.fact_code import FactCode
from support.people.queries import name_of
from support.people.supervisor_queries import links_of_supervisor
from support.platform.audit import Purpose
from support.platform.work import Work
from support.supervisor.meeting_pages import InvitationRow, invitation_rows
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import Notice

_DONE = {"none": mark("Thank you. Other times will be looked for.")}
_NO_NAME = mark("A member of your team")


@dataclass(frozen=True)
class ReleasedView:
    """What one of her people lets her know."""

    name: str
    facts: list[str]


@dataclass(frozen=True)
class SupervisorPage:
    """Her first page; with nobody on it, it is the same whatever the reason."""

    notice: Notice | None
    meetings: list[InvitationRow]
    people: list[ReleasedView]
    our_phone: str


@dataclass(frozen=True)
class SupervisorSignInPage:
    """How she gets in: by the link in her message."""

    our_phone: str


def supervisor_page(work: Work, language: Language, *, done: str = "") -> SupervisorPage:
    """Everything that is released to the supervisor who acts, at this moment."""
    people = [
        _released(work, link.employee_id, case_id, facts, language)
        for link in links_of_supervisor(work, work.actor.id or "")
        for case_id, facts in cases_released(work, link.id, work.now).items()
    ]
    notice = Notice(sentence(_DONE[done]), "ok") if done in _DONE else None
    return SupervisorPage(notice, invitation_rows(work, language), people, provider_phone())


def sign_in_page() -> SupervisorSignInPage:
    """The page that asks her to open her link."""
    return SupervisorSignInPage(provider_phone())


def _released(
    work: Work, employee_id: str, case_id: str, facts: frozenset[FactCode], language: Language
) -> ReleasedView:
    name = name_of(work, employee_id, subject=case_id, purpose=Purpose.SUPERVISOR_PAGE)
    shown = present_wording().shown
    return ReleasedView(name or sentence(_NO_NAME), [shown[fact][language] for fact in sorted(facts)])

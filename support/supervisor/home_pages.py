"""The supervisor's first page: what her people have let her know, and nothing that could hold more."""

from dataclasses import dataclass

from support.booking.released_pages import ReleasedView, released_view
from support.booking.released_queries import Whose, released_of, told_of_meetings
from support.consent.queries import told_by_link
from support.consent.receipt_actions import note_read
from support.pathways.rules.agreed_action import Suggestion
from support.people.supervisor_facts import SupervisorLinkFacts
from support.platform.audit import Purpose
from support.platform.work import Work
from support.supervisor.coaching_pages import TalkRow, talk_rows
from support.supervisor.meeting_pages import InvitationRow, invitation_rows
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import FieldError, Notice, Option

_DONE = {
    "marked": mark("Thank you for your answer. We tell you when a time is agreed or others are looked for."),
    "thanks": mark("Thank you. This is now agreed, and you take care of it."),
    "noted": mark("Thank you for saying so. Occupational health care looks at it once more."),
    "saved": mark("Thank you. It is marked as done."),
    "updated": mark("It is not marked as done any more."),
    "answered": mark("Thank you for saying so. You need not do anything else."),
}


_SUGGESTIONS = {
    Suggestion.LATER_DAY: mark("A later day"),
    Suggestion.SMALLER_PART: mark("A smaller part of it"),
    Suggestion.SOMEBODY_ELSE: mark("That somebody else does it"),
}


@dataclass(frozen=True)
class SupervisorPage:
    """Her first page; with nobody on it, it is the same whatever the reason."""

    notice: Notice | None
    meetings: list[InvitationRow]
    talks: list[TalkRow]
    people: list[ReleasedView]
    suggestions: list[Option]
    errors: list[FieldError]
    error_at: dict[str, str]
    """What is wrong with an answer of hers, by the field."""
    our_phone: str


@dataclass(frozen=True)
class AnswerTried:
    """An answer of hers that could not be taken, and why."""

    action_id: str = ""
    error: str = ""
    field: str = "by"


@dataclass(frozen=True)
class SupervisorSignInPage:
    """How she gets in: by the link in her message."""

    our_phone: str


def supervisor_page(work: Work, language: Language, tried: AnswerTried, *, done: str = "") -> SupervisorPage:
    """Everything that is released to the supervisor who acts, now; that she read it is recorded."""
    people = [_read(work, link, language) for link, _told in told_by_link(work, work.actor.id or "")]
    notice = Notice(sentence(_DONE[done]), "ok") if done in _DONE else None
    meetings = invitation_rows(work, language)
    error_at = {f"{tried.field}-{tried.action_id}": tried.error} if tried.error else {}
    return SupervisorPage(
        notice=notice,
        meetings=meetings,
        talks=talk_rows(work, language),
        people=sorted((one for one in people if one), key=lambda one: not _waits(one)),
        suggestions=[Option(one.value, sentence(words), chosen=False) for one, words in _SUGGESTIONS.items()],
        errors=[FieldError(one, said) for one, said in error_at.items()],
        error_at=error_at,
        our_phone=provider_phone(),
    )


def _read(work: Work, link: SupervisorLinkFacts, language: Language) -> ReleasedView | None:
    released = released_of(work, Whose(link.employee_id, link.id), Purpose.SUPERVISOR_PAGE)
    if released is None:
        return None
    note_read(work, link.id, (*released.told, *told_of_meetings(work, link.id)))
    return released_view(work, released, language)


def _waits(one: ReleasedView) -> bool:
    """Whether something of this person waits for her answer."""
    return any(action.answer is not None and action.answer.waits for action in one.actions)


def sign_in_page() -> SupervisorSignInPage:
    """The page that asks her to open her link."""
    return SupervisorSignInPage(provider_phone())

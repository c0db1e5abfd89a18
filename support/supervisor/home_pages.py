"""The supervisor's first page: what her people have let her know, and nothing that could hold more."""

from dataclasses import dataclass

from support.pathways.released_pages import ReleasedView, Whose, released_view
from support.people.supervisor_queries import links_of_supervisor
from support.platform.audit import Purpose
from support.platform.work import Work
from support.supervisor.meeting_pages import InvitationRow, invitation_rows
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import Notice

_DONE = {
    "marked": mark("Thank you for your answer. We tell you when a time is agreed or others are looked for."),
    "thanks": mark("Thank you. This is now agreed, and you take care of it."),
    "noted": mark("Thank you for saying so. Occupational health care looks at it once more."),
    "saved": mark("Thank you. It is marked as done."),
}


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
        released_view(work, Whose(link.employee_id, link.id), Purpose.SUPERVISOR_PAGE, language)
        for link in links_of_supervisor(work, work.actor.id or "")
    ]
    notice = Notice(sentence(_DONE[done]), "ok") if done in _DONE else None
    meetings = invitation_rows(work, language)
    shown = sorted((one for one in people if one), key=lambda one: not _waits(one))
    return SupervisorPage(notice, meetings, shown, provider_phone())


def _waits(one: ReleasedView) -> bool:
    """Whether something of this person waits for her answer."""
    return any(action.may_answer and not action.is_turned_down for action in one.actions)


def sign_in_page() -> SupervisorSignInPage:
    """The page that asks her to open her link."""
    return SupervisorSignInPage(provider_phone())

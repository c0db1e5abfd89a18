"""Page data of what she can end or delete herself: what goes, what stays, and why."""

from dataclasses import dataclass

from flask import url_for

from support.booking.waiting_pages import waiting_of_case
from support.cases.facts import CaseFacts
from support.cases.queries import latest_case_of, open_case_of
from support.followup.queries import plan_of
from support.followup.rules.states import PlanState
from support.my_support.evaluation_pages import evaluation_card
from support.people.supervisor_queries import supervisor_link_of
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import provider_phone, sentence
from support.web.views import Notice

_ENDED = {
    "check_ins": mark("We no longer ask how you are."),
    "browser": mark("This browser no longer knows your number."),
}


@dataclass(frozen=True)
class EndingView:
    """One thing: what it is, what ending it does, whether it comes back, and its button or link."""

    title: str
    what: str
    back: str
    button: str
    url: str
    is_link: bool = False


@dataclass(frozen=True)
class EndingsPage:
    """What can be ended now; what is kept and why stands beside it."""

    notice: Notice | None
    endings: list[EndingView]
    kept: list[str]
    back_url: str
    our_phone: str


def endings_page(work: Work, language: Language, *, done: str, knows_number: bool) -> EndingsPage:
    """The page of the employee who acts; nothing is opened for it."""
    employee_id = work.actor.id or ""
    case, latest = open_case_of(work, employee_id), latest_case_of(work, employee_id)
    endings = [
        *_check_ins(work, case),
        *_waiting(work, case, language),
        *_supervisor(work, employee_id),
        *_evaluation(work, latest, language),
        *([_browser()] if knows_number else []),
        *_everything(latest),
    ]
    return EndingsPage(
        notice=Notice(sentence(_ENDED[done]), "ok") if done in _ENDED else None,
        endings=endings,
        kept=_kept(latest),
        back_url=url_for("my_support.information"),
        our_phone=provider_phone(),
    )


def _check_ins(work: Work, case: CaseFacts | None) -> list[EndingView]:
    plan = plan_of(work, case.id) if case else None
    if plan is None or plan.state not in (PlanState.DRAFT, PlanState.ACTIVE):
        return []
    return [
        EndingView(
            sentence(mark("We ask how you are")),
            sentence(mark("No more messages with this question come. What you have answered stays.")),
            sentence(mark("Call us if you want to be asked again.")),
            sentence(mark("Do not ask me any more")),
            url_for("my_support.end_own_check_ins"),
        )
    ]


def _waiting(work: Work, case: CaseFacts | None, language: Language) -> list[EndingView]:
    if case is None or not waiting_of_case(work, case.id, language):
        return []
    return [
        EndingView(
            sentence(mark("You wait for an earlier time")),
            sentence(mark("We tell you no more when a time opens. The time that you have stays.")),
            sentence(mark("You can ask for it again on your own page.")),
            sentence(mark("Take me off the list")),
            url_for("booking.leave_waiting_list"),
        )
    ]


def _supervisor(work: Work, employee_id: str) -> list[EndingView]:
    if supervisor_link_of(work, employee_id) is None:
        return []
    return [
        EndingView(
            sentence(mark("You have named your supervisor")),
            sentence(mark("Every permission ends, and your supervisor sees nothing any more.")),
            sentence(mark("You can name your supervisor again and begin anew.")),
            sentence(mark("Remove my supervisor")),
            url_for("my_support.end_supervisor"),
        )
    ]


def _evaluation(work: Work, case: CaseFacts | None, language: Language) -> list[EndingView]:
    card = evaluation_card(work, case, language)
    if card is None:
        return []
    return [
        EndingView(
            sentence(mark("Evaluation of this support")),
            card.word,
            sentence(mark("You can change your answer at any time.")),
            sentence(mark("See and decide")),
            card.url,
            is_link=True,
        )
    ]


def _browser() -> EndingView:
    return EndingView(
        sentence(mark("This browser knows your number")),
        sentence(mark("It keeps a mark by which you get a code even when a stranger has used yours up.")),
        sentence(mark("It is kept again when you next sign in here.")),
        sentence(mark("Forget my number here")),
        url_for("my_support.forget_here"),
    )


def _everything(case: CaseFacts | None) -> list[EndingView]:
    if case is None or not case.may_be_withdrawn:
        return []
    return [
        EndingView(
            sentence(mark("Everything that you have sent")),
            sentence(
                mark(
                    "No nurse has taken your case yet, so you can still delete everything that you have sent."
                )
            ),
            sentence(mark("This cannot be undone.")),
            sentence(mark("Delete what I have sent")),
            url_for("my_support.ask_delete"),
            is_link=True,
        )
    ]


def _kept(case: CaseFacts | None) -> list[str]:
    """What stays, and why; while everything can still be deleted, only the note of it."""
    opened = sentence(mark("Who has opened your information: 12 years, so that it can be looked into"))
    if case is None or case.may_be_withdrawn:
        return [opened]
    return [
        sentence(mark("Your answers, decisions, times and agreements: they are records of care by law")),
        sentence(mark("Your name and number: as long as these records are kept")),
        sentence(mark("That you gave a permission or took it back: so that it can be shown")),
        opened,
    ]

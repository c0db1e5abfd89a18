"""The check-ins of the demo's stories, asked by the worker's own job and answered behind their links."""

from collections.abc import Callable
from datetime import datetime, timedelta

from support.cases.nurse_actions import claim_case
from support.demo.cases import Story, ToldCheckIn
from support.followup.answer_actions import answer_check_in
from support.followup.asking_actions import ask_due_check_in
from support.followup.rules.plan import Rhythm, check_ins_of, silent_from
from support.messaging.send_actions import send_next_message
from support.messaging.sender import NullSender, SendResult
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

_ANSWERS_AFTER = timedelta(minutes=40)
_TAKEN_AFTER = timedelta(minutes=55)
Do = Callable[[BeginWork], None]


class KeptTexts(NullSender):
    """Keeps the text that was sent last to each number, for whoever answers it."""

    def __init__(self) -> None:
        self.last: dict[str, str] = {}

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Keep the text."""
        self.last[phone] = text
        return super().send(phone, text, attempt_id, valid_for)


def check_ins_told(
    rhythm: Rhythm,
    began_at: datetime,
    story: Story,
    sender: KeptTexts,
    base_url: str,
    take: Callable[[str], Do],
) -> list[tuple[datetime, Do]]:
    """When each check-in was asked and answered; `take` takes the case for a nurse."""
    happened: list[tuple[datetime, Do]] = []
    for planned, one in zip(check_ins_of(rhythm, began_at), story.check_ins, strict=False):
        happened.append((planned.at, _ask(sender, base_url)))
        if one.given.is_empty:
            again = silent_from(planned.at)
            happened += [(again, _ask(sender, base_url)), (silent_from(again), _ask(sender, base_url))]
            continue
        happened.append((planned.at + _ANSWERS_AFTER, _answer(sender, story.phone, one)))
        if one.taken_by:
            happened.append((planned.at + _TAKEN_AFTER, take(one.taken_by)))
    return happened


def take_case(actor: Actor, case_id: Callable[[], str]) -> Do:
    """A nurse takes the case, which is known once it has been sent."""

    def do(begin_work: BeginWork) -> None:
        with begin_work(actor) as work:
            claim_case(work, case_id())

    return do


def _ask(sender: KeptTexts, base_url: str) -> Do:
    def do(begin_work: BeginWork) -> None:
        while ask_due_check_in(begin_work, f"{base_url}/c/"):
            pass
        while send_next_message(begin_work, sender):
            pass

    return do


def _answer(sender: KeptTexts, phone: str, one: ToldCheckIn) -> Do:
    def do(begin_work: BeginWork) -> None:
        token = sender.last[phone].partition("/c/")[2].split()[0]
        with begin_work(Actor.visitor()) as work:
            answer_check_in(work, token, one.given, is_last=True)

    return do

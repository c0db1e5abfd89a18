"""A person says what is wrong in what is kept of her, and whoever takes care of her case answers."""

from datetime import timedelta

from support.cases.alert_actions import raise_alert, resolve_about
from support.cases.correction_models import Correction
from support.cases.models import Case
from support.cases.queries import case_to_change, latest_case_of
from support.cases.rules.access import check_change
from support.cases.rules.alerts import AlertKind, due_of
from support.cases.rules.correction import About, State, check_answer
from support.cases.step_actions import record_step
from support.messaging.actions import queue_sms
from support.people.queries import addressee_of
from support.platform.rate_limit import count_try
from support.platform.work import Work
from support.vocabulary.errors import NotForReader, NotFound, TooMany

CORRECTIONS_A_DAY = (10, timedelta(days=1))
_TOLD_LIVES = timedelta(days=2)


def ask_correction(work: Work, about: About, words: str) -> None:
    """The employee who acts says what is wrong; somebody answers by a day.

    Raises NotFound where nothing of hers is kept in a case, TooMany after many in a day.
    """
    employee_id = work.actor.id or ""
    latest = latest_case_of(work, employee_id)
    if latest is None:
        raise NotFound
    limit, window = CORRECTIONS_A_DAY
    if not count_try(work, "corrections", employee_id, limit=limit, window=window):
        raise TooMany
    case = work.session.get_one(Case, latest.id, with_for_update=True)
    row = Correction(
        id=work.new_id(),
        key_id=case.key_id,
        case_id=case.id,
        about=about,
        asked_at=work.now,
        due_at=due_of(AlertKind.CORRECTION, work.now),
        state=State.OPEN,
    )
    work.seal(row, "words", words)
    work.session.add(row)
    record_step(work, case, "correction_asked")
    work.log("correction:ask", "support_case", case.id)
    raise_alert(work, case.id, AlertKind.CORRECTION, about=row.id)


def answer_correction(
    work: Work, case_id: str, correction_id: str, answer: State, words: str, *, page_url: str
) -> None:
    """Answer what she said; she is told that a message waits for her.

    Raises Conflict for a nurse who has not taken an open case and for what has been answered, NotFound
    outside need-to-know. Of a closed case whoever may open it answers: it can be taken by nobody any more.
    """
    case = case_to_change(work, case_id)
    if case.closed_at is None:
        check_change(work.actor, case.facts())
    row = work.session.get(Correction, correction_id, with_for_update=True)
    if row is None or row.case_id != case_id:
        raise NotForReader("correction", correction_id)
    check_answer(row.state, answer, words)
    row.state, row.answered_at, row.answered_by = answer, work.now, work.actor.id
    work.seal(row, "answer", words)
    record_step(work, case, "correction_done", after=answer)
    resolve_about(work, case_id, AlertKind.CORRECTION, row.id)
    work.log("correction:answer", "support_case", case_id, answer)
    addressee = addressee_of(work, case.employee_id)
    if addressee is not None:
        queue_sms(
            work,
            template="message",
            phone=addressee.phone,
            language=addressee.language,
            values={"link": page_url},
            business_key=f"correction:{row.id}",
            lives=_TOLD_LIVES,
        )

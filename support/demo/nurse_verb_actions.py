"""What nurses and other practitioners do with a case in the demo's stories, as their pages let them."""

from support.cases.alert_actions import acknowledge_alerts
from support.cases.nurse_actions import (
    claim_case,
    confirm_decision,
    log_call,
    release_case,
    write_note,
)
from support.cases.rules.override import Standing
from support.cases.rules.states import CloseReason
from support.demo.acts import Act
from support.demo.telling_actions import OUR_PHONE, Telling, Verb, at_once
from support.desk.closing_actions import close
from support.desk.follow_up_actions import plan_as_decided
from support.desk.override_actions import decide_otherwise
from support.platform.work import Work
from support.vocabulary.pathway import Path, Urgency


def _claim(work: Work, telling: Telling, _act: Act) -> None:
    claim_case(work, telling.case_id)


def _release(work: Work, telling: Telling, _act: Act) -> None:
    release_case(work, telling.case_id)


def _confirm(work: Work, telling: Telling, _act: Act) -> None:
    confirm_decision(work, telling.case_id)
    plan_as_decided(work, telling.case_id, OUR_PHONE)


def _decide(work: Work, telling: Telling, act: Act) -> None:
    wanted = Standing(Urgency(act.word("urgency")), Path(act.word("path")))
    decide_otherwise(work, telling.case_id, wanted, act.word("text"))
    plan_as_decided(work, telling.case_id, OUR_PHONE)


def _reach(work: Work, telling: Telling, act: Act) -> None:
    log_call(work, telling.case_id, reached=True, note=act.word("text"))


def _miss(work: Work, telling: Telling, act: Act) -> None:
    log_call(work, telling.case_id, reached=False, note=act.word("text"))


def _note(work: Work, telling: Telling, act: Act) -> None:
    write_note(work, telling.case_id, act.word("text"))


def _see(work: Work, telling: Telling, _act: Act) -> None:
    acknowledge_alerts(work, telling.case_id)


def _close(work: Work, telling: Telling, act: Act) -> None:
    reason = CloseReason(act.word("reason"))
    close(work, telling.case_id, reason, my_support_url=telling.my_support_url)


NURSE_VERBS: dict[str, tuple[Verb, frozenset[str]]] = {
    "claim": (at_once(_claim), frozenset()),
    "release": (at_once(_release), frozenset()),
    "confirm": (at_once(_confirm), frozenset()),
    "decide": (at_once(_decide), frozenset({"urgency", "path", "text"})),
    "reach": (at_once(_reach), frozenset({"text"})),
    "miss": (at_once(_miss), frozenset({"text"})),
    "note": (at_once(_note), frozenset({"text"})),
    "see": (at_once(_see), frozenset()),
    "close": (at_once(_close), frozenset({"reason"})),
}

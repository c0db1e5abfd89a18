"""What the employee of a story does on her own pages."""

from support.cases.opening_actions import note_offer
from support.cases.own_actions import ask_for_call
from support.consent.actions import Giving
from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode
from support.demo.acts import Act
from support.demo.telling_actions import Telling, Verb, at_once
from support.my_support.consent_actions import give_own, name_own_supervisor
from support.platform.work import Work


def giving_of(telling: Telling, facts: frozenset[FactCode], months: int) -> Giving:
    """What she gives, in the words and in the language in which she is asked today."""
    return Giving(facts, present_wording().version, telling.story.language, months)


def _look(work: Work, telling: Telling, _act: Act) -> None:
    note_offer(work, telling.case_id)


def _ask_call(work: Work, _telling: Telling, _act: Act) -> None:
    ask_for_call(work)


def _name_supervisor(work: Work, telling: Telling, act: Act) -> None:
    supervisor = telling.organisation.supervisors[act.word("supervisor")]
    name_own_supervisor(work, supervisor.name, supervisor.phone)


def _give(work: Work, telling: Telling, act: Act) -> None:
    facts = frozenset(FactCode(word) for word in act.words("facts"))
    give_own(work, giving_of(telling, facts, act.number("months")), telling.supervisor_url)


OWN_VERBS: dict[str, tuple[Verb, frozenset[str]]] = {
    "look": (at_once(_look), frozenset()),
    "ask_call": (at_once(_ask_call), frozenset()),
    "name_supervisor": (at_once(_name_supervisor), frozenset({"supervisor"})),
    "give": (at_once(_give), frozenset({"facts", "months"})),
}

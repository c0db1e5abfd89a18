"""What one person lets her supervisor know, as the supervisor reads it; the preview is the very same."""

from dataclasses import dataclass

from support.consent.loading import present_wording
from support.consent.queries import cases_released
from support.consent.rules.fact_code import FactCode
from support.pathways.released_queries import ReleasedAction, released_actions
from support.pathways.rules.agreed_action import Owner
from support.pathways.rules.shared_action import MAY_ANSWER, Standing
from support.people.queries import name_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_BRING_UP = mark("Ask how work is going and what would help. You need not know why.")
_NO_NAME = mark("A member of your team")
_OWNERS = {
    Owner.SUPERVISOR: mark("You"),
    Owner.PROVIDER: mark("Occupational health care"),
    Owner.HR: mark("Human resources"),
}
_STANDINGS = {
    Standing.WAITS: (mark("Waits for your answer"), "lamp"),
    Standing.TURNED_DOWN: (mark("Looked at once more"), "line"),
    Standing.TAKEN_ON: (mark("You take care of this"), ""),
    Standing.AGREED: (mark("Agreed"), "line"),
    Standing.GOING_ON: (mark("Going on"), ""),
    Standing.DONE: (mark("Done"), "ok"),
    Standing.NEEDS_TALK: (mark("Needs a talk"), "lamp"),
}


@dataclass(frozen=True)
class SharedActionView:
    """Something agreed: who does it and by when, how it stands, and what she can say of it.

    `revision` goes with her yes: it is to what stands here.
    """

    id: str
    revision: int
    text: str
    who: str
    state: str
    kind: str
    is_late: bool
    may_answer: bool
    is_turned_down: bool
    may_finish: bool


@dataclass(frozen=True)
class ReleasedView:
    """What one person lets her supervisor know; there is no field that could hold more."""

    name: str
    facts: list[str]
    actions: list[SharedActionView]


@dataclass(frozen=True)
class Whose:
    """Of whom something is read, by which supervisor of hers."""

    employee_id: str
    link_id: str


def released_view(work: Work, whose: Whose, purpose: Purpose, language: Language) -> ReleasedView | None:
    """Everything that the supervisor may know now of one person; None where that is nothing.

    All her cases are one entry: how often somebody has come to us is nothing that a supervisor may count.
    """
    by_case = cases_released(work, whose.link_id, work.now)
    if not by_case:
        return None
    name = name_of(work, whose.employee_id, subject=min(by_case), purpose=purpose)
    shown = present_wording().shown
    facts = frozenset[FactCode]().union(*by_case.values())
    actions = [
        one
        for case_id, of_case in by_case.items()
        for one in released_actions(work, case_id, whose.link_id, of_case, purpose)
    ]
    return ReleasedView(
        name=name or sentence(_NO_NAME),
        facts=[_fact(fact, shown[fact][language]) for fact in sorted(facts)],
        actions=[
            _action(one, name or sentence(_NO_NAME), language)
            for one in sorted(actions, key=lambda one: (one.facts.due_on, one.id))
        ],
    )


def _fact(fact: FactCode, words: str) -> str:
    """What she may know; where it asks something of her, what that is."""
    return f"{words}. {sentence(_BRING_UP)}" if fact is FactCode.F8 else words


def _action(read: ReleasedAction, name: str, language: Language) -> SharedActionView:
    label, kind = _STANDINGS[read.standing]
    owner = read.facts.owner
    who = name if owner is Owner.EMPLOYEE else sentence(_OWNERS[owner])
    said = {"who": who, "day": short_date(read.facts.due_on, language)}
    return SharedActionView(
        id=read.id,
        revision=read.facts.revision,
        text=read.text,
        who=sentence(mark("%(who)s · by %(day)s")) % said,
        state=sentence(label),
        kind=kind,
        is_late=read.is_late,
        may_answer=read.standing in MAY_ANSWER,
        is_turned_down=read.standing is Standing.TURNED_DOWN,
        may_finish=read.standing is Standing.TAKEN_ON,
    )

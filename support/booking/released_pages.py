"""What one person lets her supervisor know, as the supervisor reads it; the preview is the very same."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from support.booking.meeting_pages import from_to
from support.booking.released_queries import Released, codes_of
from support.consent.loading import present_wording
from support.consent.rules.fact_code import FactCode
from support.pathways.released_queries import ReleasedAction, ReleasedArrangement
from support.pathways.rules.agreed_action import OPEN, Owner, Suggestion
from support.pathways.rules.shared_action import Standing
from support.pathways.rules.supervisor_answer import Say, last_day, may_say
from support.pathways.suggestion_pages import suggestion_to_her
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year, short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_FOLLOW_UP = mark("You look together at how it has gone on %(day)s.")
_ENDED = mark("The support has ended.")
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
class AnswerView:
    """What she can say of something that she is to do, and what she has said; there is no field for words."""

    may_accept: bool
    may_finish: bool
    waits: bool
    promise: str
    said: str
    may_ask_for_talk: bool
    first_day: str
    by: str
    """The last day that she can name, which stands in the field."""


@dataclass(frozen=True)
class SharedActionView:
    """Something agreed: who does it and by when, how it stands, and what she can say of it.

    `revision` goes with her yes: it is to what stands here. `answer` is None where it is not hers to do.
    """

    id: str
    revision: int
    text: str
    who: str
    state: str
    kind: str
    is_late: bool
    may_take_back: bool
    answer: AnswerView | None


@dataclass(frozen=True)
class ReleasedView:
    """What one person lets her supervisor know; there is no field that could hold more."""

    name: str
    facts: list[str]
    actions: list[SharedActionView]
    arrangements: list[str]
    absences: list[str]
    ahead: list[str]
    """The day of the joint follow-up, and that the support has ended."""
    guide_url: str
    """Where she reads how to bring something up, if she is asked to (F8)."""


def released_view(work: Work, released: Released, language: Language) -> ReleasedView:
    """What was gathered, as the supervisor reads it."""
    name, shown = released.name or sentence(_NO_NAME), present_wording().shown
    in_order = sorted(released.actions, key=lambda one: (one.facts.due_on, one.id))
    today = local_date(work.now)
    return ReleasedView(
        name=name,
        facts=[_fact(fact, shown[fact][language]) for fact in codes_of(released.facts)],
        actions=[_action(one, name, today, language) for one in in_order],
        arrangements=[_arrangement(one, language) for one in released.arrangements],
        absences=[
            from_to(work, one.starts_at, one.minutes, language)
            for one in sorted(released.absences, key=lambda one: one.starts_at)
        ],
        ahead=[
            *(
                sentence(_FOLLOW_UP) % {"day": date_with_year(one.day, language)}
                for one in released.follow_ups
            ),
            *([sentence(_ENDED)] if released.ends else []),
        ],
        guide_url=url_for("public.guide") if FactCode.F8 in codes_of(released.facts) else "",
    )


def _arrangement(read: ReleasedArrangement, language: Language) -> str:
    words = {"text": read.text, "day": date_with_year(read.facts.due_on, language)}
    return sentence(mark("Holds until %(day)s: %(text)s")) % words


def _fact(fact: FactCode, words: str) -> str:
    """What she may know; where it asks something of her, what that is."""
    return f"{words}. {sentence(_BRING_UP)}" if fact is FactCode.F8 else words


def _action(read: ReleasedAction, name: str, today: date, language: Language) -> SharedActionView:
    facts = read.facts
    is_hers = facts.owner is Owner.SUPERVISOR and facts.state in OPEN
    label, kind = _STANDINGS[read.standing]
    if is_hers and facts.suggestion is Suggestion.TALK:
        label, kind = _STANDINGS[Standing.NEEDS_TALK]
    who = name if facts.owner is Owner.EMPLOYEE else sentence(_OWNERS[facts.owner])
    said = {"who": who, "day": short_date(facts.due_on, language)}
    return SharedActionView(
        id=read.id,
        revision=facts.revision,
        text=read.text,
        who=sentence(mark("%(who)s · by %(day)s")) % said,
        state=sentence(label),
        kind=kind,
        is_late=read.is_late,
        may_take_back=read.may_take_back,
        answer=_answer(read, today, language) if is_hers else None,
    )


def _answer(read: ReleasedAction, today: date, language: Language) -> AnswerView:
    facts = read.facts
    promise = ""
    if facts.promised_on is not None and read.standing is Standing.TAKEN_ON:
        promise = sentence(mark("You do it by %(day)s.")) % {"day": short_date(facts.promised_on, language)}
    return AnswerView(
        may_accept=may_say(facts.state, Say.ACCEPT),
        may_finish=may_say(facts.state, Say.FINISH),
        waits=read.standing is Standing.WAITS,
        promise=promise,
        said=suggestion_to_her(facts, language),
        may_ask_for_talk=facts.suggestion is not Suggestion.TALK,
        first_day=today.isoformat(),
        by=last_day(facts.due_on, today).isoformat(),
    )

"""What was typed about a step of a draft, and what it means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from support.booking.appointment_pages import CHANNELS
from support.pathways.loading import own_outcomes, own_themes, own_words
from support.pathways.reading import LONGEST_STEP, PROFESSIONS
from support.pathways.rules.checks import faults_of_step
from support.pathways.rules.step import Attendee, Gap, Need, PathwayStep, Since, StepKind
from support.vocabulary.errors import mark
from support.vocabulary.language import LANGUAGES
from support.vocabulary.plain_text import one_line

LONGEST_TITLE, LONGEST_KEY, MOST_DAYS = 80, 4, 400
AT_ONCE = "at_once"
USES = ("before", "must", "outputs")
COUNTS = ("held", "refusable", "no")

_NUMBER = re.compile(r"[0-9]{1,3}")
_KEY = re.compile(r"[0-9a-z]{1,4}")
_CHOOSE = mark("Choose one from the list.")
_DAYS = mark("Write three numbers of days, none greater than the next.")
# What the rules say of a step, as a person reads it at the field.
_SAID = {
    "attendees": mark(
        "These people do not go with this kind of step. A three-party discussion needs the employee, the "
        "supervisor and a practitioner; the employee is never at the coaching of her supervisor; somebody of "
        "the provider holds what is booked."
    ),
    "minutes": mark("Write how many minutes are booked; 0 where nothing is."),
    "professions": mark("Choose who may hold it."),
    "channels": mark("Choose how to meet."),
    "gap": _DAYS,
}


class StepFaults(Exception):
    """What was typed is no step; `at` says for the fields at fault what is wrong, as marked sentences."""

    def __init__(self, at: Mapping[str, str]) -> None:
        super().__init__()
        self.at = at


@dataclass(frozen=True)
class TypedStep:
    """A step as it was typed: single fields by name, and the lists that were ticked."""

    fields: Mapping[str, str]
    professions: tuple[str, ...]
    channels: tuple[str, ...]
    themes: tuple[str, ...]


def single_fields() -> tuple[str, ...]:
    """The names of all fields that hold one value."""
    return (
        *("step_key", "kind", "counts", "is_optional", "minutes", "since", "least", "usual", "most"),
        *(f"title_{language}" for language in LANGUAGES),
        *(f"need_{one}" for one in Attendee),
        *(f"use_{code}" for code in own_outcomes()),
    )


def typed_step(form: Mapping[str, str], lists: Mapping[str, Iterable[str]]) -> TypedStep:
    """What the form holds; `lists` are its ticks by the name of the field."""
    return TypedStep(
        fields={name: form.get(name, "")[: LONGEST_TITLE + 1] for name in single_fields()},
        professions=_known(lists["professions"], PROFESSIONS),
        channels=_known(lists["channels"], CHANNELS),
        themes=_known(lists["themes"], own_themes()),
    )


def as_typed(step: PathwayStep, counts: str) -> TypedStep:
    """A step that stands already, as if it had been typed."""
    gap = step.gap
    fields = {
        "step_key": step.key,
        "kind": step.kind.value,
        "counts": counts,
        "is_optional": "yes" if step.is_optional else "",
        "minutes": str(step.minutes),
        "since": gap.since.value if gap else AT_ONCE,
        "least": str(gap.least) if gap else "",
        "usual": str(gap.usual) if gap else "",
        "most": str(gap.most) if gap else "",
    }
    fields |= {f"title_{language}": step.titles.get(language, "") for language in LANGUAGES}
    fields |= {f"need_{one}": step.needs(one).value for one in Attendee}
    fields |= {f"use_{code}": use for use in USES for code in getattr(step, use)}
    lists = (tuple(sorted(step.professions)), tuple(sorted(step.channels)), step.themes)
    return TypedStep({name: fields.get(name, "") for name in single_fields()}, *lists)


def read_step(typed: TypedStep, before: PathwayStep | None) -> tuple[PathwayStep, str]:
    """The step, and how it counts; `before` is what stood in its place, whose order of words is kept.

    Raises StepFaults.
    """
    at: dict[str, str] = {}
    fields = typed.fields
    if not _KEY.fullmatch(fields["step_key"]):
        at["step_key"] = mark("Write up to four numbers or small letters, such as 5a.")
    counts = _one_of("counts", COUNTS, fields, at)
    uses = {use: [code for code in own_outcomes() if fields[f"use_{code}"] == use] for use in USES}
    step = PathwayStep(
        key=fields["step_key"],
        kind=StepKind(_one_of("kind", [*StepKind], fields, at, StepKind.ONE_TO_ONE)),
        titles=_titles(fields, at),
        attendees=_attendees(fields, before, at),
        minutes=_minutes(fields, at),
        professions=frozenset(typed.professions),
        channels=frozenset(typed.channels),
        gap=_gap(fields, at),
        themes=_in_order(typed.themes, before.themes if before else ()),
        before=_in_order(uses["before"], before.before if before else ()),
        must=_in_order(uses["must"], before.must if before else ()),
        is_optional=fields["is_optional"] == "yes",
        is_skippable_with_reason=counts == "refusable",
        outputs=_in_order(uses["outputs"], before.outputs if before else ()),
    )
    if step.is_optional and counts == "held":
        at["counts"] = mark("What not everybody has cannot be what everybody must have.")
    if step.kind is StepKind.COHORT_START:
        at["kind"] = _CHOOSE
    for fault in faults_of_step(step, own_words()):
        at.setdefault(_FIELD_OF.get(fault.place, fault.place), _SAID.get(fault.place, _CHOOSE))
    if at:
        raise StepFaults(at)
    return step, counts


_FIELD_OF = {"gap": "least"}


def _titles(fields: Mapping[str, str], at: dict[str, str]) -> dict[str, str]:
    titles = {one.value: one_line(fields[f"title_{one}"], LONGEST_TITLE + 1) for one in LANGUAGES}
    for language, title in titles.items():
        if not 0 < len(title) <= LONGEST_TITLE:
            at[f"title_{language}"] = mark("Write a name of at most 80 signs.")
    return titles


def _attendees(
    fields: Mapping[str, str], before: PathwayStep | None, at: dict[str, str]
) -> dict[Attendee, Need]:
    named = before.attendees if before else {}
    found = {one: Need(_one_of(f"need_{one}", [*Need], fields, at, Need.NEVER)) for one in Attendee}
    return {one: need for one, need in found.items() if need is not Need.NEVER or one in named}


def _minutes(fields: Mapping[str, str], at: dict[str, str]) -> int:
    minutes = _number(fields["minutes"] or "0")
    if minutes is None or minutes > LONGEST_STEP:
        at["minutes"] = mark("Write a number of minutes from 0 to 240.")
    return minutes or 0


def _gap(fields: Mapping[str, str], at: dict[str, str]) -> Gap | None:
    since = _one_of("since", [AT_ONCE, *Since], fields, at, AT_ONCE)
    if since == AT_ONCE:
        return None
    days = [_number(fields[name]) for name in ("least", "usual", "most")]
    whole = [one for one in days if one is not None and one <= MOST_DAYS]
    if len(whole) != len(days):
        at["least"] = _DAYS
        return None
    return Gap(whole[0], whole[1], whole[2], Since(since))


def _one_of(
    name: str, known: Iterable[str], fields: Mapping[str, str], at: dict[str, str], otherwise: str = "no"
) -> str:
    if fields[name] in known:
        return fields[name]
    at[name] = _CHOOSE
    return otherwise


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text.strip()) else None


def _known(words: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word in known))


def _in_order(chosen: Iterable[str], before: tuple[str, ...]) -> tuple[str, ...]:
    """What stood there stays in its order, and what is new follows."""
    kept = tuple(word for word in before if word in chosen)
    return (*kept, *(word for word in chosen if word not in kept))

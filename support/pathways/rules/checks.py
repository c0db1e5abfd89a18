"""What must be true of a version as a whole, whoever wrote it; every fault with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import (
    MEETS_BY_APPOINTMENT,
    PROVIDERS,
    Attendee,
    Gap,
    Need,
    PathwayStep,
    StepKind,
)

KINDS_TO_BOOK = frozenset(
    {
        StepKind.NURSE_CALL,
        StepKind.ONE_TO_ONE,
        StepKind.PHYSICIAN,
        StepKind.SUPERVISOR_COACHING,
        StepKind.TRIPARTITE,
    }
)
"""What may be the first thing booked on a path."""


@dataclass(frozen=True)
class Words:
    """What themes and outcomes there are; others cannot be named."""

    themes: frozenset[str]
    outcomes: frozenset[str]


@dataclass(frozen=True)
class Fault:
    """Something wrong, and where: "steps[3].gap"."""

    place: str
    what: str


def faults_of(pathway: Pathway, words: Words) -> tuple[Fault, ...]:
    """Everything that keeps these values from being a version."""
    return (*_of_steps(pathway, words), *_of_whole(pathway))


def _of_steps(pathway: Pathway, words: Words) -> Iterator[Fault]:
    seen: set[str] = set()
    for name, steps in (("steps", pathway.steps), ("before_enrolment", pathway.before_enrolment)):
        for number, step in enumerate(steps):
            place = f"{name}[{number}]"
            if step.key in seen:
                yield Fault(f"{place}.key", f"{step.key!r} stands twice")
            seen.add(step.key)
            if (step.kind is StepKind.COHORT_START) is not (name == "before_enrolment"):
                yield Fault(f"{place}.kind", f"{step.kind} does not belong here")
            yield from (Fault(f"{place}.{fault.place}", fault.what) for fault in faults_of_step(step, words))


def faults_of_step(step: PathwayStep, words: Words) -> Iterator[Fault]:
    """What is wrong with one step by itself, each with its field."""
    yield from _attendance(step)
    yield from _appointment(step)
    if step.gap is not None:
        yield from _gap(step.gap)
    for name, named, known in (
        ("themes", step.themes, words.themes),
        ("before", step.before, words.outcomes),
        ("must", step.must, words.outcomes),
        ("outputs", step.outputs, words.outcomes),
    ):
        yield from (Fault(name, f"has the unknown word {word!r}") for word in named if word not in known)


_WITHOUT_WHOM_NOT = {
    StepKind.TRIPARTITE: (Attendee.EMPLOYEE, Attendee.SUPERVISOR, Attendee.PRACTITIONER),
    StepKind.WORKABILITY_NEGOTIATION: (Attendee.EMPLOYEE, Attendee.SUPERVISOR),
    StepKind.SUPERVISOR_COACHING: (Attendee.SUPERVISOR,),
    StepKind.PHYSICIAN: (Attendee.EMPLOYEE, Attendee.PHYSICIAN),
}


def _attendance(step: PathwayStep) -> Iterator[Fault]:
    for one in _WITHOUT_WHOM_NOT.get(step.kind, ()):
        if step.needs(one) is not Need.REQUIRED:
            yield Fault("attendees", f"{step.kind} needs the {one}")
    if step.kind is StepKind.SUPERVISOR_COACHING and step.needs(Attendee.EMPLOYEE) is not Need.NEVER:
        yield Fault("attendees", "the employee is never at the coaching of her supervisor")
    if step.kind is StepKind.ONE_TO_ONE and step.needs(Attendee.SUPERVISOR) is not Need.NEVER:
        yield Fault("attendees", "a talk of two has no supervisor in it")
    if not any(need is Need.REQUIRED for need in step.attendees.values()):
        yield Fault("attendees", "nobody has to be there")


def _appointment(step: PathwayStep) -> Iterator[Fault]:
    if step.kind in MEETS_BY_APPOINTMENT:
        for name, value in (
            ("minutes", step.minutes),
            ("professions", step.professions),
            ("channels", step.channels),
        ):
            if not value:
                yield Fault(name, f"{step.kind} cannot be booked without")
        if not any(step.needs(one) is Need.REQUIRED for one in PROVIDERS):
            yield Fault("attendees", "nobody of the provider holds it")
    elif step.kind is StepKind.CHECKIN and step.minutes:
        yield Fault("minutes", "nothing is booked for a check-in")


def _gap(gap: Gap) -> Iterator[Fault]:
    if not gap.least <= gap.usual <= gap.most:
        yield Fault("gap", f"{gap.least}, {gap.usual}, {gap.most} are not in order")


def _of_whole(pathway: Pathway) -> Iterator[Fault]:
    sessions = pathway.sessions
    if not pathway.steps:
        yield Fault("steps", "there are none")
    if sessions is not None:
        if not sessions.least <= sessions.usual <= sessions.most:
            yield Fault("sessions", f"{sessions.least}, {sessions.usual}, {sessions.most} are not in order")
        talks = sum(step.kind is StepKind.ONE_TO_ONE for step in pathway.steps)
        if sessions.most > talks:
            yield Fault("sessions.most", f"is {sessions.most}, but there are {talks} talks")
    yield from _of_completion(pathway)
    yield from _of_origin(pathway)


def _of_completion(pathway: Pathway) -> Iterator[Fault]:
    held, refusable = pathway.completion.held, pathway.completion.held_or_refused
    if not held:
        yield Fault("completion.held", "names no step")
    yield from _unknown(pathway, "completion.held", held)
    yield from _unknown(pathway, "completion.held_or_refused", refusable)
    for key in set(held) & set(refusable):
        yield Fault("completion", f"{key!r} stands in both lists")
    for key in held:
        step = pathway.step(key)
        if step is not None and step.is_optional:
            yield Fault("completion.held", f"{key!r} is optional")
    for key in refusable:
        step = pathway.step(key)
        if step is not None and not step.is_skippable_with_reason:
            yield Fault("completion.held_or_refused", f"{key!r} cannot be refused with a reason")


def _unknown(pathway: Pathway, place: str, keys: Sequence[str]) -> Iterator[Fault]:
    return (Fault(place, f"there is no step {key!r}") for key in keys if pathway.step(key) is None)


def _of_origin(pathway: Pathway) -> Iterator[Fault]:
    if pathway.derived_from is None:
        if pathway.version > 1:
            yield Fault("derived_from", "is missing: only the first version comes from none")
        return
    if pathway.derived_from >= pathway.version:
        yield Fault("derived_from", "is not an earlier version")
    if not pathway.changes:
        yield Fault("changes", "are missing: a later version says what is different, and why")

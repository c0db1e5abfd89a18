"""From the text of a version to its values, with every fault at its place."""

from functools import lru_cache

from support.pathways.rules.checks import KINDS_TO_BOOK, Words, faults_of
from support.pathways.rules.pathway import Change, Completion, Pathway, Sessions, Step
from support.pathways.rules.step import Attendee, Gap, Need, PathwayStep, Since, StepKind
from support.vocabulary.pathway import Path, PathwayCode
from support.vocabulary.strict_yaml import Entry, FileFaults, parse_yaml

PROFESSIONS = frozenset({"nurse", "psychologist", "coach", "physician"})
CHANNELS = frozenset({"phone", "video", "on_site"})
LONGEST_STEP = 240


def read_pathway(entry: Entry, words: Words) -> Pathway:
    """One version; what is wrong with it is noted in the faults of the entry."""
    pathway = _read_values(entry)
    for fault in faults_of(pathway, words):
        entry.fault(fault.what, fault.place)
    return pathway


@lru_cache(maxsize=64)
def pathway_in(text: str) -> Pathway:
    """The version that a text holds, whether fit to be used or not; raises FileFaults when it is none."""
    faults: list[str] = []
    pathway = _read_values(Entry(parse_yaml(text, "body"), "body", faults))
    if faults:
        raise FileFaults(faults)
    return pathway


def _read_values(entry: Entry) -> Pathway:
    pathway = Pathway(
        code=PathwayCode(entry.text("code")),
        version=entry.number("version"),
        serves=tuple(Path(word) for word in entry.words("serves")),
        names=entry.languages("name"),
        first_step=_read_bookable(entry.entry("first_step")) if entry.has("first_step") else None,
        nurse_call=_read_bookable(entry.entry("nurse_call")),
        steps=_steps(entry, "steps") if entry.has("steps") else (),
        before_enrolment=_steps(entry, "before_enrolment") if entry.has("before_enrolment") else (),
        sessions=_sessions(entry.entry("sessions")) if entry.has("sessions") else None,
        completion=_completion(entry.entry("completion")),
        confidentiality=entry.languages("confidentiality"),
        derived_from=entry.number("derived_from") if entry.has("derived_from") else None,
        changes=tuple(map(_change, entry.entries("changes"))) if entry.has("changes") else (),
        note=entry.text("note") if entry.has("note") else None,
    )
    if pathway.nurse_call.kind != "nurse_call":
        entry.fault("is not a nurse call", "nurse_call")
    entry.finish()
    return pathway


def _read_bookable(entry: Entry) -> Step:
    step = Step(
        kind=entry.text("kind"),
        minutes=entry.number("minutes"),
        professions=frozenset(entry.words("professions", PROFESSIONS)),
        channels=frozenset(entry.words("channels", CHANNELS)),
        who=entry.words("who", frozenset(Attendee)),
    )
    if step.kind and step.kind not in KINDS_TO_BOOK:
        entry.fault(f"is the unknown kind {step.kind!r}", "kind")
    if step.minutes > LONGEST_STEP:
        entry.fault(f"is over {LONGEST_STEP}", "minutes")
    entry.finish()
    return step


def _steps(entry: Entry, key: str) -> tuple[PathwayStep, ...]:
    return tuple(map(_read_step, entry.entries(key)))


def _read_step(entry: Entry) -> PathwayStep:
    step = PathwayStep(
        key=entry.text("key"),
        kind=_kind(entry),
        titles=entry.languages("title"),
        attendees=_attendees(entry.entry("attendees")),
        minutes=entry.count("minutes") if entry.has("minutes") else 0,
        professions=frozenset(_some(entry, "professions", PROFESSIONS)),
        channels=frozenset(_some(entry, "channels", CHANNELS)),
        gap=_gap(entry.entry("gap")) if entry.has("gap") else None,
        themes=_some(entry, "themes"),
        before=_some(entry, "before"),
        must=_some(entry, "must"),
        is_optional=entry.flag("optional"),
        is_skippable_with_reason=entry.flag("skippable_with_reason"),
        outputs=_some(entry, "outputs"),
    )
    if step.minutes > LONGEST_STEP:
        entry.fault(f"is over {LONGEST_STEP}", "minutes")
    entry.finish()
    return step


def _kind(entry: Entry) -> StepKind:
    word = entry.text("kind")
    if word and word not in frozenset(StepKind):
        entry.fault(f"is the unknown kind {word!r}", "kind")
    return StepKind(word) if word in frozenset(StepKind) else StepKind.ONE_TO_ONE


def _attendees(entry: Entry) -> dict[Attendee, Need]:
    found: dict[Attendee, Need] = {}
    for attendee in Attendee:
        if entry.has(attendee):
            word = entry.text(attendee)
            if word not in frozenset(Need):
                entry.fault(f"has the unknown word {word!r}", attendee)
            else:
                found[attendee] = Need(word)
    entry.finish()
    return found


def _gap(entry: Entry) -> Gap:
    word = entry.text("since")
    if word and word not in frozenset(Since):
        entry.fault(f"has the unknown word {word!r}", "since")
    gap = Gap(
        least=entry.count("least"),
        usual=entry.count("usual"),
        most=entry.count("most"),
        since=Since(word) if word in frozenset(Since) else Since.PREVIOUS,
    )
    entry.finish()
    return gap


def _sessions(entry: Entry) -> Sessions:
    sessions = Sessions(entry.number("least"), entry.number("usual"), entry.number("most"))
    entry.finish()
    return sessions


def _completion(entry: Entry) -> Completion:
    completion = Completion(held=_some(entry, "held"), held_or_refused=_some(entry, "held_or_refused"))
    entry.finish()
    return completion


def _change(entry: Entry) -> Change:
    change = Change(
        what=entry.text("what"),
        why=entry.text("why"),
        decision=entry.text("decision"),
        indicators=_some(entry, "indicators"),
    )
    entry.finish()
    return change


def _some(entry: Entry, key: str, allowed: frozenset[str] | None = None) -> tuple[str, ...]:
    return entry.words(key, allowed) if entry.has(key) else ()

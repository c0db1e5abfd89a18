"""Page data of the form for one step of a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from support.booking.appointment_pages import CHANNELS, PROFESSIONS
from support.desk.pathway_error_pages import LANGUAGE_NAMES, Meantime, errors_of
from support.desk.pathway_step_form import AT_ONCE, TypedStep, as_typed
from support.desk.pathway_words import ATTENDEES, NEEDS, SINCE, STEP_KINDS
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.pathways.loading import own_outcomes, own_themes
from support.pathways.reading import PROFESSIONS as HOLDING
from support.pathways.reading import pathway_in
from support.pathways.rules.drafting import counts_as, free_key
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.step import PathwayStep, StepKind
from support.pathways.rules.version_states import check_may_change
from support.pathways.version_queries import version_facts
from support.platform.work import Work
from support.vocabulary.errors import NotForReader, mark
from support.vocabulary.language import LANGUAGES, Language, in_language
from support.web.pages import sentence
from support.web.views import FieldError, Option

COUNTS_IN_WORDS = {
    "held": mark("must have been held"),
    "refusable": mark("must have been held, or refused with a reason"),
    "no": mark("does not decide"),
}
STRAIGHT_ON = mark("straight on")
USES_IN_WORDS = {
    "": mark("not in this step"),
    "before": mark("needed before it is held"),
    "must": mark("without it, it does not count as held"),
    "outputs": mark("hoped to come of it"),
}


@dataclass(frozen=True)
class TickView:
    """One box to tick."""

    value: str
    label: str
    hint: str
    checked: bool
    apart: bool = False


@dataclass(frozen=True)
class SelectView:
    """One list to choose from."""

    name: str
    label: str
    choices: list[Option]


@dataclass(frozen=True)
class TextView:
    """One field for words."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class StepPage:
    """The form of one step."""

    staff: StaffView
    title: str
    back_url: str
    action: str
    revision: int
    typed: Mapping[str, str]
    titles: list[TextView]
    kinds: list[Option]
    counts: list[Option]
    since: list[Option]
    needs: list[SelectView]
    uses: list[SelectView]
    professions: list[TickView]
    channels: list[TickView]
    themes: list[TickView]
    errors: list[FieldError]
    error_at: Mapping[str, str]
    meantime: Meantime | None = None


def step_page(
    work: Work,
    code: str,
    version: int,
    step_key: str | None,
    language: Language,
    typed: TypedStep | None = None,
    at: Mapping[str, str] | None = None,
) -> StepPage:
    """The form of a step of a draft, or of a new one where no key is given.

    Raises NotFound for a step that is not there, and Conflict for a version that is no draft.
    """
    facts = version_facts(work, code, version)
    check_may_change(facts.state)
    pathway = pathway_in(facts.body)
    shown = typed or as_it_stands(pathway, step_key)
    faults = {name: sentence(message) for name, message in (at or {}).items()}
    name = f"{code}-{version}"
    return StepPage(
        staff=staff_view(work, waiting_for(work), "pathways"),
        title=_title(pathway, step_key, language),
        back_url=url_for("desk.pathway", pathway_name=name),
        action=url_for("desk.pathway_step", pathway_name=name, step_key=step_key)
        if step_key
        else url_for("desk.new_step", pathway_name=name),
        revision=facts.revision,
        typed=shown.fields,
        titles=[
            TextView(f"title_{one}", sentence(LANGUAGE_NAMES[one]), shown.fields[f"title_{one}"])
            for one in LANGUAGES
        ],
        kinds=_options(_kinds(), shown.fields["kind"]),
        counts=_options(COUNTS_IN_WORDS, shown.fields["counts"]),
        since=_options(
            {AT_ONCE: STRAIGHT_ON, **{one.value: name for one, name in SINCE.items()}},
            shown.fields["since"],
        ),
        needs=_needs(shown),
        uses=[
            SelectView(
                f"use_{code}",
                in_language(texts, language),
                _options(USES_IN_WORDS, shown.fields[f"use_{code}"]),
            )
            for code, texts in own_outcomes().items()
        ],
        professions=_ticks({one: PROFESSIONS[one] for one in sorted(HOLDING)}, shown.professions),
        channels=_ticks(CHANNELS, shown.channels),
        themes=[
            TickView(code, theme.name(language), "", code in shown.themes)
            for code, theme in own_themes().items()
        ],
        errors=errors_of(faults),
        error_at=faults,
    )


def as_it_stands(pathway: Pathway, step_key: str | None) -> TypedStep:
    """A step of a draft as if it had been typed, or a new one; raises NotFound where there is none."""
    if step_key is None:
        return as_typed(_blank(free_key(pathway)), "no")
    step = pathway.step(step_key)
    if step is None:
        raise NotForReader("pathway_version", "-")
    return as_typed(step, counts_as(pathway, step_key))


def _blank(key: str) -> PathwayStep:
    return PathwayStep(
        key=key,
        kind=StepKind.ONE_TO_ONE,
        titles={},
        attendees={},
        minutes=45,
        professions=frozenset(),
        channels=frozenset(),
        gap=None,
        themes=(),
        before=(),
        must=(),
        is_optional=False,
        is_skippable_with_reason=False,
    )


def _title(pathway: Pathway, step_key: str | None, language: Language) -> str:
    step = pathway.step(step_key) if step_key else None
    if step is None:
        return sentence(mark("New step"))
    said = {"number": step.key, "name": step.title(language)}
    return sentence(mark("Step %(number)s, %(name)s")) % said


def _kinds() -> dict[str, str]:
    """What a person can have as a step; what is held for a group before anybody takes part is none."""
    return {kind.value: name for kind, name in STEP_KINDS.items() if kind is not StepKind.COHORT_START}


def _options(names: Mapping[str, str], chosen: str) -> list[Option]:
    return [Option(value, sentence(name), value == chosen) for value, name in names.items()]


def _needs(shown: TypedStep) -> list[SelectView]:
    needs = {need.value: name for need, name in NEEDS.items()}
    return [
        SelectView(f"need_{one}", sentence(label), _options(needs, shown.fields[f"need_{one}"]))
        for one, label in ATTENDEES.items()
    ]


def _ticks(names: Mapping[str, str], chosen: Iterable[str]) -> list[TickView]:
    return [TickView(value, sentence(name), "", value in chosen) for value, name in names.items()]

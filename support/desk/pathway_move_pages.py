"""Page data of what the reader may do with a version: change it, send it on, approve it, take it into use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from support.pathways.facts import VersionFacts
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.version_states import IN_THE_MAKING, VersionState, may_approve
from support.pathways.version_queries import active_of, versions_of, what_is_missing
from support.people.queries import professions_of
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.permissions import Permission, has_permission
from support.web.pages import sentence

_MISSING = {
    "steps": mark("Add a step."),
    "sessions": mark(
        "Put the numbers of conversations in order, and no higher than there are conversations."
    ),
    "completion": mark("Say of at least one step that it must have been held."),
    "changes": mark("Say what is different, why, and which decision is behind it."),
}
_ELSE = mark("Look at this part again: %(place)s")


@dataclass(frozen=True)
class Tried:
    """What was typed when a form did not go through, and what is wrong, by the name of the field; `refusal`
    says why something could not be done with this version at all."""

    at: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""


@dataclass(frozen=True)
class MoveView:
    """One button: what it does, and the words on it."""

    do: str
    label: str
    kind: str


@dataclass(frozen=True)
class StepRow:
    """One step of a draft, to be changed, moved or taken away."""

    key: str
    title: str
    edit_url: str
    move_url: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class DraftView:
    """What belongs to a draft that its reader may change."""

    revision: int
    steps: list[StepRow]
    add_url: str
    words_url: str
    changes_url: str
    missing: list[str]


@dataclass(frozen=True)
class MovesView:
    """What may be done with a version by its reader; an empty address stands for what may not.

    `read` is what every button sends back, so that nothing is done with a text that was not on the page.
    """

    draft_url: str
    in_the_making_url: str
    state_url: str
    moves: list[MoveView]
    read: Mapping[str, str]
    approve_url: str
    give_back_url: str
    why_not: str
    draft: DraftView | None
    typed: Mapping[str, str]
    error_at: Mapping[str, str]


_OF_MANAGER = {
    VersionState.DRAFT: [
        MoveView("send", mark("Send to review"), ""),
        MoveView("drop", mark("Throw the draft away"), "quiet"),
    ],
    VersionState.IN_REVIEW: [MoveView("take_back", mark("Take back to change it"), "quiet")],
    VersionState.APPROVED: [
        MoveView("activate", mark("Take into use"), ""),
        MoveView("take_back", mark("Take back to change it"), "quiet"),
    ],
    VersionState.ACTIVE: [],
    VersionState.RETIRED: [],
}


def name_in_address(facts: VersionFacts) -> str:
    """What a version is called in an address: "TRIPARTITE-2"."""
    return f"{facts.code}-{facts.version}"


def moves_view(
    work: Work, facts: VersionFacts, pathway: Pathway, language: Language, tried: Tried
) -> MovesView:
    """What the reader may do with this version now."""
    name = name_in_address(facts)
    is_manager = has_permission(work.actor.role, Permission.CHANGE_PATHWAYS)
    is_draft = facts.state is VersionState.DRAFT
    is_reviewing = facts.state in (VersionState.IN_REVIEW, VersionState.APPROVED) and has_permission(
        work.actor.role, Permission.APPROVE_PATHWAYS
    )
    may = _may_approve(work, facts)
    in_review = facts.state is VersionState.IN_REVIEW
    draft_url, in_the_making_url = _new_version(work, facts) if is_manager else ("", "")
    return MovesView(
        draft_url=draft_url,
        in_the_making_url=in_the_making_url,
        state_url=url_for("desk.move_pathway", pathway_name=name),
        moves=_buttons(facts.state) if is_manager else [],
        read={"row": facts.id, "revision": str(facts.revision)},
        approve_url=url_for("desk.approve_pathway", pathway_name=name)
        if is_reviewing and may and in_review
        else "",
        give_back_url=url_for("desk.give_back_pathway", pathway_name=name) if is_reviewing and may else "",
        why_not=_why_not(facts, is_reviewing and not may),
        draft=_draft_view(facts, pathway, language) if is_manager and is_draft else None,
        typed=tried.typed,
        error_at=tried.at,
    )


def _buttons(state: VersionState) -> list[MoveView]:
    return [MoveView(one.do, sentence(one.label), one.kind) for one in _OF_MANAGER[state]]


def _may_approve(work: Work, facts: VersionFacts) -> bool:
    reader = work.actor.id or ""
    return may_approve(professions_of(work, {reader}).get(reader, ""), reader, facts.writers)


def _why_not(facts: VersionFacts, is_refused: bool) -> str:
    if facts.state is not VersionState.IN_REVIEW:
        return ""
    if is_refused:
        return sentence(mark("A physician or a psychologist who has not written this version approves it."))
    return ""


def _new_version(work: Work, facts: VersionFacts) -> tuple[str, str]:
    """Where a new version is made from this one, or where one is in the making already."""
    versions = versions_of(work, facts.code)
    making = next((one for one in versions if one.state in IN_THE_MAKING), None)
    if making is not None:
        is_this = making.version == facts.version
        return "", "" if is_this else url_for("desk.pathway", pathway_name=name_in_address(making))
    active = active_of(versions)
    if active is None or active.version != facts.version:
        return "", ""
    return url_for("desk.draft_pathway", pathway_name=name_in_address(facts)), ""


def _draft_view(facts: VersionFacts, pathway: Pathway, language: Language) -> DraftView:
    name = name_in_address(facts)
    return DraftView(
        revision=facts.revision,
        steps=[
            StepRow(
                key=step.key,
                title=step.title(language),
                edit_url=url_for("desk.pathway_step", pathway_name=name, step_key=step.key),
                move_url=url_for("desk.move_step", pathway_name=name, step_key=step.key),
                is_first=step is pathway.steps[0],
                is_last=step is pathway.steps[-1],
            )
            for step in pathway.steps
        ],
        add_url=url_for("desk.new_step", pathway_name=name),
        words_url=url_for("desk.pathway_words", pathway_name=name),
        changes_url=url_for("desk.explain_pathway", pathway_name=name),
        missing=_missing(pathway),
    )


def _missing(pathway: Pathway) -> list[str]:
    found = []
    for fault in what_is_missing(pathway):
        part = fault.place.partition(".")[0]
        said = sentence(_MISSING.get(part, _ELSE)) % {"place": fault.place}
        found.append(said)
    return list(dict.fromkeys(found))

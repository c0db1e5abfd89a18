"""From the values of a version to its text, in the form in which the catalogue is written."""

import hashlib
from collections.abc import Mapping
from typing import Any

import yaml

from support.pathways.rules.pathway import Change, Pathway, Step
from support.pathways.rules.step import Gap, PathwayStep


def body_of(pathway: Pathway) -> str:
    """The text of a version; reading it gives the same values."""
    values: dict[str, Any] = {
        "code": str(pathway.code),
        "version": pathway.version,
        "derived_from": pathway.derived_from,
        "serves": [str(path) for path in pathway.serves],
        "name": _texts(pathway.names),
        "first_step": _bookable(pathway.first_step) if pathway.first_step else None,
        "nurse_call": _bookable(pathway.nurse_call),
        "steps": [_step(step) for step in pathway.steps],
        "before_enrolment": [_step(step) for step in pathway.before_enrolment],
        "sessions": vars(pathway.sessions) if pathway.sessions else None,
        "completion": _some({name: list(keys) for name, keys in vars(pathway.completion).items()}),
        "confidentiality": _texts(pathway.confidentiality),
        "changes": [_change(change) for change in pathway.changes],
        "note": pathway.note,
    }
    return yaml.safe_dump({"completion": {}, **_some(values)}, allow_unicode=True, sort_keys=False, width=100)


def hash_of(body: str) -> str:
    """By which the text of a version is known again."""
    return hashlib.sha256(body.encode()).hexdigest()


def _bookable(step: Step) -> dict[str, Any]:
    return {
        "kind": str(step.kind),
        "minutes": step.minutes,
        "professions": sorted(step.professions),
        "channels": sorted(step.channels),
        "who": [str(one) for one in step.who],
    }


def _step(step: PathwayStep) -> dict[str, Any]:
    return _some(
        {
            "key": step.key,
            "kind": step.kind.value,
            "title": _texts(step.titles),
            "attendees": {one.value: need.value for one, need in step.attendees.items()},
            "minutes": step.minutes,
            "professions": sorted(step.professions),
            "channels": sorted(step.channels),
            "gap": _gap(step.gap) if step.gap else None,
            "themes": list(step.themes),
            "before": list(step.before),
            "must": list(step.must),
            "outputs": list(step.outputs),
            "optional": step.is_optional,
            "skippable_with_reason": step.is_skippable_with_reason,
        }
    )


def _gap(gap: Gap) -> dict[str, Any]:
    return {"least": gap.least, "usual": gap.usual, "most": gap.most, "since": gap.since.value}


def _change(change: Change) -> dict[str, Any]:
    return _some(
        {
            "what": change.what,
            "why": change.why,
            "decision": change.decision,
            "indicators": list(change.indicators),
        }
    )


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {str(language): text for language, text in texts.items()}


def _some(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; nothing that a version must have is ever 0."""
    return {key: value for key, value in values.items() if value}

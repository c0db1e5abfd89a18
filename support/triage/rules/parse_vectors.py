"""Plain values to vectors: examples that change or skip answers of a usual set or of an earlier example."""

from collections.abc import Mapping
from typing import Any

from support.triage.rules.answers import Answers
from support.triage.rules.faults import Node, texts_of
from support.triage.rules.plain_answers import UnknownAnswers, plain_answers
from support.triage.rules.protocol import Protocol, Vector
from support.vocabulary.pathway import Path, Urgency


def parse_vectors(node: Node, protocol: Protocol) -> tuple[Vector, ...]:
    """The examples of a protocol; every unknown item, value or path is noted."""
    fields = node.fields("usual vectors")
    if "usual" not in fields or "vectors" not in fields:
        return ()
    usual = _plain_mapping(fields["usual"])
    found: dict[str, Vector] = {}
    for part in fields["vectors"].parts():
        vector = _vector(part, {"": usual, **{each.id: each.answers for each in found.values()}}, protocol)
        if vector is not None and vector.id in found:
            part.wrong(f"{vector.id} stands twice")
        elif vector is not None:
            found[vector.id] = vector
    return tuple(found.values())


def _vector(node: Node, earlier: Mapping[str, Answers], protocol: Protocol) -> Vector | None:
    fields = node.fields("id urgency path", "like change skip only")
    if {"id", "urgency", "path"} - set(fields):
        return None
    raw = _beginning(fields, earlier)
    raw |= _plain_mapping(fields["change"]) if "change" in fields else {}
    for item in texts_of(fields, "skip"):
        raw.pop(item, None)
    urgency = fields["urgency"].one_of(Urgency)
    fields["path"].known([row.path for row in protocol.paths])
    try:
        answers = plain_answers(protocol, raw)
    except UnknownAnswers as error:
        node.wrong("; ".join(error.faults))
        return None
    if urgency is None:
        return None
    return Vector(fields["id"].text(), answers, urgency, Path(fields["path"].text()))


def _beginning(fields: dict[str, Node], earlier: Mapping[str, Answers]) -> dict[str, Any]:
    if "only" in fields:
        return _plain_mapping(fields["only"])
    if "like" in fields and fields["like"].known(list(earlier)):
        return dict(earlier[fields["like"].value])
    return dict(earlier[""])


def _plain_mapping(node: Node) -> dict[str, Any]:
    return {key: below.value for key, below in node.entries()}

"""The examples that clinicians expect come out as written."""

import pytest

from support.triage.rules.decision import decide
from support.triage.rules.protocol import Vector
from tests.rules.triage.examples import in_use, small


def test_the_protocol_in_use_has_all_its_vectors() -> None:
    assert [vector.id for vector in in_use().vectors] == [str(number) for number in range(1, 27)]


@pytest.mark.parametrize("vector", in_use().vectors, ids=lambda vector: vector.id)
def test_a_vector_decides_as_written(vector: Vector) -> None:
    decision = decide(in_use(), vector.answers)
    assert (decision.urgency, decision.path) == (vector.urgency, vector.path)


@pytest.mark.parametrize("vector", small().vectors, ids=lambda vector: vector.id)
def test_a_second_protocol_decides_without_a_line_of_code(vector: Vector) -> None:
    decision = decide(small(), vector.answers)
    assert (decision.urgency, decision.path) == (vector.urgency, vector.path)
    assert decision.protocol == "kevyt 0.1.0"


def test_the_protocol_in_use_is_a_draft_and_the_small_one_is_signed() -> None:
    assert in_use().is_draft
    assert not small().is_draft

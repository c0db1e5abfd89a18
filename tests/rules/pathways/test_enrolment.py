"""Who has dropped out, and who is left out of a comparison."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from support.pathways.rules.enrolment import (
    AnalysisSet,
    LastSigns,
    State,
    check_analysis_set,
    has_dropped_out,
)
from support.vocabulary.errors import Invalid

PLANNED = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
AFTER_30 = PLANNED + timedelta(days=30)
SILENT = LastSigns(held=1, has_time_to_come=False, last_planned_at=PLANNED, last_contact_at=None)


def test_silence_of_thirty_days_after_the_last_planned_step_is_a_drop_out() -> None:
    assert has_dropped_out(State.ACTIVE, SILENT, AFTER_30)
    assert not has_dropped_out(State.ACTIVE, SILENT, AFTER_30 - timedelta(seconds=1))


@pytest.mark.parametrize(
    "signs",
    [
        replace(SILENT, held=0),
        replace(SILENT, has_time_to_come=True),
        replace(SILENT, last_planned_at=None),
        replace(SILENT, last_contact_at=PLANNED + timedelta(days=1)),
    ],
    ids=["nothing was held", "a time is to come", "nothing was planned", "she was heard of since"],
)
def test_nobody_drops_out_while_anything_speaks_for_her(signs: LastSigns) -> None:
    assert not has_dropped_out(State.ACTIVE, signs, AFTER_30)


@pytest.mark.parametrize("state", sorted(set(State) - {State.ACTIVE}))
def test_only_who_goes_along_it_drops_out(state: State) -> None:
    assert not has_dropped_out(state, SILENT, AFTER_30)


def test_a_contact_before_the_planned_step_does_not_speak_for_her() -> None:
    heard = replace(SILENT, last_contact_at=PLANNED - timedelta(days=1))
    assert has_dropped_out(State.ACTIVE, heard, AFTER_30)


def test_who_is_left_out_of_the_comparison_is_so_for_a_reason() -> None:
    check_analysis_set(AnalysisSet.MAIN, "")
    check_analysis_set(AnalysisSet.SEPARATE, "Selvästi erilainen asiantuntijatyö.")
    with pytest.raises(Invalid):
        check_analysis_set(AnalysisSet.SEPARATE, " ")

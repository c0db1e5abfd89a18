"""The proof accepts the protocols in the tree and finds what is planted."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.conditions import ALWAYS, About, AllOf, AnyOf, Atom, Condition, Op
from support.triage.rules.decision import NoPathFits, decide
from support.triage.rules.proof import prove
from support.triage.rules.protocol import PathRow, Protocol, Row
from support.vocabulary.pathway import Path, Urgency
from tests.rules.triage.examples import in_use, small, usual

INSTRUMENTS = tuple(in_use().instruments)


def first_row(path: str) -> PathRow:
    """The first row that suggests the path."""
    return next(row for row in in_use().paths if row.path == path)


def item(name: str, *values: int | str) -> Atom:
    return Atom(About.ITEM, name, Op.IS, values)


def missing(name: str) -> Atom:
    return Atom(About.ITEM, name, Op.MISSING)


def with_row(when: Condition, urgency: Urgency = Urgency.SAME_DAY) -> Protocol:
    return replace(in_use(), rows=(*in_use().rows, Row("Z1", urgency, when)))


@pytest.mark.parametrize(
    "off", [off for size in range(len(INSTRUMENTS) + 1) for off in combinations(INSTRUMENTS, size)], ids=str
)
@pytest.mark.parametrize("door", ["self", "my_team"])
@pytest.mark.requirement("SR-6", "SR-9")
def test_the_protocol_in_use_is_monotone_and_complete(door: str, off: tuple[str, ...]) -> None:
    proof = prove(in_use(), door, off)
    assert proof.faults == ()
    assert proof.split_is_exact


def test_the_second_protocol_is_proved_by_the_same_code() -> None:
    assert prove(small()).faults == ()
    assert prove(small(), off=("kuulo",)).faults == ()


def test_the_groups_hold_every_item_that_an_urgency_row_names() -> None:
    names = {name for group in prove(in_use()).groups for name in group.items.replace(";", ",").split(", ")}
    assert {"plan", "wish", "who5_5", "events", "team_urgency", "work_ability"} <= names
    assert {"strengths", "duration", "own_words"} & names == set()


def test_every_cell_of_the_path_grid_is_counted_once() -> None:
    paths = prove(in_use()).paths
    assert sum(paths.by_path.values()) == paths.cells
    assert all(paths.by_path.values())


@pytest.mark.parametrize(
    ("when", "told"),
    [
        # Worry asks for more than harm does.
        (item("substance", "worry"), "substance: a worse answer lowers same_day to next_day"),
        # A middle value of a scale.
        (item("hope", 3), "hope: a worse answer lowers same_day to next_day"),
        # Two items together: the worse one takes the row away.
        (
            AllOf((item("coping_now", "hardly"), item("at_work", "at_work"))),
            "at_work: a worse answer lowers same_day to next_day",
        ),
        # A score that is too good.
        (Atom(About.SCORE, "phq4", Op.AT_MOST, limit=2), "a worse answer lowers same_day to routine"),
        # Skipping an item undoes what the others say.
        (Atom(About.SCORE, "osss3", Op.AT_LEAST, limit=3), "lowers same_day to routine"),
        # The best answer asks for more than none at all.
        (item("duration", "days"), "duration: a worse answer lowers same_day to routine"),
        # Picking one more makes it better.
        (
            AllOf((item("events", "loss"), Atom(About.ITEM, "events", Op.LACKS, ("money",)))),
            "events: a worse answer lowers same_day to routine",
        ),
        # A wish lowers.
        (missing("wish"), "wish: a missing answer, or a wish, lowers same_day to routine"),
    ],
)
@pytest.mark.requirement("SR-6")
def test_a_planted_row_that_lowers_is_found(when: Condition, told: str) -> None:
    assert any(told in fault for fault in prove(with_row(when)).faults)


@pytest.mark.parametrize(
    "when",
    [
        item("events", "money", "loss"),
        Atom(About.ITEM, "duration", Op.IS, ("months", "over_half_year")),
        AnyOf((missing("duration"), missing("event_recent"))),
        Atom(About.SCORE, "osss3", Op.AT_MOST, limit=5, skipped_as_best=True),
        ALWAYS,
    ],
)
def test_a_planted_row_that_only_raises_is_no_fault(when: Condition) -> None:
    assert prove(with_row(when)).faults == ()


def test_a_row_that_can_never_hold_is_found() -> None:
    never = AllOf((item("plan", "yes"), item("plan", "no")))
    assert prove(with_row(never)).faults == ("Z1 can never hold",)


def _no_last_path(protocol: Protocol) -> Protocol:
    return replace(protocol, paths=protocol.paths[:-1])


def _conditional_last_path(protocol: Protocol) -> Protocol:
    last = PathRow("P7", Path("brief_support"), item("wish", "few_talks", "not_sure", "own_pace"))
    return replace(protocol, paths=(*protocol.paths[:-1], last))


@pytest.mark.parametrize("plant", [_no_last_path, _conditional_last_path])
def test_a_planted_hole_is_found(plant: Callable[[Protocol], Protocol]) -> None:
    holed = plant(in_use())
    assert any("no path for routine" in fault for fault in prove(holed).faults)
    with pytest.raises(NoPathFits):
        decide(holed, usual("wish"))


def test_self_care_for_somebody_who_is_urgent_is_found() -> None:
    early = replace(first_row("self_care"), when=item("wish", "own_pace"))
    planted = replace(in_use(), paths=(early, *in_use().paths[:5], in_use().paths[6]))
    faults = prove(planted).faults
    assert any("self_care is suggested with now" in fault for fault in faults)
    assert any("self_care is suggested with same_day" in fault for fault in faults)


def meeting_when(condition: Condition) -> Protocol:
    """The protocol in use, in which a meeting with the supervisor is possible whenever this holds."""
    meeting = replace(first_row("tripartite"), when=condition)
    others = [row for row in in_use().paths if row.path != meeting.path]
    return replace(in_use(), paths=(*others[:-1], meeting, others[-1]))


@pytest.mark.parametrize(
    "left_out",
    ["supervisor_part_of_it", "harassment_or_violence", "violence_or_threat", "afraid", "now", "withheld"],
)
@pytest.mark.requirement("SR-16")
def test_a_meeting_where_it_may_never_be_is_found(left_out: str) -> None:
    """Each of the reasons against a meeting is taken out of the condition in turn."""

    def lenient(condition: Condition) -> Condition:
        if not isinstance(condition, Atom):
            kind = AllOf if isinstance(condition, AllOf) else AnyOf
            return kind(tuple(lenient(part) for part in condition.parts))
        if condition.name == "violence":
            return replace(condition, values=(*condition.values, left_out))
        return replace(condition, values=tuple(value for value in condition.values if value != left_out))

    when = first_row("tripartite").when
    assert when is not None
    found = [fault for fault in prove(meeting_when(lenient(when))).faults if "may never be" in fault]
    assert found
    assert left_out in found[0]
    assert prove(meeting_when(when)).faults == ()


def test_a_meeting_that_may_never_be_is_found_as_a_second_choice_too() -> None:
    planted = meeting_when(item("wish", "physician"))
    assert any("tripartite is possible where it may never be" in fault for fault in prove(planted).faults)


def _steps(protocol: Protocol, base: dict[str, Answer]) -> list[tuple[str, Answer, Answer | None]]:
    found: list[tuple[str, Answer, Answer | None]] = []
    for name, one in protocol.items.items():
        found.extend((name, before, after) for before, after in zip(one.order, one.order[1:], strict=False))
        if one.best is not None:
            found.extend([(name, one.best, None), (name, one.best, WITHHELD)])
    return [step for step in found if step[0] != "team_urgency"]


@pytest.mark.parametrize(
    "base",
    [
        usual(),
        usual(death_thoughts=1, plan="no", keep_safe="yes", hope=3),
        usual("who5_2", "phq4_1", events=("violence_or_threat",), event_recent="no"),
        usual("coping_now", "plan", events=("loss",), event_recent="yes", self_harm="withheld"),
        {},
    ],
)
def test_the_engine_itself_lowers_nothing_on_any_single_step(base: dict[str, Answer]) -> None:
    protocol = in_use()
    for name, before, after in _steps(protocol, base):
        better = decide(protocol, {**base, name: before})
        left = {key: answer for key, answer in base.items() if key != name}
        worse = decide(protocol, left if after is None else {**base, name: after})
        assert not better.urgency.is_more_urgent_than(worse.urgency), (name, before, after)

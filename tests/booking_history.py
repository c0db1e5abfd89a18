"""What the rows say of every booked time, judged without anything of the product but its tables.

A history is whole when nobody has two times at once, every quarter-hour belongs to somebody, every time has
its message, its step of the case and its row in the record exactly once, and everything that was
acknowledged is there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from support.platform.begin_work import BeginWork
from support.platform.database import Base
from support.vocabulary.actor import Actor

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]

TABLES = (
    *("appointment", "booking_cell", "outbound_message", "message_attempt"),
    *("audit_entry", "case_step", "support_case"),
)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Asked:
    """What a person asked for and was told: a time of hers to `book`, `move` or `cancel`.

    `appointment_id` is the one that came of it, or that was given back; empty where the answer was lost, and
    with it what came of it. `before` is the appointment that was moved or cancelled.
    """

    who: str
    act: str
    appointment_id: str = ""
    before: str = ""


def rows_of(begin_work: BeginWork) -> Rows:
    """All rows that a booking touches, as they lie in the tables."""
    with begin_work.to_read(Actor.operator()) as look:
        return {
            name: [dict(row._mapping) for row in look.session.execute(select(Base.metadata.tables[name]))]
            for name in TABLES
        }


def check_bookings(begin_work: BeginWork, how_many: int) -> None:
    """Fail unless the history is whole and so many people have exactly one time each."""
    rows = rows_of(begin_work)
    assert faults(rows, begin_work.clock.now()) == []
    people = {row["employee_id"] for row in rows["appointment"]}
    assert len(people) == len(rows["appointment"]) == how_many


def faults(rows: Rows, now: datetime, asked: Iterable[Asked] | None = None) -> list[str]:
    """Everything that is wrong with a history, in words; with `asked` also what was acknowledged and is not
    there, and what is there and nobody asked for."""
    judges = (_overlaps, _cells, _messages, _record, _steps, _chains)
    found = [fault for judge in judges for fault in judge(rows)] + [*_holds(rows, now), *_cases(rows, now)]
    return found if asked is None else [*found, *_missing(rows, list(asked))]


def _live(rows: Rows) -> list[Row]:
    return [row for row in rows["appointment"] if row["state"] == "confirmed"]


def _quarters(starts_at: datetime, minutes: int) -> list[datetime]:
    return [starts_at + QUARTER * n for n in range(-(-minutes // 15))]


def _overlaps(rows: Rows) -> Iterator[str]:
    """Of booked and held times alike: by person, from start to end."""
    spans: dict[str, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    for row in _live(rows):
        ends = row["starts_at"] + timedelta(minutes=row["minutes"])
        for person in (row["practitioner_id"], row["employee_id"]):
            spans[person].append((row["starts_at"], ends, row["id"]))
    for row in rows["booking_cell"]:
        if row["held_by"]:
            spans[row["person_id"]].append((row["starts_at"], row["starts_at"] + QUARTER, row["held_by"]))
    for person, taken in spans.items():
        for (_, ends, one), (begins, _, other) in pairwise(sorted(taken)):
            if begins < ends:
                yield f"{person} has {one} and {other} at once, {begins:%d.%m. %H:%M}"


def _cells(rows: Rows) -> Iterator[str]:
    """Each live time has all its quarter-hours, of both people; nothing else has any, but what is held."""
    wanted = Counter(
        (person, start, row["id"])
        for row in _live(rows)
        for person in (row["practitioner_id"], row["employee_id"])
        for start in _quarters(row["starts_at"], row["minutes"])
    )
    booked = [row for row in rows["booking_cell"] if row["appointment_id"]]
    there = Counter((row["person_id"], row["starts_at"], row["appointment_id"]) for row in booked)
    yield from (f"no quarter-hour {cell}" for cell in wanted - there)
    yield from (f"a quarter-hour of nothing {cell}" for cell in there - wanted)
    yield from (f"a quarter-hour without owner {row}" for row in rows["booking_cell"] if not _is_owned(row))


def _is_owned(cell: Row) -> bool:
    return bool(cell["appointment_id"]) != bool(cell["held_by"])


def _holds(rows: Rows, now: datetime) -> Iterator[str]:
    """Who holds something holds one time, and all of it, until it runs out."""
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows["booking_cell"]:
        if row["held_by"] and row["held_until"] > now:
            held[row["held_by"]].append(row)
    for holder, cells in held.items():
        starts = sorted(row["starts_at"] for row in cells)
        if starts != _quarters(starts[0], 15 * len(starts)):
            yield f"{holder} holds {starts}, which is not one time"
        if len({(row["person_id"], row["held_until"]) for row in cells}) != 1:
            yield f"{holder} holds more than one thing"


def _messages(rows: Rows) -> Iterator[str]:
    """One for each time, taken back with it unless it had left before."""
    by_key = Counter(
        row["business_key"] for row in rows["outbound_message"] if row["template"] in ("booked", "moved_you")
    )
    wanted = Counter(
        f"appointment:{row['id']}:{'moved_you' if row['rebooked_from'] else 'booked'}"
        for row in rows["appointment"]
    )
    yield from (f"no message {key}" for key in wanted - by_key)
    yield from (f"a message for nothing, or twice: {key}" for key in by_key - wanted)
    live = {row["id"] for row in _live(rows)}
    for row in rows["outbound_message"]:
        about = row["business_key"].split(":")[1] if row["business_key"].startswith("appointment:") else ""
        if about in live and row["state"] == "cancelled":
            yield f"the message about {about} was taken back, the time was not"
        if about and about not in live and row["state"] == "queued":
            yield f"the message about {about} waits, the time was given back"


def _record(rows: Rows) -> Iterator[str]:
    """One row for each act."""
    wanted = Counter(
        ("appointment:move" if row["rebooked_from"] else "appointment:book", row["id"])
        for row in rows["appointment"]
    )
    wanted += Counter(
        ("appointment:cancel", row["id"])
        for row in rows["appointment"]
        if row["state"] == "cancelled_by_employee"
    )
    there = Counter(
        (row["verb"], row["subject_id"])
        for row in rows["audit_entry"]
        if row["verb"] in ("appointment:book", "appointment:move", "appointment:cancel")
    )
    yield from (f"not recorded: {act}" for act in wanted - there)
    yield from (f"recorded without being, or twice: {act}" for act in there - wanted)


def _cases(rows: Rows, now: datetime) -> Iterator[str]:
    """A case with a time to come is booked, and has one of them only; a booked one has or had a time."""
    times = Counter(row["case_id"] for row in _live(rows))
    to_come = Counter(row["case_id"] for row in _live(rows) if row["starts_at"] > now)
    for case in rows["support_case"]:
        coming, has = to_come[case["id"]], times[case["id"]]
        if (
            coming > 1
            or bool(coming) > (case["state"] == "booked")
            or (case["state"] == "booked") > bool(has)
        ):
            yield f"case {case['id']} is {case['state']} with {coming} times to come of {has}"


def _steps(rows: Rows) -> Iterator[str]:
    """Each case has one step for each act."""
    of_case: dict[str, list[Row]] = defaultdict(list)
    for row in rows["appointment"]:
        of_case[row["case_id"]].append(row)
    steps = Counter((row["case_id"], row["kind"]) for row in rows["case_step"])
    for case in rows["support_case"]:
        times = of_case[case["id"]]
        happened = {
            "booked": sum(not row["rebooked_from"] for row in times),
            "rebooked": sum(bool(row["rebooked_from"]) for row in times),
            "unbooked": sum(row["state"] == "cancelled_by_employee" for row in times),
        }
        for kind, count in happened.items():
            if steps[case["id"], kind] != count:
                yield f"case {case['id']} has {steps[case['id'], kind]} steps {kind} for {count} acts"


def _chains(rows: Rows) -> Iterator[str]:
    """A time that was moved has one follower, and a follower has one time before it."""
    followed = Counter(row["rebooked_from"] for row in rows["appointment"] if row["rebooked_from"])
    moved = {row["id"] for row in rows["appointment"] if row["state"] == "rebooked"}
    yield from (f"{one} was moved to nowhere" for one in moved - followed.keys())
    yield from (f"{one} has {n} followers" for one, n in followed.items() if n > 1 or one not in moved)


def _missing(rows: Rows, asked: Sequence[Asked]) -> Iterator[str]:
    """What was acknowledged stands, unless its person changed it later; nothing is there unasked."""
    states = {row["id"]: (row["employee_id"], row["state"]) for row in rows["appointment"]}
    lost = Counter((one.who, one.act) for one in asked if not one.appointment_id)
    touched = {one.before for one in asked if one.before}
    known = set()
    for one in asked:
        if not one.appointment_id:
            continue
        known.add(one.appointment_id)
        who, state = states.get(one.appointment_id, ("", "nothing"))
        stands = state == "cancelled_by_employee" if one.act == "cancel" else state == "confirmed"
        if who != one.who or not (stands or (one.act != "cancel" and one.appointment_id in touched)):
            yield f"{one} was acknowledged and is {state}"
    for row in rows["appointment"]:
        if row["id"] not in known:
            act = "move" if row["rebooked_from"] else "book"
            lost[row["employee_id"], act] -= 1
            if lost[row["employee_id"], act] < 0:
                yield f"{row['id']} of {row['employee_id']} is there and nobody asked for it"

"""Who comes first of those who are free, and what is asked again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from support.booking.rules.cells import cell_at, span
from support.booking.rules.diary import Diary, HeldTime, Mine, Question, asked, free_at
from support.booking.rules.hours import Hours, Pattern, Terms
from support.booking.rules.slots import Cells, Wanted
from support.vocabulary.calendar import HELSINKI

# A Sunday, so that Monday to Wednesday lie ahead.
NOW = datetime(2026, 11, 22, 18, tzinfo=HELSINKI)
PHONE = frozenset({"phone"})
TALK = Wanted("one_to_one", 60, days=9)
NINE = datetime(2026, 11, 23, 9, tzinfo=HELSINKI)


def diary(who: str, *booked: datetime, terms: Terms | None = None) -> Diary:
    """Who works on Mondays from 8 to 12, with these hours booked."""
    pattern = Pattern(0, 8 * 60, 12 * 60, frozenset({"one_to_one"}), PHONE, valid_from=date(2026, 1, 1))
    first = cell_at(NOW - timedelta(days=1))
    mask = 0
    for start in booked:
        place = cell_at(start) - first
        mask |= span(place, place + 4)
    hours = Hours(who, (pattern,), terms=terms or Terms())
    starts = tuple((f"time {number}", start) for number, start in enumerate(booked))
    return Diary(hours, Cells(who, first, mask), starts=starts)


def question(*diaries: Diary, known: tuple[str, ...] = (), mine: Mine | None = None) -> Question:
    """What one asks who has nothing else to do."""
    return Question(diaries, TALK, mine or Mine(), Cells("", 0, 0), known, None, None, None, NOW)


def whose(asking: Question, start: datetime = NINE) -> list[str]:
    """With whom the time at this start is offered."""
    return [slot.practitioner_id for slot in asked(asking) if slot.starts_at == start]


def test_who_has_least_booked_comes_first() -> None:
    busy = diary("a", NINE + timedelta(days=7))
    assert whose(question(busy, diary("b"))) == ["b"]
    assert whose(question(busy, diary("b", NINE + timedelta(days=7), NINE + timedelta(days=7, hours=1)))) == [
        "a"
    ]


def test_what_is_over_is_no_burden() -> None:
    assert whose(question(diary("a", NOW - timedelta(hours=5)), diary("b"))) == ["a"]


def test_who_knows_her_comes_before_who_has_less_to_do() -> None:
    busy = diary("a", NINE + timedelta(days=7))
    assert whose(question(busy, diary("b"), known=("a",))) == ["a"]
    taken = diary("a", NINE)
    assert whose(question(taken, diary("b"), known=("a",))) == ["b"]


def test_what_is_held_is_in_the_way_of_all_but_its_holder_until_it_ends() -> None:
    free = diary("a")
    cells = Cells("a", cell_at(NINE), span(0, 4))
    held = replace(free, held=(HeldTime("v", NOW + timedelta(minutes=5), NINE, cells),))
    assert whose(question(held)) == []
    assert whose(question(held, mine=Mine(holders=frozenset({"v"})))) == ["a"]
    later = replace(question(held), now=NOW + timedelta(minutes=5))
    assert whose(later) == ["a"]


def test_a_full_day_has_room_for_the_time_that_is_given_back_for_another() -> None:
    full = diary("a", NINE, terms=Terms(daily_cap=1))
    ten = NINE + timedelta(hours=1)
    assert whose(question(full), ten) == []
    given_back = Mine("time 0", (Cells("a", cell_at(NINE), span(0, 4)),))
    assert whose(question(full, mine=given_back), ten) == ["a"]
    assert free_at(question(full, mine=given_back), NINE) is not None


def test_the_same_question_has_one_answer_until_something_decides_otherwise() -> None:
    one = diary("a")
    first = asked(replace(question(one), now=NOW + timedelta(minutes=1)))
    # Some minutes later, in the same quarter of an hour.
    assert asked(replace(question(one), now=NOW + timedelta(minutes=5))) is first
    tomorrow = asked(replace(question(one), now=NINE - timedelta(minutes=30)))
    assert tomorrow[0].starts_at > first[0].starts_at


def test_two_people_who_have_nothing_else_to_do_get_the_same_answer() -> None:
    one = diary("a")
    answers = [
        asked(replace(question(one), mine=Mine(holders=frozenset({who})), hers=Cells(who, cell_at(NOW), 0)))
        for who in ("aino", "bertta")
    ]
    assert answers[0] is answers[1]
    busy = replace(question(one), hers=Cells("aino", cell_at(NINE), span(0, 4)))
    assert whose(busy) == [] and whose(question(one)) == ["a"]


def test_the_three_nearest_are_three_though_one_is_not_wanted() -> None:
    asking = replace(question(diary("a")), around=NINE, not_at=NINE)
    assert [slot.starts_at - NINE for slot in asked(asking)] == [
        timedelta(minutes=minutes) for minutes in (-60, -30, 30)
    ]


def test_a_start_between_two_quarter_hours_is_never_free() -> None:
    assert free_at(question(diary("a")), NINE + timedelta(minutes=7)) is None

"""When practitioners see people: faults of who may change it, of what is kept, and of what is asked first."""

from tests.planted.fault import Fault

HOURS = "support/booking/hours_actions.py"
RULES = "tests/rules/booking/test_hours.py"

FAULTS = (
    Fault(
        "a day takes one time more than it may",
        "support/booking/hours_queries.py",
        "if count >= caps[one]}\n",
        "if count > caps[one]}\n",
        "tests/race/test_terms_under_pressure.py::test_a_day_never_takes_more_times_than_its_practitioner_does",
        "assert 3 == 2",
    ),
    Fault(
        "times that are over make room in a full day",
        "support/booking/hours_queries.py",
        "        Appointment.starts_at >= at(local_date(work.now), time()),\n",
        "        Appointment.starts_at >= work.now,\n",
        "tests/pages/test_working_hours.py::test_a_day_that_has_had_its_times_takes_no_more_though_they_are_over",
        "assert '20261125' > '20261125'",
    ),
    Fault(
        "who may not open a case learns what it is called",
        "support/cases/queries.py",
        "    return {case.id: case.short_code for case in cases if may_open(work.actor, case)}\n",
        "    return {case.id: case.short_code for case in cases}\n",
        "tests/pages/test_working_hours.py::test_which_case_a_time_belongs_to_is_told_to_who_may_open_it",
        "is False",
    ),
    Fault(
        "everybody of a team changes everybody's hours",
        "support/booking/rules/changes.py",
        "    return actor.id == practitioner_id or actor.role is Role.ADMIN\n",
        "    return True\n",
        "tests/guards/test_stranger.py::test_a_stranger_gets_the_page_of_what_does_not_exist",
        "GET /hours/<practitioner_id>",
    ),
    Fault(
        "the second of two editors overwrites the first",
        HOURS,
        "    if (row.version if row else 0) != seen:\n",
        "    if (row.version if row else 0) < seen:\n",
        "tests/pages/test_working_hours.py::test_of_two_editors_the_second_is_told_and_loses_nothing",
        "assert 302 == 409",
    ),
    Fault(
        "a time of which only a part is left outside is not asked about",
        "support/booking/rules/outside.py",
        "    return bool(needed & ~hours.worked(day, base))\n",
        "    return not needed & hours.worked(day, base)\n",
        f"{RULES}::test_a_time_is_outside_when_any_of_it_is_not_worked",
        "assert False is True",
    ),
    Fault(
        "half of what is kept for urgent contacts is given away",
        "support/booking/rules/reserve.py",
        "_PERCENT = 20\n",
        "_PERCENT = 10\n",
        f"{RULES}::test_a_share_of_the_next_three_working_days_is_kept_for_who_is_in_a_hurry",
        "assert [23, 24",
    ),
    Fault(
        "no room is left before the next time",
        "support/booking/rules/slots.py",
        "            found |= own << n | own >> (length - 1 + n)\n",
        "            found |= own << n\n",
        f"{RULES}::test_room_is_left_before_and_after_each_time",
        "'08.30'",
    ),
)

"""When practitioners see people: faults of who may change it, of what is kept, and of what is asked first."""

from tests.planted.fault import Fault

HOURS = "support/booking/hours_actions.py"
RULES = "tests/rules/booking/test_hours.py"

FAULTS = (
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

"""What shows when many book at once or in an unusual order: faults of quarter-hours, holds and the clock."""

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "a time takes only the first of its quarter-hours",
        "support/booking/cell_actions.py",
        "    starts = cells_of(appointment.starts_at, appointment.minutes)\n",
        "    starts = cells_of(appointment.starts_at, 15)\n",
        "tests/race/test_fifty_clients_in_a_heap.py::test_whatever_fifty_people_want_at_once_nobody_gets_what_another_has",
        "lies across",
    ),
    Fault(
        "who moves is told of a new time and of none that moved",
        "support/booking/moving_actions.py",
        '    tell(work, "moved_you", appointment, my_support_url)\n',
        '    tell(work, "booked", appointment, my_support_url)\n',
        "tests/race/test_what_a_history_shows.py::test_it_is_content_with_what_the_product_writes",
        "no message appointment:",
    ),
    Fault(
        "what is held is in the way for a moment after it has run out",
        "support/booking/rules/hold.py",
        "    return now < until\n",
        "    return now <= until\n",
        "tests/actions/test_any_way_through_a_calendar.py::test_whatever_happens_in_whatever_order_the_rows_are_whole",
        "is offered",
    ),
    Fault(
        "a stretch that ends in the hour that the clock leaps over goes on after it",
        "support/booking/rules/cells.py",
        "    if are_shown and ends - begins ==",
        "    if ends - begins ==",
        "tests/rules/booking/test_clock_changes.py::test_times_of_every_length_across_the_change_are_those_of_a_plain_count[2028-03-26-20]",
        "more item",
    ),
    Fault(
        "room is left only after a time, when a plain count is asked",
        "support/booking/rules/slots.py",
        "            found |= own << n | own >> (length - 1 + n)\n",
        "            found |= own << n\n",
        "tests/rules/booking/test_many_searches.py::test_a_search_finds_what_a_plain_count_finds[0]",
        "more item",
    ),
    Fault(
        "a part of a work begins only when the session is used in it",
        "support/platform/work.py",
        "                self.session.connection()  # begins it: most is written past the session\n",
        "",
        "tests/actions/test_new_rows.py::test_what_failed_in_a_part_of_a_work_is_taken_back_and_the_rest_stands",
        "Left contains 2 more items",
    ),
    Fault(
        "what a part that failed would have written is written after it",
        "support/platform/work.py",
        "            self._new = [*self._reads[before:]]\n",
        "            pass\n",
        "tests/actions/test_new_rows.py::test_what_failed_in_a_part_of_a_work_is_taken_back_and_the_rest_stands",
        "'y'",
    ),
)

"""When practitioners see people: faults of who may change it, of what is kept, and of what is asked first."""

from tests.planted.fault import Fault

HOURS = "support/booking/hours_actions.py"
RULES = "tests/rules/booking/test_hours.py"

TURN = "support/web/turn_to_compute.py"
KEPT = "tests/actions/test_kept_diaries.py"

FAULTS = (
    Fault(
        "a request that goes on keeps all others waiting",
        TURN,
        "    is_turn = _computing.acquire(timeout=0 if _in_vain.is_set() else SECONDS_FOR_A_TURN)\n",
        "    is_turn = _computing.acquire(timeout=90)\n",
        "tests/pages/test_turn_to_compute.py::test_a_request_that_goes_on_keeps_nobody_from_an_answer",
        "waited for the end of the first",
    ),
    Fault(
        "requests take no turns",
        "support/web/lean.py",
        "        with turn_to_compute():\n",
        "        if environ:\n",
        "tests/pages/test_turn_to_compute.py::test_who_comes_second_is_answered_after_the_first",
        "answered before the first",
    ),
    Fault(
        "who has just written goes before a process that waits",
        "support/platform/process_turn.py",
        "    _lock(turnstile, until)\n",
        "",
        "tests/race/test_turns_to_write.py::test_two_processes_that_write_as_hard_as_they_can_take_turns",
        "was next again, though another was waiting",
    ),
    Fault(
        "another process hears nothing of a fault and waits for one of its own",
        "support/platform/process_turn.py",
        "    if os.fstat(writing).st_mtime_ns != fault_before:\n        raise NoTurn\n",
        "",
        "tests/race/test_turns_to_write.py::test_a_fault_of_one_process_is_a_fault_for_another_that_waits",
        "the turn",
    ),
    Fault(
        "a change of the times is not counted",
        "support/booking/calendar_actions.py",
        "    return {one: _count(work, one, hours=0, times=1) for one in sorted(set(practitioners))}\n",
        "    return {one: _count(work, one, hours=0, times=0) for one in sorted(set(practitioners))}\n",
        f"{KEPT}::test_what_one_has_booked_is_offered_to_nobody_though_it_was_looked_at_before",
        "not in",
    ),
    Fault(
        "a change of the hours is not counted",
        "support/booking/calendar_actions.py",
        "    _count(work, practitioner_id, hours=1, times=0)\n",
        "    _count(work, practitioner_id, hours=0, times=0)\n",
        f"{KEPT}::test_a_day_off_is_seen_at_the_next_look",
        "not in",
    ),
    Fault(
        "what was found once is found again whatever is counted",
        "support/booking/diary_queries.py",
        "    if answer is None or answer.counted != counted:\n",
        "    if answer is None:\n",
        f"{KEPT}::test_what_one_has_booked_is_offered_to_nobody_though_it_was_looked_at_before",
        "not in",
    ),
    Fault(
        "what was rolled back is kept",
        "support/booking/diary_queries.py",
        "        if isinstance(work, Looking):\n",
        "        if work:\n",
        f"{KEPT}::test_what_was_rolled_back_is_remembered_by_nobody",
        " in ",
    ),
    Fault(
        "a time that was moved away keeps its quarter-hours",
        "support/booking/actions.py",
        "    free_cells(work, row.id)\n",
        "",
        "tests/race/test_moves_and_holds_under_pressure.py::test_of_moves_and_bookings_of_one_time_one_gets_it",
        "booked",
    ),
    Fault(
        "a day takes one time more than it may",
        "support/booking/rules/diary.py",
        "is not None and count >= cap\n",
        "is not None and count > cap\n",
        "tests/race/test_terms_under_pressure.py::test_a_day_never_takes_more_times_than_its_practitioner_does",
        "assert 3 == 2",
    ),
    Fault(
        "times that are over make room in a full day",
        "support/booking/diary_queries.py",
        "            Appointment.starts_at >= at(local_date(work.now), time()),\n",
        "            Appointment.starts_at >= work.now,\n",
        "tests/pages/test_working_hours.py::test_a_day_that_has_had_its_times_takes_no_more_though_they_are_over",
        "assert '20261125' > '20261125'",
    ),
    Fault(
        "who may not open a case learns what it is called",
        "support/cases/queries.py",
        "    return {case.id: case.short_code for case in cases if may_open(work.actor, case)}\n",
        "    return {case.id: case.short_code for case in cases}\n",
        "tests/pages/test_times_left_outside.py::test_which_case_a_time_belongs_to_is_told_to_who_may_open_it",
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

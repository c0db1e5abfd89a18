"""What the service is for: faults of the protocol, of help in danger, of times and of messages."""

from tests.planted.fault import NOTHING_COULD_BE_READ, Fault

PROTOCOL = "support/triage/protocols/voimavarat-1.0.0/protocol.yaml"
BOOKING = "support/booking/actions.py"
CELLS = "support/booking/cell_actions.py"
MOVING = "support/booking/moving_actions.py"
OUTBOX = "support/messaging/send_actions.py"

FAULTS = (
    Fault(
        "a worse answer is less urgent",
        PROTOCOL,
        "{id: N5, urgency: now, safety: true, topics: [violence], when: {item: violence, is: [now]}}",
        "{id: N5, urgency: now, safety: true, topics: [violence], when: {item: violence, is: [afraid]}}",
        "tests/rules/triage/test_proof.py::test_the_protocol_in_use_is_monotone_and_complete",
        "violence: a worse answer lowers now",
    ),
    Fault(
        "a row of danger is no danger any more",
        PROTOCOL,
        "{id: N3, urgency: now, safety: true, topics: [poison]",
        "{id: N3, urgency: same_day, safety: true, topics: [poison]",
        "tests/pages/test_help_card.py::test_every_row_of_danger_is_among_these",
        "N3",
    ),
    Fault(
        "what was told about violence is private no more",
        PROTOCOL,
        '  violence: {kind: one, values: ["no", past, afraid, now], better: first, private: true}\n',
        '  violence: {kind: one, values: ["no", past, afraid, now], better: first}\n',
        "tests/pages/test_private_answers.py::test_what_is_private_is_written_here",
        "violence",
    ),
    Fault(
        "the engine knows an item by its name",
        "support/triage/rules/danger.py",
        "from collections.abc",
        'SPECIAL = "self_harm"\nfrom collections.abc',
        "tests/rules/triage/test_engine_names_nothing.py::"
        "test_no_string_of_the_engine_is_a_name_of_the_protocol[danger]",
        "self_harm",
    ),
    Fault(
        "a line for help with another number",
        "support/triage/crisis_lines.yaml",
        'tel: "+358925250111"',
        'tel: "+358925250222"',
        "tests/rules/lines/test_crisis_lines.py::test_a_line_reads_well_in_every_language",
        "is not the number shown",
        # The file is read when the test is: with another number nothing starts at all.
        NOTHING_COULD_BE_READ,
    ),
    Fault(
        "a booking takes no quarter-hours of the practitioner",
        CELLS,
        "people = (appointment.practitioner_id, appointment.employee_id)",
        "people = (appointment.employee_id,)",
        "tests/race/test_fifty_clients_on_one_slot.py::"
        "test_one_of_fifty_gets_the_time_and_everyone_else_three_others",
        "Counter({302:",
    ),
    Fault(
        "a time is booked as it was sent",
        "support/booking/rules/choice.py",
        "        if wanted and choice.channel in slot.channels:\n",
        "        if wanted:\n",
        "tests/pages/test_times.py::test_a_tampered_time_is_never_booked",
        "another way of meeting",
    ),
    Fault(
        "the same wish twice is refused",
        BOOKING,
        "        if mine.starts_at == choice.starts_at:\n            return mine\n",
        "",
        "tests/pages/test_times.py::test_the_same_wish_sent_twice_is_one_booking",
        "/times/booked/",
    ),
    Fault(
        "a second time beside the first",
        BOOKING,
        "    if mine is not None:\n",
        "    if mine is not None and mine.starts_at == choice.starts_at:\n",
        "tests/pages/test_times.py::test_a_second_time_is_refused_with_a_way_on",
        "== 409",
    ),
    Fault(
        "a cancelled time stays taken",
        BOOKING,
        "    free_cells(work, row.id)\n",
        "",
        "tests/pages/test_times.py::test_a_cancelled_time_is_free_for_another",
        "== []",
    ),
    Fault(
        "anybody cancels anybody's time",
        BOOKING,
        "    if row is None or row.employee_id != work.actor.id:\n",
        "    if row is None:\n",
        "tests/guards/test_stranger.py::test_a_stranger_gets_the_page_of_what_does_not_exist",
        "POST /times/cancel/<appointment_id> as another employee",
    ),
    Fault(
        "a message of a cancelled time is sent",
        BOOKING,
        '    cancel_queued(work, f"appointment:{row.id}:")\n',
        "",
        "tests/pages/test_times.py::test_cancelling_takes_back_the_message_that_has_not_left",
        "'cancelled'",
    ),
    Fault(
        "a moved time stays taken",
        CELLS,
        "                free_cells(work, instead_of)\n",
        "                pass\n",
        "tests/pages/test_moving.py::test_a_moved_time_is_taken_and_the_old_one_is_free_for_another",
        "assert [",
    ),
    Fault(
        "the same move twice is refused",
        MOVING,
        "    if followed is None or followed.starts_at != choice.starts_at:\n",
        "    if True:\n",
        "tests/pages/test_moving.py::test_the_same_move_sent_twice_gets_the_first_answer",
        "/times/booked/",
    ),
    Fault(
        "a time is moved after it has begun",
        MOVING,
        "    check_time(Move.REBOOK, row.starts_at, work.now)\n",
        "",
        "tests/pages/test_moving.py::test_a_time_that_has_begun_cannot_be_moved_here",
        "== 410",
    ),
    Fault(
        "what one person is about to take is offered to another",
        "support/booking/cell_queries.py",
        '    return or_(booked & (BookingCell.appointment_id != (instead_of or "")), held)\n',
        '    return booked & (BookingCell.appointment_id != (instead_of or ""))\n',
        "tests/pages/test_holds.py::"
        "test_while_she_confirms_her_number_nobody_else_is_offered_the_time_that_she_chose",
        "not in",
    ),
    Fault(
        "a hold lasts until a job sweeps it up",
        "support/booking/cell_queries.py",
        "and_(BookingCell.held_until > now, BookingCell.held_by",
        "and_(BookingCell.held_until.is_not(None), BookingCell.held_by",
        "tests/pages/test_holds.py::test_after_ten_minutes_it_is_free_for_another_with_no_job_run",
        "/times/booked/",
    ),
    Fault(
        "a visit holds as many times as it likes",
        "support/triage/holding_actions.py",
        "    end_hold(work, opened.id)\n",
        "",
        "tests/pages/test_holds.py::test_a_visit_holds_one_time",
        "== 4",
    ),
    Fault(
        "a nurse books for the person of a case that she has not taken",
        "support/cases/nurse_actions.py",
        "    return _held_case(work, case_id).facts()\n",
        "    return queries.case_to_change(work, case_id).facts()\n",
        "tests/pages/test_on_behalf.py::"
        "test_a_nurse_who_has_not_taken_the_case_books_and_cancels_nothing[time/cancel]",
        "== 409",
    ),
    Fault(
        "a time of another case is changed through this one",
        "support/booking/on_behalf_actions.py",
        "    if row is None or row.case_id != case.id:\n",
        "    if row is None:\n",
        "tests/pages/test_on_behalf.py::test_a_time_of_another_case_is_not_changed_through_this_one",
        "== 404",
    ),
    Fault(
        "the nurse is shown another message than the one that goes out",
        "support/desk/time_pages.py",
        '    template = "moved_you" if booked else "booked"\n',
        '    template = "booked"\n',
        "tests/pages/test_on_behalf.py::test_a_time_is_moved_for_her_with_its_own_message",
        "startswith",
    ),
    Fault(
        "a message is sent before its attempt is written down",
        OUTBOX,
        "    message.move(State.ATTEMPT_WRITTEN)\n",
        "",
        "tests/actions/test_outbox.py::"
        "test_a_worker_that_dies_while_sending_leaves_a_mark_and_nobody_sends_again",
        "attempt_written",
    ),
    Fault(
        "an urgent need does not raise an open case",
        "support/cases/opening_actions.py",
        "most_urgent((case.urgency, need.urgency))",
        "need.urgency",
        "tests/actions/test_opening_a_case.py::test_urgency_only_ever_rises",
        "Urgency.ROU",
    ),
)

"""What the service is for: faults of the protocol, of help in danger, of times and of messages."""

from tests.planted.fault import NOTHING_COULD_BE_READ, Fault

PROTOCOL = "support/triage/protocols/voimavarat-1.0.0/protocol.yaml"
BOOKING = "support/booking/actions.py"
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
        BOOKING,
        "people = (appointment.practitioner_id, appointment.employee_id)",
        "people = (appointment.employee_id,)",
        "tests/race/test_fifty_clients_on_one_slot.py::"
        "test_one_of_fifty_gets_the_time_and_everyone_else_three_others",
        "Counter({302:",
    ),
    Fault(
        "a time is booked as it was sent",
        BOOKING,
        "    if not any(choice.channel in slot.channels for slot in then):\n",
        "    if not then:\n",
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
        "    work.session.execute(delete(BookingCell).where(BookingCell.appointment_id == row.id))\n",
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
    Fault(
        "the head of a case does not say who has it",
        "support/desk/case_pages.py",
        "        held=_held(work, case),\n",
        '        held="",\n',
        "tests/pages/test_case_page.py::test_the_head_of_a_case_says_who_has_it",
        "== ['Handled by you']",
    ),
    Fault(
        "a call is begun without the word of a person who gets no messages",
        "support/desk/peek_pages.py",
        "        contact_note=before_a_call(contact),\n",
        '        contact_note="",\n',
        "tests/pages/test_case_page.py::test_the_word_of_a_person_without_messages_stands_where_the_nurse_calls",
        "substring not found",
    ),
    Fault(
        "a case without answers gives reasons all the same",
        "support/desk/answer_pages.py",
        "    if sent is None:\n        return []\n    protocol = words.protocol\n",
        '    if sent is None:\n        return [Labelled("", "")]\n    protocol = words.protocol\n',
        "tests/pages/test_case_page.py::test_a_case_without_answers_says_so_in_one_sentence",
        "0 == 1",
    ),
    Fault(
        "a score stands without its highest",
        "support/desk/answer_pages.py",
        """    return str(score) if highest is None else f"{score} / {highest}"\n""",
        """    return str(score or highest)\n""",
        "tests/pages/test_case_page.py::test_a_score_stands_beside_the_highest_that_the_protocol_allows",
        "'60 / 100'",
    ),
    Fault(
        "what was sent is offered again by a link",
        "support/web/errors.py",
        ' if request.method == "GET" else ""\n',
        ' if request.method else ""\n',
        "tests/pages/test_trying_again.py::test_what_was_sent_is_not_offered_again",
        "['/sign-in'] == []",
    ),
    Fault(
        "a text message takes a date as the pages write it",
        "support/vocabulary/dates_in_words.py",
        """    return when(instant, language).replace(_UNBROKEN, " ")\n""",
        "    return when(instant, language)\n",
        "tests/rules/vocabulary/test_dates_in_words.py::"
        "test_no_time_of_a_year_is_longer_than_the_messages_allow",
        "assert not True",
    ),
)

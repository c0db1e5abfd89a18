"""One control of each safety requirement taken away: a test that names it must fail (docs/hazard-log.md)."""

from tests.planted.fault import Fault

PROTOCOL = "support/triage/protocols/voimavarat-1.0.0"
DECISION = "support/triage/rules/decision.py"
SAFETY = "tests/safety"

FAULTS = (
    Fault(
        "SR-1: the numbers of the help page cannot be tapped",
        "templates/components/line_card.html",
        'href="tel:{{ line.tel }}"',
        'href="#{{ line.tel }}"',
        f"{SAFETY}/test_help_on_every_page.py::"
        "test_the_numbers_need_no_sign_in_no_script_no_form_and_no_cookie[fi]",
        "IndexError",
    ),
    Fault(
        "SR-2: help waits for the end of the questions",
        "support/triage/question_routes.py",
        "    if in_danger is not None:\n",
        "    if in_danger is not None and page.contact:\n",
        "tests/pages/test_help_card.py::test_help_comes_in_the_very_next_response",
        "assert",
    ),
    Fault(
        "SR-3, SR-5: nobody is alerted by a number that was left",
        "support/cases/opening_actions.py",
        '    work.log("case:open", "support_case", case.id)\n    raise_if_urgent(work, case)\n',
        '    work.log("case:open", "support_case", case.id)\n',
        "tests/pages/test_reaching_a_person.py::test_a_call_without_answers_is_promised_for_today_and_alerts",
        "ValueError",
    ),
    Fault(
        "SR-4: a workplace that we do not serve is a dead end for whoever needs a call",
        DECISION,
        "    return decision is None or decision.urgency.needs_call_today\n",
        "    return decision is None\n",
        "tests/pages/test_reaching_a_person.py::test_whoever_needs_a_call_today_gets_a_case_wherever_she_works",
        "IndexError",
    ),
    Fault(
        "SR-5: an alert that nobody has seen stops with whoever was told first",
        "support/cases/rules/alerts.py",
        "        return level >= len(self.groups) - (not self.managers)\n",
        "        return level >= 0\n",
        "tests/actions/test_alerts.py"
        "::test_a_crisis_that_nobody_has_seen_goes_to_the_next_and_then_to_the_service_manager",
        "assert",
    ),
    Fault(
        "SR-5: two workers both tell the next in line",
        "support/cases/telling_actions.py",
        "            Alert.next_at == seen,\n",
        "",
        "tests/actions/test_alerts.py::test_two_workers_tell_the_next_in_line_once",
        "assert",
    ),
    Fault(
        "SR-5: the queue goes by age",
        "support/cases/rules/queue_order.py",
        "    return (case.urgency.rank, not case.safety, -used, case.opened_at)\n",
        "    return (0, not case.safety, -used, case.opened_at)\n",
        "tests/rules/cases/test_queue_order.py::"
        "test_urgency_then_safety_then_the_share_of_the_target_then_age",
        "assert",
    ),
    Fault(
        "SR-7: a scale with an item missing is scored",
        "support/triage/rules/scales.py",
        "                if not skipped_as_best:\n                    return None\n",
        "",
        "tests/rules/triage/test_rows.py::test_scores_need_every_item_and_stand_beside_the_decision",
        "assert",
    ),
    Fault(
        "SR-8: what was told and then changed counts no more",
        DECISION,
        "    merged = {item: values for item, values in given.items() if values}\n",
        "    merged: dict[str, tuple[Answer, ...]] = {}\n",
        "tests/rules/triage/test_visits.py::test_an_answer_changed_afterwards_lowers_nothing",
        "assert",
    ),
    Fault(
        "SR-9: a good score cancels what was said of safety",
        f"{PROTOCOL}/protocol.yaml",
        '  - {id: D5, urgency: same_day, safety: true, when: {item: unusual, is: ["yes"]}}\n',
        "  - id: D5\n    urgency: same_day\n    safety: true\n    when:\n      all:\n"
        '        - {item: unusual, is: ["yes"]}\n        - {score: who5, at_most: 50}\n',
        "tests/rules/triage/test_rows.py::test_a_good_score_cancels_no_safety_row",
        "assert",
    ),
    Fault(
        "SR-10: with which instruments it was decided is not kept",
        "support/triage/send_actions.py",
        '            "instruments": list(protocol.instruments),\n',
        '            "instruments": [],\n',
        "tests/actions/test_replay.py::test_decisions_come_out_as_they_did",
        "different",
    ),
    Fault(
        "SR-11: what was signed can be edited",
        "support/triage/loading.py",
        "    if signed.content != protocol.content:\n",
        "    if not signed.content:\n",
        "tests/rules/triage/test_loading.py::test_what_was_signed_cannot_be_changed_without_a_new_version",
        "DID NOT RAISE",
    ),
    Fault(
        "SR-12: a sentence gives the all-clear",
        f"{PROTOCOL}/texts.yaml",
        'en: "Yes, a little"',
        'en: "Yes, and all is well"',
        f"{SAFETY}/test_what_is_said.py::test_no_sentence_of_the_protocol_is_a_finding_or_an_all_clear[en]",
        "all is well",
    ),
    Fault(
        "SR-18: a Finnish line stands above one that speaks the person's language",
        "support/triage/rules/lines.py",
        "        not _keeps_its_place(shown, topics),\n",
        "        False,\n",
        "tests/rules/lines/test_crisis_lines.py::"
        "test_swedish_readers_see_their_own_lines_and_below_them_the_finnish_one_that_is_open",
        "mieli_fi",
    ),
    Fault(
        "SR-13: the result does not say whom to call when it gets worse",
        "templates/triage/result.html",
        '{{ line_row(_("Call:"), page.worse_lines) }}</section>',
        "</section>",
        f"{SAFETY}/test_no_dead_end.py::"
        "test_every_result_says_what_to_do_if_it_gets_worse_with_numbers[routine]",
        "tel:112",
    ),
    Fault(
        "SR-14: own words promise to be read",
        f"{PROTOCOL}/texts.yaml",
        "Enintään 500 merkkiä. Tekstiä ei lueta heti.",
        "Enintään 500 merkkiä.",
        f"{SAFETY}/test_what_is_said.py::test_own_words_say_beside_the_field_that_they_are_not_read_at_once",
        "ei lueta heti",
    ),
    Fault(
        "SR-15: a code is sent where messages are not safe",
        "support/triage/contact_routes.py",
        "    if not typed.reach.safe_to_text:\n",
        "    if not typed.reach.phone:\n",
        "tests/pages/test_reaching_a_person.py::test_nothing_is_ever_sent_where_a_message_is_not_safe",
        "assert",
    ),
    Fault(
        "SR-16: a meeting with a supervisor who is part of what weighs",
        f"{PROTOCOL}/protocol.yaml",
        "      - {item: strain, lacks: [supervisor_part_of_it, harassment_or_violence]}\n"
        "      - {item: events, lacks: [violence_or_threat]}\n",
        "      - {item: strain, lacks: [harassment_or_violence]}\n"
        "      - {item: events, lacks: [violence_or_threat]}\n",
        "tests/rules/triage/test_proof.py::test_the_protocol_in_use_is_monotone_and_complete[self-()]",
        "may never be",
    ),
    Fault(
        "SR-17: what a check-in does not ask counts as missing",
        DECISION,
        "    if asked is not None:\n",
        "    if asked is not None and not answers:\n",
        "tests/rules/triage/test_visits.py::test_items_that_a_check_in_does_not_ask_are_not_missing",
        "assert",
    ),
    Fault(
        "SR-18: a call is promised for a moment at which nobody is there",
        "support/cases/rules/targets.py",
        "    return calendar.next_opening(now) + CALL_WITHIN\n",
        "    return now + CALL_WITHIN\n",
        f"{SAFETY}/test_no_dead_end.py::"
        "test_a_call_is_promised_by_a_moment_at_which_somebody_is_there[on Christmas Day-Mon 28 Dec at 8:30]",
        "Mon 28 Dec at 8:30",
    ),
    Fault(
        "SR-19: a fault in deciding stops the person",
        "support/triage/deciding.py",
        '        log.exception("decision failed")\n        return None\n',
        '        log.exception("decision failed")\n        raise\n',
        "tests/pages/test_engine_fault.py::test_the_result_shows_numbers_and_a_call",
        "200",
    ),
    Fault(
        "SR-20: a decision is lowered without a word",
        "support/cases/rules/override.py",
        "    if needs_reason(before, wanted) and not reason.strip():\n",
        "    if needs_reason(before, wanted) and reason is None:\n",
        "tests/pages/test_desk.py::test_lowering_needs_a_reason_and_raising_does_not",
        "assert",
    ),
    Fault(
        "SR-21: a sentence may be missing in a language",
        "support/triage/rules/parse_texts.py",
        'below.fields(" ".join(LANGUAGES))',
        'below.fields("", " ".join(LANGUAGES))',
        f"{SAFETY}/test_one_set_of_rules.py::test_a_language_without_one_of_its_sentences_does_not_load[sv]",
        "DID NOT RAISE",
    ),
    Fault(
        "a hazard without an owner",
        "docs/hazards.yaml",
        '    owner: "Data protection officer"\n',
        '    owner: ""\n',
        "tests/guards/test_hazard_log.py::"
        "test_every_requirement_has_a_test_and_every_hazard_a_control_an_owner_and_what_is_left",
        "H4: owner is empty",
    ),
)

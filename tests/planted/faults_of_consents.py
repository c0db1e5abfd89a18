"""What a supervisor may know: faults of consents and of her way in."""

from tests.planted.fault import Fault

WORDS = "tests/pages/test_meeting_words.py"

FAULTS = (
    Fault(
        "a supervisor of before is told what her permission would allow",
        "support/consent/rules/disclosing.py",
        "    if not goes_on(reader.began_at, reader.ended_at, now):\n        return ()\n",
        "",
        "tests/rules/consent/test_disclosing.py::"
        "test_for_every_subset_of_permissions_the_facts_are_that_subset_or_nothing[granted-ended]",
        "assert",
    ),
    Fault(
        "what was read leaves no receipt",
        "support/consent/receipt_actions.py",
        "            row.read_at = work.now\n",
        "            pass\n",
        "tests/journeys/test_read_accepted_done.py::"
        "test_released_read_accepted_with_a_day_and_done_and_the_employee_sees_each",
        "Read Wed",
    ),
    Fault(
        "a receipt stays open when the permission is taken back",
        "support/consent/withdrawing_actions.py",
        "    close_facts(work, row.id, row.supervisor_link_id, taken)\n",
        "",
        "tests/journeys/test_read_accepted_done.py::"
        "test_withdrawn_in_the_middle_her_page_closes_and_the_receipt_stays",
        "Not read before it was taken back.",
    ),
    Fault(
        "absences are told under another permission",
        "support/booking/released_queries.py",
        "    told = told_now(look, link_id, [Thing(FactCode.F6, case_id, one) for one in rows])\n",
        "    told = told_now(look, link_id, [Thing(FactCode.F1, case_id, one) for one in rows])\n",
        "tests/pages/test_only_what_is_released.py::test_whatever_is_chosen_exactly_that_stands_on_her_pages",
        "assert",
    ),
    Fault(
        "what was taken back is still told",
        "support/consent/rules/release.py",
        "    return consent.state is State.GRANTED and now < consent.valid_until\n",
        "    return now < consent.valid_until\n",
        "tests/rules/consent/test_consent.py::test_what_was_not_given_or_was_taken_back_covers_nothing[revoked]",
        "assert not True",
    ),
    Fault(
        "what is over is still told",
        "support/consent/rules/release.py",
        "    return consent.state is State.GRANTED and now < consent.valid_until\n",
        "    return consent.state is State.GRANTED\n",
        "tests/pages/test_supervisors.py::"
        "test_with_nothing_released_her_page_is_that_of_somebody_who_was_never_let_know[over]",
        "There is nothing for you here now",
    ),
    Fault(
        "a supervisor of before goes on knowing",
        "support/consent/naming_actions.py",
        "    withdraw_from(work, link_id)\n",
        "",
        "tests/pages/test_consents.py::test_a_supervisor_of_before_knows_nothing_more",
        "revoked",
    ),
    Fault(
        "a link that leads in although nothing is released",
        "support/supervisor/link_pages.py",
        "    return link if leads_on else None\n",
        "    return link\n",
        "tests/pages/test_supervisors.py::"
        "test_a_link_that_leads_nowhere_answers_like_one_that_never_was[taken back]",
        "assert",
    ),
    Fault(
        "a code for another number opens the hat of a supervisor",
        "support/people/code_actions.py",
        "    return _used(work, browser, stored) == phone_lookup\n",
        "    return _used(work, browser, stored) is not None\n",
        "tests/pages/test_supervisors.py::test_a_code_for_another_number_opens_nothing",
        "assert",
    ),
    Fault(
        "a browser in which the hat of a supervisor is worn acts as that person",
        "support/web/access.py",
        "    return begin(actor if actor.role is Role.EMPLOYEE else Actor.visitor())\n",
        "    return begin(actor)\n",
        "tests/pages/test_supervisors.py::test_in_the_browser_of_a_supervisor_questions_are_a_visitors",
        "assert",
    ),
    Fault(
        "the supervisor reads words before the employee has said yes to them",
        "support/booking/rules/wording.py",
        "        return self.may_supervisor_see and Party.EMPLOYEE in self.confirmed_by\n",
        "        return self.may_supervisor_see\n",
        f"{WORDS}::test_before_the_employee_has_said_yes_the_supervisor_reads_nothing",
        "Nothing to read yet",
    ),
    Fault(
        "an action that is kept from her stands on the supervisor's page",
        "support/pathways/rules/shared_action.py",
        "    return action.release is Release.YES and not is_of_another\n",
        "    return not is_of_another\n",
        f"{WORDS}::test_an_action_is_hers_to_read_with_the_release_and_the_permission",
        "assert",
    ),
    Fault(
        "a yes to words that are not there any more",
        "support/booking/meeting_wording_actions.py",
        "    check_version(shown.version, found[0].version)\n",
        "",
        f"{WORDS}::test_what_is_changed_after_a_yes_needs_another_one",
        "assert",
    ),
    Fault(
        "other words of an action keep the answer to the words before",
        "support/pathways/wording_actions.py",
        "        row.release = row.released_at = None\n",
        "        pass\n",
        f"{WORDS}::test_other_words_of_an_action_are_another_question_to_her",
        "assert",
    ),
    Fault(
        "a step is held without what it must bring",
        "support/booking/meeting_attendance_actions.py",
        "        check_outcomes(step, _brought_by(work, row))\n",
        "        pass\n",
        f"{WORDS}::test_without_what_it_must_bring_neither_meeting_nor_step_is_held",
        "assert",
    ),
    Fault(
        "a supervisor who may not know any more is reminded",
        "support/booking/meeting_message_actions.py",
        "    if not is_released(work, row.case_id, row.supervisor_link_id):\n",
        "    if row.starts_at < work.now:\n",
        f"{WORDS}::test_a_supervisor_who_may_not_know_any_more_is_not_reminded",
        "sup_rem",
    ),
    Fault(
        "a message leaves after the end of a permission",
        "support/wiring.py",
        "(keep_back_unsafe, wait_for_what_runs_out)",
        "(keep_back_unsafe,)",
        "tests/actions/test_receipts.py"
        "::test_nothing_leaves_to_a_supervisor_between_the_end_of_a_permission_and_its_writing_down",
        "assert",
    ),
)

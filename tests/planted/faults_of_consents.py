"""What a supervisor may know: faults of consents and of her way in."""

from tests.planted.fault import Fault

FAULTS = (
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
        "    return link if link is not None and cases_released(look, link.id, look.now) else None\n",
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
)

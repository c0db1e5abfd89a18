"""What is recorded, limited, told to the outside and kept out of the repository."""

from tests.planted.fault import Fault

REFUSALS = "tests/guards/test_refusals_are_recorded.py"
LIMITS = "tests/guards/test_limits.py"
REPORTS = "tests/guards/test_policy_reports.py"
TEXTS = "tests/pages/test_texts_about_times.py"
CODES = "support/people/code_actions.py"

FAULTS = (
    Fault(
        "a refused look that leaves no record",
        "support/web/errors.py",
        "            _record(refusal)\n",
        "            pass\n",
        f"{REFUSALS}::test_every_refused_look_and_every_refused_act_is_recorded",
        "ValueError",
    ),
    Fault(
        "a try of a code that leaves no record",
        CODES,
        '    work.log("code:try", "one_time_code", NOBODY)\n',
        "",
        f"{REFUSALS}::test_every_try_of_a_code_is_recorded_without_the_digits",
        "AssertionError",
    ),
    Fault(
        "an address begins as often as it likes",
        "support/triage/visit_actions.py",
        "VISITS_PER_ADDRESS = (120, timedelta(hours=1))",
        "VISITS_PER_ADDRESS = (12_000, timedelta(hours=1))",
        f"{LIMITS}::test_the_paper_says_what_the_program_does",
        "VISITS_PER_ADDRESS",
    ),
    Fault(
        "whoever moves her time without end is sent a message each time",
        "support/booking/message_actions.py",
        "suppressed=by_herself and texts_since(work, addressee.phone, work.now - window) >= most,",
        "suppressed=by_herself and texts_since(work, addressee.phone, work.now) > most,",
        f"{TEXTS}::test_so_many_texts_are_sent_and_every_time_is_moved_all_the_same",
        "assert 21 == 20",
    ),
    Fault(
        "a page that speaks of a message which never comes",
        "support/booking/appointment_pages.py",
        'is_told(work, booked.id, "moved_you" if moved else "booked")',
        "contact.may_be_texted",
        f"{TEXTS}::test_the_page_speaks_of_a_text_only_where_one_comes",
        "AssertionError",
    ),
    Fault(
        "one line asks for calls all day, so many an hour",
        "support/triage/send_actions.py",
        "for limit in CALLS_PER_ADDRESS]",
        "for limit in CALLS_PER_ADDRESS[:1]]",
        f"{LIMITS}::test_what_no_code_has_confirmed_has_an_end_within_a_day_too",
        "== 429",
    ),
    Fault(
        "a limit that the paper states otherwise",
        "docs/limits.md",
        "| `SIGN_IN_CODES` | 60 | 24 h |",
        "| `SIGN_IN_CODES` | 600 | 24 h |",
        f"{LIMITS}::test_the_paper_says_what_the_program_does",
        "SIGN_IN_CODES",
    ),
    Fault(
        "a code for another device is tried from each address of one line anew",
        "support/triage/resume_routes.py",
        "count_resume(work, caller_address())",
        'count_resume(work, request.remote_addr or "")',
        "tests/pages/test_one_line_is_one_caller.py::"
        "test_nobody_tries_codes_of_another_device_from_many_addresses_of_one_line",
        "assert",
    ),
    Fault(
        "an unknown number is not even counted",
        CODES,
        "has_room = _all_count(work, purpose, phone, CODES_PER_NUMBER)\n",
        "has_room = not (employee or not known_only) or _all_count(work, purpose, phone, CODES_PER_NUMBER)\n",
        "tests/guards/test_known_and_unknown_cost_the_same.py::test_asking_for_a_code_costs_the_same_for_every_number",
        "assert",
    ),
    Fault(
        "a caller's own word for her address is believed",
        "support/web/proxies.py",
        "x_for=hops,",
        "x_for=hops + 1,",
        "tests/guards/test_own_proxies.py::test_an_invented_address_gets_nobody_around_the_limits",
        "assert",
    ),
    Fault(
        "a report of any length",
        "support/web/policy_reports.py",
        "LONGEST = 16 * 1024",
        "LONGEST = 16 * 1024 * 1024",
        f"{REPORTS}::test_a_long_report_is_refused_and_of_many_at_once_the_first_are_kept",
        "413",
    ),
    Fault(
        "every form forgoes its token like the reports do",
        "support/app.py",
        "    tokens.exempt(reports)\n",
        "    tokens.exempt(reports)\n    app.config['WTF_CSRF_CHECK_DEFAULT'] = False\n",
        f"{REPORTS}::test_only_this_address_and_those_of_the_provider_ask_for_no_form_token",
        "assert",
    ),
    Fault(
        "a sentence with a person's word in it, taken as markup",
        "support/web/pages.py",
        '    return words % values if "%" in words else words\n',
        "    return Markup(str(words) % values)\n",
        "tests/guards/test_hostile_text.py::test_hostile_text_in_every_field_is_shown_to_every_reader_as_text",
        "assert",
    ),
    Fault(
        "a key in the repository",
        "support/platform/keys.txt",
        "",
        "-----BEGIN " + "PRIVATE KEY-----\nMIIE\n-----END " + "PRIVATE KEY-----\n",
        "tests/guards/test_no_secret_in_the_repository.py::test_no_file_of_the_repository_holds_a_secret",
        "support/platform/keys.txt",
    ),
    Fault(
        "a part of another version than the list says",
        "docs/parts.md",
        "| apscheduler | 3.11.3 |",
        "| apscheduler | 3.11.2 |",
        "tests/guards/test_parts.py::test_the_list_is_what_is_used",
        "assert",
    ),
    Fault(
        "a pattern that takes for ever",
        "support/vocabulary/words.py",
        "",
        '"""Words."""\n\nimport re\n\nWORDS = re.compile(r"(\\w+\\s*)+$")\n',
        "tests/guards/test_patterns.py::test_no_pattern_of_the_program_can_take_long",
        "support/vocabulary/words.py",
    ),
    Fault(
        "a code that many use at the same instant",
        CODES,
        "OneTimeCode.used_at.is_(None)",
        "OneTimeCode.sent_at.is_not(None)",
        "tests/race/test_one_code_in_many_hands.py::test_a_code_to_sign_in_lets_one_of_many_in",
        "assert",
    ),
)

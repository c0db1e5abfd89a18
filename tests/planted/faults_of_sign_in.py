"""Getting in, staying in and being put out: faults of codes, passwords and sessions."""

from tests.planted.fault import Fault

CODES = "support/people/code_actions.py"
RULES = "support/people/rules.py"
WORDS = "support/web/kept_words.py"

FAULTS = (
    Fault(
        "whoever signs in at the page reads what another wrote",
        WORDS,
        """    return f"words {lookup_hash(_secret(), 'words', account_id).hex()}"\n""",
        '    return "words" if account_id else ""\n',
        "tests/pages/test_words_outlive_the_session.py::test_another_nurse_at_the_same_computer_does_not_see_them",
        "== '/queue'",
    ),
    Fault(
        "what was written waits for a day",
        WORDS,
        "LIVES = timedelta(minutes=30)",
        "LIVES = timedelta(days=1)",
        "tests/pages/test_words_outlive_the_session.py::test_after_half_an_hour_they_are_gone",
        "== '/queue'",
    ),
    Fault(
        "a code lives a little longer",
        RULES,
        "CODE_LIVES = timedelta(minutes=10)",
        "CODE_LIVES = timedelta(minutes=11)",
        "tests/pages/test_codes.py::test_a_code_works_for_ten_minutes",
        "is False",
    ),
    Fault(
        "tries of a code are not counted",
        CODES,
        "    row.tries += 1\n",
        "",
        "tests/pages/test_codes.py::test_many_tries_at_once_are_still_five",
        "[0] == [5]",
    ),
    Fault(
        "a code is never used up",
        CODES,
        ".values(used_at=work.now)",
        ".values(sent_at=work.now)",
        "tests/pages/test_codes.py::test_a_code_is_used_once",
        "== 422",
    ),
    Fault(
        "a number gets as many codes as it likes",
        CODES,
        "suppressed=not may_send or (known_only and",
        "suppressed=(known_only and",
        "tests/pages/test_codes.py::test_a_number_gets_three_codes_an_hour_and_the_page_is_the_same_for_the_fourth",
        "[True, True, True, True] == [False, True, True, True]",
    ),
    Fault(
        "a code that was not sent confirms the number",
        CODES,
        "phone if may_send else browser_hash",
        "phone",
        "tests/pages/test_codes.py::test_a_code_that_was_not_sent_confirms_no_number",
        "== 422",
    ),
    Fault(
        "a browser that knows one number knows every number",
        "support/people/known_number_actions.py",
        "    return secrets.compare_digest(kept.mark, _mark(look, employee))\n",
        "    return True\n",
        "tests/pages/test_nobody_keeps_an_employee_out.py::"
        "test_in_a_browser_that_knows_her_another_number_is_a_stranger",
        "not True",
    ),
    Fault(
        "an unknown number gets a message too",
        CODES,
        " or (known_only and employee is None)",
        "",
        "tests/pages/test_sign_in_tells_nothing.py::"
        "test_known_and_unknown_numbers_get_the_same_answer_and_the_unknown_one_no_message",
        "==",
    ),
    Fault(
        "an address asks for as many codes as it likes",
        CODES,
        "address, limit=limit, window=window):\n        return False\n",
        "work.new_id(), limit=limit, window=window):\n        return False\n",
        "tests/pages/test_sign_in_tells_nothing.py::test_an_address_asks_for_sixty_codes_an_hour",
        "429",
    ),
    Fault(
        "the caller says from which address she comes",
        "support/people/code_asking.py",
        "    address = caller_address()\n",
        "    from flask import request\n\n    address = request.headers.get('X-Forwarded-For', '')\n",
        "tests/guards/test_foreign_addresses.py::"
        "test_an_address_that_a_caller_claims_does_not_get_around_the_limits",
        "302 == 429",
    ),
    Fault(
        "passwords are guessed without a limit",
        "support/people/sign_in_actions.py",
        "all(count_try(work, purpose, value, limit=n, window=w) for purpose, value, (n, w) in counters)",
        "bool(counters)",
        "tests/pages/test_sign_in_tells_nothing.py::"
        "test_ten_wrong_passwords_close_the_account_for_a_while_also_for_the_right_one",
        "429",
    ),
    Fault(
        "failures anywhere keep a nurse out of her own browser",
        "support/people/sign_in_actions.py",
        "    if account is not None and browser is not None and is_known(work, account, browser):\n",
        "    if account is not None and browser == email and is_known(work, account, browser):\n",
        "tests/pages/test_nobody_locks_a_nurse_out.py::"
        "test_failures_from_her_own_address_do_not_keep_her_out_either",
        "assert False",
    ),
    Fault(
        "the code of an authenticator works twice",
        "support/people/sign_in_actions.py",
        "    account.totp_step = step\n",
        "",
        "tests/pages/test_sign_in_tells_nothing.py::"
        "test_the_first_step_is_good_for_five_minutes_and_one_code_for_one_sign_in",
        "== 422",
    ),
    Fault(
        "the code of an authenticator is compared sign by sign",
        "support/people/staff_actions.py",
        "if pyotp.utils.strings_equal(code, totp.generate_otp(step))",
        "if code == totp.generate_otp(step)",
        "tests/guards/test_code_takes_no_short_cut.py::"
        "test_no_module_takes_a_short_cut[support/people/staff_actions.py]",
        "compared sign by sign",
    ),
    Fault(
        "the page that she signs in for is taken from the address as it stands there",
        "support/people/routes.py",
        "    return url_for(endpoint, **values)\n",
        "    return wanted\n",
        "tests/pages/test_to_the_page_she_signed_in_for.py::"
        "test_two_strokes_before_a_page_of_hers_do_not_make_a_host_of_it",
        "external redirects",
    ),
    Fault(
        "a third way in, for trying things out",
        "support/people/routes.py",
        '    session[_BROWSER] = current_app.extensions["begin_work"].ids.token()\n',
        '    if current_app.config["IS_DEMO"] and typed.endswith("000"):\n        sign_in_browser("x", "x")\n'
        '    session[_BROWSER] = current_app.extensions["begin_work"].ids.token()\n',
        "tests/guards/test_ways_in.py::test_sessions_begin_only_where_it_is_written_here",
        "ask_code",
    ),
    Fault(
        "a way in through the module instead of the name",
        "support/my_support/routes.py",
        '    return show("my_support/delete.html", page)\n',
        '    __import__("flask_login").login_user(current_user)\n'
        '    return show("my_support/delete.html", page)\n',
        "tests/guards/test_ways_in.py::test_sessions_begin_only_where_it_is_written_here",
        "my_support/routes.py",
    ),
    Fault(
        "a nurse's session keeps what was there before",
        "support/people/staff_routes.py",
        "    session.clear()\n    _hold(begun.token)\n",
        "    _hold(begun.token)\n",
        "tests/guards/test_ways_in.py::test_a_cookie_from_before_the_sign_in_opens_nothing_after_it[nurse]",
        "302 == 400",
    ),
    Fault(
        "an employee's session keeps what was there before",
        "support/people/session_loading.py",
        "    session.clear()\n",
        "",
        "tests/guards/test_ways_in.py::test_a_cookie_from_before_the_sign_in_opens_nothing_after_it[employee]",
        "302 == 400",
    ),
    Fault(
        "a new sign-in leaves the one before alive",
        "support/people/staff_routes.py",
        "            instead_of=session_of_browser(),\n",
        "",
        "tests/pages/test_ended_at_once.py::test_signing_in_anew_ends_the_session_that_the_browser_had",
        "/queue",
    ),
    Fault(
        "signing out only empties the cookie",
        "support/people/routes.py",
        "        end_session(work, current_user.get_id())\n",
        "        work.write_session()\n",
        "tests/pages/test_sign_in_tells_nothing.py::test_a_sign_in_ends_when_it_is_idle_and_at_the_sign_out",
        "'/queue' == '/staff/sign-in'",
    ),
    Fault(
        "signing out leaves what the browser kept",
        "support/people/routes.py",
        '    response.headers["Clear-Site-Data"] = \'"cache", "storage"\'\n',
        "",
        "tests/guards/test_ways_in.py::test_signing_out_leaves_nothing_in_the_browser",
        "assert None ==",
    ),
    Fault(
        "whoever never rests is never signed out",
        RULES,
        "return now < ends_at and now < idle_end(role, seen_at)",
        "return now < idle_end(role, seen_at)",
        "tests/guards/test_ways_in.py::test_whoever_never_rests_is_signed_out_all_the_same[employee-2]",
        "'/sign-in' in '/my'",
    ),
    Fault(
        "an open page keeps its reader signed in by itself",
        "support/desk/queue_routes.py",
        "@requires(Permission.WORK_QUEUE, is_poll=True)",
        "@requires(Permission.WORK_QUEUE)",
        "tests/pages/test_before_the_session_ends.py::test_polls_lengthen_nothing",
        "(900",
    ),
    Fault(
        "a lock leaves the sessions for later",
        "support/people/account_actions.py",
        '    end_sessions_of_account(work, account.id)\n    work.log("account:lock"',
        '    work.log("account:lock"',
        "tests/pages/test_ended_at_once.py::"
        "test_an_unlocked_account_opens_with_what_it_had_and_brings_no_session_back",
        "'/queue' == '/staff/sign-in'",
    ),
    Fault(
        "a locked account lets its owner in",
        "support/people/staff_actions.py",
        "    return has_left or account.locked_at is not None\n",
        "    return has_left\n",
        "tests/pages/test_ended_at_once.py::test_a_locked_account_lets_nobody_in_and_tells_nothing",
        "== 422",
    ),
    Fault(
        "an invitation lives for ever",
        "support/people/staff_actions.py",
        "account.invitation_ends_at is None or account.invitation_ends_at <= work.now:",
        "account.invitation_ends_at is None:",
        "tests/guards/test_ways_in.py::test_an_invitation_lives_a_day",
        "200 == 404",
    ),
    Fault(
        "an invitation that is over is a page not found",
        "support/people/staff_actions.py",
        "        raise InvitationOver\n    if is_closed",
        "        raise NotFound\n    if is_closed",
        "tests/pages/test_ended_at_once.py::"
        "test_whatever_ended_an_invitation_the_page_says_the_same_and_leads_on",
        "assert 'This invitation can no longer be used' in",
    ),
    Fault(
        "passwords are hashed too quickly",
        "support/platform/crypto.py",
        "PasswordHasher(time_cost=2,",
        "PasswordHasher(time_cost=1,",
        "tests/guards/test_secrets.py::"
        "test_passwords_and_codes_are_hashed_with_argon2id_and_a_salt_of_their_own",
        "too few passes",
    ),
    Fault(
        "some digits of a code come more often",
        "support/vocabulary/ids.py",
        'secrets.choice("0123456789")',
        "str(secrets.randbits(8) % 10)",
        "tests/guards/test_secrets.py::test_a_code_is_one_of_a_million_and_each_is_as_likely",
        "some digits come more often than others",
    ),
    Fault(
        "a password is good for hours",
        RULES,
        "FIRST_STEP_LIVES = timedelta(minutes=5)",
        "FIRST_STEP_LIVES = timedelta(hours=5)",
        "tests/pages/test_sign_in_tells_nothing.py::test_a_code_follows_its_password_within_five_minutes",
        "'/queue' == '/staff/sign-in'",
    ),
    Fault(
        "codes of an authenticator are guessed without a limit",
        "support/people/sign_in_actions.py",
        "    return all(has_room(look, _CODES, counted, limit=n, window=w) for n, w in SIGN_IN_CODES)",
        "    return bool(counted)",
        "tests/pages/test_sign_in_tells_nothing.py::"
        "test_ten_wrong_codes_close_the_second_step_for_a_while_also_for_the_right_one",
        "429",
    ),
    Fault(
        "a word that a lost phone could show goes on being hers",
        "support/people/number_actions.py",
        "        employee.reference_word = work.ids.short_code()\n",
        "        pass\n",
        "tests/pages/test_lost_phone.py"
        "::test_the_word_that_the_lost_phone_could_show_is_no_word_of_hers_later",
        "assert",
    ),
    Fault(
        "a browser that was signed out meanwhile changes the number",
        "support/my_support/number_actions.py",
        "    check_stands(work, session)\n",
        "",
        "tests/pages/test_lost_phone.py"
        "::test_a_change_that_was_on_its_way_when_the_phone_was_lost_changes_nothing[True]",
        "DID NOT RAISE",
    ),
)

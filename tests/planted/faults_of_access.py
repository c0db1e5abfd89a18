"""Who may ask for what, and what a form may change: faults of routes and of need-to-know."""

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "a form that needs no token",
        "support/app.py",
        "    tokens.exempt(reports)\n",
        '    tokens.exempt("support.desk.case_routes.note")\n',
        "tests/guards/test_forged_forms.py::test_a_form_without_a_token_of_this_browser_changes_nothing[desk.note]",
        "no token: 302 rows",
    ),
    Fault(
        "tokens that are signed for another purpose",
        "support/web/form_tokens.py",
        '_SALT = "wtf-csrf-token"\n',
        '_SALT = "cookie-session"\n',
        "tests/guards/test_signatures.py::"
        "test_the_token_of_a_form_is_taken_by_the_library_and_by_no_other_browser",
        "The CSRF token is invalid",
    ),
    Fault(
        "pages of the same site may send forms",
        "support/web/fetch_site.py",
        '_OURS = {"same-origin", "none", ""}',
        '_OURS = {"same-origin", "same-site", "none", ""}',
        "tests/guards/test_forged_forms.py::test_no_page_of_anybody_can_be_loaded_by_a_foreign_page",
        "same-site",
    ),
    Fault(
        "looking at a case takes it",
        "support/desk/case_routes.py",
        "    return _shown(case_id, Tried())\n",
        "    with begin_work() as work:\n        claim_case(work, case_id)\n"
        "    return _shown(case_id, Tried())\n",
        "tests/guards/test_routes.py::test_looking_changes_nothing",
        "GET /cases/<case_id> as nurse",
    ),
    Fault(
        "a route that does not say who may ask",
        "support/public/routes.py",
        '@public_pages.get("/about")\n@public\n',
        '@public_pages.get("/about")\n',
        "tests/guards/test_routes.py::test_every_route_declares_who_may_ask",
        "routes without a declared access: public.about",
    ),
    Fault(
        "a new page for everybody that nobody has agreed to",
        "support/public/routes.py",
        '@public_pages.get("/poistu")\n',
        '@public_pages.get("/numbers")\n@public\ndef numbers() -> str:\n    return "12"\n\n\n'
        '@public_pages.get("/poistu")\n',
        "tests/guards/test_routes.py::test_the_public_routes_are_the_ones_written_here",
        "public.numbers",
    ),
    Fault(
        "a form that is answered to a look as well",
        "support/desk/case_routes.py",
        '@desk.post("/cases/<case_id>/note")',
        '@desk.route("/cases/<case_id>/note", methods=["GET", "POST"])',
        "tests/guards/test_routes.py::test_a_route_looks_or_changes_but_not_both",
        "/cases/<case_id>/note answers ['GET', 'POST']",
    ),
    Fault(
        "a method that is not declared is answered with a page",
        "support/web/errors.py",
        "    if status < 400:\n",
        '    if status == 405:\n        return Response("", 204)\n    if status < 400:\n',
        "tests/guards/test_routes.py::test_only_the_declared_methods_are_answered",
        "was answered with 204",
    ),
    Fault(
        "a nurse opens the cases of every employer",
        "support/cases/rules/access.py",
        "actor.role is Role.NURSE and actor.id is not None and serves",
        "actor.role is Role.NURSE and actor.id is not None",
        "tests/guards/test_stranger.py::test_a_stranger_gets_the_page_of_what_does_not_exist",
        "as a nurse of another employer: 200",
    ),
    Fault(
        "an employee opens anybody's appointment",
        "support/booking/queries.py",
        "row is None or work.actor.role is not Role.EMPLOYEE or row.employee_id != work.actor.id",
        "row is None or work.actor.role is not Role.EMPLOYEE",
        "tests/guards/test_stranger.py::test_a_stranger_gets_the_page_of_what_does_not_exist",
        "as another employee: 200",
    ),
    Fault(
        "the page of a case asks only for a sign-in",
        "support/desk/case_routes.py",
        '@desk.get("/cases/<case_id>")\n@requires(Permission.WORK_QUEUE)',
        '@desk.get("/cases/<case_id>")\n@requires(Permission.SIGNED_IN)',
        "tests/guards/test_stranger.py::test_an_employee_gets_none_of_the_nurses_pages_of_her_own_case",
        "GET /cases/<case_id> as the employee herself",
    ),
    Fault(
        "a refusal that says the case is there",
        "support/cases/queries.py",
        "    if not (may_open(work.actor, facts) or may_open_own(work.actor, facts)):\n"
        '        raise NotForReader("support_case", case_id)\n',
        "    if not (may_open(work.actor, facts) or may_open_own(work.actor, facts)):\n"
        '        raise __import__("support.vocabulary.errors").vocabulary.errors.NotAllowed("Not yours.")\n',
        "tests/guards/test_stranger.py::test_a_stranger_gets_the_page_of_what_does_not_exist",
        "as a nurse of another employer: 403",
    ),
    Fault(
        "the queue is asked for without its employers",
        "support/cases/queries.py",
        "select(Case).where(Case.closed_at.is_(None), of_served(actor))",
        "select(Case).where(Case.closed_at.is_(None))",
        "tests/guards/test_stranger.py::test_the_queue_of_a_stranger_is_the_same_with_and_without_the_case",
        "the mark of the queue",
    ),
    Fault(
        "the queue shows what the nurse may not open",
        "support/cases/queries.py",
        "    rows = work.session.execute(_open_for(work.actor)).scalars()\n"
        "    cases = [case.facts() for case in rows]\n"
        "    return in_queue_order([case for case in cases if may_open(work.actor, case)], work.now)",
        "    rows = work.session.execute(select(Case).where(Case.closed_at.is_(None))).scalars()\n"
        "    return in_queue_order([case.facts() for case in rows], work.now)",
        "tests/guards/test_leaks.py::test_no_reader_finds_what_is_not_for_her[a nurse of another employer]",
        "for a nurse of another employer",
    ),
    Fault(
        "anybody ends anybody's session",
        "support/people/sessions.py",
        "return of_same_person(own), SignIn.token_hash != own.token_hash",
        "return (SignIn.token_hash != own.token_hash,)",
        "tests/pages/test_own_sessions.py::test_nobody_ends_the_session_of_anybody_else",
        "302 == 404",
    ),
    Fault(
        "a case is changed by one who has not taken it",
        "support/cases/rules/access.py",
        "return may_open(actor, case) and case.is_open and case.claimed_by == actor.id",
        "return may_open(actor, case) and case.is_open",
        "tests/pages/test_desk.py::test_nothing_is_changed_by_one_who_has_not_taken_it[nobody]",
        "AssertionError: confirm",
    ),
    Fault(
        "a field beside the form decides the employer",
        "support/triage/contact_form.py",
        "    chosen = workplace_chosen(employers, workplace)\n",
        '    chosen = workplace_chosen(employers, form.get("employer_id", workplace))\n',
        "tests/guards/test_extra_fields.py::test_further_fields_change_nothing[triage.leave_contact]",
        "Differing items",
    ),
    Fault(
        "a field that came twice or not at all is not expected",
        "support/public/routes.py",
        '    theme = request.form.get("theme", "")\n',
        '    (theme,) = request.form.getlist("theme")\n',
        "tests/pages/test_every_form_takes_garbage.py::"
        "test_garbage_in_any_field_is_answered_with_a_page[public.choose_theme-0]",
        "theme missing: 503",
    ),
)

"""Who may ask for what: faults that the table, the removed checks and the two employers must show."""

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "a time is shown to every employee",
        "support/booking/queries.py",
        "    if row is None or work.actor.role is not Role.EMPLOYEE or row.employee_id != work.actor.id:\n",
        "    if row is None or work.actor.role is not Role.EMPLOYEE:\n",
        "tests/guards/test_authorization.py::test_every_question_is_answered_as_the_table_says[employee]",
        "GET /times/booked/<appointment_id> as employee",
    ),
    Fault(
        "a meeting that does not exist is looked for less than one that does",
        "support/booking/meeting_queries.py",
        "    row = work.session.get(Meeting, meeting_id)\n    try:\n",
        "    row = work.session.get(Meeting, meeting_id)\n    if row is None:\n"
        '        raise NotForReader("three_party_meeting", meeting_id)\n    try:\n',
        "tests/guards/test_authorization.py::"
        "test_what_is_not_hers_is_looked_for_like_what_does_not_exist[employee]",
        "statements, not",
    ),
    Fault(
        "a new page that is not in the table",
        "support/public/routes.py",
        '@public_pages.get("/poistu")\n',
        '@public_pages.get("/numbers")\n@public\ndef numbers() -> str:\n    return "12"\n\n\n'
        '@public_pages.get("/poistu")\n',
        "tests/guards/test_authorization.py::test_every_route_stands_in_the_table",
        "GET /numbers is not in the table",
    ),
    Fault(
        "a page whose gate is gone",
        "support/desk/case_routes.py",
        '@desk.post("/cases/<case_id>/note")\n@requires(Permission.WORK_QUEUE, words="text")\n',
        '@desk.post("/cases/<case_id>/note")\n',
        "tests/guards/test_removed_checks.py::test_the_checks_are_found_in_the_source",
        "note has no gate of a route any more",
    ),
    Fault(
        "an action of anybody is noted under a case of one's own",
        "support/pathways/agreement_actions.py",
        "    if row is None or row.case_id != case_id:\n",
        "    if row is None:\n",
        "tests/guards/test_other_ways_of_asking.py::"
        "test_an_id_of_another_in_a_form_is_answered_like_one_of_nobody[veera-an action of another case]",
        "an action of another case",
    ),
    Fault(
        "a queue counts the cases of every employer",
        "support/cases/rules/access.py",
        "    serves = case.employer_id is None or case.employer_id in actor.employers\n",
        "    serves = True\n",
        "tests/guards/test_two_employers.py::test_no_page_of_one_shows_that_the_other_exists",
        "nurse",
    ),
)

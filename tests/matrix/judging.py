"""Whether a question is answered as the table says, and as one for what does not exist."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from werkzeug.test import TestResponse

from support.vocabulary.permissions import Permission
from tests.matrix.asking import Asked
from tests.matrix.table import NOBODYS, NOTHING, OTHER_KIND, Answer, Case, Table
from tests.statements import counted

# No thing is asked for here that others could have too, or what is there is a secret in itself.
_SAME_FOR_ALL = ("everybody", "programs", "the link", "no link")
# Each of one person alone.
IDS_OF_PEOPLE = ("action_id", "alert_id", "appointment_id", "case_id", "coaching_id", "meeting_id", "step_id")
_EVERY_TIME = {"Date", "Set-Cookie", "Content-Security-Policy", "Content-Length"}


def wrong(asked: Asked, table: Table, cases: Iterable[Case]) -> Iterator[str]:
    """What is not answered as the table says, in words."""
    for (reader, method, rule), group in groupby(cases, key=lambda one: (one.reader, one.method, one.rule)):
        nothing = ""
        for case in sorted(group, key=lambda one: one.relation != NOTHING):
            answer = asked.ask_case(case)
            found = answered(table, answer, case)
            if not fits(found, case.expected):
                yield f"{case}: {found}, {answer.status_code} instead of {case.expected.value}"
            elif names := named_on(asked, table, answer, case):
                yield f"{case}: the page names {sorted(names)}"
            elif case.expected is Answer.NOT_FOUND:
                told = bare(answer, asked.values_of(case))
                nothing = nothing or told
                if told != nothing:
                    yield f"{method} {rule} as {reader}: {case.relation} is told from what does not exist"


def named_on(asked: Asked, table: Table, answer: TestResponse, case: Case) -> set[str]:
    """Whose ids stand in an answer although every address with them is none for this reader."""
    if answer.status_code >= 300 or not (answer.mimetype or "").startswith("text/"):
        return set()
    page, own = answer.get_data(as_text=True), asked.people.values(case.person)
    return {
        f"{name} of {person}"
        for name, relation, person in table.unknown_to(case.reader, IDS_OF_PEOPLE)
        if (value := asked.people.values(person)[name]) != own[name] and value in page
    }


def answered(table: Table, answer: TestResponse, case: Case) -> str:
    """Which of the answers of the table this is."""
    if answer.status_code >= 500:
        return "a fault of ours"
    if answer.status_code in (404, 409):
        return Answer.NOT_FOUND.value if answer.status_code == 404 else Answer.CONFLICT.value
    way_in = table.sign_ins.get(case.group.whose, "")
    is_led = bool(way_in) and (answer.location or "").partition("?")[0] == way_in
    return Answer.SIGN_IN.value if is_led or answer.status_code == 401 else Answer.ALLOWED.value


def fits(found: str, expected: Answer) -> bool:
    """Whether this is the answer; who may do something may find that it cannot be done now."""
    return found == expected.value or (expected is Answer.ALLOWED and found == Answer.CONFLICT.value)


def bare(answer: TestResponse, values: dict[str, str]) -> str:
    """All of an answer but what is another one each time, and the id that was asked for."""
    headers = sorted(f"{name}: {value}" for name, value in answer.headers if name not in _EVERY_TIME)
    told = "\n".join([str(answer.status_code), *headers, answer.get_data(as_text=True)])
    told = re.sub(r'name="csrf_token" value="[^"]*"', "", re.sub(r'nonce="[^"]*"', "", told))
    for name, value in values.items():
        told = told.replace(value, name)
    return told


def costs_more(asked: Asked, cases: Iterable[Case]) -> Iterator[str]:
    """Where what is not hers is looked for in other statements than what does not exist."""
    for (reader, method, rule), group in groupby(cases, key=lambda one: (one.reader, one.method, one.rule)):
        # That an id of her own exists, under whatever name, is no news to her.
        kept = (one for one in group if one.relation != OTHER_KIND)
        others = {one.relation: one for one in kept if one.expected is Answer.NOT_FOUND}
        if len(others) < 2:
            continue
        # The limit of refusals that are recorded begins anew, and the first question opens the database.
        asked.bring_back()
        nothing = others.pop(NOTHING)
        asked.ask_case(nothing)
        usual = _statements(asked, nothing)
        for relation, case in others.items():
            sent = _statements(asked, case)
            if sent != usual:
                yield f"{method} {rule} as {reader}, {relation}: {len(sent)} statements, not {len(usual)}"


def _statements(asked: Asked, case: Case) -> list[str]:
    with counted(asked.world) as statements:
        asked.ask_case(case)
    return statements


def asks_for_a_thing(case: Case) -> bool:
    """Whether something is asked for by its id that others have too, and that is not known to all."""
    return case.relation in NOBODYS or (case.group.whose not in _SAME_FOR_ALL and case.relation != "always")


def permission_of(asked: Asked, case: Case) -> Permission | None:
    """What the route demands."""
    permission: Permission | None = vars(asked.world.app.view_functions[case.rule.endpoint])[
        "access"
    ].permission
    return permission

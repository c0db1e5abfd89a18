"""The forms of a supervisor's own pages, each made ready to be sent by a person who may send it."""

from support.consent.rules.fact_code import FactCode
from tests.agreed import shared
from tests.builders import SECOND, World
from tests.pages.ready_form import Form, Prepare
from tests.supervisors import given, link_in_the_last_message


def _agreed(do: str, **contact: str) -> Prepare:
    def prepare(world: World) -> Form:
        agreed = shared(world, **contact)
        agreed.hers.get("/supervisor")
        fields = {"do": [do], "read_revision": ["1"], "suggestion": ["talk"], "by": [""], "day": [""]}
        return Form(agreed.hers, agreed.url, fields)

    return prepare


def _asked_in(url: str, **fields: str) -> Prepare:
    def prepare(world: World) -> Form:
        given(world, FactCode.F1)
        browser, link = world.browser(), link_in_the_last_message(world)
        browser.get(link)
        if fields:
            browser.post(link)
        given_so = {name: [value] for name, value in (fields or {"anything": "1"}).items()}
        return Form(browser, url.format(link=link), given_so)

    return prepare


READY_SUPERVISORS: dict[str, list[Prepare]] = {
    "supervisor.answer_agreed": [_agreed("accept"), _agreed("suggest", **SECOND)],
    "supervisor.ask_code": [_asked_in("{link}")],
    "supervisor.confirm_code": [_asked_in("{link}/code", code="000000")],
}

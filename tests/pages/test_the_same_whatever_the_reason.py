"""Never given, declined, taken back and run out look the same to the supervisor, byte for byte."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from support.consent.actions import ask_consent
from support.consent.models import Consent
from support.consent.rules.fact_code import FactCode
from support.consent.withdrawing_actions import end_next_run_out
from tests.agreed import TEXT, says, written
from tests.bare import bare_page
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World
from tests.meetings import together
from tests.statements import counted
from tests.supervisors import give, given, link_in_the_last_message, named, signed_in_by, take_back
from tests.ways import enrolled

ANOTHER = {"first_name": "Veera", "phone": "+358 00 000 002"}
SAYS = ("accept", "suggest", "finish", "take_back")
NEVER_LINK, NEVER = "/s/neverneverneverne", "neverneverneverneverne"


def _never(world: World, sent: SentCase) -> None:
    assert not world.rows("consent", case_id=sent.case_id)


def _declined(world: World, sent: SentCase) -> None:
    with world.begin_work(world.house.nils.actor) as work:
        ask_consent(work, sent.case_id, [FactCode.F1, FactCode.F2], 2)
    sent.browser.get("/my/supervisor")
    sent.browser.post("/my/supervisor/facts/none")
    (row,) = world.rows("consent", case_id=sent.case_id)
    assert row["state"] == "declined"


def _withdrawn(world: World, sent: SentCase) -> None:
    take_back(sent.browser)


def _run_out(world: World, sent: SentCase) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Consent).values(valid_until=work.now))


def _run_out_and_written_down(world: World, sent: SentCase) -> None:
    _run_out(world, sent)
    while end_next_run_out(world.begin_work):
        pass


REASONS: dict[str, Callable[[World, SentCase], None]] = {
    "never given": _never,
    "declined": _declined,
    "taken back": _withdrawn,
    "run out": _run_out,
    "run out and written down": _run_out_and_written_down,
}


def _of_another(world: World) -> Browser:
    """The supervisor, signed in by what another employee let her know, and took back since."""
    other = given(world, FactCode.F8, sent=enrolled(world, contact=ANOTHER))
    hers = signed_in_by(world, link_in_the_last_message(world))
    take_back(other.browser)
    return hers


def _pages(world: World, hers: Browser, link: str, action_id: str) -> list[tuple[int, str]]:
    """Every page of hers, and what each form answers."""
    addresses = ["/supervisor", link, f"{link}/code", f"/supervisor/meetings/{NEVER}", "/supervisor/nowhere"]
    pages = [hers.get(address) for address in addresses]
    found = [(page.status_code, page.get_data(as_text=True)) for page in pages]
    posts: list[tuple[str, dict[str, str]]] = [
        (link, {}),
        (f"{link}/code", {"code": "000000"}),
        *((f"/supervisor/agreed/{action_id}", {"do": do, "suggestion": "talk"}) for do in SAYS),
        (f"/supervisor/meetings/{NEVER}/times", {"time": "none"}),
    ]
    for address, fields in posts:
        hers.get("/supervisor")
        page = hers.post(address, **fields)
        found.append((page.status_code, page.get_data(as_text=True)))
    return [(status, _without_ids(bare_page(body), link, action_id)) for status, body in found]


def _without_ids(body: str, link: str, action_id: str) -> str:
    """Her own address is in the language links of the page: she sent it herself."""
    return body.replace(link, NEVER_LINK).replace(action_id, NEVER)


@pytest.mark.parametrize("reason", REASONS)
def test_no_page_tells_why_there_is_nothing(reason: str, world: World) -> None:
    hers = _of_another(world)
    of_nobody = _pages(world, hers, NEVER_LINK, NEVER)
    sent, link = named(world, enrolled(world)), NEVER_LINK
    if reason not in ("never given", "declined"):
        give(sent.browser, *(set(FactCode) - {FactCode.F8}))
        link = link_in_the_last_message(world)
    action_id = written(world, sent)
    says(sent, action_id)
    REASONS[reason](world, sent)
    pages = _pages(world, hers, link, action_id)
    assert [status for status, _ in pages] == [200, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]
    assert pages == of_nobody
    assert not [body for _, body in pages if TEXT in body or "Aino" in body]


def _cost(world: World, hers: Browser, *addresses: str) -> list[int]:
    """How many statements each of her pages takes; the first look at one may record something."""
    found = []
    for address in addresses:
        hers.get(address)
        with counted(world) as statements:
            hers.get(address)
        found.append(len(statements))
    return found


@pytest.mark.parametrize("reason", REASONS)
def test_her_first_page_takes_no_step_more_for_who_lets_her_know_nothing(reason: str, world: World) -> None:
    hers = _of_another(world)
    of_nobody = _cost(world, hers, "/supervisor", f"/supervisor/meetings/{NEVER}")
    sent = named(world, enrolled(world))
    if reason not in ("never given", "declined"):
        give(sent.browser, *(set(FactCode) - {FactCode.F8}))
    REASONS[reason](world, sent)
    assert _cost(world, hers, "/supervisor", f"/supervisor/meetings/{NEVER}") == of_nobody


@pytest.mark.parametrize("reason", ["taken back", "taken back in part", "run out", "of another"])
def test_a_meeting_of_which_she_may_not_know_costs_what_none_does(reason: str, world: World) -> None:
    three = together(world)
    if reason == "run out":
        _run_out(world, three.found.sent)
    elif reason == "of another":
        three.own.get("/my/supervisor")
        three.own.post("/my/supervisor", supervisor_name="Veikko Vuori", supervisor_phone="+358 00 000 004")
    else:
        take_back(three.own, FactCode.F1 if reason == "taken back in part" else None)
    hers = three.supervisor
    addresses = [three.found.for_supervisor, f"/supervisor/meetings/{NEVER}"]
    costs = _cost(world, hers, *addresses)
    assert hers.get(addresses[0]).status_code == 404
    assert len(set(costs)) == 1, costs

"""What a page with a list costs: as many statements for many rows as for one.

What is opened is looked up in the record each time, on purpose: that is not counted here.
"""

import re
from collections import Counter
from datetime import timedelta

from support.pathways.agreement_actions import Wanted, write_action
from support.pathways.rules.agreed_action import Owner
from support.pathways.rules.cohort import Move
from support.vocabulary.calendar import local_date
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case
from tests.cohorts import a_cohort, a_pilot
from tests.meetings import ACTION, GOAL, together
from tests.pathways import a_manager
from tests.statements import counted
from tests.ways import with_everything


def test_every_pilot_in_one_statement(world: World) -> None:
    a_pilot(world)
    outi = a_manager(world)
    before = _asked(world, outi, "/pilots")
    for _ in range(2):
        a_pilot(world)
    assert _asked(world, outi, "/pilots") == before


def test_the_places_of_every_group_in_one_statement(world: World) -> None:
    sent = a_sent_case(world)
    pilot_id = a_pilot(world)
    a_cohort(world, Move.RECRUIT, pilot_id=pilot_id)
    nils = world.nurse(world.house.nils)
    nils.post(f"/cases/{sent.case_id}/claim")
    before = _asked(world, nils, f"/cases/{sent.case_id}")
    for name in ("Toinen ryhmä", "Kolmas ryhmä"):
        a_cohort(world, Move.RECRUIT, pilot_id=pilot_id, name=name)
    after = _asked(world, nils, f"/cases/{sent.case_id}")
    assert "Kolmas ryhmä" in nils.html()
    assert after == before


def test_what_her_supervisor_may_know_is_asked_once_for_everything_agreed(world: World) -> None:
    sent = with_everything(world)
    before = _asked(world, sent.browser, "/my")
    with world.begin_work(world.house.nils.actor) as work:
        due = local_date(work.now) + timedelta(days=14)
        for text in ("Etätyö maanantaisin.", "Lounas ulkona."):
            write_action(work, sent.case_id, Wanted(text, Owner.EMPLOYEE, due))
    after = _asked(world, sent.browser, "/my")
    assert "Lounas ulkona." in sent.browser.html()
    assert after == before


def test_a_meeting_asks_once_for_each_kind_of_row(world: World) -> None:
    three = together(world)
    pages = (
        (three.nurse, three.found.at_desk),
        (three.own, three.found.on_own_page),
        (three.supervisor, three.found.for_supervisor),
    )
    three.writes("goal", **GOAL)
    three.writes("action", **ACTION)
    before = [_asked(world, browser, page) for browser, page in pages]
    for text in ("Etätyö maanantaisin.", "Lounas ulkona."):
        three.writes("goal", **{**GOAL, "goal_text": text})
        three.writes("action", **{**ACTION, "action_text": text})
    assert [_asked(world, browser, page) for browser, page in pages] == before


def _asked(world: World, browser: Browser, address: str) -> Counter[str]:
    """How often each statement is sent for a page, once it has been seen before."""
    browser.get(address)
    with counted(world) as statements:
        browser.get(address)
    read = [one for one in statements if one.startswith("SELECT") and "FROM audit_entry" not in one]
    # However many ids are asked for, and however a database writes them: one statement all the same.
    return Counter(re.sub(r"IN \((?:[^()]|\([^()]*\))*\)", "IN (...)", one) for one in read)

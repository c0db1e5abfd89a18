"""What was agreed, on the supervisor's page: exactly what was released; her answer; and gone at once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from support.booking.released_pages import ReleasedView, released_view
from support.booking.released_queries import Whose, released_of
from support.consent.events import ConsentWithdrawn
from support.consent.rules.fact_code import FactCode
from support.pathways.agreement_actions import change_action
from support.pathways.rules.agreed_action import Move, Owner, State
from support.pathways.sharing_actions import call_off_what_she_may_not_read
from support.platform.audit import Purpose
from support.vocabulary.language import Language
from tests.agreed import DAYS, OTHERS, TEXT, Agreed, proposed, says, shared, taken_on, written
from tests.browser_of_the_tests import Browser
from tests.builders import World, a_sent_case
from tests.hands import press
from tests.supervisors import (
    NAME,
    SUPERVISORS_NUMBER,
    give,
    link_in_the_last_message,
    named,
    signed_in_by,
    take_back,
)

NUMBER = SUPERVISORS_NUMBER.replace(" ", "")
NEVER = "/supervisor/agreed/neverneverneverneverne"
TEN_MINUTES = timedelta(minutes=10)


def _state(world: World, agreed: Agreed) -> State:
    (row,) = world.rows("agreed_action", id=agreed.action_id)
    return State(row["state"])


def _told(world: World) -> list[str]:
    world.send_due()
    return [text for phone, text in world.sender.sent if phone == NUMBER and "/s/" in text]


def test_it_is_agreed_by_release_permission_and_her_word_together(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    assert TEXT in agreed.hers.text() and "Waits for your answer" in agreed.hers.text()
    assert _state(world, agreed) is State.PROPOSED
    press(agreed.hers, "I take care of this")
    assert _state(world, agreed) is State.AGREED
    assert "You take care of this" in agreed.hers.text()
    press(agreed.hers, "Mark as done")
    assert _state(world, agreed) is State.DONE
    assert TEXT not in agreed.hers.text(), "how it goes is a permission of its own"
    give(agreed.sent.browser, FactCode.F5)
    agreed.hers.get("/supervisor")
    assert TEXT in agreed.hers.text()


def test_what_does_not_suit_her_goes_back_without_a_word_of_hers(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    press(agreed.hers, "Send the suggestion", suggestion="smaller_part")
    assert "Looked at once more" in agreed.hers.text()
    assert _state(world, agreed) is State.PROPOSED
    assert "<textarea" not in agreed.hers.html()
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{agreed.sent.case_id}/talks")
    assert "Looked at once more" in nils.text()
    assert "it did not suit as it was" in agreed.sent.browser.get("/my").get_data(as_text=True)
    agreed.hers.get("/supervisor")
    press(agreed.hers, "I take care of this")
    assert _state(world, agreed) is State.AGREED


def _release_taken_back(world: World, agreed: Agreed) -> None:
    says(agreed.sent, agreed.action_id, "no")


def _permission_taken_back(world: World, agreed: Agreed) -> None:
    take_back(agreed.sent.browser, FactCode.F2)


def _another_named(world: World, agreed: Agreed) -> None:
    named(world, agreed.sent, "+358 00 000 008")


ENDS: dict[str, Callable[[World, Agreed], None]] = {
    "its release is taken back": _release_taken_back,
    "the permission is taken back": _permission_taken_back,
    "another supervisor is named": _another_named,
}


@pytest.mark.parametrize("end", ENDS)
def test_what_is_gone_is_gone_at_once_and_answers_like_what_never_was(end: str, world: World) -> None:
    agreed = taken_on(world, FactCode.F1, FactCode.F2)
    ENDS[end](world, agreed)
    agreed.hers.get("/supervisor")
    assert TEXT not in agreed.hers.html() and agreed.action_id not in agreed.hers.html()
    for do in ("accept", "suggest", "finish"):
        gone, never = (_answer(agreed.hers, url, do) for url in (agreed.url, NEVER))
        assert gone == never and gone[0] == 404
    assert _state(world, agreed) is State.CANCELLED, "nobody owes what she cannot read"


def _answer(browser: Browser, url: str, do: str) -> tuple[int, str]:
    browser.get("/supervisor")
    page = browser.post(url, do=do, suggestion="talk")
    return page.status_code, browser.text()


def test_given_again_it_is_hers_to_answer_anew_and_nobody_elses_word_counts(world: World) -> None:
    agreed = shared(world)
    agreed.hers.get("/supervisor")
    agreed.hers.post(agreed.url, do="suggest", suggestion="talk")
    take_back(agreed.sent.browser, FactCode.F2)
    give(agreed.sent.browser, FactCode.F2)
    agreed.hers.get("/supervisor")
    assert "Waits for your answer" in agreed.hers.text()


def test_the_next_supervisor_starts_with_nothing_and_she_is_asked_about_each_action_anew(
    world: World,
) -> None:
    agreed = shared(world, FactCode.F2, FactCode.F3)
    own, page = agreed.sent.browser, f"/my/agreed/{agreed.action_id}"
    others = written(world, agreed.sent, OTHERS, Owner.EMPLOYEE)
    done = written(world, agreed.sent, OTHERS, Owner.EMPLOYEE)
    for action in (others, done):
        says(agreed.sent, action)
    with world.begin_work(world.house.nils.actor) as work:
        change_action(work, agreed.sent.case_id, done, Move.FINISH, "")
    own.get(page)
    before = own.hidden("read_revision")
    named(world, agreed.sent, "+358 00 000 008")
    give(own, FactCode.F2, FactCode.F3, FactCode.F5)
    assert {(row["release"], row["released_at"]) for row in world.rows("agreed_action")} == {(None, None)}
    own.get(page)
    assert "checked" not in own.html()
    assert own.post(page, release="yes", read_revision=before).status_code == 409, "that was for another one"
    world.clock.pass_time(TEN_MINUTES)
    next_one = signed_in_by(world, link_in_the_last_message(world))
    assert TEXT not in next_one.text() and OTHERS not in next_one.text()


def test_what_others_do_needs_a_permission_of_its_own_and_is_nothing_to_answer(world: World) -> None:
    agreed = shared(world)
    others = written(world, agreed.sent, OTHERS, Owner.EMPLOYEE)
    says(agreed.sent, others)
    agreed.hers.get("/supervisor")
    assert OTHERS not in agreed.hers.text()
    give(agreed.sent.browser, FactCode.F3)
    agreed.hers.get("/supervisor")
    assert OTHERS in agreed.hers.text()
    assert agreed.hers.post(f"/supervisor/agreed/{others}", do="accept").status_code == 409


def test_what_was_not_released_she_neither_reads_nor_is_told_of(world: World) -> None:
    agreed = shared(world)
    kept = written(world, agreed.sent, OTHERS)
    for release in ("later", "no"):
        says(agreed.sent, kept, release)
        agreed.hers.get("/supervisor")
        assert OTHERS not in agreed.hers.html() and kept not in agreed.hers.html()
    assert agreed.hers.post(f"/supervisor/agreed/{kept}", do="accept").status_code == 404


def test_the_day_that_has_passed_is_derived(world: World) -> None:
    agreed = taken_on(world)
    world.clock.pass_time(timedelta(days=DAYS + 1))
    view = _as_supervisor(world, agreed)
    assert [one.is_late for one in view.actions] == [True]


def _as_supervisor(world: World, agreed: Agreed) -> ReleasedView:
    (link,) = world.rows("supervisor_link", ended_at=None)
    whose = Whose(agreed.sent.employee_id, str(link["id"]))
    with world.app.test_request_context(), world.begin_work(world.house.nils.actor) as work:
        released = released_of(work, whose, Purpose.SUPERVISOR_PAGE)
        assert released is not None
        view = released_view(work, released, Language.EN)
    return view


@pytest.mark.parametrize(
    "facts",
    [(FactCode.F2,), (FactCode.F2, FactCode.F3, FactCode.F5), (FactCode.F1, FactCode.F8), tuple(FactCode)],
)
def test_the_preview_of_the_employee_is_word_for_word_what_the_supervisor_sees(
    facts: tuple[FactCode, ...], world: World
) -> None:
    agreed = shared(world, *facts)
    says(agreed.sent, written(world, agreed.sent, OTHERS, Owner.EMPLOYEE))
    agreed.sent.browser.get("/my/supervisor")
    preview = agreed.sent.browser.html().partition('id="preview-title"')[2].partition("</section>")[0]
    agreed.hers.get("/supervisor")
    page = agreed.hers.html()
    hers = page[page.index('<h2 id="person-') :].partition("</section>")[0]
    assert _shown(preview) == _shown(hers)
    assert (TEXT in preview) is (FactCode.F2 in facts)
    assert (OTHERS in preview) is (FactCode.F3 in facts)


def _shown(html: str) -> list[str]:
    """What the component of what was released shows, without the buttons of whoever may answer."""
    inside = html.partition('<div class="field">')[2].rpartition("</ul></div>")[0]
    inside = re.sub(
        r'<div class="stack field">\s*<(?:form|details).*?</div>(?=</article>)', "", inside, flags=re.S
    ).replace(" card--lit", "")
    return [line.strip() for line in inside.splitlines() if line.strip()]


def test_a_yes_that_is_not_enough_says_what_is_missing_and_where_to_give_it(world: World) -> None:
    agreed = proposed(world)
    own = agreed.sent.browser
    own.get(f"/my/agreed/{agreed.action_id}")
    assert "checked" not in own.html() and "Change my answer" not in own.html()
    own.post(f"/my/agreed/{agreed.action_id}", release="yes")
    assert "One thing is still missing" in own.text()
    assert "See what is missing" in own.get("/my").get_data(as_text=True)
    own.get(f"/my/agreed/{agreed.action_id}")
    assert 'value="yes" id="release" checked' in own.html() and "<summary>Change my answer" in own.html()
    press(own, "Give permission")
    assert own.url == "/my?done=updated"
    assert "See what is missing" not in own.text()
    world.clock.pass_time(TEN_MINUTES)
    assert [("to confirm" in text) for text in _told(world)] == [True]


def test_with_nobody_named_a_yes_tells_nobody_and_asks_for_a_name(world: World) -> None:
    agreed = proposed(world)
    own = agreed.sent.browser
    own.get("/my/supervisor")
    own.post("/my/supervisor/end")
    says(agreed.sent, agreed.action_id)
    assert "Name your supervisor" in own.text()
    world.clock.pass_time(TEN_MINUTES)
    assert _told(world) == []


@pytest.mark.parametrize("fact", [fact for fact in FactCode if fact not in (FactCode.F5, FactCode.F8)])
def test_a_permission_that_nothing_hangs_on_yet_sends_nothing(fact: FactCode, world: World) -> None:
    agreed = proposed(world)
    give(agreed.sent.browser, fact)
    world.clock.pass_time(TEN_MINUTES)
    assert _told(world) == []


def test_several_answers_in_a_row_are_one_message_and_a_slip_is_none(world: World) -> None:
    agreed = proposed(world)
    give(agreed.sent.browser, FactCode.F2)
    second = written(world, agreed.sent, OTHERS)
    for action in (agreed.action_id, second):
        says(agreed.sent, action)
    says(agreed.sent, agreed.action_id, "no")
    world.clock.pass_time(TEN_MINUTES)
    assert len(_told(world)) == 1
    says(agreed.sent, agreed.action_id)
    for action in (agreed.action_id, second):
        says(agreed.sent, action, "later")
    world.clock.pass_time(TEN_MINUTES)
    assert len(_told(world)) == 1


def test_what_is_taken_back_of_one_case_calls_no_message_off_that_leads_to_another(world: World) -> None:
    agreed = proposed(world)
    give(agreed.sent.browser, FactCode.F2)
    says(agreed.sent, agreed.action_id)
    earlier = a_sent_case(world, contact={"phone": "+358 00 000 002"}).case_id
    (link,) = world.rows("supervisor_link", ended_at=None)
    with world.begin_work(world.house.nils.actor) as work:
        event = ConsentWithdrawn(earlier, str(link["id"]), frozenset({FactCode.F3}))
        call_off_what_she_may_not_read(work, event)
    world.clock.pass_time(TEN_MINUTES)
    assert len(_told(world)) == 1


def test_a_new_link_is_sent_by_the_person_or_a_nurse_once_the_supervisor_was_told(world: World) -> None:
    agreed = proposed(world)
    own, desk = agreed.sent.browser, f"/cases/{agreed.sent.case_id}/supervisor"
    nils = world.nurse(world.house.nils)
    nils.get(desk)
    give(own, FactCode.F1)
    assert own.post("/my/supervisor/link").status_code == 409, "she is invited with the times, not before"
    assert nils.post(f"{desk}/link").status_code == 409
    own.get("/my/supervisor")
    give(own, FactCode.F8)
    world.clock.pass_time(TEN_MINUTES)
    assert len(_told(world)) == 1
    press(own, "Send your supervisor a new link")
    nils.get(desk)
    press(nils, "Send a new link")
    told = _told(world)
    assert len(told) == len(set(told)) == 3
    assert NAME not in "".join(told)
    assert nils.post(f"{desk}/link").status_code == 429


def test_nobody_else_answers_for_her(world: World) -> None:
    agreed = shared(world)
    for other in (agreed.sent.browser, world.nurse(world.house.nils)):
        other.get("/")
        assert other.post(agreed.url, do="accept").status_code == 404
    assert agreed.hers.post(agreed.url, do="anything").status_code == 422
    assert _state(world, agreed) is State.PROPOSED

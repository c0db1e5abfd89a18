"""However often a person moves her time, so many texts go to one number; the page says what is true."""

from support.booking.message_actions import TEXTS_PER_NUMBER
from support.booking.moving_actions import move
from support.booking.on_behalf_actions import cancel_for
from support.cases.nurse_actions import claim_case
from support.vocabulary.actor import Actor, Role
from tests.builders import SentCase, World, a_sent_case, signed_in_again
from tests.race.wishes import MY_SUPPORT, at

MOST, WINDOW = TEXTS_PER_NUMBER
TOLD = "The text message does not say what the time is about."


def test_so_many_texts_are_sent_and_every_time_is_moved_all_the_same(world: World) -> None:
    sent = a_sent_case(world)
    world.send_due()
    for number in range(2, MOST + 4):
        _moves(world, sent)
        assert _texts(world) == min(number, MOST)
    assert len(world.rows("appointment")) == MOST + 3
    assert [row["state"].value for row in world.rows("outbound_message")].count("suppressed") == 3
    world.clock.pass_time(WINDOW)
    _moves(world, sent)
    assert _texts(world) == MOST + 1


def test_what_was_taken_back_before_it_left_does_not_count(world: World) -> None:
    sent = a_sent_case(world)
    for _ in range(MOST + 1):
        _moves(world, sent, works=False)
    world.send_due()
    assert _texts(world) == 1


def test_the_page_speaks_of_a_text_only_where_one_comes(world: World) -> None:
    sent = a_sent_case(world)
    world.send_due()
    assert TOLD in sent.browser.text()
    for _ in range(MOST):
        last = _moves(world, sent)
    browser = signed_in_again(world)
    browser.get(f"/times/booked/{last}")
    assert "The time has been moved." in browser.text() and TOLD not in browser.text()


def test_what_a_nurse_does_for_her_is_told_all_the_same(world: World) -> None:
    sent = a_sent_case(world)
    world.send_due()
    for _ in range(MOST):
        last = _moves(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
        cancel_for(work, sent.case_id, last, my_support_url=MY_SUPPORT)
    world.send_due()
    assert _texts(world) == MOST + 1


def _moves(world: World, sent: SentCase, *, works: bool = True) -> str:
    """She moves her time to one of two others; the id of the new appointment. The worker `works` after it."""
    (has,) = [row for row in world.rows("appointment", employee_id=sent.employee_id) if not row["ended_at"]]
    wanted = next(one for one in (at(world, 7), at(world, 10)) if one.starts_at != has["starts_at"])
    with world.begin_work(Actor(Role.EMPLOYEE, sent.employee_id)) as work:
        new = move(work, has["id"], wanted, my_support_url=MY_SUPPORT).id
    if works:
        world.send_due()
    return new


def _texts(world: World) -> int:
    """How many messages have left that are no codes."""
    return len([text for _phone, text, *_ in world.sender.sent if "code" not in text])

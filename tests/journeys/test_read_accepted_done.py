"""What an employee releases is read by her supervisor, taken on and done, and she sees each with its time."""

from datetime import timedelta

from support.consent.rules.fact_code import FactCode
from support.vocabulary.calendar import local_date
from tests.agreed import DAYS, TEXT, says, written
from tests.bare import bare
from tests.browser_of_the_tests import Browser
from tests.builders import World, signed_in_again
from tests.hands import press
from tests.supervisors import (
    SUPERVISORS_NUMBER,
    give,
    given,
    link_in_the_last_message,
    named,
    signed_in_by,
    take_back,
)
from tests.ways import enrolled

TEN_MINUTES, FIVE_MINUTES = timedelta(minutes=10), timedelta(minutes=5)
NUMBER = SUPERVISORS_NUMBER.replace(" ", "")
ANOTHERS = {"first_name": "Kanarianimi", "phone": "+358 00 000 002"}


def test_released_read_accepted_with_a_day_and_done_and_the_employee_sees_each(world: World) -> None:
    own, hers = _read_by_her(world)
    world.clock.pass_time(FIVE_MINUTES)
    promised = local_date(world.clock.now()) + timedelta(days=DAYS - 5)
    press(hers, "I take care of this", by=promised.isoformat())
    assert "You do it by Fri 4 Dec" in hers.text()
    own.get("/my/supervisor")
    assert "Takes care of it by Fri 4 Dec (said Wed 25 Nov at 9:50)." in own.text()

    world.clock.pass_time(FIVE_MINUTES)
    press(hers, "Mark as done")
    assert "Done" in hers.text()
    own.get("/my/supervisor")
    assert "Done Wed 25 Nov at 9:55." in own.text()
    own = signed_in_again(world)
    own.get("/my/information/paper")
    assert f"What has reached your supervisor {TEXT} Read Wed 25 Nov at 9:45." in own.text()


def _read_by_her(world: World) -> tuple[Browser, Browser]:
    """Released, told by a message, and opened by the supervisor: the browsers of both."""
    sent = given(world, FactCode.F2, FactCode.F5, sent=enrolled(world))
    own = sent.browser
    says(sent, written(world, sent))
    own.get("/my/supervisor")
    assert "On its way to your supervisor" in own.text()
    world.clock.pass_time(TEN_MINUTES)
    world.send_due()
    own.get("/my/supervisor")
    assert "The message about it left Wed 25 Nov at 9:40." in own.text()
    assert "Read Wed" not in own.text()
    world.clock.pass_time(FIVE_MINUTES)
    hers = signed_in_by(world, link_in_the_last_message(world))
    assert TEXT in hers.text()
    own.get("/my/supervisor")
    assert "Read Wed 25 Nov at 9:45." in own.text()
    return own, hers


def test_withdrawn_in_the_middle_her_page_closes_and_the_receipt_stays(world: World) -> None:
    sent = given(world, FactCode.F2, sent=enrolled(world))
    own, first = sent.browser, written(world, sent)
    says(sent, first)
    world.clock.pass_time(TEN_MINUTES)
    hers = signed_in_by(world, link_in_the_last_message(world))
    assert TEXT in hers.text()

    second = written(world, sent, "Etäpäivä keskiviikkoisin.")
    says(sent, second)
    take_back(own)
    before = len(world.sender.sent)
    world.clock.pass_time(TEN_MINUTES)
    world.send_due()
    assert len(world.sender.sent) == before, "what waited for her was called off"

    # The page that is open still posts, and gets what an unknown address gets.
    gone = hers.post(f"/supervisor/agreed/{first}", do="accept", by="")
    gone_text = hers.text()
    hers.get("/supervisor")
    never = hers.post("/supervisor/agreed/neverneverneverneverne", do="accept", by="")
    assert gone.status_code == never.status_code == 404 and gone_text == hers.text()
    hers.get("/supervisor")
    assert TEXT not in hers.html() and "There is nothing for you here now" in hers.text()

    own.get("/my/supervisor")
    earlier = (
        own.html()
        .replace("\N{NO-BREAK SPACE}", " ")
        .partition('id="ended-title"')[2]
        .partition("</section>")[0]
    )
    assert TEXT in earlier and "Read Wed 25 Nov at 9:40." in earlier
    assert "Not read before it was taken back." in earlier


def test_of_two_employees_of_one_supervisor_nothing_tells_of_the_one_who_released_nothing(
    world: World,
) -> None:
    sent = given(world, FactCode.F2, sent=enrolled(world))
    says(sent, written(world, sent))
    world.clock.pass_time(TEN_MINUTES)
    hers = signed_in_by(world, link_in_the_last_message(world))
    hers.get("/supervisor")
    before = bare(hers)

    other = named(world, enrolled(world, contact=ANOTHERS))
    kept = written(world, other, "Kanariasanat.")
    says(other, kept)
    give(other.browser, FactCode.F3)
    take_back(other.browser)
    hers.get("/supervisor")
    assert bare(hers) == before
    assert "Kanaria" not in hers.html() and kept not in hers.html()
    assert hers.post(f"/supervisor/agreed/{kept}", do="accept").status_code == 404

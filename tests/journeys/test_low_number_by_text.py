"""Who answers a text message with a low number is not left with silence: numbers to call come at once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.people.models import Employee
from support.vocabulary.calendar import may_text
from support.vocabulary.language import Language
from tests.builders import LOOKER, SentCase, World
from tests.check_ins import NUMBER, asked, was_met

NIGHT = datetime(2026, 12, 23, 0, 30, tzinfo=UTC)
IN_EACH_LANGUAGE = {
    Language.FI: "Jo nyt voit soittaa: 09 2525 0111, 116 117. Hätätilanteessa soita 112.",
    Language.SV: "Redan nu kan du ringa: 116 117, 09 2525 0112. I nödläge, ring 112.",
    Language.EN: "Already now you can call: 09 2525 0113, 09 2525 0111. In an emergency call 112.",
}


@pytest.fixture
def met(world: World) -> SentCase:
    """Somebody whose check-ins are planned."""
    return was_met(world)


def _writes(world: World, text: str, number: str = NUMBER) -> list[str]:
    """What the person gets by text message for what she writes to us."""
    before = len(world.sender.sent)
    reference = f"SM{len(world.rows('inbound_message')):032x}"
    with world.begin_work(LOOKER) as work:
        receive(work, IncomingMessage(reference, number, text, is_stopped=False), our_phone="090000000")
    world.send_due()
    return [text for _number, text in world.sender.sent[before:]]


def _set(world: World, **values: object) -> None:
    with world.begin_work(LOOKER) as work:
        work.session.execute(update(Employee).values(**values))


@pytest.mark.requirement("SR-2")
@pytest.mark.parametrize("language", Language)
def test_whom_to_call_comes_at_once_also_at_night_in_her_language(
    world: World, met: SentCase, language: Language
) -> None:
    asked(world)
    _set(world, language=language)
    world.clock.set(NIGHT)
    assert not may_text(NIGHT)
    (text,) = _writes(world, "0")
    assert text.endswith(IN_EACH_LANGUAGE[language])
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["safety_checkin"]


@pytest.mark.parametrize(("number", "count"), [("0", 1), ("1", 1), ("2/10", 1), ("3", 0), ("10", 0)])
def test_only_a_low_number_brings_them(world: World, met: SentCase, number: str, count: int) -> None:
    asked(world)
    assert len(_writes(world, number)) == count


def test_a_flood_of_low_numbers_brings_one_message_until_hours_have_passed(
    world: World, met: SentCase
) -> None:
    asked(world)
    assert sum(len(_writes(world, str(n % 3))) for n in range(20)) == 1
    world.clock.pass_time(timedelta(hours=5, minutes=59))
    assert not _writes(world, "0")
    world.clock.pass_time(timedelta(minutes=2))
    assert len(_writes(world, "0")) == 1


@pytest.mark.parametrize("where", ["not safe", "not confirmed"])
def test_a_number_to_which_nothing_may_go_gets_nothing(world: World, met: SentCase, where: str) -> None:
    asked(world)
    _set(world, **({"safe_to_text": False} if where == "not safe" else {"number_confirmed": False}))
    assert not _writes(world, "0")


def test_who_has_written_stop_gets_none_and_a_nurse_is_told(world: World, met: SentCase) -> None:
    asked(world)
    assert len(_writes(world, "LOPETA")) == 1, "that nothing more comes"
    assert not _writes(world, "0")
    assert not world.rows("outbound_message", template="lines")
    assert "safety_checkin" in {row["kind"] for row in world.rows("alert", resolved_at=None)}


@pytest.mark.requirement("SR-17")
def test_a_low_number_after_a_better_one_is_no_repeat(world: World, met: SentCase) -> None:
    asked(world)
    _writes(world, "7")
    assert not world.rows("alert", resolved_at=None)
    assert len(_writes(world, "0")) == 1
    assert [row["kind"] for row in world.rows("alert", resolved_at=None)] == ["safety_checkin"]

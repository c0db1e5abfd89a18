"""Requests take turns, and nobody waits behind one that goes on for long."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from support.web.turn_to_compute import turn_to_compute
from tests.builders import World

WAIT = "support.web.turn_to_compute.SECONDS_FOR_A_TURN"
FOR_EVER, NOT_AT_ALL = 3600.0, 0.0
# Only a test that fails waits so long.
LONG_ENOUGH = 20


def _begun(does: Callable[[], object]) -> threading.Event:
    """Do it in another thread; the event comes when it is done."""
    done = threading.Event()

    def run() -> None:
        does()
        done.set()

    threading.Thread(target=run, daemon=True).start()
    return done


def _asks(world: World) -> None:
    with world.app.test_client() as client:
        assert client.get("/privacy").status_code == 200


def _takes_a_turn() -> None:
    with turn_to_compute():
        pass


def test_a_request_that_goes_on_keeps_nobody_from_an_answer(world: World) -> None:
    with turn_to_compute():
        answered = _begun(lambda: _asks(world))
        assert answered.wait(LONG_ENOUGH), "the second request waited for the end of the first"


def test_who_comes_second_is_answered_after_the_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WAIT, FOR_EVER)
    with turn_to_compute():
        answered = _begun(lambda: _asks(world))
        assert not answered.wait(0.5), "the second was answered before the first"
    assert answered.wait(LONG_ENOUGH)


def test_nobody_waits_for_one_for_whom_somebody_has_waited_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    with turn_to_compute():
        monkeypatch.setattr(WAIT, NOT_AT_ALL)
        assert _begun(_takes_a_turn).wait(LONG_ENOUGH)
        monkeypatch.setattr(WAIT, FOR_EVER)
        assert _begun(_takes_a_turn).wait(LONG_ENOUGH), "one more waited for her"


def test_whoever_meets_a_fault_gives_her_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WAIT, FOR_EVER)
    with suppress(ZeroDivisionError), turn_to_compute():
        raise ZeroDivisionError
    assert _begun(_takes_a_turn).wait(LONG_ENOUGH), "the turn was kept"


def test_a_turn_within_a_turn_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WAIT, FOR_EVER)

    def takes_two() -> None:
        with turn_to_compute():
            _takes_a_turn()

    assert _begun(takes_two).wait(LONG_ENOUGH), "she waited for herself"
    assert _begun(_takes_a_turn).wait(LONG_ENOUGH), "the turn was kept"

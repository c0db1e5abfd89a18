"""Requests take turns, and nobody waits behind one that goes on for long."""

import threading
import time
from contextlib import suppress

from support.web.turn_to_compute import SECONDS_FOR_A_TURN, turn_to_compute
from tests.builders import World

# As soon as anybody must hear that nothing works.
LONG_ENOUGH = 2


def test_a_request_that_goes_on_keeps_nobody_from_an_answer(world: World) -> None:
    answered = threading.Event()

    def asks() -> None:
        with world.app.test_client() as client:
            assert client.get("/privacy").status_code == 200
        answered.set()

    another = threading.Thread(target=asks)
    with turn_to_compute():
        another.start()
        assert answered.wait(LONG_ENOUGH), "the second request waited for the end of the first"
    another.join()


def test_who_comes_second_is_answered_after_the_first(world: World) -> None:
    order: list[str] = []

    def asks() -> None:
        with world.app.test_client() as client:
            client.get("/privacy")
        order.append("second")

    another = threading.Thread(target=asks)
    with turn_to_compute():
        another.start()
        # Far less than anybody waits for a turn, and far more than the answer takes.
        another.join(0.1)
        order.append("first")
    another.join()
    assert order == ["first", "second"]


def test_nobody_waits_for_one_for_whom_somebody_has_waited_in_vain(world: World) -> None:
    took: list[float] = []

    def asks() -> None:
        with world.app.test_client() as client:
            client.get("/privacy")
            for _ in range(20):
                began = time.monotonic()
                client.get("/privacy")
                took.append(time.monotonic() - began)

    another = threading.Thread(target=asks)
    with turn_to_compute():
        another.start()
        another.join()
    assert sum(took) < 20 * SECONDS_FOR_A_TURN / 2


def test_whoever_meets_a_fault_gives_her_turn_back(world: World) -> None:
    with suppress(ZeroDivisionError), turn_to_compute():
        raise ZeroDivisionError
    free = threading.Event()

    def takes() -> None:
        began = time.monotonic()
        with turn_to_compute():
            if time.monotonic() - began < SECONDS_FOR_A_TURN / 2:
                free.set()

    another = threading.Thread(target=takes)
    another.start()
    another.join()
    assert free.is_set()


def test_a_turn_within_a_turn_is_one() -> None:
    with turn_to_compute(), turn_to_compute():
        pass
    taken: list[bool] = []

    def looks() -> None:
        with turn_to_compute():
            taken.append(True)

    another = threading.Thread(target=looks)
    another.start()
    another.join()
    assert taken == [True]

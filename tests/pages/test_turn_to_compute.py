"""Requests take turns, and nobody waits behind one that goes on for long."""

import threading

from support.web.turn_to_compute import turn_to_compute
from tests.builders import World

LONG_ENOUGH = 10


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

"""Readers take turns, and nobody waits behind one who looks for long."""

import threading

from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor
from tests.builders import World

LONG_ENOUGH = 10


def test_a_look_that_goes_on_keeps_nobody_from_looking(world: World) -> None:
    looked = threading.Event()
    reader = threading.Thread(target=_looks, args=(world.begin_work, looked))
    with world.begin_work.to_read(Actor.visitor()):
        reader.start()
        assert looked.wait(LONG_ENOUGH), "the second reader waited for the end of the first look"
    reader.join()


def test_a_look_within_a_look_is_one_turn(world: World) -> None:
    with (
        world.begin_work.to_read(Actor.visitor()) as outer,
        world.begin_work.to_read(Actor.visitor()) as inner,
    ):
        assert outer.now == inner.now


def _looks(begin_work: BeginWork, looked: threading.Event) -> None:
    with begin_work.to_read(Actor.visitor()):
        looked.set()
    begin_work.let_go()

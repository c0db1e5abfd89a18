"""What a lower slice tells is heard above: an event that nobody is listed for would be lost."""

import pkgutil
from dataclasses import is_dataclass
from importlib import import_module

import pytest

import support
from support import wiring
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

pytestmark = pytest.mark.once


class _Planted:
    """An event of no slice."""


def test_every_event_stands_in_the_list_of_who_hears_it() -> None:
    names = [each.name for each in pkgutil.walk_packages(support.__path__, "support.")]
    modules = [import_module(name) for name in names if name.rpartition(".")[2].split("_")[-1] == "events"]
    events = {
        each
        for module in modules
        for each in vars(module).values()
        if is_dataclass(each) and isinstance(each, type) and each.__module__ == module.__name__
    }
    assert events
    assert set(wiring.HANDLERS) == events


def test_an_event_that_is_not_listed_fails_what_tells_it(begin_work: BeginWork) -> None:
    with pytest.raises(KeyError), begin_work(Actor.operator()) as work:
        work.record(_Planted())
    with pytest.raises(RuntimeError, match="nobody hears"), begin_work.to_read(Actor.operator()) as look:
        look.record(_Planted())

"""A form that is ready to be sent, and the way to one that needs nothing before it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser_of_the_tests import Browser
from tests.builders import World
from tests.pages.forms import Fields

NEW_NUMBER = {"phone": "+358 00 000 055", "safe_to_text": "yes"}


@dataclass(frozen=True)
class Form:
    """A form that is ready to be sent."""

    browser: Browser
    url: str
    fields: Fields


Prepare = Callable[[World], Form]


def of_anyone(url: str, **fields: str) -> Prepare:
    """Whoever opens the service, before anything else."""
    return lambda world: Form(world.browser(), url, {name: [value] for name, value in fields.items()})

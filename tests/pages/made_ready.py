"""A form made ready by the first guard that sends it, and found ready by those after it."""

from tests.builders import World
from tests.pages.ready_form import Form
from tests.pages.ready_forms import FORMS


def made_ready(world: World, endpoint: str, number: int = 0) -> Form:
    """One of the ready forms of an endpoint, in a world in which nothing has happened yet.

    Also where the log is read: what is looked at there is the sending, not the way to the form.
    """
    prepare = FORMS[endpoint][number]
    if world.moments is None:
        return prepare(world)
    return world.moments.come_to(("form", endpoint, number), lambda: prepare(world))

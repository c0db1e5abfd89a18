"""The forms a nurse fills in for a caller, each made ready to be sent by a person who may send it."""

from tests.browser_of_the_tests import ANSWERS
from tests.builders import World, contact_fields
from tests.pages.ready_form import Form, Prepare


def _on_phone(url: str, **fields: list[str]) -> Prepare:
    def prepare(world: World) -> Form:
        nils = world.nurse(world.house.nils)
        nils.get("/by-phone")
        nils.post(language="fi")
        nils.get(url)
        return Form(nils, url, fields)

    return prepare


def _contact_on_phone(world: World) -> Form:
    contact = {name: [value] for name, value in contact_fields(world).items()}
    return _on_phone("/by-phone/contact", **contact, under_18=["yes"], without_number=[])(world)


def _begin_on_phone(world: World) -> Form:
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    return Form(nils, "/by-phone", {"language": ["fi"]})


READY_PHONE: dict[str, list[Prepare]] = {
    "desk.answer_on_phone": [_on_phone("/by-phone/questions/4a", **ANSWERS["4a"])],
    "desk.begin_on_phone": [_begin_on_phone],
    "desk.send_from_phone": [_contact_on_phone],
    "desk.stop_phone": [_on_phone("/by-phone/stop", anything=["1"])],
}

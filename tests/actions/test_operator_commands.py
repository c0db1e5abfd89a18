"""A slip at the command line is answered with a sentence, and nothing is written."""

import pytest

from tests.builders import World

EMPLOYER = {
    "--code": "UU",
    "--name": "Uusi työnantaja",
    "--headcount": "10",
    "--units": "Toimisto:10",
    "--team": "Rantakaari",
    "--team-phone": "09 000 0001",
}


def _said(world: World, command: str, given: dict[str, str]) -> str:
    args = [command, *(word for pair in given.items() for word in pair)]
    with world.app.app_context():
        printed = world.app.test_cli_runner().invoke(args=args)
    assert printed.exit_code == 1
    assert printed.output.startswith("Error: ")
    return printed.output


@pytest.mark.parametrize("units", ["Toimisto", "Toimisto:ten", "Toimisto:1:2", ":5"])
def test_units_written_otherwise_are_named(units: str, world: World) -> None:
    before = world.rows("employer")
    assert "name:headcount" in _said(world, "add-employer", EMPLOYER | {"--units": units})
    assert world.rows("employer") == before


def test_a_code_that_is_taken_is_named(world: World) -> None:
    before = world.rows("employer")
    assert "HS" in _said(world, "add-employer", EMPLOYER | {"--code": "HS"})
    assert world.rows("employer") == before


def test_an_address_that_is_taken_is_named(world: World) -> None:
    before = world.rows("practitioner")
    nurse = {"--name": "Nils", "--email": "nils@ulappa.example", "--team": "Rantakaari", "--employers": "HS"}
    assert "nils@ulappa.example" in _said(world, "add-nurse", nurse)
    assert world.rows("practitioner") == before

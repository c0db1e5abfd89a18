"""Who may change whose working hours."""

from support.booking.rules.changes import may_edit
from support.vocabulary.actor import Actor, Role

TEAM = {"nils", "nina"}
NILS = Actor(Role.NURSE, "nils")
NINA = Actor(Role.NURSE, "nina")
RAIJA = Actor(Role.ADMIN, "raija")
# The same person, as who she is not here.
OTHERWISE = (Actor(Role.EMPLOYEE, "nils"), Actor(Role.SUPERVISOR, "nils"))


def test_hours_are_changed_by_whose_they_are_and_by_the_service_manager() -> None:
    assert [actor for actor in (NILS, NINA, RAIJA, *OTHERWISE) if may_edit(actor, "nils", TEAM)] == [
        NILS,
        RAIJA,
    ]


def test_nobody_changes_the_hours_of_another_team() -> None:
    stranger = Actor(Role.NURSE, "outi")
    assert not any(may_edit(actor, "outi", TEAM) for actor in (stranger, NILS, RAIJA))

"""Everybody who may ask, each with a browser, and everything that may be asked for by an id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from support.booking.calendar_actions import hold_hours
from support.booking.models import Availability
from support.pathways.cohort_actions import review_cohort
from support.pathways.rules.cohort import InterimReview, Move
from support.people.account_actions import give_role
from support.people.models import Practitioner, ServiceTeam
from support.people.staff_actions import invite
from support.vocabulary.actor import Actor, Role
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, SentCase, World, session_ref_of, signed_in_again
from tests.cohorts import a_cohort, a_pilot
from tests.matrix.persons import PEOPLE, Told, a_person
from tests.pathways import a_manager, a_psychologist, manager
from tests.supervisors import link_in_the_last_message, signed_in_by

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Peopled:
    """Who may ask, and each person's ids; pairs, since a kept moment looks for browsers in tuples alone."""

    readers: tuple[tuple[str, Browser], ...]
    ids: tuple[tuple[str, Pairs], ...]

    @property
    def browsers(self) -> dict[str, Browser]:
        """Each reader's browser, signed in."""
        return dict(self.readers)

    def values(self, person: str) -> dict[str, str]:
        """What stands in an address for something of this person."""
        return dict(dict(self.ids)[person])


def peopled(world: World) -> Peopled:
    """The world of the matrix, made once in each process."""
    return world.come_to("authorization", lambda: _peopled(world))


def _peopled(world: World) -> Peopled:
    units = _everybody_works(world)
    nurses = {one: world.nurse(getattr(world.house, one)) for one in ("nils", "nina", "outi")}
    sent, link = {}, ""
    for told in PEOPLE:
        sent[told.name.lower()] = a_person(world, told, units[told.nurse], nurses[told.nurse])
        if told.name == "Aino":
            link = link_in_the_last_message(world)
        if told.name == "Veera":
            ainos_link = link_in_the_last_message(world)
    common = {**_of_the_house(world), **_tokens(world, nurses["nils"], link)}
    ids = {told.name.lower(): {**_values(world, told, sent[told.name.lower()]), **common} for told in PEOPLE}
    ids["elsewhere"] = {**ids["kaisa"], "practitioner_id": _of_another_team(world)}
    readers = dict(_readers(world, link, ainos_link))
    return Peopled(tuple(readers.items()), tuple((name, tuple(one.items())) for name, one in ids.items()))


def _readers(world: World, link: str, ainos_link: str) -> Iterator[tuple[str, Browser]]:
    """Each signed in anew, so that her first session is another one that she may end."""
    yield "anonymous", world.browser()
    yield "employee", signed_in_again(world)
    yield "supervisor", signed_in_by(world, link)
    yield "employee as supervisor", signed_in_by(world, ainos_link)
    yield "psychologist", a_psychologist(world)
    with world.begin_work(LOOKER) as work:
        give_role(work, world.house.nina.email, Role.ADMIN)
    yield "manager", a_manager(world)
    for name, staff in (("nurse", world.house.nils), ("nurse as manager", world.house.nina)):
        world.clock.pass_time(timedelta(minutes=1))
        browser = world.nurse(staff)
        if name == "nurse as manager":
            browser.post("/staff/role", role="admin")
        yield name, browser
    world.clock.pass_time(timedelta(minutes=1))
    yield "nurse elsewhere", world.nurse(world.house.outi)


def _values(world: World, told: Told, sent: SentCase) -> dict[str, str]:
    (account,) = world.rows("account", practitioner_id=getattr(world.house, told.nurse).id)
    refs = {
        "my_support:session_ref": session_ref_of(world, employee_id=sent.employee_id),
        "desk:session_ref": session_ref_of(world, account_id=str(account["id"])),
    }
    return {**sent.values, **refs}


def _of_the_house(world: World) -> dict[str, str]:
    """What is no person's: a pilot, its group with a review, and a further session of the manager."""
    pilot_id = a_pilot(world)
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW, pilot_id=pilot_id)
    with world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, InterimReview("Havainto", "Muutos"))
    (review,) = world.rows("interim_review", cohort_id=cohort_id)
    return {"pilot_id": pilot_id, "cohort_id": cohort_id, "review_id": str(review["id"])}


def _tokens(world: World, nils: Browser, link: str) -> dict[str, str]:
    """The secrets of the links that lead somewhere now."""
    nils.get("/own-calendar")
    nils.post("/own-calendar")
    feed = nils.html().partition("/calendar/")[2].partition(".ics")[0]
    assert feed, nils.text()
    with world.begin_work(Actor.operator()) as work:
        team = work.session.execute(select(ServiceTeam.id)).scalars().first()
        asked = Practitioner(
            id=work.new_id(), team_id=team, name="Vera", profession="nurse", languages=("fi",)
        )
        token = invite(work, practitioner=asked, email="vera@ulappa.example", role=Role.NURSE, employers=[])
    return {
        "calendars:token": feed,
        "staff:token": token,
        "supervisor:token": link.rpartition("/")[2],
    }


def _of_another_team(world: World) -> str:
    """A practitioner of another team of the same provider."""
    with world.begin_work(LOOKER) as work:
        team = ServiceTeam(id=work.new_id(), name="Kalliola", phone="09 000 0002")
        work.session.add(team)
        work.session.flush()
        one = Practitioner(
            id=work.new_id(), team_id=team.id, name="Kaarina Kallio", profession="nurse", languages=("fi",)
        )
        work.session.add(one)
        return one.id


def _everybody_works(world: World) -> dict[str, str]:
    """Nina and Outi have hours like Nils; the unit in which each nurse's people work."""
    house, columns = world.house, [column.key for column in Availability.__table__.c]
    with world.begin_work(LOOKER) as work:
        rows = select(Availability).where(Availability.practitioner_id == house.nils.id)
        for row in list(work.session.execute(rows).scalars()):
            same = {name: getattr(row, name) for name in columns}
            for one in (house.nina.id, house.outi.id):
                # After Nils has gone home: at one and the same hour only one of them would be offered.
                later = {"from_minute": row.to_minute, "to_minute": row.to_minute + 3 * 60}
                own = {**same, **later, "id": work.new_id(), "practitioner_id": one}
                work.session.add(Availability(**own))
        for one in (house.nina.id, house.outi.id):
            hold_hours(work, one)
    (waters,) = world.rows("unit", employer_id=house.ministry)
    return {"nils": house.unit, "nina": house.unit, "outi": str(waters["id"])}

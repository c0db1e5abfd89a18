"""The invented provider and its customers: read from organisation.yaml, written into an empty database."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.booking.models import Availability
from support.demo.rules import wall_time
from support.demo.supervisors import ORGANISATION, ToldSupervisor, read_placeholder, told_supervisors
from support.people.models import Employer, EmployerGroup, Practitioner, Serves, ServiceTeam, Unit
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.calendar import local_date
from support.vocabulary.language import LANGUAGES
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
_ROLES = {"service_manager": Role.ADMIN}
_LANGUAGES = frozenset(language.value for language in LANGUAGES)


@dataclass(frozen=True)
class Member:
    """A member of staff as the demo tells of her; without an address she does not sign in."""

    id: str
    name: str
    employers: frozenset[str]
    email: str
    alerts_to: str
    role: Role

    @property
    def as_nurse(self) -> Actor:
        """She, when she acts as a nurse."""
        return Actor(Role.NURSE, self.id, self.employers)


@dataclass(frozen=True)
class Organisation:
    """What was written: ids of employers by code and of units by (employer, name), staff by code.

    Supervisors, by code too, come into the database when somebody names them.
    """

    employers: Mapping[str, str]
    units: Mapping[tuple[str, str], str]
    staff: Mapping[str, Member]
    supervisors: Mapping[str, ToldSupervisor]


def seed_organisation(work: Work) -> Organisation:
    """Write teams, employers and practitioners with their hours, which are in force from this day on.

    Those who sign in are given their employers with the invitation. Raises FileFaults.
    """
    faults: list[str] = []
    entry = Entry(read_yaml(ORGANISATION), ORGANISATION.name, faults)
    teams = {one.text("code"): _add_team(work, one) for one in entry.entries("teams")}
    groups = {one.text("code"): _add_group(work, one, teams) for one in entry.entries("groups")}
    units: dict[tuple[str, str], str] = {}
    employers = {
        one.text("code"): _add_employer(work, one, groups, units) for one in entry.entries("employers")
    }
    professions = _professions(entry.entry("professions"))
    staff = {
        one.text("code"): _add_practitioner(work, one, teams, employers, professions)
        for one in entry.entries("practitioners")
    }
    entry.has("supervisors")
    entry.finish()
    supervisors = told_supervisors()
    if faults:
        raise FileFaults(faults)
    work.log("demo:seed", "organisation", "demo")
    return Organisation(employers, units, staff, supervisors)


def _add_team(work: Work, entry: Entry) -> str:
    team = ServiceTeam(id=work.new_id(), name=entry.text("name"), phone=entry.text("phone"))
    entry.finish()
    work.session.add(team)
    work.session.flush()
    return team.id


def _add_group(work: Work, entry: Entry, teams: Mapping[str, str]) -> str:
    group = EmployerGroup(id=work.new_id(), name=entry.text("name"), team_id=teams[entry.text("team")])
    entry.finish()
    work.session.add(group)
    work.session.flush()
    return group.id


def _add_employer(
    work: Work, entry: Entry, groups: Mapping[str, str], units: dict[tuple[str, str], str]
) -> str:
    code, names = entry.text("code"), entry.languages("name")
    employer = Employer(
        id=work.new_id(),
        group_id=groups[entry.text("group")] if entry.has("group") else None,
        code=code,
        name_fi=names["fi"],
        name_sv=names["sv"],
        name_en=names["en"],
        kind=entry.text("kind"),
        headcount=entry.number("headcount"),
        join_code=entry.text("link"),
    )
    work.session.add(employer)
    work.session.flush()
    for one in entry.entries("units") if entry.has("units") else []:
        unit = Unit(
            id=work.new_id(),
            employer_id=employer.id,
            name=one.text("name"),
            headcount=one.number("headcount"),
        )
        one.finish()
        work.session.add(unit)
        units[code, unit.name] = unit.id
    entry.finish()
    return employer.id


def _professions(entry: Entry) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    found = {}
    for name in ("nurse", "psychologist", "coach", "physician"):
        profession = entry.entry(name)
        found[name] = (profession.words("kinds"), profession.words("channels"))
        profession.finish()
    entry.finish()
    return found


def _add_practitioner(
    work: Work,
    entry: Entry,
    teams: Mapping[str, str],
    employers: Mapping[str, str],
    professions: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
) -> Member:
    practitioner = Practitioner(
        id=work.new_id(),
        team_id=teams[entry.text("team")],
        name=entry.text("name"),
        profession=entry.text("profession"),
        languages=entry.words("languages", _LANGUAGES),
    )
    work.session.add(practitioner)
    work.session.flush()
    served = entry.words("serves", frozenset(employers)) if entry.has("serves") else ()
    member = Member(
        practitioner.id,
        practitioner.name,
        frozenset(employers[code] for code in served),
        entry.text("email") if entry.has("email") else "",
        read_placeholder(entry, "alerts_to") if entry.has("alerts_to") else "",
        _ROLES.get(practitioner.profession, Role.NURSE),
    )
    if not member.email:
        work.session.add_all(
            Serves(practitioner_id=member.id, employer_id=one) for one in sorted(member.employers)
        )
    for hours in entry.entries("hours") if entry.has("hours") else []:
        kinds, channels = professions[practitioner.profession]
        _add_hours(work, hours, member.id, kinds, channels)
    entry.finish()
    return member


def _add_hours(
    work: Work, entry: Entry, practitioner_id: str, kinds: tuple[str, ...], channels: tuple[str, ...]
) -> None:
    begins, ends = wall_time(entry.text("from")), wall_time(entry.text("to"))
    for day in entry.words("days", frozenset(_WEEKDAYS)):
        work.session.add(
            Availability(
                id=work.new_id(),
                practitioner_id=practitioner_id,
                weekday=_WEEKDAYS.index(day),
                from_minute=begins.hour * 60 + begins.minute,
                to_minute=ends.hour * 60 + ends.minute,
                kinds=kinds,
                channels=channels,
                valid_from=local_date(work.now),
            )
        )
    entry.finish()

"""Employers under contract, as an operator adds them."""

from support.people.models import Employer, EmployerGroup, ServiceTeam, Unit
from support.people.queries import team_by_name
from support.platform.work import Work


def register_employer(
    work: Work,
    *,
    code: str,
    name: str,
    name_sv: str,
    name_en: str,
    headcount: int,
    units: list[tuple[str, int]],
    team: str,
    team_phone: str,
) -> str:
    """Add an employer with its units, in a group of its own; returns the code of its own link."""
    served_by = team_by_name(work, team) or ServiceTeam(id=work.new_id(), name=team, phone=team_phone)
    work.session.add(served_by)
    work.session.flush()
    group = EmployerGroup(id=work.new_id(), name=name, team_id=served_by.id)
    work.session.add(group)
    work.session.flush()
    employer = Employer(
        id=work.new_id(),
        group_id=group.id,
        code=code,
        name_fi=name,
        name_sv=name_sv or name,
        name_en=name_en or name,
        kind="employer",
        headcount=headcount,
        join_code=work.ids.short_code(),
    )
    work.session.add(employer)
    work.session.flush()
    for unit, count in units:
        work.session.add(Unit(id=work.new_id(), employer_id=employer.id, name=unit, headcount=count))
    work.log("employer:add", "employer", employer.id)
    return employer.join_code

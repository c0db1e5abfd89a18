"""Looking people and organisations up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import selectinload

from support.people.facts import Addressee, Colleague, Contact, EmployerChoice, InUse
from support.people.models import (
    Account,
    Employee,
    Employer,
    HeldRole,
    Practitioner,
    Serves,
    ServiceTeam,
    Unit,
)
from support.people.rules import ROLES_OF_ACCOUNTS
from support.platform.audit import Purpose
from support.platform.hot_statement import HotStatement
from support.platform.work import Work
from support.vocabulary.errors import NotFound
from support.vocabulary.language import Language
from support.vocabulary.permissions import Permission, has_permission

_MOST_KEPT = 256
_ALL_HERE = select(
    Practitioner.id, Practitioner.name, Practitioner.profession, cast(Practitioner.languages, Text)
).where(Practitioner.left_at.is_(None))
# At every look at free times.
_ALL = HotStatement(_ALL_HERE)
_SERVING = HotStatement(
    _ALL_HERE.join(Serves, Serves.practitioner_id == Practitioner.id).where(
        Serves.employer_id == bindparam("employer")
    )
)


_NUMBER = HotStatement(
    select(
        Employee.safe_to_text, Employee.number_confirmed, Employee.language, Employee.key_id, Employee.phone
    ).where(Employee.id == bindparam("employee"))
)
_LANGUAGE = HotStatement(select(Employee.language).where(Employee.id == bindparam("employee")))
_MAY_BE_TEXTED = HotStatement(
    select(Employee.safe_to_text, Employee.number_confirmed).where(Employee.id == bindparam("employee"))
)


@dataclass
class _Number:
    """A sealed number with what is needed to open it."""

    id: str
    key_id: str
    phone: bytes | None
    __tablename__: str = Employee.__tablename__


def employers_to_choose(work: Work, language: Language) -> list[EmployerChoice]:
    """The employers under contract, by name."""
    ask = select(Employer).where(Employer.group_id.is_not(None)).options(selectinload(Employer.units))
    choices = [
        EmployerChoice(one.id, one.name_in(language), tuple((unit.id, unit.name) for unit in one.units))
        for one in work.session.execute(ask).scalars()
    ]
    return sorted(choices, key=lambda choice: choice.name)


def employer_by_join_code(work: Work, code: str) -> str | None:
    """The id of the employer whose own link this is."""
    ask = select(Employer.id).where(Employer.join_code == code, Employer.group_id.is_not(None))
    return work.session.execute(ask).scalar()


def employers_by_code(work: Work, codes: list[str]) -> list[str]:
    """The ids of employers by their short codes.

    Raises ValueError naming the codes that nobody has.
    """
    found = {one.code: one.id for one in work.session.execute(select(Employer)).scalars()}
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise ValueError("no employer has the code " + ", ".join(unknown))
    return [found[code] for code in codes]


def employer_names(work: Work, language: Language) -> dict[str, str]:
    """Every employer's name by id."""
    return {one.id: one.name_in(language) for one in work.session.execute(select(Employer)).scalars()}


def known_employers(work: Work, ids: Collection[str]) -> set[str]:
    """Those of the ids that are of employers under contract."""
    ask = select(Employer.id).where(Employer.id.in_(sorted(ids)), Employer.group_id.is_not(None))
    return set(work.session.execute(ask).scalars())


def unit_names(work: Work, ids: set[str]) -> dict[str, str]:
    """Units' names by id."""
    rows = work.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
    return {unit_id: name for unit_id, name in rows}


def practitioner_names(work: Work) -> dict[str, tuple[str, str]]:
    """Every practitioner's name and profession by id."""
    rows = work.session.execute(select(Practitioner.id, Practitioner.name, Practitioner.profession))
    return {one: (name, profession) for one, name, profession in rows}


def professions_of(work: Work, ids: Collection[str]) -> dict[str, str]:
    """What these practitioners work as, by id."""
    ask = select(Practitioner.id, Practitioner.profession).where(Practitioner.id.in_(sorted(ids)))
    return {one: profession for one, profession in work.session.execute(ask)}


def team_of(work: Work, practitioner_id: str) -> list[Colleague]:
    """Everybody who works in the team of this practitioner, herself included, by name."""
    own = select(Practitioner.team_id).where(Practitioner.id == practitioner_id).scalar_subquery()
    ask = (
        select(Practitioner.id, Practitioner.name, Practitioner.profession)
        .where(Practitioner.team_id == own, Practitioner.left_at.is_(None))
        .order_by(Practitioner.name, Practitioner.id)
    )
    return [Colleague(one, name, profession) for one, name, profession in work.session.execute(ask)]


def account_in_use(work: Work, practitioner_id: str, permission: Permission) -> InUse | None:
    """The account of a practitioner; None when it is locked or not taken into use, when she has left, and
    when no role of hers carries the permission."""
    roles = [role for role in ROLES_OF_ACCOUNTS if has_permission(role, permission)]
    ask = (
        select(Account.activated_at, Account.language)
        .join(Practitioner, Practitioner.id == Account.practitioner_id)
        .where(
            Practitioner.id == practitioner_id,
            Practitioner.left_at.is_(None),
            Account.locked_at.is_(None),
            Account.id.in_(select(HeldRole.account_id).where(HeldRole.role.in_(roles))),
        )
    )
    found = work.session.execute(ask).first()
    if found is None or found.activated_at is None:
        return None
    return InUse(found.activated_at, found.language)


def practitioners_serving(
    work: Work, employer_id: str | None, professions: frozenset[str], language: Language
) -> Mapping[str, Colleague]:
    """Who may serve this employer in this language, by id; when nobody speaks it, whoever may serve.

    Without an employer, everybody of the professions.
    """
    if employer_id is None:
        rows = _ALL.run(work.connection, {}).fetchall()
    else:
        rows = _SERVING.run(work.connection, {"employer": employer_id}).fetchall()
    return _fitting(tuple(rows), professions, language)


# As long as the rows are the same, one answer for each employer, kind of step and language.
@lru_cache(maxsize=_MOST_KEPT)
def _fitting(
    rows: tuple[tuple[str, ...], ...], professions: frozenset[str], language: Language
) -> Mapping[str, Colleague]:
    fitting = [row for row in rows if row[2] in professions]
    speaking = [row for row in fitting if f'"{language.value}"' in row[3]]
    return {one: Colleague(one, name, profession) for one, name, profession, _ in speaking or fitting}


def team_by_name(work: Work, name: str) -> ServiceTeam | None:
    """A service team by its name."""
    return work.session.execute(select(ServiceTeam).where(ServiceTeam.name == name)).scalar()


def contact_of(
    work: Work, employee_id: str, *, subject: str, purpose: Purpose, language: Language
) -> Contact:
    """Open the contact data of one employee; `language` is the reader's."""
    row = work.session.get_one(Employee, employee_id)
    opened = work.open_all(row, ("name", "phone"), subject=subject, purpose=purpose)
    employer = employer_names(work, language).get(row.employer_id or "", "")
    unit = unit_names(work, {row.unit_id or ""}).get(row.unit_id or "", "")
    return Contact(
        name=opened["name"] or "",
        phone=opened["phone"] or "",
        number_confirmed=row.number_confirmed,
        number_since=row.number_since,
        safe_to_text=row.safe_to_text,
        reference_word=row.reference_word,
        language=row.language,
        employer=employer,
        unit=unit,
    )


def name_of(work: Work, employee_id: str, *, subject: str, purpose: Purpose) -> str:
    """Open the name of one employee."""
    row = work.session.get_one(Employee, employee_id)
    return work.open(row, "name", subject=subject, purpose=purpose) or ""


def reference_word_of(work: Work, employee_id: str) -> str:
    """The word by which she and a nurse know each other."""
    return work.session.get_one(Employee, employee_id).reference_word


def language_of_employee(work: Work, employee_id: str) -> Language:
    """The language in which this person is served, whatever language she reads a page in."""
    found = _LANGUAGE.run(work.connection, {"employee": employee_id}).fetchone()
    if found is None:
        raise NotFound
    return Language(found[0])


def addressee_of(work: Work, employee_id: str) -> Addressee | None:
    """Open the number for a text message; None when none is safe, none is confirmed or there is none."""
    found = _NUMBER.first(work.connection, {"employee": employee_id})
    if found is None:
        raise NotFound
    safe_to_text, is_confirmed, language, *sealed = found
    if not (safe_to_text and is_confirmed):
        return None
    number = _Number(employee_id, *sealed)
    phone = work.open(number, "phone", subject=employee_id, purpose=Purpose.CONFIRMATION)
    return Addressee(phone, language) if phone else None


def is_unsafe_number(work: Work, phone_lookup: bytes) -> bool:
    """Whether somebody has said that it is not safe to write to this number; nothing is opened."""
    unsafe = (Employee.phone_lookup == phone_lookup, Employee.safe_to_text.is_(False))
    return work.session.execute(select(Employee.id).where(*unsafe).limit(1)).scalar() is not None


def may_be_texted(work: Work, employee_id: str) -> bool:
    """Whether a text message to this person is safe and her number is confirmed; nothing is opened."""
    work.write_session()
    found = _MAY_BE_TEXTED.run(work.connection, {"employee": employee_id}).fetchone()
    if found is None:
        raise NotFound
    return all(found)

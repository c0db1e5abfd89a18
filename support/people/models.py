"""Tables of people and organisations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from support.people.facts import Step
from support.platform.columns import EnumText, Key, Lookup, Sealed, UtcDateTime, Words
from support.platform.database import Base
from support.vocabulary.actor import Role
from support.vocabulary.language import Language


class ServiceTeam(Base):
    """The people of the provider who serve some employers together."""

    __tablename__ = "service_team"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(20))


class EmployerGroup(Base):
    """Employers that share one contract."""

    __tablename__ = "employer_group"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    team_id: Mapped[str] = mapped_column(ForeignKey("service_team.id"))


class Employer(Base):
    """An employer; one without a group is outside the contract and is told whom to contact."""

    __tablename__ = "employer"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    group_id: Mapped[str | None] = mapped_column(ForeignKey("employer_group.id"))
    code: Mapped[str] = mapped_column(String(4), unique=True)
    name_fi: Mapped[str] = mapped_column(String(80))
    name_sv: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    headcount: Mapped[int] = mapped_column(Integer)
    join_code: Mapped[str] = mapped_column(String(12), unique=True)

    units: Mapped[list["Unit"]] = relationship(order_by="Unit.name", lazy="raise")

    def name_in(self, language: Language) -> str:
        """The employer's name in the reader's language."""
        return {Language.FI: self.name_fi, Language.SV: self.name_sv, Language.EN: self.name_en}[language]


class Unit(Base):
    """A part of an employer; `headcount` is people employed."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    employer_id: Mapped[str] = mapped_column(ForeignKey("employer.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    headcount: Mapped[int] = mapped_column(Integer)


class Practitioner(Base):
    """Whoever of the provider meets employees: nurse, psychologist, coach, physician."""

    __tablename__ = "practitioner"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("service_team.id"))
    name: Mapped[str] = mapped_column(String(80))
    profession: Mapped[str] = mapped_column(String(20))
    languages: Mapped[tuple[str, ...]] = mapped_column(Words)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Serves(Base):
    """Which employers a practitioner serves; need-to-know begins here."""

    __tablename__ = "serves"

    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    employer_id: Mapped[str] = mapped_column(ForeignKey("employer.id"), primary_key=True)


class Account(Base):
    """How a member of staff signs in: address, password and a time-based code."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), unique=True)
    email_lookup: Mapped[bytes] = mapped_column(Lookup, unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[bytes | None] = mapped_column(Sealed)
    totp_step: Mapped[int] = mapped_column(Integer, default=0)
    invitation_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invitation_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[Language | None] = mapped_column(EnumText(Language))
    """In which she wants to read; None as long as she has not chosen, then her browser decides."""
    phone: Mapped[bytes | None] = mapped_column(Sealed)
    """Where she is told that something waits for her on a day when she is on duty."""


class Duty(Base):
    """Who of a team is told first on a day, who next; a day without a row has nobody in particular."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("team_id", "day", "place", name="uq_duty_place"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("service_team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer)


class KnownBrowser(Base):
    """A browser in which this account has signed in; the row ends when it is forgotten. It opens nothing."""

    __tablename__ = "known_browser"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class RefusedTry(Base):
    """How often a step of a sign-in was refused on one day, under the address as typed, known or not."""

    __tablename__ = "refused_try"
    __table_args__ = (Index("ix_refused_try_last_at", "last_at"),)

    email_lookup: Mapped[bytes] = mapped_column(Lookup, primary_key=True)
    step: Mapped[Step] = mapped_column(EnumText(Step), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HeldRole(Base):
    """A role that an account may wear; in each session she wears one of them (domain model, Hats)."""

    __tablename__ = "held_role"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(EnumText(Role), primary_key=True)


class Employee(Base):
    """A person who has left contact data, or was named as a supervisor; what could name her is sealed.

    Whoever is both has a row for each hat, with keys and sessions of its own: neither knows of the other.
    """

    __tablename__ = "employee"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    phone: Mapped[bytes | None] = mapped_column(Sealed)
    phone_lookup: Mapped[bytes | None] = mapped_column(Lookup)
    number_confirmed: Mapped[bool]
    number_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When she had confirmed it: what went there before is of whoever had it then."""
    name: Mapped[bytes | None] = mapped_column(Sealed)
    reference_word: Mapped[str] = mapped_column(String(6))
    language: Mapped[Language] = mapped_column(EnumText(Language))
    employer_id: Mapped[str | None] = mapped_column(ForeignKey("employer.id"), index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    safe_to_text: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hat: Mapped[Role] = mapped_column(EnumText(Role), default=Role.EMPLOYEE)

    __table_args__ = (
        Index(
            "uq_employee_supervisor_phone",
            "phone_lookup",
            unique=True,
            sqlite_where=text("hat = 'supervisor'"),
            postgresql_where=text("hat = 'supervisor'"),
        ),
        # Anybody may type any number; only a confirmed one belongs to exactly one person.
        Index(
            "uq_employee_confirmed_phone",
            "phone_lookup",
            unique=True,
            sqlite_where=text("number_confirmed"),
            postgresql_where=text("number_confirmed"),
        ),
    )


class SignIn(Base):
    """A signed-in browser and the role worn in it. Ends at sign-out, when idle, and at `ends_at`."""

    __tablename__ = "sign_in"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (employee_id IS NULL)", name="one_person"),
        Index("ix_sign_in_ends_at", "ends_at"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    employee_id: Mapped[str | None] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_warned: Mapped[bool]
    """Whether codes were refused between the sign-in before this one and this one."""


class OneTimeCode(Base):
    """A six-digit code sent to a number: ten minutes, one use, five tries, one browser (ASVS 6.5, 6.6)."""

    __tablename__ = "one_time_code"
    __table_args__ = (Index("ix_one_time_code_ends_at", "ends_at"),)

    browser_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    phone_lookup: Mapped[bytes] = mapped_column(Lookup)
    last_two: Mapped[str] = mapped_column(String(2))
    code_hash: Mapped[str] = mapped_column(String(200))
    tries: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

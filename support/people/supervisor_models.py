"""Tables of supervisors: whose supervisor somebody is, and the addresses that lead to her sign-in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support.people.supervisor_facts import NamedHow
from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base

_GOES_ON = text("ended_at IS NULL")


class SupervisorLink(Base):
    """Who was named as somebody's supervisor, from when until when; one at a time.

    The name is as it was given here: it lies under the employee's key and is nobody else's to read, so that a
    supervisor whom two people have named does not carry what one of them wrote to the other.
    """

    __tablename__ = "supervisor_link"
    __table_args__ = (
        Index(
            "uq_supervisor_link_going_on",
            "employee_id",
            unique=True,
            sqlite_where=_GOES_ON,
            postgresql_where=_GOES_ON,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    supervisor_id: Mapped[str] = mapped_column(ForeignKey("employee.id"), index=True)
    name: Mapped[bytes | None] = mapped_column(Sealed)
    named_how: Mapped[NamedHow] = mapped_column(EnumText(NamedHow))
    named_by: Mapped[str | None] = mapped_column(Key)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When she was last sent a way in; None before the first."""


class SupervisorInvitation(Base):
    """An address that says where a supervisor signs in, as its hash; by itself it shows and opens nothing."""

    __tablename__ = "supervisor_invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    supervisor_link_id: Mapped[str] = mapped_column(
        ForeignKey("supervisor_link.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

"""Tables of what an employee lets her supervisor know, in which words, and what of it was read when."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support.consent.facts import ConsentFacts, Receipt
from support.consent.rules.disclosing import Thing
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import GivenHow, State, check_move
from support.platform.columns import EnumText, Key, UtcDateTime, Words
from support.platform.database import Base
from support.vocabulary.language import Language

_HOLDS = text("state = 'granted'")
_IS_OPEN = text("closed_at IS NULL")


class Consent(Base):
    """What was given or asked for at one time; nothing in it is changed but its state.

    `asked_by` and `written_by` are practitioners: who asked for it, and who wrote down what she said.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_holds", "valid_until", sqlite_where=_HOLDS, postgresql_where=_HOLDS),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    supervisor_link_id: Mapped[str] = mapped_column(
        ForeignKey("supervisor_link.id", ondelete="CASCADE"), index=True
    )
    facts: Mapped[tuple[str, ...]] = mapped_column(Words)
    state: Mapped[State] = mapped_column(EnumText(State))
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_by: Mapped[str | None] = mapped_column(Key)
    given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_how: Mapped[GivenHow | None] = mapped_column(EnumText(GivenHow))
    written_by: Mapped[str | None] = mapped_column(Key)
    valid_until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wording_version: Mapped[int] = mapped_column(Integer)
    language: Mapped[Language] = mapped_column(EnumText(Language))

    def move(self, following: State) -> None:
        """Go to another state.

        Raises Conflict when the consent cannot come there from where it is.
        """
        check_move(self.state, following)
        self.state = following

    def seen(self) -> ConsentFacts:
        """What others may see of it."""
        return ConsentFacts(
            id=self.id,
            case_id=self.case_id,
            supervisor_link_id=self.supervisor_link_id,
            facts=frozenset(FactCode(one) for one in self.facts),
            state=self.state,
            asked_at=self.asked_at,
            given_at=self.given_at,
            valid_until=self.valid_until,
            ended_at=self.ended_at,
            given_how=self.given_how,
            wording_version=self.wording_version,
            language=self.language,
        )


class Disclosure(Base):
    """One thing that a supervisor may know or knew: since when, when it reached her, when she read it.

    `about` is the id of what it is about, and empty for the fact itself. No text stands here: what she read
    is under its own key, and the row stays when the permission ends.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        CheckConstraint("read_at IS NULL OR delivered_at IS NOT NULL", name="delivered"),
        Index(
            "uq_disclosure_open",
            "consent_id",
            "fact",
            "about",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    consent_id: Mapped[str] = mapped_column(ForeignKey("consent.id", ondelete="CASCADE"))
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    supervisor_link_id: Mapped[str] = mapped_column(
        ForeignKey("supervisor_link.id", ondelete="CASCADE"), index=True
    )
    fact: Mapped[FactCode] = mapped_column(EnumText(FactCode))
    about: Mapped[str] = mapped_column(String(40))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a message that leads to it left, or else when the page that has it was shown."""
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a page that has it was first shown to her."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the permission, or the release of this very thing, under which she could read it ended."""

    @property
    def thing(self) -> Thing:
        """What was told."""
        return Thing(self.fact, self.case_id, self.about)

    def seen(self) -> Receipt:
        """What others may see of it."""
        return Receipt(*(getattr(self, field.name) for field in fields(Receipt)))

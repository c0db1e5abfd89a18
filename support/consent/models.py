"""The table of consents: what an employee lets her supervisor know, and in which words she was asked."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from support.consent.facts import ConsentFacts
from support.consent.rules.fact_code import FactCode
from support.consent.rules.states import GivenHow, State, check_move
from support.platform.columns import EnumText, Key, UtcDateTime, Words
from support.platform.database import Base
from support.vocabulary.language import Language

_HOLDS = text("state = 'granted'")


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

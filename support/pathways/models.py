"""Tables of pathways: the versions that were made here, and those of the catalogue that came before them."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from support.pathways.facts import VersionFacts
from support.pathways.rules.version_states import VersionMove, VersionState, after
from support.platform.columns import EnumText, Key, UtcDateTime, Words
from support.platform.database import Base
from support.vocabulary.pathway import PathwayCode

_ACTIVE = text("state = 'active'")
_IN_THE_MAKING = text("state IN ('draft', 'in_review', 'approved')")


class PathwayVersion(Base):
    """One version of a pathway; once it is no draft any more, its body never changes.

    `body` is the text in the form of the catalogue. `writers` are all who have written of it, so that none of
    them approves it. `revision` counts the changes of a draft. `remark` is what whoever gave it back wants
    otherwise.
    """

    __tablename__ = "pathway_version"
    __table_args__ = (
        UniqueConstraint("code", "version", name="uq_pathway_version_number"),
        Index(
            "ix_pathway_version_active", "code", unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE
        ),
        Index(
            "ix_pathway_version_in_the_making",
            "code",
            unique=True,
            sqlite_where=_IN_THE_MAKING,
            postgresql_where=_IN_THE_MAKING,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    code: Mapped[PathwayCode] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[VersionState] = mapped_column(EnumText(VersionState))
    body: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("pathway_version.id"))
    writers: Mapped[tuple[str, ...]] = mapped_column(Words)
    revision: Mapped[int] = mapped_column(Integer)
    remark: Mapped[str | None] = mapped_column(String(500))
    drafted_by: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    drafted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activated_by: Mapped[str | None] = mapped_column(ForeignKey("practitioner.id"))
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def move(self, move: VersionMove) -> None:
        """Go to another state.

        Raises Conflict when the move cannot be made from this one.
        """
        self.state = after(self.state, move)

    def facts(self) -> VersionFacts:
        """What others may see of it."""
        return VersionFacts(*(getattr(self, field.name) for field in fields(VersionFacts)))

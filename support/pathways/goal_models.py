"""Tables of what a person wants to reach, where she is, and what was agreed to be done."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from support.pathways.enrolment_facts import ActionFacts, GoalFacts
from support.pathways.rules import agreed_action, goal
from support.pathways.rules.agreed_action import Owner, Release, Size, Suggestion
from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base


class Goal(Base):
    """What she wants to reach, in her own words; `good_enough` is the number that would be."""

    __tablename__ = "goal"
    __table_args__ = (
        CheckConstraint("good_enough BETWEEN 1 AND 10", name="good_enough"),
        CheckConstraint("(ended_at IS NULL) = (state IN ('drafted', 'agreed', 'in_progress'))", name="ended"),
        CheckConstraint("(agreed_at IS NOT NULL) OR (state IN ('drafted', 'dropped'))", name="agreed"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    state: Mapped[goal.State] = mapped_column(EnumText(goal.State))
    text: Mapped[bytes] = mapped_column(Sealed)
    good_enough: Mapped[int] = mapped_column(Integer)
    is_shared: Mapped[bool] = mapped_column(default=False)
    """Whether it may be spoken of with the supervisor present; private until she says so."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def move(self, move: goal.Move) -> None:
        """Go to the state that the rule allows; raises Conflict when the move is not possible from here."""
        self.state = goal.after(self.state, move)

    def facts(self) -> GoalFacts:
        """What others may see of it without opening it."""
        return GoalFacts(*(getattr(self, field.name) for field in fields(GoalFacts)))


class GoalPoint(Base):
    """Where she was on 0-10 at one moment."""

    __tablename__ = "goal_point"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    goal_id: Mapped[str] = mapped_column(ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    value: Mapped[bytes] = mapped_column(Sealed)


class AgreedAction(Base):
    """What somebody does by a day; what the supervisor is to do stands only when she was told and accepts."""

    __tablename__ = "agreed_action"
    __table_args__ = (
        CheckConstraint(
            "owner <> 'supervisor' OR state IN ('proposed', 'cancelled') OR accepted_at IS NOT NULL",
            name="accepted",
        ),
        CheckConstraint(
            "owner <> 'supervisor' OR state NOT IN ('agreed', 'in_progress')"
            " OR (release IS NOT NULL AND release = 'yes')",
            name="released",
        ),
        CheckConstraint(
            "(ended_at IS NULL) = (state IN ('proposed', 'agreed', 'in_progress'))", name="ended"
        ),
        CheckConstraint("state <> 'not_done' OR reason IS NOT NULL", name="undone_with_reason"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    state: Mapped[agreed_action.State] = mapped_column(EnumText(agreed_action.State))
    owner: Mapped[Owner] = mapped_column(EnumText(Owner))
    size: Mapped[Size] = mapped_column(EnumText(Size))
    text: Mapped[bytes] = mapped_column(Sealed)
    due_on: Mapped[date] = mapped_column(Date)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    """Raised by each change of words, day, size, owner or supervisor: a yes is to what was read with it."""
    review_on: Mapped[date | None] = mapped_column(Date)
    release: Mapped[Release | None] = mapped_column(EnumText(Release))
    """What she answered when she was asked whether her supervisor may see it; None before she did."""
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the supervisor took it upon her."""
    promised_on: Mapped[date | None] = mapped_column(Date)
    """The day by which the supervisor has said that she does it: the day of it or an earlier one."""
    turned_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When she suggested a change or asked for a talk; it goes back to who wrote it."""
    suggestion: Mapped[Suggestion | None] = mapped_column(EnumText(Suggestion))
    suggested_on: Mapped[date | None] = mapped_column(Date)
    """The later day, where that is what she suggests."""
    is_arrangement: Mapped[bool] = mapped_column(default=False)
    """Whether it is an arrangement at work that holds until its day."""
    supervisor_link_id: Mapped[str | None] = mapped_column(Key)
    """As whose supervisor she answered: another one after her has not."""
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When its owner is reminded next."""
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[bytes | None] = mapped_column(Sealed)

    def move(self, move: agreed_action.Move) -> None:
        """Go to the state that the rule allows; raises Conflict when the move is not possible from here."""
        self.state = agreed_action.after(self.state, move)

    def facts(self) -> ActionFacts:
        """What others may see of it without opening it."""
        return ActionFacts(*(getattr(self, field.name) for field in fields(ActionFacts)))

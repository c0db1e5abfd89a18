"""Tables of three-party meetings: who takes part, what about, which times suit, what was acknowledged."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from support.booking.meeting_facts import MeetingFacts
from support.booking.rules.three_party import Kind, Move, Party, State, after
from support.platform.columns import EnumText, Key, Sealed, UtcDateTime
from support.platform.database import Base
from support.vocabulary.language import Language

_GOES_ON = text("ended_at IS NULL")


class Meeting(Base):
    """A meeting of three; a case has one at a time that has not ended.

    `supervisor_link_id` is empty until the supervisor is invited, `appointment_id` until a time is agreed.
    """

    __tablename__ = "three_party_meeting"
    __table_args__ = (
        Index(
            "uq_three_party_meeting_going_on",
            "case_id",
            unique=True,
            sqlite_where=_GOES_ON,
            postgresql_where=_GOES_ON,
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(EnumText(Kind))
    state: Mapped[State] = mapped_column(EnumText(State))
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"))
    supervisor_link_id: Mapped[str | None] = mapped_column(
        ForeignKey("supervisor_link.id", ondelete="SET NULL"), index=True
    )
    minutes: Mapped[int] = mapped_column(Integer)
    channel: Mapped[str] = mapped_column(String(10))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_alone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appointment_id: Mapped[str | None] = mapped_column(
        ForeignKey("appointment.id", ondelete="SET NULL"), unique=True
    )
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def move(self, move: Move) -> None:
        """Go on.

        Raises Conflict where the meeting cannot go there from where it is.
        """
        self.state = after(self.state, move)

    def facts(self) -> MeetingFacts:
        """What others may see of it."""
        return MeetingFacts(*(getattr(self, field.name) for field in fields(MeetingFacts)))


class MeetingLine(Base):
    """One heading of an agenda, in the order of the numbers."""

    __tablename__ = "meeting_line"
    __table_args__ = (UniqueConstraint("meeting_id", "number", name="uq_meeting_line_number"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("three_party_meeting.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[bytes | None] = mapped_column(Sealed)


class MeetingParticipant(Base):
    """One who takes part; the name stands here only of a support person, who has no record of her own."""

    __tablename__ = "meeting_participant"
    __table_args__ = (UniqueConstraint("meeting_id", "party", name="uq_meeting_participant_party"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("three_party_meeting.id", ondelete="CASCADE"))
    party: Mapped[Party] = mapped_column(EnumText(Party))
    person_id: Mapped[str | None] = mapped_column(Key, index=True)
    name: Mapped[bytes | None] = mapped_column(Sealed)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    came: Mapped[bool | None]


class MeetingTime(Base):
    """A time that is proposed; nothing is kept free for it until one is agreed."""

    __tablename__ = "meeting_time"
    __table_args__ = (UniqueConstraint("meeting_id", "starts_at", name="uq_meeting_time_starts_at"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("three_party_meeting.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MeetingMark(Base):
    """A time that suits somebody."""

    __tablename__ = "meeting_mark"

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("meeting_participant.id", ondelete="CASCADE"), primary_key=True
    )
    time_id: Mapped[str] = mapped_column(
        ForeignKey("meeting_time.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class MeetingWording(Base):
    """One thing that the three agree on, in the version of its words that stands now.

    The words of goals and actions stand where these do, those of the timetable here. `due_on` and `review_on`
    are the new days of an action that was agreed before. What is left out keeps its row without words:
    no version of them has its number twice.
    """

    __tablename__ = "meeting_wording"
    __table_args__ = (UniqueConstraint("meeting_id", "about", name="uq_meeting_wording_about"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("three_party_meeting.id", ondelete="CASCADE"))
    about: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    is_left_out: Mapped[bool] = mapped_column(default=False)
    was_drafted_here: Mapped[bool] = mapped_column(default=False)
    """Whether the goal or the action itself was first written in this meeting."""
    text: Mapped[bytes | None] = mapped_column(Sealed)
    due_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MeetingAcknowledgement(Base):
    """What somebody has said yes to: the confidentiality text, or the wording of one thing that was agreed.

    `about` names it; `version` is the version of the text in which it was shown.
    """

    __tablename__ = "meeting_acknowledgement"

    participant_id: Mapped[str] = mapped_column(
        ForeignKey("meeting_participant.id", ondelete="CASCADE"), primary_key=True
    )
    about: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    language: Mapped[Language] = mapped_column(EnumText(Language))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

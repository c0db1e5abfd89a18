"""Tables of the calendar: appointments, the cells that no two of them can share, and working hours."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from support.booking.columns import QuarterHour
from support.booking.rules.appointment import State as AppointmentState
from support.booking.rules.outside import Choice
from support.platform.columns import EnumText, Key, UtcDateTime, Words
from support.platform.database import Base


class Availability(Base):
    """Working hours of one weekday (0 is Monday), in local minutes after midnight.

    An extra stretch is not of the week that repeats: it begins and ends on one day.
    """

    __tablename__ = "availability"
    __table_args__ = (
        CheckConstraint("from_minute < to_minute", name="forward"),
        CheckConstraint("NOT is_extra OR (valid_to IS NOT NULL AND valid_from = valid_to)", name="one_day"),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), index=True)
    weekday: Mapped[int] = mapped_column(Integer)
    from_minute: Mapped[int] = mapped_column(Integer)
    to_minute: Mapped[int] = mapped_column(Integer)
    kinds: Mapped[tuple[str, ...]] = mapped_column(Words)
    channels: Mapped[tuple[str, ...]] = mapped_column(Words)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    is_extra: Mapped[bool] = mapped_column(default=False)


class TimeOff(Base):
    """Days on which a practitioner has no times, from the first to the last; why is nobody's business."""

    __tablename__ = "time_off"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="forward"),)

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)


class BookingTerms(Base):
    """How the calendar of a practitioner may be booked; without a row as `Terms` says.

    `version` counts every change of her hours, so that of two editors the second one is told.
    """

    __tablename__ = "booking_terms"

    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    notice_minutes: Mapped[int] = mapped_column(Integer)
    window_days: Mapped[int] = mapped_column(Integer)
    daily_cap: Mapped[int | None] = mapped_column(Integer)
    buffer_minutes: Mapped[int] = mapped_column(Integer)


class Calendar(Base):
    """Counts the changes of a practitioner's hours and times: what is kept in memory is old after one.

    Whoever changes them holds this row until the end, so that of two changes the second sees the first.
    """

    __tablename__ = "calendar"

    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    hours: Mapped[int] = mapped_column(Integer)
    times: Mapped[int] = mapped_column(Integer)


class Appointment(Base):
    """One time of an employee with a practitioner."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_case", "case_id", "starts_at"),
        Index("ix_appointment_practitioner", "practitioner_id", "starts_at"),
        # Her list is found without a look at what lies behind her.
        Index("ix_appointment_diary", "practitioner_id", "state", "starts_at"),
        Index("ix_appointment_rebooked_from", "rebooked_from", unique=True),
        # Only what is still to be said stands in it.
        Index(
            "ix_appointment_remind_at",
            "remind_at",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("support_case.id", ondelete="CASCADE"))
    employee_id: Mapped[str] = mapped_column(ForeignKey("employee.id"), index=True)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"))
    kind: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    minutes: Mapped[int] = mapped_column(Integer)
    state: Mapped[AppointmentState] = mapped_column(EnumText(AppointmentState))
    booked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When she is reminded next; nothing when there is nothing more to say.
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Whether she gave it back late: only counted, and shown to nobody.
    was_late: Mapped[bool | None]
    # Unique: however often a move is sent, a time is moved once. Both go with their case.
    rebooked_from: Mapped[str | None] = mapped_column(Key)


class BookingCell(Base):
    """A quarter of an hour of one person: of an appointment, or held until a moment. The primary key settles
    every race.

    Its start is stored as a number, so that the database can put a search's quarter-hours together as bits.
    `held_by` is the visit of a person whom nobody knows yet, and from her sending on the employee.
    """

    __tablename__ = "booking_cell"
    __table_args__ = (
        CheckConstraint("(appointment_id IS NULL) = (held_by IS NOT NULL)", name="booked_or_held"),
        CheckConstraint("(held_by IS NULL) = (held_until IS NULL)", name="held_until"),
        # Only what is held stands in them: a booking writes to neither.
        Index(
            "ix_booking_cell_held_by",
            "held_by",
            sqlite_where=text("held_by IS NOT NULL"),
            postgresql_where=text("held_by IS NOT NULL"),
        ),
        Index(
            "ix_booking_cell_held_until",
            "held_until",
            sqlite_where=text("held_until IS NOT NULL"),
            postgresql_where=text("held_until IS NOT NULL"),
        ),
    )

    person_id: Mapped[str] = mapped_column(Key, primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(QuarterHour, primary_key=True, autoincrement=False)
    # The cells come first, then the appointment; whether they belong together is asked at the end.
    appointment_id: Mapped[str | None] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED"), index=True
    )
    held_by: Mapped[str | None] = mapped_column(Key)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutsideHours(Base):
    """What somebody chose for an appointment that lies outside the hours as they are now."""

    __tablename__ = "outside_hours"

    appointment_id: Mapped[str] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True
    )
    choice: Mapped[Choice] = mapped_column(EnumText(Choice))
    chosen_by: Mapped[str] = mapped_column(ForeignKey("practitioner.id"))
    chosen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

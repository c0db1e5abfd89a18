"""The demo's own table: how its invented staff sign in, so that the demo page can say it."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.columns import Key, Sealed
from support.platform.database import Base


class DemoLogin(Base):
    """Address, password and authenticator secret of one invented member of staff; made anew at every seeding.

    Stays empty in production: the slice that writes and reads it is not registered there.
    """

    __tablename__ = "demo_login"

    id: Mapped[str] = mapped_column(Key, primary_key=True)
    key_id: Mapped[str] = mapped_column(Key)
    practitioner_id: Mapped[str] = mapped_column(ForeignKey("practitioner.id"), unique=True)
    email: Mapped[bytes | None] = mapped_column(Sealed)
    password: Mapped[bytes | None] = mapped_column(Sealed)
    totp_secret: Mapped[bytes | None] = mapped_column(Sealed)

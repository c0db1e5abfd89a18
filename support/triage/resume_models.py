"""The codes with which visits go on in another browser."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from support.platform.database import Base


class ResumeCode(Base):
    """The one code of a visit: its hash, to find it, and the key of the answers closed with the code.

    The code itself is with the person alone, so neither we nor the ring can open the key (decision 0018).
    """

    __tablename__ = "resume_code"

    answer_set_id: Mapped[str] = mapped_column(
        ForeignKey("triage_answer_set.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)

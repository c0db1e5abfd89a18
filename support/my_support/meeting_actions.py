"""What the employee does with the agenda of her meeting: approve it, and let her supervisor know or not."""

from collections.abc import Iterable

from support.booking.meeting_draft_actions import approve_agenda
from support.booking.meeting_queries import meeting_to_read
from support.consent.actions import Giving, give_consent
from support.platform.work import Work


def approve_and_release(work: Work, meeting_id: str, lines: Iterable[str], giving: Giving | None) -> None:
    """Approve the agenda; with `giving` the supervisor may know from now on that a meeting is arranged.

    Her supervisor gets no message by it: that comes with the times. Raises what either of the two does.
    """
    approve_agenda(work, meeting_id, lines)
    if giving is not None:
        give_consent(work, meeting_to_read(work, meeting_id).case_id, giving)

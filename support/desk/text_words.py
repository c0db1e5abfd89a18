"""What the desk says of text messages that somebody has stopped."""

from enum import StrEnum

from support.vocabulary.errors import mark


class AgainReason(StrEnum):
    """Why messages go to somebody again who had stopped them."""

    ASKED = "asked"
    MISTAKE = "mistake"


AGAIN_REASONS = {
    AgainReason.ASKED: mark("The person asked for it on the phone"),
    AgainReason.MISTAKE: mark("The person stopped them by mistake and says so"),
}

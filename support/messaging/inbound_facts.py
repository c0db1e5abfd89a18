"""What the provider hands over when somebody has written to our number."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class IncomingMessage:
    """One message to us.

    With `is_stopped` the provider sends nothing more to this number by itself, with `is_started` it does so
    again.
    """

    reference: str
    sender: str = field(repr=False)
    text: str = field(repr=False)
    is_stopped: bool
    is_started: bool = False

"""Which sender carries the text messages, by its name in the settings."""

from collections.abc import Callable

from support.messaging.sender import ConsoleSender, NullSender, ProviderAccount, Signature, SmsSender

_OF_THE_HOUSE: dict[str, type[SmsSender]] = {"null": NullSender, "console": ConsoleSender}


def connect(
    name: str, account: ProviderAccount, report_to: Callable[[str], str], *, takes_replies: bool
) -> tuple[SmsSender, Signature | None]:
    """The sender, and what knows its provider's signature where it has a provider."""
    if name in _OF_THE_HOUSE:
        return _OF_THE_HOUSE[name](), None
    # Its library is large, and nobody else needs it.
    from support.messaging.twilio_sender import TwilioSender, TwilioSignature

    return TwilioSender(account, report_to, takes_replies=takes_replies), TwilioSignature(account)

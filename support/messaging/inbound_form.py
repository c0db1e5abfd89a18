"""Reading what the provider sends; only what is whole is taken."""

import re

from werkzeug.datastructures import MultiDict

from support.messaging.inbound_facts import IncomingMessage
from support.messaging.provider_code_rules import delivery_of, refused_later
from support.messaging.reply_rules import is_providers_start, is_providers_stop
from support.messaging.sender import Sighting

_REFERENCE = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
_CODE = re.compile(r"[0-9]{1,6}")
# A number, or the word under which a company writes.
_SENDER = re.compile(r"\+[0-9]{3,15}|[A-Za-z0-9 ]{1,15}")
# The provider joins the parts of a long message to so many signs at most.
LONGEST = 1600


def read_sighting(fields: MultiDict[str, str]) -> Sighting | None:
    """How far a message has come; None when that cannot be read from it."""
    reference, code = fields.get("MessageSid", ""), fields.get("ErrorCode", "")
    delivery = delivery_of(fields.get("MessageStatus"))
    if delivery is None or not _REFERENCE.fullmatch(reference):
        return None
    number = int(code) if _CODE.fullmatch(code) else None
    return Sighting(reference, delivery, refused_later(delivery, number))


def read_incoming(fields: MultiDict[str, str]) -> IncomingMessage | None:
    """What somebody wrote to us; None when it is not clear who."""
    reference, sender = fields.get("MessageSid", ""), fields.get("From", "")
    text = fields.get("Body", "")[:LONGEST]
    if not (_REFERENCE.fullmatch(reference) and _SENDER.fullmatch(sender)):
        return None
    wish = fields.get("OptOutType", "").upper()
    is_stopped = wish == "STOP" or is_providers_stop(text)
    is_started = not is_stopped and (wish == "START" or is_providers_start(text))
    return IncomingMessage(reference, sender, text, is_stopped, is_started)

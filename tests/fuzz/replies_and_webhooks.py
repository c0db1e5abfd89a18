"""A target for the fuzzer atheris: no text breaks the parser of replies, no form the reading of webhooks.

The fuzzer is no package of ours. In an environment that has it beside ours:
`python -m tests.fuzz.replies_and_webhooks -max_total_time=300`.
"""

import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl

import atheris

with atheris.instrument_imports(include=["support.messaging", "unicodedata", "re"]):
    from support.messaging.inbound_form import read_incoming, read_sighting
    from support.messaging.reply_rules import Meaning, plain, read_reply
    from support.messaging.sender import ProviderAccount
    from support.messaging.twilio_sender import TwilioSignature

from werkzeug.datastructures import MultiDict

_SID = "SM" + "a" * 32
_ACCOUNT = ProviderAccount("AC" + "1" * 32, ("t" * 32, "u" * 32), "+358401112222", "http://127.0.0.1:1")
_SIGNATURE = TwilioSignature(_ACCOUNT)
SEEDS = (
    " 7/10. ",
    "\u200bSiirra\u0308!",
    "STOP",
    "\uff11\uff10",
    f"AccountSid={_ACCOUNT.sid}&MessageSid={_SID}&From=%2B358401234567&Body=Lopeta&OptOutType=STOP",
    f"AccountSid={_ACCOUNT.sid}&MessageSid={_SID}&MessageStatus=undelivered&ErrorCode=30003",
)


@atheris.instrument_func  # type: ignore[untyped-decorator]  # the fuzzer carries no types
def one_input(given: bytes) -> None:
    """Read the bytes as a text, and as a form that nobody has signed."""
    text = given.decode("utf-8", "replace")
    reply = read_reply(text)
    if (reply.number is not None) != (reply.meaning is Meaning.NUMBER):
        raise AssertionError(text)
    if plain(plain(text)) != plain(text) or read_reply(plain(text)) != reply:
        raise AssertionError(text)
    fields = MultiDict(parse_qsl(given.decode("utf-8", "replace"), keep_blank_values=True))
    read_incoming(fields)
    read_sighting(fields)
    if _SIGNATURE.is_genuine("https://support.example/messages/reply", fields, fields.get("Body", "")):
        raise AssertionError("a signature was guessed")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS):
            Path(folder, str(number)).write_bytes(seed.encode())
        atheris.Setup([*sys.argv, folder], one_input)
        atheris.Fuzz()

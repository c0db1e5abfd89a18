"""With what the fuzzer begins, and the words from which it makes more."""

from urllib.parse import urlencode

from support.messaging.provider_code_rules import _CODES, _STATUSES
from support.messaging.reply_rules import _WORDS
from tests.fuzz.requests import RAW, REPORT, SENT, WRONG
from tests.fuzz.words import KINDS, codes, form, message, number, reply
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER

PHONE = "+358407650001"
_SID = "SM" + "a" * 32
_REPLY = {"AccountSid": ACCOUNT, "From": PHONE, "MessageSid": _SID, "To": OUR_NUMBER}
_REPORT = {"AccountSid": ACCOUNT, "MessageSid": _SID}
ALL_CODES = [code for codes_of in _CODES.values() for code in codes_of]
SAID = (
    *_WORDS,
    *(str(number) for number in range(-1, 12)),
    *(
        " 7/10. ",
        "7 / 10",
        "\u200bSiirra\u0308!",
        "\uff11\uff10",
        "7\ufe0f\u20e3",
        "(3)",
        "+3",
        "\u22123",
        "3,5",
    ),
    *(
        "en jaksa",
        "👍",
        "\u0130\u0307\u1e9e",
        "A\u030a\u0327",
        "\u202elopeta\u202c",
        "x" * 1700,
        "\x00",
        "St\u017fop",
    ),
)
TYPED = (
    *(
        "+358 40 765 0001",
        "040 765 0001",
        "00358(0)407650001",
        "+46 70 123 45 67",
        "+4791234567",
        "+37251234567",
    ),
    *(
        "+4520123456",
        "+358 00 000 001",
        "112",
        "\uff10\uff14\uff10 1234567",
        "+1 202 555 0123",
        "+358\u2010401234567",
    ),
    *("\u200e+358401234567", "++358", "+", "0" * 41, "+358 9 123 456", "600 1 234", "+7 999 1234567"),
)
VALUES = (
    "http://127.0.0.1/my",
    "ke 25.11. klo 13.00",
    "€" * 20,
    "x" * 200,
    "å",
    "{when}",
    "\u00a0",
    "\n",
    "psyk",
    "",
)
FORMS = (
    *({**_REPLY, "Body": said} for said in (*_WORDS, "7", "en jaksa", "x" * 1700, "\U0001f44d", "\ufeff10")),
    *({**_REPLY, "Body": "Lopeta", "OptOutType": kind} for kind in ("STOP", "stop", "START", "HELP")),
    *(
        {**_REPLY, "Body": "7", "From": sender}
        for sender in ("", "Pankki", "+1", "12345", "whatsapp:+358401234567")
    ),
    *({**_REPORT, "MessageStatus": status} for status in (*_STATUSES, "received", "")),
    *({**_REPORT, "MessageStatus": "undelivered", "ErrorCode": str(code)} for code in ALL_CODES),
    {**_REPORT, "MessageStatus": "failed", "ErrorCode": "9" * 30},
    {**_REPLY, "Body": "7", "ä": "1"},
    {**_REPLY, "AccountSid": "AC" + "2" * 32, "Body": "7"},
)


def seeds_of_words() -> list[bytes]:
    """The corpus of what somebody wrote, typed or told us."""
    taken = {
        reply: SAID,
        number: TYPED,
        message: [f"{chr(97 + turn)}|{value}" for turn in range(0, 26, 3) for value in VALUES],
        codes: [
            f"{word}|{status} {code}"
            for word in _STATUSES
            for status in (400, 429, 503)
            for code in ALL_CODES[::5]
        ],
        form: [urlencode(each) for each in FORMS],
    }
    return [bytes([KINDS.index(kind)]) + one.encode() for kind, texts in taken.items() for one in texts]


def seeds_of_requests() -> list[bytes]:
    """The corpus of requests: how it is sent and signed, then the form."""
    made = []
    for turn, each in enumerate(FORMS):
        of_its_kind = REPORT | SENT if "Body" not in each else 0
        other = (WRONG, RAW, REPORT, REPORT | SENT, REPORT | WRONG, REPORT | RAW)[turn % 6]
        made += [bytes([how]) + urlencode(each).encode() for how in (of_its_kind, other)]
    return made


def dictionary() -> str:
    """The words as the fuzzer reads them, each sign that is not plain by its bytes."""
    names = {name for each in FORMS for name in each}
    found = {
        *SAID[:-8],
        *TYPED,
        *names,
        *_STATUSES,
        *map(str, ALL_CODES),
        ACCOUNT,
        _SID,
        "STOP",
        "&",
        "%",
        "=",
    }
    return "".join(f'"{_quoted(word)}"\n' for word in sorted(found) if word and len(word) < 60)


def _quoted(word: str) -> str:
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"\\x{byte:02x}" for byte in word.encode()
    )

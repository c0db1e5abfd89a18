"""What somebody means who answers a text message with a number or a word.

Source: domain model F.4 (reply words); reliability design 1.2 (words on which the provider blocks by itself).
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    """What a reply says."""

    NUMBER = "number"
    OK = "ok"
    MOVE = "move"
    STOP = "stop"
    START = "start"
    """Takes a STOP back."""
    OTHER = "other"
    """Words for a person to read."""


@dataclass(frozen=True)
class Reply:
    """A reply as it was understood; `number`, 0 to 10, stands exactly in a reply that is one.

    `may_be_danger` only ever sends words to a person who else would not have seen them; it lowers nothing.
    """

    meaning: Meaning
    number: int | None = None
    may_be_danger: bool = False


# Whoever writes one of these gets nothing more from the provider, whatever we think of it: none of them can
# be a word of ours with another meaning.
PROVIDERS_STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
# Whoever has stopped the messages there takes it back with one of these; "yes" means nothing else to us then.
PROVIDERS_START = frozenset({"start", "unstop", "yes"})
_WORDS = {
    **dict.fromkeys(("ok", "okei", "okej", "okay"), Meaning.OK),
    **dict.fromkeys(("siirrä", "siirra", "flytta", "move"), Meaning.MOVE),
    **dict.fromkeys(("aloita", "börja", "borja", "start", "unstop"), Meaning.START),
    **dict.fromkeys(("lopeta", "seis", "sluta", *PROVIDERS_STOP), Meaning.STOP),
}
_NUMBER = re.compile(r"(10|[0-9]) ?(?:/ ?10)?")
# Beginnings of words with which somebody may say that she is not well or not safe. Too many of them cost a
# nurse a look, so in doubt a word stands here.
_DANGER = (
    *("ahdist", "apua", "autta", "elä", "en jaksa", "en kestä", "en pysty", "hukku", "hätä", "itsemurh"),
    *("itke", "jaksa", "kuol", "lyö", "masen", "paniik", "pelk", "pelot", "satut", "tapan", "tappa"),
    *("toivot", "uhka", "uupu", "vahingoit", "väkival", "yksin"),
    *("dö", "ensam", "hjälp", "hopplös", "hot", "kris", "leva", "mår", "orka", "panik", "rädd", "skada"),
    *("självmord", "slå", "slut", "våld", "ångest"),
    *(
        "afraid",
        "alone",
        "anxi",
        "beat",
        "can t",
        "can't",
        "can\u2019t",
        "cannot",
        "cant",
        "crisis",
        "danger",
        "dead",
    ),
    *("death", "depress", "desperat", "die", "dying", "end it", "help", "hopeless", "hurt", "kill"),
    *("live", "living", "panic", "safe", "scared", "self harm", "self-harm", "suicid", "threat", "violen"),
)
# A minus makes another number, so it is never taken away from the front of one.
_AROUND = " .,;:!?\"'()*_’‘”“»«…"
_KEY_CAPS = "\ufe0e\ufe0f\u20e3"


def read_reply(text: str) -> Reply:
    """What the text means; never raises, whatever was written."""
    words = plain(text)
    number = _NUMBER.fullmatch(words)
    if number:
        return Reply(Meaning.NUMBER, int(number.group(1)))
    meaning = _WORDS.get(words, Meaning.OTHER)
    return Reply(meaning, may_be_danger=meaning is Meaning.OTHER and _may_be_danger(words))


def _may_be_danger(words: str) -> bool:
    spaced = "".join(sign if sign.isalnum() or sign in "'\u2019-" else " " for sign in words)
    in_line = f" {' '.join(spaced.split())}"
    return any(f" {one}" in in_line for one in _DANGER)


def is_providers_stop(text: str) -> bool:
    """Whether the provider blocks the number by itself on this word."""
    return plain(text) in PROVIDERS_STOP


def is_providers_start(text: str) -> bool:
    """Whether the provider lifts its own block of the number on this word."""
    return plain(text) in PROVIDERS_START


def plain(text: str) -> str:
    """The text in one form: small letters, plain digits, single spaces, without unseen and closing marks."""
    # Folding can make something that composes further, so it is put together again.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(sign for sign in folded if sign not in _KEY_CAPS and unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split()).strip(_AROUND)

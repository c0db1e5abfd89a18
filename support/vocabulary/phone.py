"""A typed mobile number in one canonical form, or the reason why a text message cannot go there."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

# Two-letter region codes. Short by intent: each country opened is a door for message-pumping fraud.
_COUNTRIES = frozenset({"FI", "SE", "NO", "DK", "EE"})

_HOME = "FI"
# The longest number in the world has 15 digits; twice that leaves room for any way of spacing it.
_LONGEST = 40
_DEMO = re.compile(r"\+358000000[0-9]{2}")
_SPACING = " \t\u00a0\u2009\u202f-\u2010\u2011\u2012\u2013./()"
# Unseen marks of writing direction that come along when a number is pasted from a phone's contacts.
_UNSEEN = "\u200b\u200e\u200f\u202a\u202c\u2066\u2068\u2069\ufeff"
_EXTRA = str.maketrans("", "", _SPACING + _UNSEEN)
# Countries without a mobile range of their own (Denmark) answer "either".
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class NumberFault(StrEnum):
    """Why a typed number is not used."""

    NOT_A_NUMBER = "not_a_number"
    NOT_MOBILE = "not_mobile"
    COUNTRY_NOT_ALLOWED = "country_not_allowed"


@dataclass(frozen=True)
class MobileNumber:
    """A number that can be texted; `e164` is "+358401234567", the form that is stored and looked up."""

    e164: str


def mobile_number(typed: str, *, allow_demo: bool = False) -> MobileNumber | NumberFault:
    """Read a typed number; never raises, whatever was typed.

    Emergency and service numbers are no numbers to text. The placeholders "+358 00 000 0nn" of invented
    people pass only with `allow_demo`.
    """
    plain = _plain(typed)
    if plain is None:
        return NumberFault.NOT_A_NUMBER
    if is_demo_number(plain):
        return MobileNumber(plain) if allow_demo else NumberFault.NOT_A_NUMBER
    try:
        number = phonenumbers.parse(plain, _HOME)
    except NumberParseException:
        return NumberFault.NOT_A_NUMBER
    if not phonenumbers.is_valid_number(number):
        return NumberFault.NOT_A_NUMBER
    if phonenumbers.region_code_for_number(number) not in _COUNTRIES:
        return NumberFault.COUNTRY_NOT_ALLOWED
    if phonenumbers.number_type(number) not in _MOBILE:
        return NumberFault.NOT_MOBILE
    return MobileNumber(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_demo_number(number: str) -> bool:
    """Whether this is one of the placeholders of invented people, which no network can dial."""
    plain = _plain(number)
    return plain is not None and _DEMO.fullmatch(plain) is not None


def in_groups(number: str) -> str:
    """A canonical number as it is read aloud: "+358 40 1234567"."""
    if is_demo_number(number):
        return f"{number[:4]} {number[4:6]} {number[6:9]} {number[9:]}".rstrip()
    try:
        parsed = phonenumbers.parse(number, _HOME)
    except NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _plain(typed: str) -> str | None:
    """Digits with an optional leading plus; None when anything else than spacing stands between them."""
    if len(typed) > _LONGEST:
        return None
    # Full-width digits and signs, which some keyboards give, become plain ones.
    text = unicodedata.normalize("NFKC", typed).strip().lstrip(_UNSEEN)
    if text.startswith(("+", "00")):
        text = text.replace("(0)", "", 1)
    text = text.translate(_EXTRA)
    digits = text.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return text

"""Any bytes as what somebody wrote, typed or told us: nothing breaks, and what is read holds together.

The first byte says what the rest is taken for.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from support.messaging.inbound_form import LONGEST, read_incoming, read_sighting
from support.messaging.provider_code_rules import delivery_of, refused_at_once, refused_later
from support.messaging.reply_rules import Meaning, is_providers_stop, plain, read_reply
from support.messaging.sender import Delivery, ProviderAccount
from support.messaging.templates import length, own_templates
from support.messaging.twilio_sender import TwilioSignature
from support.vocabulary.language import LANGUAGES
from support.vocabulary.phone import MobileNumber, in_groups, mobile_number
from tests.provider_callbacks import signed
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER, TOKEN

ADDRESS = "https://support.example/messages/reply"
_SECOND = "s" * 32
_SIGNATURE = TwilioSignature(ProviderAccount(ACCOUNT, (TOKEN, _SECOND), OUR_NUMBER, "http://127.0.0.1:1"))
_E164 = re.compile(r"\+[0-9]{8,15}")


def words(given: bytes) -> None:
    """Read the bytes in one of the ways below."""
    if given:
        text = given[1:].decode("utf-8", "surrogateescape" if given[0] & 128 else "replace")
        KINDS[given[0] % len(KINDS)](text)


def reply(text: str) -> None:
    """What somebody wrote back."""
    read = read_reply(text)
    assert (read.number is not None) == (read.meaning is Meaning.NUMBER)
    assert read.number is None or 0 <= read.number <= 10
    assert plain(plain(text)) == plain(text) and read_reply(plain(text)) == read
    assert not is_providers_stop(text) or read.meaning is Meaning.STOP


def number(text: str) -> None:
    """What somebody typed for her number."""
    for allow_demo in (False, True):
        read = mobile_number(text, allow_demo=allow_demo)
        if isinstance(read, MobileNumber):
            assert _E164.fullmatch(read.e164) and mobile_number(read.e164, allow_demo=allow_demo) == read
            assert in_groups(read.e164).replace(" ", "").replace("-", "") == read.e164
    in_groups(text)


def message(text: str) -> None:
    """What stands in a text message of ours."""
    choice, _, value = text.partition("|")
    names = sorted(own_templates().by_name)
    name = names[sum(map(ord, choice)) % len(names)]
    fields = own_templates().template(name).fields
    for language in LANGUAGES:
        try:
            made = own_templates().render(name, language, dict.fromkeys(fields, value))
        except ValueError:
            continue
        assert length(made) <= 160 and not {"\n", "\r"} & set(made) and made == made.encode().decode()


def codes(text: str) -> None:
    """The numbers and words of the provider."""
    word, _, rest = text.partition("|")
    found = [int(digits) for digits in re.findall(r"[0-9]{1,12}", rest)]
    status, code = (*found, 400, 0)[:2] if found else (400, 0)
    refused_at_once(code, status)
    refused_at_once(None, status)
    for delivery in (delivery_of(word), *Delivery):
        in_vain = delivery in (Delivery.UNDELIVERED, Delivery.FAILED)
        assert delivery is None or (refused_later(delivery, code) is not None) == in_vain


def form(text: str) -> None:
    """A form that the provider may have sent, signed and unsigned."""
    pairs = pairs_of(text)
    fields = MultiDict(pairs)
    incoming, sighting = read_incoming(fields), read_sighting(fields)
    if incoming is not None:
        assert len(incoming.text) <= LONGEST and incoming.sender and len(incoming.reference) == 34
    assert sighting is None or len(sighting.reference) == 34
    assert not _SIGNATURE.is_genuine(ADDRESS, fields, fields.get("Body", ""))
    told = signed(ADDRESS, dict(pairs), TOKEN)
    names = [name for name, _ in pairs]
    sound = len(set(names)) == len(names) and all(re.fullmatch("[0-9A-Za-z]+", name) for name in names)
    ours = dict(pairs).get("AccountSid") == ACCOUNT
    assert _SIGNATURE.is_genuine(ADDRESS, fields, told.signature) == (sound and ours)
    assert not _SIGNATURE.is_genuine(ADDRESS + "x", fields, told.signature)


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Names and values as a form has them; what cannot be sent as UTF-8 is no form."""
    whole = text.encode("utf-8", "replace").decode()
    return parse_qsl(whole, keep_blank_values=True, max_num_fields=None)


KINDS: tuple[Callable[[str], None], ...] = (reply, number, message, codes, form)

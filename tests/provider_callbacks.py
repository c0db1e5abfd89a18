"""What the provider tells us, signed as it signs: the address, then every name with its value in order."""

import base64
import hmac
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Told:
    """One request of the provider."""

    address: str
    fields: tuple[tuple[str, str], ...]
    signature: str

    def headers(self) -> dict[str, str]:
        """The headers it comes with."""
        return {
            "X-Twilio-Signature": self.signature,
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
        }

    def body(self) -> bytes:
        """The form."""
        return urlencode(self.fields).encode()


def signed(address: str, fields: Mapping[str, str], token: str) -> Told:
    """A request signed with this token; written from the description and not with the library under test."""
    text = address + "".join(name + fields[name] for name in sorted(fields))
    mac = hmac.digest(token.encode(), text.encode(), "sha1")
    return Told(address, tuple(fields.items()), base64.b64encode(mac).decode())


def tell(told: Told) -> int:
    """Send it; the status of the answer."""
    request = urllib.request.Request(told.address, told.body(), told.headers())  # noqa: S310  # our own address
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code

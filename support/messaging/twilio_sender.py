"""The provider Twilio: hands texts over, asks what became of them, and knows its signature.

The only module that imports its library.
"""

import logging
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import ConnectionError as NoConnection
from requests import ConnectTimeout
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from urllib3.exceptions import MaxRetryError, NewConnectionError
from werkzeug.datastructures import MultiDict

from support.messaging.provider_code_rules import delivery_of, refused_at_once, refused_later
from support.messaging.refusal_rules import Refusal
from support.messaging.sender import ProviderAccount, SendResult, Sighting

SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 5, 30
# What the provider takes: a message waits there for ten hours at most.
_SHORTEST, _LONGEST = 1, 36_000
# One number gets a few messages a day; what was lost is among the newest.
_NEWEST = 50
_REFUSED = (TwilioRestException, TwilioServiceException)
_NOT_FOUND = 404


class TwilioSender:
    """Sends through Twilio; nothing in here tries again."""

    def __init__(
        self, account: ProviderAccount, report_to: Callable[[str], str], *, takes_replies: bool
    ) -> None:
        """`report_to` gives the address at which reports about an attempt are to arrive."""
        for name in ("twilio", "urllib3"):
            # They would write numbers and addresses down.
            logging.getLogger(name).setLevel(logging.WARNING)
        self._sender = account.sender
        self._report_to = report_to
        self.takes_replies = takes_replies
        self._http = _Http(account.address)
        client = Client(account.sid, account.tokens[0], http_client=self._http, environment={})
        self._messages = client.messages

    def send(self, phone: str, text: str, attempt_id: str, valid_for: timedelta) -> SendResult:
        """Hand over the text, once.

        Any exception means that nobody knows whether it went; where there was no connection, it did not.
        """
        is_service = self._sender.startswith("MG") and len(self._sender) == 34
        seconds = min(max(int(valid_for.total_seconds()), _SHORTEST), _LONGEST)
        try:
            taken = self._messages.create(
                to=phone,
                body=text,
                validity_period=seconds,
                status_callback=self._report_to(attempt_id),
                **{"messaging_service_sid" if is_service else "from_": self._sender},
            )
        except _REFUSED as fault:
            refusal = refused_at_once(fault.code, fault.status)
            if refusal is None:
                raise
            return SendResult(accepted=False, refusal=refusal)
        except NoConnection as fault:
            if not _never_left(fault):
                raise
            return SendResult(accepted=False, refusal=Refusal.BUSY)
        if not taken.sid:
            raise ValueError("the provider gave no reference")
        return SendResult(accepted=True, reference=taken.sid)

    def find(self, phone: str, since: datetime) -> tuple[Sighting, ...]:
        """What the provider has taken on for this number since then, by its own clock and to the second.

        The list is asked by number alone: what still waits there has no date of sending yet, and a list by
        that date would leave it out.
        """
        listed = self._messages.list(to=phone, limit=_NEWEST, page_size=_NEWEST)
        begins = since.replace(microsecond=0)
        seen = (_sighting(one) for one in listed if (one.date_created or one.date_sent or begins) >= begins)
        return tuple(sighting for sighting in seen if sighting is not None)

    def look_up(self, reference: str) -> Sighting | None:
        """How far one message has come; None when the provider knows of none."""
        try:
            return _sighting(self._messages(reference).fetch())
        except _REFUSED as fault:
            if fault.status == _NOT_FOUND:
                return None
            raise

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()


class TwilioSignature:
    """Tells the provider's requests from all others, by either token while one is exchanged for the other."""

    def __init__(self, account: ProviderAccount) -> None:
        self._account = account.sid
        self._validators = [RequestValidator(token) for token in account.tokens]

    def is_genuine(self, address: str, fields: MultiDict[str, str], signature: str) -> bool:
        """Whether the provider signed just these fields, for this address, in the name of our account.

        What is signed is a run of names and values without anything between them. So that they cannot be cut
        apart in another way, names hold letters and digits only, and none comes twice.
        """
        names = [name for name, _value in fields.items(multi=True)]
        sound = len(names) == len(set(names)) and all(name.isascii() and name.isalnum() for name in names)
        ours = fields.get("AccountSid") == self._account
        signed = [each.validate(address, fields, signature) for each in self._validators]
        return sound and ours and any(signed)


class _Http(TwilioHttpClient):  # type: ignore[misc]  # its library carries no types
    """Asks one address only, gives up in time, follows nothing and takes nothing from the environment."""

    def __init__(self, address: str) -> None:
        super().__init__(max_retries=0)
        self.session.trust_env = False
        # The library lets nobody say this pair where it is asked for, and waits for ever without it.
        self.timeout = (SECONDS_TO_CONNECT, SECONDS_TO_ANSWER)
        self._scheme, self._host = urlsplit(address)[:2]

    def request(self, method: str, url: str, **asked: Any) -> Any:
        """Send one request to our address, whatever host the library names."""
        ours = urlunsplit((self._scheme, self._host, *urlsplit(url)[2:]))
        asked |= {"timeout": None, "allow_redirects": False}
        return super().request(method, ours, **asked)

    def close(self) -> None:
        """Let go of the connections."""
        self.session.close()


def _sighting(message: Any) -> Sighting | None:
    """A message as the provider shows it; None for one that came in instead of going out."""
    delivery = delivery_of(message.status)
    if delivery is None or not message.sid:
        return None
    return Sighting(message.sid, delivery, refused_later(delivery, _number(message.error_code)))


def _number(code: object) -> int | None:
    return code if isinstance(code, int) else None


def _never_left(fault: NoConnection) -> bool:
    """Whether not a byte of the message can have reached the provider."""
    cause = fault.args[0] if fault.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    inner = reason.args[0] if reason is not None and reason.args else None
    is_stranger = isinstance(inner, ssl.SSLCertVerificationError)
    return isinstance(fault, ConnectTimeout) or isinstance(reason, NewConnectionError) or is_stranger

"""A stand-in for the provider of text messages: a real server on this machine, with its faults on demand.

It answers as the documented Messages resource does (create, fetch, list) and calls back with signed forms.
What a message meets on its way is said before it is sent; nothing happens by chance or by the clock.
"""

import base64
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.provider_callbacks import Told, signed, tell

ACCOUNT, TOKEN = "AC" + "1" * 32, "t" * 32
OUR_NUMBER = "+358401112222"
FIELDS = {
    *("To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ValidityPeriod", "MaxPrice", "Attempt"),
    *("ProvideFeedback", "ForceDelivery", "ContentRetention", "AddressRetention", "SmartEncoded"),
    *("PersistentAction", "ShortenUrls", "ScheduleType", "SendAt", "SendAsMms", "ContentSid", "RiskCheck"),
    *("ContentVariables", "MediaUrl", "ApplicationSid", "TrafficType"),
}
LISTED_BY = {"To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"}


@dataclass(frozen=True)
class Fate:
    """What happens to one message: how it is answered, how far it comes, and what of that is reported.

    `answer` is "", or the status and code of an error; "500 after" and "dropped" take the message on first.
    `reports` says what is made of the callbacks: "", "lost", "doubled", "reversed", "late" or "forged".
    """

    answer: str = ""
    ends: str = "delivered"
    code: int | None = None
    reports: str = ""
    wait: threading.Event | None = None
    """A slow one: the answer waits until this is set."""


@dataclass
class Message:
    """One message as the provider has it."""

    sid: str
    fields: dict[str, str]
    fate: Fate
    created: datetime
    status: str = "queued"
    code: int | None = None
    sent: datetime | None = None

    def shown(self) -> dict[str, Any]:
        """The message as the resource shows it."""
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT,
            "to": self.fields["To"],
            "from": self.fields.get("From"),
            "body": self.fields.get("Body"),
            "status": self.status,
            "error_code": self.code,
            "direction": "outbound-api",
            "date_created": format_datetime(self.created),
            "date_updated": format_datetime(self.created),
            "date_sent": format_datetime(self.sent) if self.sent else None,
        }


@dataclass
class Provider:
    """The provider's side: what it was given, what it will do with it, and what it has told us."""

    address: str = ""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: TID251  # the provider has a clock of its own
    token: str = TOKEN
    messages: dict[str, Message] = field(default_factory=dict)
    opted_out: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)
    late: list[Told] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    """The status of each answer that we gave to a callback."""
    _fates: dict[str, Fate] = field(default_factory=dict)
    _usual: Fate = Fate()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def will(self, fate: Fate, phone: str = "") -> None:
        """Say what the next messages meet: those to this number, or all others."""
        if phone:
            self._fates[phone] = fate
        else:
            self._usual = fate

    def take(self, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Take a message on, or refuse it; the status and the body of the answer."""
        fate = self._fates.get(fields.get("To", ""), self._usual)
        refusal = self._refusal(fields, fate)
        if refusal:
            return refusal
        with self._lock:
            number = len(self.messages)
            message = Message(f"SM{number:032x}", fields, fate, self.now().replace(microsecond=0))
            self.messages[message.sid] = message
        if fate.wait is not None:
            fate.wait.wait(20)
        if fate.answer == "500 after":
            return 500, {"status": 500, "code": 20500, "message": "Internal Server Error"}
        return (0 if fate.answer == "dropped" else 201), message.shown()

    def carry(self) -> None:
        """Bring every message that was taken on as far as it comes, and report each step."""
        for message in [each for each in self.messages.values() if each.status == "queued"]:
            steps: list[tuple[str, int | None]] = [("sent", None), (message.fate.ends, message.fate.code)]
            told = []
            for status, code in steps:
                message.status, message.code = status, code
                message.sent = message.sent or self.now().replace(microsecond=0)
                told.append(self._report(message))
            self._tell(message.fate.reports, told)

    def tell_late(self) -> None:
        """Tell at last what was held back."""
        late, self.late = self.late, []
        self.told += [tell(one) for one in late]

    def hand_over(self, address: str, phone: str, text: str, **other: str) -> Told:
        """Somebody writes to our number: the provider tells us at this address."""
        with self._lock:
            reference = f"SM{len(self.told):031x}f"
        fields = {
            **{"AccountSid": ACCOUNT, "MessageSid": reference, "SmsSid": reference, "NumMedia": "0"},
            **{"From": phone, "To": OUR_NUMBER, "Body": text, "ApiVersion": "2010-04-01"},
            **other,
        }
        told = signed(address, fields, self.token)
        self.told.append(tell(told))
        return told

    def _refusal(self, fields: Mapping[str, str], fate: Fate) -> tuple[int, dict[str, Any]] | None:
        found = re.fullmatch(r"([0-9]{3}) ([0-9]*)", fate.answer)
        if found:
            return _error(int(found[1]), int(found[2] or 0))
        if not set(fields) <= FIELDS:
            return _error(400, 20001)
        if not (fields.get("From") or fields.get("MessagingServiceSid")):
            return _error(400, 21603)
        if not re.fullmatch(r"\+[0-9]{8,15}", fields.get("To", "")):
            return _error(400, 21211)
        if not fields.get("Body"):
            return _error(400, 21602)
        if not 1 <= int(fields.get("ValidityPeriod", "1")) <= 36_000:
            return _error(400, 21624)
        return _error(400, 21610) if fields["To"] in self.opted_out else None

    def _report(self, message: Message) -> Told:
        fields = {
            **{"AccountSid": ACCOUNT, "MessageSid": message.sid, "SmsSid": message.sid},
            **{"MessageStatus": message.status, "SmsStatus": message.status, "To": message.fields["To"]},
            **({"ErrorCode": str(message.code)} if message.code else {}),
        }
        return signed(message.fields["StatusCallback"], fields, self.token)

    def _tell(self, how: str, told: list[Told]) -> None:
        if how == "late":
            self.late += told
        elif how == "forged":
            self.told += [tell(signed(one.address, dict(one.fields), "x" * 32)) for one in told]
        elif how != "lost":
            in_order = reversed(told) if how == "reversed" else told
            self.told += [tell(one) for one in in_order for _ in range(2 if how == "doubled" else 1)]


def _error(status: int, code: int) -> tuple[int, dict[str, Any]]:
    body = {"status": status, "message": "refused"}
    return status, body | ({"code": code} if code else {})


@contextmanager
def provider_stand_in(now: Callable[[], datetime] | None = None) -> Iterator[Provider]:
    """The provider, answering at `address` on this machine until the end."""
    provider = Provider() if now is None else Provider(now=now)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.provider = provider
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    provider: Provider

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of who did not wait for the answer."""

    def get_request(self) -> tuple[socket.socket, Any]:
        asking, address = super().get_request()
        asking.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return asking, address


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        """Create a message."""
        sent = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if self._is_ours(r"/Messages\.json"):
            pairs = parse_qsl(sent, keep_blank_values=True)
            status, body = self.server.provider.take(dict(pairs))
            self._answer(status, body)

    def do_GET(self) -> None:
        """Show one message, or list some."""
        found = self._is_ours(r"/Messages(?:/(SM[0-9a-f]{32}))?\.json")
        if found is None:
            return
        messages = self.server.provider.messages
        if found[1]:
            one = messages.get(found[1])
            self._answer(*((200, one.shown()) if one else _error(404, 20404)))
        else:
            asked = dict(parse_qsl(urlsplit(self.path).query))
            unknown = set(asked) - LISTED_BY
            self._answer(*(_error(400, 20001) if unknown else (200, _listed(messages.values(), asked))))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _is_ours(self, path: str) -> re.Match[str] | None:
        provider = self.server.provider
        provider.asked.append((self.command, self.path))
        pattern = rf"/2010-04-01/Accounts/{ACCOUNT}{path}"
        found = re.fullmatch(pattern, urlsplit(self.path).path)
        given = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        if found is None or given != f"{ACCOUNT}:{provider.token}":
            self._answer(*(_error(404, 20404) if found is None else _error(401, 20003)))
            return None
        return found

    def _answer(self, status: int, body: Mapping[str, Any]) -> None:
        if not status:
            self.close_connection = True
            return
        sent = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)


def _listed(messages: Any, asked: Mapping[str, str]) -> dict[str, Any]:
    """As the list answers: the newest first; by date of sending only what has one."""
    found = [each for each in messages if asked.get("To", each.fields["To"]) == each.fields["To"]]
    for name, fits in (("DateSent>", "__ge__"), ("DateSent<", "__le__")):
        if name in asked:
            bound = datetime.fromisoformat(asked[name])
            found = [each for each in found if each.sent and getattr(each.sent, fits)(bound)]
    newest = sorted(found, key=lambda each: (each.created, each.sid), reverse=True)
    page = newest[: int(asked.get("PageSize", "50"))]
    return {"messages": [each.shown() for each in page], "next_page_uri": None, "page": 0}

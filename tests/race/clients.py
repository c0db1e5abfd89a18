"""A real client with its own connection, which can stop one byte before the end of what it sends."""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.servers import HOST

SECONDS = 60


@dataclass(frozen=True)
class Answered:
    """One answer of the server."""

    status: int
    html: str
    location: str = ""

    def slots(self) -> list[str]:
        """The values of the times offered, one for each radio button."""
        return re.findall(r'<input type="radio" name="slot" value="([^"]+)"', self.html)

    def form_token(self) -> str:
        """The token that the form carries."""
        return next(match[1] for match in re.finditer(r'name="csrf_token" value="([^"]+)"', self.html))


class Client:
    """One signed-in person's browser: one cookie, one connection for each request."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._cookie = cookie
        self._connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS)
        self._last_byte = b""

    def get(self, path: str) -> Answered:
        """Open a page."""
        self._connect_anew()
        self._connection.request("GET", path, headers={"Cookie": self._cookie, "Accept-Language": "fi"})
        return self._answer()

    def get_ready(self, path: str, **fields: str) -> None:
        """Send a form but for its last byte: the server has the request in hand and must wait."""
        body = urlencode(fields).encode()
        self._connect_anew()
        connection = self._connection
        connection.putrequest("POST", path)
        connection.putheader("Cookie", self._cookie)
        connection.putheader("Accept-Language", "fi")
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body[:-1])
        self._last_byte = body[-1:]

    def go(self) -> Answered:
        """Send the last byte and read the answer."""
        self._connection.send(self._last_byte)
        return self._answer()

    def close(self) -> None:
        """Let go of the connection, also of one that broke before it answered."""
        self._connection.close()

    def _connect_anew(self) -> None:
        self._connection.close()
        self._connection = http.client.HTTPConnection(HOST, self._port, timeout=SECONDS)

    def _answer(self) -> Answered:
        response = self._connection.getresponse()
        answered = Answered(response.status, response.read().decode(), response.getheader("Location", ""))
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self._cookie = value.partition(";")[0]
        self.close()
        return answered

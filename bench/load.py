"""A small load generator of its own process: keep-alive connections, each sending its requests in turn.

Reads a wish as JSON from standard input and writes what it measured as JSON to standard output.
"""

import base64
import json
import re
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench.servers import HOST
from tools.children import ROOT
from tools.environment import PYTHON

# A server that stops answering must not hold up the run for ever.
SECONDS_WITHOUT_ANSWER = 20
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Unexpected(Exception):
    """Something else than the expected answers came: the figures would mean nothing."""


@dataclass(frozen=True)
class Request:
    """One request as it goes over the wire, and the status it must be answered with."""

    raw: bytes
    status: int


@dataclass(frozen=True)
class Measured:
    """Answers a second, and how long half and 95 of 100 took, in milliseconds."""

    per_second: float
    half_ms: float
    most_ms: float


@dataclass
class _Client:
    requests: list[Request]
    connection: socket.socket
    turn: int = 0
    began: float = 0.0
    received: bytes = b""

    def send(self) -> None:
        self.received = b""
        self.began = time.perf_counter()
        self.connection.sendall(self.requests[self.turn % len(self.requests)].raw)

    def is_answered(self) -> bool:
        """Read what has come; whether the answer is complete. Raises Unexpected for a wrong one."""
        piece = self.connection.recv(1 << 18)
        if not piece:
            raise Unexpected("the server closed the connection")
        self.received += piece
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end:
            return False
        length = _LENGTH.search(head)
        if length is None or len(body) < int(length[1]):
            return False
        wanted = self.requests[self.turn % len(self.requests)].status
        if int(head[9:12]) != wanted:
            raise Unexpected(f"{head[:60]!r} instead of {wanted}")
        self.turn += 1
        return True


def measure(port: int, clients: Sequence[Sequence[Request]], seconds: float) -> Measured:
    """Put load on a server from another process, one connection for each client, for this long.

    Raises Unexpected when any answer is not the one wanted.
    """
    wish = {
        "port": port,
        "seconds": seconds,
        "clients": [[(base64.b64encode(one.raw).decode(), one.status) for one in each] for each in clients],
    }
    done = subprocess.run(  # noqa: S603 - our own module, no word of it from outside
        [PYTHON, "-m", "bench.load"],
        cwd=ROOT,
        input=json.dumps(wish),
        capture_output=True,
        text=True,
        timeout=seconds + SECONDS_WITHOUT_ANSWER * 2,
        check=False,
    )
    if done.returncode:
        raise Unexpected(done.stderr.strip())
    return Measured(**json.loads(done.stdout))


def run(port: int, clients: Sequence[Sequence[Request]], seconds: float) -> Measured:
    """Put load on a server from this process."""
    with selectors.DefaultSelector() as selector:
        for requests in clients:
            connection = socket.create_connection((HOST, port), SECONDS_WITHOUT_ANSWER)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, _Client(list(requests), connection))
        waiting = [key.data for key in selector.get_map().values()]
        began = time.perf_counter()
        took = _drive(selector, waiting, began + seconds)
        whole = time.perf_counter() - began
        for client in waiting:
            client.connection.close()
    in_ms = sorted(1000 * one for one in took)
    return Measured(len(took) / whole, statistics.median(in_ms), in_ms[int(len(in_ms) * 0.95)])


def _drive(selector: selectors.BaseSelector, clients: list[_Client], until: float) -> list[float]:
    """Send and read until the time is over and every request has its answer; how long each took."""
    took: list[float] = []
    under_way = len(clients)
    for client in clients:
        client.send()
    while under_way:
        ready = selector.select(SECONDS_WITHOUT_ANSWER)
        if not ready:
            raise Unexpected("no answer any more")
        for key, _ in ready:
            client = key.data
            if not client.is_answered():
                continue
            now = time.perf_counter()
            took.append(now - client.began)
            if now < until:
                client.send()
            else:
                under_way -= 1
    return took


def _main() -> None:
    wish = json.load(sys.stdin)
    clients = [[Request(base64.b64decode(raw), status) for raw, status in each] for each in wish["clients"]]
    json.dump(asdict(run(wish["port"], clients, wish["seconds"])), sys.stdout)


if __name__ == "__main__":
    _main()

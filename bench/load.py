"""A small load generator of its own process: keep-alive connections, each sending its requests in turn.

Reads a wish as JSON from standard input and writes what it measured as JSON to standard output.
"""

import base64
import heapq
import json
import re
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, cycle

from bench.servers import HOST
from tools.children import ROOT
from tools.environment import PYTHON

# So many ask at once, so often, and for so long: alike in every measurement.
CLIENTS, ROUNDS, SECONDS = 8, 5, 1.2
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
    """Answers a second, and how long half, 95 and 99 of 100 took, in milliseconds."""

    per_second: float
    half_ms: float
    most_ms: float
    nearly_all_ms: float


@dataclass
class _Client:
    requests: Iterator[Request]
    port: int
    selector: selectors.BaseSelector
    connection: socket.socket | None = None
    sent: Request | None = None
    began: float = 0.0
    received: bytes = b""

    def send(self) -> bool:
        """Send the next request; whether there was one."""
        self.received = b""
        self.sent = next(self.requests, None)
        if self.sent is None:
            return False
        self.began = time.perf_counter()
        # As a browser does: it connects when there is something to ask.
        self.connection = self.connection or self._connect()
        self.connection.sendall(self.sent.raw)
        return True

    def _connect(self) -> socket.socket:
        connection = socket.create_connection((HOST, self.port), SECONDS_WITHOUT_ANSWER)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(connection, selectors.EVENT_READ, self)
        return connection

    def leave(self) -> None:
        """Close the connection."""
        if self.connection:
            self.connection.close()

    def is_answered(self) -> bool:
        """Read what has come; whether the answer is complete. Raises Unexpected for a wrong one."""
        piece = self.connection.recv(1 << 18) if self.connection else b""
        if not piece:
            raise Unexpected("the server closed the connection")
        self.received += piece
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end:
            return False
        length = _LENGTH.search(head)
        if length is None or len(body) < int(length[1]):
            return False
        wanted = self.sent.status if self.sent else 0
        if int(head[9:12]) != wanted:
            raise Unexpected(f"{head[:60]!r} instead of {wanted}")
        return True


def measure(
    port: int, clients: Sequence[Sequence[Request]], seconds: float, per_second: float | None = None
) -> Measured:
    """Put load on a server from another process, one connection for each client, for this long.

    A client who has sent all her requests begins again. With `per_second` so many begin in a second, spread
    over the clients, and how long an answer takes counts from when its request was due. Raises Unexpected
    when any answer is not the one wanted.
    """
    return _from_another_process(_Wish(port, clients, seconds, per_second))


def until_sent(port: int, requests: Sequence[Request], clients: int) -> Measured:
    """Send each request once, the next one over whichever connection is free; otherwise as `measure`."""
    return _from_another_process(_Wish(port, [requests, *([[]] * (clients - 1))], None, None))


def seconds_of(port: int, requests: Sequence[Request]) -> list[float]:
    """Send these one after the other over one connection; how many seconds each answer took."""
    with selectors.DefaultSelector() as selector:
        client = _Client(iter(requests), port, selector)
        return _drive(selector, [client], None, None)


@dataclass(frozen=True)
class _Wish:
    """What the other process is to do; without `seconds`, to send everything once over any connection."""

    port: int
    clients: Sequence[Sequence[Request]]
    seconds: float | None
    per_second: float | None


def _from_another_process(wish: _Wish) -> Measured:
    clients = [[(base64.b64encode(one.raw).decode(), one.status) for one in each] for each in wish.clients]
    done = subprocess.run(  # noqa: S603 - our own module, no word of it from outside
        [PYTHON, "-m", "bench.load"],
        cwd=ROOT,
        input=json.dumps(vars(wish) | {"clients": clients}),
        capture_output=True,
        text=True,
        timeout=(wish.seconds or 0) + SECONDS_WITHOUT_ANSWER * 3,
        check=False,
    )
    if done.returncode:
        raise Unexpected(done.stderr.strip())
    return Measured(**json.loads(done.stdout))


def _run(wish: _Wish) -> Measured:
    with selectors.DefaultSelector() as selector:
        everything = chain.from_iterable(wish.clients)
        clients = [
            _Client(cycle(requests) if wish.seconds else everything, wish.port, selector)
            for requests in wish.clients
        ]
        pause = len(clients) / wish.per_second if wish.per_second else None
        began = time.perf_counter()
        took = _drive(selector, clients, began + wish.seconds if wish.seconds else None, pause)
        whole = time.perf_counter() - began
    in_ms = sorted(1000 * one for one in took)
    most, nearly_all = (in_ms[int(len(in_ms) * part)] for part in (0.95, 0.99))
    return Measured(len(took) / whole, statistics.median(in_ms), most, nearly_all)


def _drive(
    selector: selectors.BaseSelector, clients: list[_Client], until: float | None, pause: float | None
) -> list[float]:
    """Send and read until the time is over and every request has its answer; how long each took, in order.

    Without a time, until nothing is left. With a `pause`, a client's requests begin so many seconds apart.
    """
    took: list[float] = []
    began = time.perf_counter()
    due = [(began + (pause or 0) * place / len(clients), place) for place in range(len(clients))]
    under_way = 0
    while due or under_way:
        under_way += _send_due(due, clients)
        if not due and not under_way:
            break
        wait = max(due[0][0] - time.perf_counter(), 0) if due else SECONDS_WITHOUT_ANSWER
        ready = selector.select(wait)
        if not ready and not due:
            raise Unexpected("no answer any more")
        for client in (key.data for key, _ in ready):
            if not client.is_answered():
                continue
            now = time.perf_counter()
            took.append(now - client.began)
            under_way -= 1
            then = now if pause is None else client.began + pause
            if until is None or then < until:
                heapq.heappush(due, (then, clients.index(client)))
    for client in clients:
        client.leave()
    return took


def _send_due(due: list[tuple[float, int]], clients: list[_Client]) -> int:
    """Send what is due; how many."""
    sent = 0
    while due and due[0][0] <= time.perf_counter():
        when, place = heapq.heappop(due)
        if clients[place].send():
            # Who was kept waiting by another answer has waited all the same.
            clients[place].began = min(clients[place].began, when)
            sent += 1
    return sent


def _main() -> None:
    read = json.load(sys.stdin)
    clients = [[Request(base64.b64decode(raw), status) for raw, status in each] for each in read["clients"]]
    json.dump(asdict(_run(_Wish(**read | {"clients": clients}))), sys.stdout)


if __name__ == "__main__":
    _main()

"""Asking a real server from several sides at once, and keeping what came back."""

import http.client
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.servers import HOST

OUR_NUMBER = "09 000 0000"


@dataclass
class Seen:
    """What came back, and how long the longest answer took."""

    statuses: Counter[int] = field(default_factory=Counter)
    longest: float = 0.0
    without_number: int = 0

    def note(self, status: int, html: str, seconds: float) -> None:
        """One answer."""
        self.statuses[status] += 1
        self.longest = max(self.longest, seconds)
        self.without_number += status == 503 and not ("112" in html and OUR_NUMBER in html)


def ask(port: int, path: str) -> tuple[int, str]:
    """Open a page on a connection of its own; status and page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def send(port: int, raw: bytes) -> tuple[int, str]:
    """A request as it goes over the wire, on a connection of its own."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def again_while(condition: Callable[[], bool], act: Callable[[], None]) -> None:
    """Do it over and over while the condition holds."""
    while condition():
        act()


def side_by_side(acts: list[Callable[[], None]]) -> None:
    """Do all of it at the same time; fails with what any of it raised."""
    faults: list[BaseException] = []

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults

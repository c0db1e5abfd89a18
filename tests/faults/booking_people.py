"""People who book while something goes wrong, and do not give up."""

import contextlib
import http.client
import time
from collections.abc import Sequence
from http import HTTPStatus

from tests.race.clients import Client


def book_all(port: int, cookies: Sequence[str], acknowledged: list[str]) -> None:
    """Each person tries until her time is there, however often the server goes away meanwhile.

    Adds the time of each, or nothing ("") where a request had booked it whose answer was lost.
    """
    for cookie in cookies:
        booked = None
        while booked is None:
            try:
                with contextlib.closing(Client(port, cookie)) as client:
                    booked = _book(client)
            except (OSError, http.client.HTTPException, StopIteration):
                time.sleep(0.05)
        acknowledged.append(booked)


def _book(client: Client) -> str | None:
    page = client.get("/times")
    if page.status == HTTPStatus.FOUND or not page.slots():
        return ""
    client.get_ready("/times", csrf_token=page.form_token(), slot=page.slots()[0])
    return page.slots()[0] if client.go().status == HTTPStatus.FOUND else None

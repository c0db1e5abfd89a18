"""People who book while something goes wrong, and do not give up."""

import http.client
import time
from collections.abc import Sequence

from tests.race.clients import Client


def book_all(port: int, cookies: Sequence[str], acknowledged: list[str]) -> None:
    """Each person tries until her time is there, however often the server goes away meanwhile."""
    for cookie in cookies:
        while True:
            try:
                client = Client(port, cookie)
                page = client.get("/times")
                if page.status == 302 or not page.slots():
                    # Booked already, in a request whose answer was lost.
                    acknowledged.append("")
                    break
                client.get_ready("/times", csrf_token=page.form_token(), slot=page.slots()[0])
                answer = client.go()
                if answer.status == 302:
                    acknowledged.append(page.slots()[0])
                    break
            except (OSError, http.client.HTTPException, StopIteration):
                time.sleep(0.05)

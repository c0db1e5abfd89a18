"""Having a code sent: the same wherever a code is asked for."""

from collections.abc import Callable

from flask import current_app

from support.messaging.templates import CODE
from support.people.code_actions import AtLink, make_code, may_ask_code, send_code
from support.people.known_number_cookie import known_number
from support.platform.work import Work
from support.web.access import begin_look, begin_own_work
from support.web.callers import caller_address
from support.web.languages import language_now


def code_sent(
    phone: str,
    browser: str,
    *,
    known_only: bool,
    is_safe: bool = True,
    also: Callable[[Work], None] | None = None,
    at_link: AtLink | None = None,
    template: str = CODE,
) -> bool:
    """Send a code to the number, bound to this secret of the browser, and do `also` in the same transaction.

    With `known_only` an unknown number gets the same answer and no message; so does one that is not safe.
    False when there have been too many codes from the address of the caller.
    """
    address = caller_address()
    with begin_look() as look:
        if not may_ask_code(look, address):
            return False
    fresh = make_code(current_app.extensions["begin_work"].ids)
    with begin_own_work() as work:
        is_sent = send_code(
            work,
            phone,
            browser,
            fresh,
            address=address,
            language=language_now(),
            known_only=known_only,
            is_safe=is_safe,
            kept=known_number(),
            at_link=at_link,
            template=template,
        )
        if is_sent and also is not None:
            also(work)
    return is_sent

"""Where the provider tells what became of a message, and hands over what somebody wrote back.

Its signature stands in the place of a form token. It is checked for the address that was configured: no
header of a request has a say in it. What is not genuine leaves nothing behind.
"""

import logging

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from support.messaging.inbound_actions import receive
from support.messaging.inbound_form import read_incoming, read_sighting
from support.messaging.report_actions import note_report
from support.messaging.sender import Signature
from support.messaging.webhook_address import REPLIES, REPORTS, report_path
from support.platform.begin_work import BeginWork
from support.platform.crypto import is_same
from support.vocabulary.actor import Actor
from support.web.access import public

log = logging.getLogger("kynnys.messages")

webhooks = Blueprint("webhooks", __name__)

_PROVIDER = Actor.job("message-provider")
_TAKEN = ("", 204)
_REFUSED = ("", 403)


@webhooks.post(REPORTS)
@public
def report() -> ResponseReturnValue:
    """Note how far a message has come. Told again, or in another order, it changes nothing."""
    attempt_id = request.args.get("attempt", "")
    if not _is_genuine(report_path(_begin_work().keys.lookup, attempt_id)):
        return _REFUSED
    sighting = read_sighting(request.form)
    if sighting is None:
        log.warning("report not understood")
        return _TAKEN
    with _begin_work()(_PROVIDER) as work:
        note_report(work, attempt_id=attempt_id, sighting=sighting)
    return _TAKEN


@webhooks.post(REPLIES)
@public
def reply() -> ResponseReturnValue:
    """Keep what somebody wrote to our number. Handed over again, it is kept once."""
    if not _is_genuine(REPLIES):
        return _REFUSED
    incoming = read_incoming(request.form)
    if incoming is None:
        log.warning("reply not understood")
        return _TAKEN
    with _begin_work()(_PROVIDER) as work:
        receive(work, incoming, our_phone=current_app.config["PROVIDER_PHONE"])
    return _TAKEN


def _begin_work() -> BeginWork:
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin


def _is_genuine(path: str) -> bool:
    """Whether this was asked for at just this path, and signed for it."""
    signature: Signature | None = current_app.extensions["provider_signature"]
    if signature is None or not is_same(_path_asked_for(), path):
        return False
    address = current_app.config["PUBLIC_BASE_URL"] + path
    return signature.is_genuine(address, request.form, request.headers.get("X-Twilio-Signature", ""))


def _path_asked_for() -> str:
    # As it came, before anything is read into it: one address has many ways to be written.
    return str(request.environ.get("RAW_URI", ""))

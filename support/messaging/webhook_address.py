"""At which addresses the provider tells us something; what it signs is just these, sign by sign."""

from urllib.parse import urlencode

from support.platform.crypto import mark_of

REPORTS = "/messages/report"
REPLIES = "/messages/reply"
_PURPOSE = "report of attempt"


def report_path(lookup_key: bytes, attempt_id: str) -> str:
    """Where reports about an attempt arrive: its id, and a mark that only we can make."""
    mark = mark_of(lookup_key, _PURPOSE, attempt_id)
    return f"{REPORTS}?{urlencode({'attempt': attempt_id, 'mark': mark})}"


def report_address(public_base_url: str, lookup_key: bytes, attempt_id: str) -> str:
    """The same, as the provider is told."""
    return public_base_url + report_path(lookup_key, attempt_id)

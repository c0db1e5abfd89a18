"""What a page of somebody else may do with ours: lead a person here, and nothing more (ASVS 3.5.8)."""

from flask import Flask, request
from werkzeug.exceptions import Forbidden

# "none": typed, chosen from the bookmarks, opened from a message. An older browser says nothing: what is sent
# with it is held off by the form token and by cookies that do not travel with foreign requests.
_OURS = {"same-origin", "none", ""}
_FRAMES = {"iframe", "frame", "object", "embed"}


def refuse_foreign_fetches(app: Flask) -> None:
    """Refuse what a foreign page sends, loads or embeds; following its link is fine."""
    app.before_request(_only_led_here)


def _only_led_here() -> None:
    headers = request.headers
    if headers.get("Sec-Fetch-Site", "") in _OURS:
        return
    looks = request.method in ("GET", "HEAD")
    led_here = headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if not (looks and led_here and headers.get("Sec-Fetch-Dest") not in _FRAMES):
        raise Forbidden

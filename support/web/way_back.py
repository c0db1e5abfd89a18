"""Back to the page that a choice was made on, with what it shows by its address and nothing else."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import current_app, request

# What a page shows by its address, and what such words are made of; anything else is not carried on.
_KEPT = frozenset({"channel", "done", "next", "peek", "review", "show", "slot", "talk", "theme", "way"})
_PLAIN = re.compile(r"[\w~/-]{0,80}", re.ASCII)


def kept_wishes(wishes: Mapping[str, str]) -> dict[str, str]:
    """Of what stands in an address, what another view of the same page carries on."""
    return {name: value for name, value in wishes.items() if name in _KEPT and _PLAIN.fullmatch(value)}


def page_before(*, without: str = "") -> str | None:
    """The page of ours that she comes from, `without` one of its wishes; None when it was no page of ours."""
    try:
        came_from = urlsplit(request.referrer or "")
        wishes = kept_wishes(dict(parse_qsl(came_from.query)))
    except ValueError:
        return None
    ours = came_from.netloc == request.host and not came_from.path.startswith("//")
    if not ours or not current_app.url_map.bind("").test(came_from.path, "GET"):
        return None
    wishes.pop(without, None)
    return f"{came_from.path}?{urlencode(wishes)}" if wishes else came_from.path

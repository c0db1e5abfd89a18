"""Ids that forms send."""

import re

from flask import request

from support.vocabulary.ids import ID_LENGTH

_SIGNS = re.compile(r"[A-Za-z0-9_-]+")


def form_id(name: str) -> str:
    """The id under this name; "" for anything that cannot be one: no database should be asked for that."""
    value = request.form.get(name, "")
    return value if len(value) == ID_LENGTH and _SIGNS.fullmatch(value) else ""

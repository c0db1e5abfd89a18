"""Ids that forms send."""

import re

from flask import request

from support.vocabulary.ids import ID_LENGTH

_ID = re.compile(rf"[A-Za-z0-9_-]{{{ID_LENGTH}}}")


def form_id(name: str) -> str:
    """The id under this name; "" for anything that cannot be one: no database should be asked for that."""
    value = request.form.get(name, "")
    return value if _ID.fullmatch(value) else ""

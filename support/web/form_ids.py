"""Ids that forms send."""

from flask import request

from support.vocabulary.errors import NotFound
from support.vocabulary.ids import is_id


def form_id(name: str) -> str:
    """The id under this name, "" where none was sent.

    Raises NotFound for what cannot be an id: nothing new comes into being because one was mangled on its way.
    """
    value = request.form.get(name, "")
    if value and not is_id(value):
        raise NotFound
    return value

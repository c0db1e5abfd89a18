"""The token that every form carries: Flask-WTF makes the secret and checks the token, it is signed here.

Most pages carry one. The library puts together a serializer for each and packs what does not become shorter.
"""

from typing import Any

from flask import Flask, current_app, g, session
from flask_wtf.csrf import generate_csrf
from itsdangerous.encoding import base64_encode

from support.web.lean import LeanSerializer

_FIELD = "csrf_token"
# As the library has it.
_SALT = "wtf-csrf-token"


class _Tokens(LeanSerializer):
    """Unpacked tokens, which the library reads as well."""

    def dump_payload(self, obj: Any) -> bytes:
        return base64_encode(self.serializer.dumps(obj, **self.serializer_kwargs))


def sign_tokens(app: Flask) -> None:
    """Make ready what signs."""
    app.extensions["form_tokens"] = _Tokens(app.config["SECRET_KEY"], salt=_SALT)


def form_token() -> str:
    """The token of this browser's forms, the same within a request."""
    made: str | None = g.get(_FIELD)
    secret = session.get(_FIELD)
    if made is None and isinstance(secret, str):
        tokens: _Tokens = current_app.extensions["form_tokens"]
        made = g.csrf_token = str(tokens.dumps(secret))
    return made or str(generate_csrf())

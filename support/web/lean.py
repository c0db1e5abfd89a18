"""Flask without what this service never uses: it is asked for a dozen times in every request."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer

from support.web.turn_to_compute import turn_to_compute


class LeanFlask(Flask):
    """No view or hook here is a coroutine, so none is looked at for being one; requests take turns."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to one request, in its turn."""
        with turn_to_compute():
            return super().wsgi_app(environ, start_response)


class _KeepingSigner(TimestampSigner):
    """The key of each secret is derived once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._derived: dict[str | bytes | None, bytes] = {}

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        if secret_key not in self._derived:
            self._derived[secret_key] = super().derive_key(secret_key)
        return self._derived[secret_key]


class LeanSerializer(URLSafeTimedSerializer):
    """Signs as the library does, with one signer: the keys do not change while the program runs."""

    default_signer = _KeepingSigner

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._signers: dict[str | bytes | None, Signer] = {}

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        """The signer for this purpose."""
        if salt not in self._signers:
            self._signers[salt] = super().make_signer(salt)
        return self._signers[salt]


class LeanSessions(SecureCookieSessionInterface):
    """The serializer of the session cookie is made once."""

    def __init__(self) -> None:
        self._serializer: LeanSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The serializer of this application; None without a secret key."""
        made = self._serializer or super().get_signing_serializer(app)
        if made is not None and self._serializer is None:
            self._serializer = LeanSerializer(
                made.secret_keys, salt=made.salt, serializer=made.serializer, signer_kwargs=made.signer_kwargs
            )
        return self._serializer

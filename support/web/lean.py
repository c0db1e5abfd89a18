"""Flask without what this service never uses: it is asked for a dozen times in every request."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class LeanFlask(Flask):
    """No view or hook here is a coroutine, so none is looked at for being one."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


class LeanSessions(SecureCookieSessionInterface):
    """The signer of the session cookie is made once: the key does not change while the program runs."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The signer of this application; None without a secret key."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer

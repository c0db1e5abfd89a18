"""The names of our cookies that hold a secret, or answers, and the one way to give a browser any cookie."""

from typing import Literal

from flask import Response, current_app, request

from support.platform.crypto import token_hash


def visit_cookie_name() -> str:
    """The cookie that holds the only key to unsent answers."""
    return _of_this_host("visit")


def phone_cookie_name(nurse_id: str) -> str:
    """The cookie that holds half of the key to answers that this nurse writes down on the phone.

    Each has her own, so that whoever shares the browser with her does not overwrite it. The other half is her
    id, which is not written beside it.
    """
    return _of_this_host(f"phone-{token_hash(nurse_id)[:16]}")


def trial_cookie_name() -> str:
    """The cookie that is all there is of a trial."""
    return _of_this_host("trial")


def known_browser_cookie_name() -> str:
    """The cookie of a browser in which a member of the staff has signed in before."""
    return _of_this_host("known")


def known_number_cookie_name() -> str:
    """The cookie of a browser in which an employee has confirmed her number before."""
    return _of_this_host("number")


def secret_in(cookie: str) -> str | None:
    """The secret that this browser holds in a cookie; None for what cannot be one of ours."""
    secret = request.cookies.get(cookie, "")
    return secret if 20 <= len(secret) <= 64 and secret.isascii() else None


def give_cookie(
    response: Response,
    name: str,
    value: str,
    *,
    seconds: int | None,
    same_site: Literal["Lax", "Strict"] = "Lax",
) -> None:
    """Let the browser keep a value out of the reach of scripts, until it is closed if `seconds` is None."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite=same_site,
    )


def take_cookie(response: Response, name: str) -> None:
    """Take back from the browser what `give_cookie` gave."""
    secure: bool = current_app.config["SESSION_COOKIE_SECURE"]
    response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")


def forget_cache(response: Response) -> Response:
    """Let the browser drop the copies that it has kept of our pages, for going back as well."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _of_this_host(name: str) -> str:
    """The prefix binds a cookie to this host; plain loopback cannot carry the prefix."""
    return f"__Host-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name

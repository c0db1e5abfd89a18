"""The names of our cookies that hold a secret."""

from flask import current_app


def visit_cookie_name() -> str:
    """The cookie that holds the only key to unsent answers."""
    return _of_this_host("visit")


def phone_cookie_name() -> str:
    """The cookie that holds half of the key to answers that a nurse writes down on the phone."""
    return _of_this_host("phone")


def known_browser_cookie_name() -> str:
    """The cookie of a browser in which a member of the staff has signed in before."""
    return _of_this_host("known")


def _of_this_host(name: str) -> str:
    """The prefix binds a cookie to this host; plain loopback cannot carry the prefix."""
    return f"__Host-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name

"""The names of our cookies that hold a secret, or answers."""

from flask import current_app


def visit_cookie_name() -> str:
    """The cookie that holds the only key to unsent answers."""
    return _of_this_host("visit")


def trial_cookie_name() -> str:
    """The cookie that is all there is of a trial."""
    return _of_this_host("trial")


def known_browser_cookie_name() -> str:
    """The cookie of a browser in which a member of the staff has signed in before."""
    return _of_this_host("known")


def _of_this_host(name: str) -> str:
    """The prefix binds a cookie to this host; plain loopback cannot carry the prefix."""
    return f"__Host-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name

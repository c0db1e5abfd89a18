"""The names of our cookies that hold a secret."""

from flask import current_app


def visit_cookie_name() -> str:
    """The cookie that holds the only key to unsent answers.

    The prefix binds it to this host; plain loopback cannot carry the prefix.
    """
    return "__Host-visit" if current_app.config["SESSION_COOKIE_SECURE"] else "visit"

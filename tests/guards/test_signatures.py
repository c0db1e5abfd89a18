"""What is signed the short way is what the library signs, and it takes nothing else."""

import pytest
from flask import Flask, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf, validate_csrf
from itsdangerous import BadSignature, SignatureExpired
from wtforms import ValidationError

from support.web.form_tokens import form_token

KEPT = {"_user_id": "t" * 43, "csrf_token": "c" * 40, "numbers": (1, 2)}


def test_the_cookie_of_the_session_is_the_one_of_the_library(app: Flask) -> None:
    ours = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # as it comes with Flask
    library = SecureCookieSessionInterface().get_signing_serializer(app)
    assert library is not None
    for _again in range(2):
        assert library.loads(ours.dumps(KEPT)) == KEPT
        assert ours.loads(library.dumps(KEPT), max_age=60) == KEPT


def test_a_cookie_that_was_changed_or_is_too_old_is_none(app: Flask) -> None:
    ours = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # as above
    signed = ours.dumps(KEPT)
    with pytest.raises(BadSignature):
        ours.loads(signed[:-2] + ("AA" if signed[-2:] != "AA" else "BB"))
    with pytest.raises(SignatureExpired):
        ours.loads(signed, max_age=-1)


def test_the_token_of_a_form_is_taken_by_the_library_and_by_no_other_browser(app: Flask) -> None:
    with app.test_request_context():
        made_first, again = form_token(), form_token()
        assert made_first == again
        g.pop("csrf_token")
        token, secret = form_token(), session["csrf_token"]
        validate_csrf(token)
        validate_csrf(made_first)
    with app.test_request_context():
        generate_csrf()
        assert session["csrf_token"] != secret
        with pytest.raises(ValidationError):
            validate_csrf(token)

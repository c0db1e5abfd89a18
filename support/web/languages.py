"""The language of a request: the address decides, then the cookie, then the browser."""

from flask import Flask, Response, current_app, has_request_context, request
from flask_babel import Babel, get_locale

from support.vocabulary.language import DEFAULT, LANGUAGES, Language

COOKIE = "lang"
_HALF_A_YEAR = 15_552_000


def chosen_language() -> Language:
    """What the address asks for, else the cookie, else what the browser prefers, else Finnish."""
    if not has_request_context():
        return DEFAULT
    in_path = (request.view_args or {}).get("lang")
    for asked in (in_path, request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return Language(asked)
    preferred = request.accept_languages.best_match([language.value for language in LANGUAGES])
    return Language(preferred) if preferred else DEFAULT


def speak(app: Flask) -> None:
    """Choose the language of every request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=lambda: chosen_language().value, default_timezone="Europe/Helsinki")

    @app.after_request
    def _remember(response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES and not response.cache_control.public:
            keep_choice(response, COOKIE, request.args["lang"])
        return response


def language_now() -> Language:
    """The language that sentences are being translated into."""
    locale = get_locale()
    return Language(locale.language) if locale and locale.language in LANGUAGES else DEFAULT


def keep_choice(response: Response, cookie: str, value: str) -> None:
    """Remember how this browser wants to see the service; the choice says nothing about the person."""
    response.set_cookie(
        cookie,
        value,
        max_age=_HALF_A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )

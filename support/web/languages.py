"""The language of a request: the address decides, then the cookie, then the browser."""

from functools import lru_cache

from babel import Locale
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, Domain, refresh
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from support.vocabulary.language import DEFAULT, LANGUAGES, Language
from support.web.cookies import give_cookie

COOKIE = "lang"
_HALF_A_YEAR = 15_552_000
_LOCALES = {language: Locale.parse(language.value) for language in LANGUAGES}


def chosen_language() -> Language:
    """What the address asks for, else the cookie, else what the browser prefers, else Finnish."""
    if not has_request_context():
        return DEFAULT
    return _asked_for() or _preferred(request.headers.get("Accept-Language", ""))


def _asked_for() -> Language | None:
    """What she has chosen: by the address, or in this browser before."""
    in_path = (request.view_args or {}).get("lang")
    for asked in (in_path, request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return Language(asked)
    return None


# Thousands of browsers say the same.
@lru_cache(maxsize=256)
def _preferred(accepted: str) -> Language:
    """What a browser prefers that says so."""
    wishes = parse_accept_header(accepted, LanguageAccept)
    preferred = wishes.best_match([language.value for language in LANGUAGES])
    return Language(preferred) if preferred else DEFAULT


def speak(app: Flask) -> None:
    """Choose the language of every request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=lambda: _LOCALES[language_now()], default_timezone="Europe/Helsinki")
    catalogues = Domain()

    @app.before_request
    def _keep_catalogues() -> None:
        # Otherwise every request reads its catalogue from the disk again.
        catalogues.as_default()

    @app.after_request
    def _remember(response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES and not response.cache_control.public:
            keep_choice(response, COOKIE, request.args["lang"])
        return response


def language_now() -> Language:
    """The language of the present request, in which its sentences are."""
    if not has_request_context():
        return DEFAULT
    language: Language | None = g.get("language")
    if language is None:
        language = g.language = chosen_language()
    return language


def speak_as_written_to(language: Language | None) -> None:
    """Let this request be in the language of the message that led here, unless another has been chosen."""
    if language is not None and _asked_for() is None:
        g.language = language
        # Nothing has been said yet, but whatever was looked up was looked up for another language.
        g.pop("catalogue", None)
        refresh()


def speak_from_now_on(response: Response, language: Language | None) -> Response:
    """Let this browser see the service in the language kept with a person; as before where none is."""
    if language is not None:
        keep_choice(response, COOKIE, language.value)
    return response


def keep_choice(response: Response, cookie: str, value: str) -> None:
    """Remember how this browser wants to see the service; the choice says nothing about the person."""
    give_cookie(response, cookie, value, seconds=_HALF_A_YEAR)

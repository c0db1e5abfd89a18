"""Turning a page object into an answer."""

from collections import ChainMap
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_app_context, render_template, request, url_for
from flask_babel import force_locale, get_translations
from jinja2 import StrictUndefined
from markupsafe import Markup

from support.vocabulary.errors import mark
from support.vocabulary.language import LANGUAGES
from support.web.form_tokens import form_token, sign_tokens
from support.web.languages import language_now
from support.web.session_end import session_end
from support.web.way_back import kept_wishes

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
_LANGUAGE_NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}


def show(template: str, page: object = None) -> str:
    """The template filled in with one page object; an undefined name is an error."""
    return render_template(template, page=page)


def provider_phone() -> str:
    """The number of the service, known without the database."""
    phone: str = current_app.config["PROVIDER_PHONE"]
    return phone


def opening_hours() -> str:
    """When somebody answers that number."""
    return sentence(mark("on weekdays from 8 to 16"))


def chosen_theme() -> str:
    """Light, dark, or as the device has it: the address decides, then the cookie.

    An address that names its language may be kept by any cache, so no cookie decides there.
    """
    cookie = None if "lang" in (request.view_args or {}) else request.cookies.get(THEME_COOKIE)
    for asked in (request.args.get("theme"), cookie):
        if asked in THEMES:
            return asked
    return "auto"


def help_url() -> str:
    """The crisis page in the present language and theme; its address carries both, so it needs no cookie."""
    theme = chosen_theme()
    return url_for("triage.crisis", lang=language_now().value, theme=None if theme == "auto" else theme)


def language_links() -> list[dict[str, Any]]:
    """The same page in each language."""
    now = language_now()
    return [
        {
            "code": language.value,
            "name": _LANGUAGE_NAMES[language.value],
            "url": _in_language(language.value),
            "current": language is now,
        }
        for language in LANGUAGES
    ]


def _in_language(code: str) -> str:
    kept = kept_wishes(request.args)
    if request.view_args and "lang" in request.view_args and request.endpoint:
        return url_for(request.endpoint, **{**request.view_args, **kept, "lang": code})
    # Only the query: the path stays what it is, whatever signs stand in it.
    return f"?{urlencode({**kept, 'lang': code})}"


def prepare_templates(app: Flask, *, provider_name: str) -> None:
    """Strict templates, and what every one of them may rely on."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.autoescape = True
    _share_globals(app)
    sign_tokens(app)
    app.jinja_env.globals.update(
        _=_in_words,
        csrf_token=form_token,
        provider_name=provider_name,
        session_end=session_end,
    )

    @app.context_processor
    def _always_known() -> dict[str, Any]:
        return {
            "language": language_now().value,
            "theme": chosen_theme(),
            "help_url": help_url(),
            "language_links": language_links(),
            "exit_url": url_for("public.leave"),
            "icon_href": current_app.jinja_env.globals["asset"]("icons.svg"),  # type: ignore[operator]  # set by serve_static
        }


def _share_globals(app: Flask) -> None:
    """Let all templates use one dict: the usual chain of maps is gone through anew for every import."""
    shared = app.jinja_env.globals

    def globals_for(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return ChainMap(own, shared) if own else shared

    vars(app.jinja_env)["make_globals"] = globals_for


def sentence(message: str) -> str:
    """A marked sentence in the reader's language; as it is where nobody reads."""
    if not has_app_context():
        return message
    catalogue = g.get("catalogue")
    if catalogue is None:
        catalogue = g.catalogue = get_translations()
    return str(catalogue.gettext(message))


def sentence_in(message: str, language: str) -> str:
    """A marked sentence in a language that need not be the reader's: what she reads aloud to another."""
    with force_locale(language):
        return str(get_translations().gettext(message))


def _in_words(message: str, **values: Any) -> Markup:
    """A sentence of a template in the reader's language, what it names filled in and escaped."""
    words = Markup(sentence(message))  # noqa: S704 - from a catalogue of ours, never from a person
    return words % values if "%" in words else words

"""Help now: public, without form, token, session or database."""

from flask import Response, make_response, request, url_for

from support.triage.blueprint import triage
from support.triage.help_pages import CrisisPage, line_views
from support.vocabulary.errors import NotFound, mark
from support.vocabulary.language import LANGUAGES
from support.vocabulary.topic import Topic
from support.web.access import present_moment, public
from support.web.pages import opening_hours, sentence, show
from support.web.views import ChoiceLink

_THEME_NAMES = {"auto": mark("As on the device"), "light": mark("Light"), "dark": mark("Dark")}


@triage.get("/help/<lang>")
@public
def crisis(lang: str) -> Response:
    """The numbers to call, best first. The address carries language and theme, so any cache may keep it."""
    if lang not in LANGUAGES:
        raise NotFound
    now = present_moment()
    theme = request.args.get("theme", "auto")
    page = CrisisPage(
        lines=line_views(lang, Topic.ANY, now),
        callback_url=url_for("triage.call_me"),
        opening=opening_hours(),
        resume_url=url_for("triage.resume"),
        theme_links=[
            ChoiceLink(sentence(name), url_for("triage.crisis", lang=lang, theme=code), code == theme)
            for code, name in _THEME_NAMES.items()
        ],
    )
    response = make_response(show("public/crisis.html", page))
    response.headers["Cache-Control"] = "public, max-age=300, stale-if-error=86400"
    return response

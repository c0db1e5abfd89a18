"""Pages for anybody: the start page, what the service is, how it looks, and the quick way out."""

from datetime import date, timedelta

from flask import Blueprint, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.people.rules import KNOWN_BROWSER_LIVES
from support.public.pages import AccessibilityPage, LandingPage, PrivacyPage, about_page
from support.triage.present_visit import has_visit
from support.triage.rules.visit import UNSENT_LIVES
from support.triage.start_pages import MINUTES
from support.vocabulary.dates_in_words import date_with_year
from support.vocabulary.errors import mark
from support.web.access import public
from support.web.languages import keep_choice, language_now
from support.web.pages import THEME_COOKIE, THEMES, provider_phone, sentence, show
from support.web.way_back import page_before

public_pages = Blueprint("public", __name__)

_CHECKED = date(2026, 11, 21)


@public_pages.get("/")
@public
def landing() -> ResponseReturnValue:
    """Two doors, three promises."""
    saved = url_for("triage.resume") if has_visit() else ""
    return show("public/landing.html", LandingPage(MINUTES, sentence(mark("three working days")), saved))


@public_pages.get("/about")
@public
def about() -> ResponseReturnValue:
    """What the service is for and what it is not."""
    return show("public/about.html", about_page(language_now(), current_app.config["VERSION"]))


@public_pages.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """How information is handled."""
    hours = UNSENT_LIVES // timedelta(hours=1)
    known_for = KNOWN_BROWSER_LIVES.days
    page = PrivacyPage(current_app.config["PROVIDER_NAME"], provider_phone(), hours, known_for)
    return show("public/privacy.html", page)


@public_pages.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """How accessible the service is."""
    return show(
        "public/accessibility.html",
        AccessibilityPage(provider_phone(), date_with_year(_CHECKED, language_now())),
    )


@public_pages.get("/guide")
@public
def guide() -> ResponseReturnValue:
    """How a supervisor raises a concern: for anybody, about nobody."""
    return show("public/guide.html")


@public_pages.get("/hats")
@public
def hats() -> ResponseReturnValue:
    """For herself or as a supervisor: the ways in, the same for everybody."""
    return show("public/hats.html")


@public_pages.post("/theme")
@public
def choose_theme() -> ResponseReturnValue:
    """Light, dark or as the device has it; back to where she was."""
    response = make_response(redirect(page_before(without="theme") or url_for("public.landing")))
    theme = request.form.get("theme", "")
    if theme in THEMES:
        keep_choice(response, THEME_COOKIE, theme)
    return response


@public_pages.get("/poistu")
@public
def leave() -> ResponseReturnValue:
    """Leave at once to a neutral page. The key to unsent answers goes too, so nobody can read them."""
    response = make_response(redirect(current_app.config["EXIT_ADDRESS"]))
    if request.headers.get("Sec-Fetch-Site", "none") == "cross-site":
        # A link or a picture on a foreign page must not take anybody's answers away.
        return response
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for cookie in request.cookies:
        response.delete_cookie(cookie, path="/", secure=current_app.config["SESSION_COOKIE_SECURE"])
    return response

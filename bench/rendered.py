"""The floor of a question page: the product's own template, filled in for every reader, without a database.

The page object is made once, at the start; nothing is looked up, counted, opened or kept.
"""

import os

from flask import Flask

from bench.visits import LONGEST_PAGE
from config import Settings
from support.app import create_app
from support.triage.loading import active_protocol
from support.triage.question_pages import Around, QuestionPage, question_page
from support.triage.rules.visit import Visit
from support.triage.sentences import Sentences
from support.vocabulary.language import Language
from support.web.access import public
from support.web.pages import show


def make() -> Flask:
    """The application with one page more."""
    app = create_app(Settings.from_env(os.environ))
    page = _page()

    def floor() -> str:
        return show("triage/question.html", page)

    app.add_url_rule("/floor", "floor", public(floor))
    return app


def _page() -> QuestionPage:
    protocol = active_protocol()
    words = Sentences(protocol, Language.FI.value, lambda: "")
    around = Around(
        number=7, of=17, back_url="/questions/5b", lines=(), call_me_url="/call-me", from_review=False
    )
    key = LONGEST_PAGE.rpartition("/")[2]
    return question_page(protocol.page(key), Visit(), words, {}, None, around)


app = make()

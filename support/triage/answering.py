"""The answers of one page, read and kept: the same for a person and for a nurse who asks her on the phone."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from support.platform.work import Work
from support.triage.rules.items import Page
from support.triage.rules.protocol import Protocol
from support.triage.rules.reading import read_page
from support.triage.rules.visit import Visit
from support.triage.sentences import protocol_of
from support.triage.visit_actions import open_visit, save_visit
from support.vocabulary.errors import NotFound

Posted = dict[str, list[str]]
_MOST_VALUES = 40


@dataclass(frozen=True)
class Kept:
    """A page as it was answered: the visit before and after, and what is amiss."""

    protocol: Protocol
    page: Page
    before: Visit
    visit: Visit
    errors: Mapping[str, str]


def posted_answers() -> Posted:
    """What was sent, by field."""
    return {name: values[:_MOST_VALUES] for name, values in request.form.to_dict(flat=False).items()}


def page_of_questions(protocol: Protocol, key: str) -> Page:
    """The page with this key; NotFound for none, and for the one that asks how a person may be reached."""
    try:
        page = protocol.page(key)
    except KeyError:
        raise NotFound from None
    if page.contact:
        raise NotFound
    return page


def keep_answers(work: Work, token: str, key: str, posted: Posted) -> Kept:
    """Keep what was answered on one page.

    Raises VisitOver without a visit, NotFound without such a page.
    """
    opened = open_visit(work, token, to_change=True)
    kept = with_answers(opened.protocol, opened.visit, key, posted)
    if kept.visit is not opened.visit:
        save_visit(work, opened, kept.visit)
    return kept


def with_answers(named: str, before: Visit, key: str, posted: Posted) -> Kept:
    """A visit with the answers of one page of the protocol of this name; NotFound without such a page."""
    protocol, visit = protocol_of(named), before
    page = page_of_questions(protocol, key)
    reading = read_page(
        protocol,
        page,
        visit.answers,
        posted,
        skipped="skip" in posted,
        asked_before=page.key in visit.asked,
    )
    if not reading.errors:
        visit = visit.after_page(reading.changes, page.key)
    elif page.safety:
        # What was answered counts at once, also while something beside it is still open.
        answered = {item: value for item, value in reading.changes.items() if value is not None}
        visit = visit.after_page(answered).asked_once(page.key)
    return Kept(protocol, page, before, visit, reading.errors)

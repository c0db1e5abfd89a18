"""Page data of the preview beside the queue."""

from dataclasses import dataclass

from flask import url_for

from support.cases.rules.access import may_claim
from support.desk.answer_pages import mini_sides, own_words
from support.desk.case_pages import before_a_call, phone_in_words
from support.desk.opened_case import opened_case
from support.desk.words import URGENCIES, name_or_code, path_in_words
from support.platform.work import Work
from support.triage.result_pages import Side
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Labelled


@dataclass(frozen=True)
class PeekView:
    """One case beside the queue, opened on purpose: the opening is recorded like that of the case page."""

    url: str
    name: str
    about: str
    urgency: str
    urgency_label: str
    claim_url: str
    tel: str
    own_words: str
    facts: list[Labelled]
    carries: list[Side]
    weighs: list[Side]
    contact_note: str


def peek_view(work: Work, case_id: str, language: Language) -> PeekView:
    """Open one case beside the queue; recorded, and shown to the employee, like the case page.

    Raises NotFound outside need-to-know.
    """
    opened = opened_case(work, case_id, language)
    case, sent, words, contact = opened.case, opened.sent, opened.words, opened.contact
    carries, weighs = mini_sides(sent, words)
    free = may_claim(work.actor, case)
    return PeekView(
        url=url_for("desk.case", case_id=case_id),
        name=name_or_code(contact.name, case.short_code),
        about=" · ".join(one for one in (contact.employer, contact.unit) if one),
        urgency=case.urgency.value,
        urgency_label=sentence(URGENCIES[case.urgency]),
        claim_url=url_for("desk.claim", case_id=case_id) if free else "",
        tel=contact.phone,
        own_words=own_words(sent, words),
        facts=[
            Labelled(sentence(mark("Came in")), when(case.opened_at, language)),
            Labelled(sentence(mark("Suggestion")), path_in_words(case.path, words.protocol, language)),
            Labelled(sentence(mark("Phone")), phone_in_words(contact)),
        ],
        carries=carries,
        weighs=weighs,
        contact_note=before_a_call(contact),
    )

"""Page data of the preview beside the queue."""

from flask import url_for

from support.cases.queries import case_to_read
from support.cases.rules.access import may_claim
from support.desk.answer_pages import mini_sides, own_words
from support.desk.case_pages import phone_in_words
from support.desk.queue_pages import PeekView
from support.desk.words import URGENCIES
from support.people.queries import contact_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.loading import active_protocol
from support.triage.queries import answers_of_case
from support.triage.sentences import protocol_of, sentences
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import Labelled


def peek_view(work: Work, case_id: str, language: Language) -> PeekView:
    """Open one case beside the queue; recorded, and shown to the employee, like the case page.

    Raises NotFound outside need-to-know.
    """
    case = case_to_read(work, case_id)
    sent = answers_of_case(work, case_id, purpose=Purpose.CASE_PAGE)
    words = sentences(protocol_of(sent.protocol if sent else active_protocol().name), work.now)
    contact = contact_of(
        work, case.employee_id, subject=case_id, purpose=Purpose.CASE_PAGE, language=language
    )
    carries, weighs = mini_sides(sent, words)
    free = may_claim(work.actor, case)
    return PeekView(
        url=url_for("desk.case", case_id=case_id),
        name=contact.name or case.short_code,
        about=" · ".join(one for one in (contact.employer, contact.unit) if one),
        urgency=case.urgency.value,
        urgency_label=sentence(URGENCIES[case.urgency]),
        claim_url=url_for("desk.claim", case_id=case_id) if free else "",
        tel=contact.phone,
        own_words=own_words(sent, words),
        facts=[
            Labelled(sentence(mark("Came in")), when(case.opened_at, language)),
            Labelled(sentence(mark("Suggestion")), words.text(f"paths.{case.path}.staff").rstrip(".")),
            Labelled(sentence(mark("Phone")), phone_in_words(contact)),
        ],
        carries=carries,
        weighs=weighs,
        notes=[] if contact.safe_to_text else [sentence(mark("No text messages to this person."))],
    )

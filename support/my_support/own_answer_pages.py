"""Her answers in the words in which they were asked, each case for itself."""

from dataclasses import dataclass

from support.cases.queries import case_ids_of, newest_first
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.queries import SentAnswers, answers_of_case
from support.triage.review_pages import review_page
from support.triage.sentences import protocol_of, sentences
from support.vocabulary.dates_in_words import when
from support.vocabulary.language import Language
from support.web.views import Labelled


@dataclass(frozen=True)
class AnsweredView:
    """What was sent at one time."""

    sent_at: str
    rows: list[Labelled]


def answers_in_words(work: Work, language: Language) -> list[AnsweredView]:
    """The answers of the employee who acts, the newest first; opening them is recorded."""
    found = []
    for case_id in newest_first(work, case_ids_of(work, work.actor.id or "")):
        sent = answers_of_case(work, case_id, purpose=Purpose.OWN_PAGE)
        if sent is not None:
            found.append(AnsweredView(when(sent.sent_at, language), labelled_answers(work, sent)))
    return found


def labelled_answers(work: Work, sent: SentAnswers) -> list[Labelled]:
    """Each question with what was answered."""
    protocol = protocol_of(sent.protocol)
    urls = dict.fromkeys((page.key for page in protocol.pages), "")
    page = review_page(
        sent.visit, sentences(protocol, work.now), back_url="", send_label="", change_url_of=urls
    )
    return [Labelled(row.label, row.answer) for row in page.rows]

"""A case as somebody at the desk opens it, on its own page or beside the queue."""

from dataclasses import dataclass

from support.cases.facts import CaseFacts
from support.cases.queries import case_to_read
from support.people.facts import Contact
from support.people.queries import contact_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.triage.loading import active_protocol
from support.triage.queries import SentAnswers, answers_of_case
from support.triage.sentences import Sentences, protocol_of, sentences
from support.vocabulary.language import Language


@dataclass(frozen=True)
class OpenedCase:
    """The case, what was sent, and how the person may be reached.

    `words` are the sentences of the protocol that she answered, of the present one where nothing was sent.
    """

    case: CaseFacts
    sent: SentAnswers | None
    words: Sentences
    contact: Contact


def opened_case(work: Work, case_id: str, language: Language) -> OpenedCase:
    """Open one case; the opening is recorded, and the employee sees it.

    Raises NotFound outside need-to-know.
    """
    case, purpose = case_to_read(work, case_id), Purpose.CASE_PAGE
    sent = answers_of_case(work, case_id, purpose=purpose)
    words = sentences(protocol_of(sent.protocol if sent else active_protocol().name), work.now)
    contact = contact_of(work, case.employee_id, subject=case_id, purpose=purpose, language=language)
    return OpenedCase(case, sent, words, contact)

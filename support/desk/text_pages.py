"""Page data of text messages that the person of a case has stopped, and the way back."""

from dataclasses import dataclass

from flask import url_for

from support.cases.facts import CaseFacts
from support.cases.rules.access import may_change
from support.desk.text_words import AGAIN_REASONS
from support.messaging.opt_out_queries import stop_of
from support.people.facts import Contact
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_SINCE = mark("No text messages go to this person: stopped by the person, %(time)s.")
_AT_PROVIDER = mark(
    "The operator has stopped them too. They go again only after the person sends the word START to the"
    " number that they came from."
)


@dataclass(frozen=True)
class StoppedTexts:
    """Since when nothing goes to her, what else stands in the way, and the form of whoever may use it."""

    since: str
    note: str
    url: str
    reasons: list[ChoiceView]


def stopped_texts(work: Work, case: CaseFacts, contact: Contact, language: Language) -> StoppedTexts | None:
    """None where messages may go, and where none go for another reason."""
    reachable = contact.phone and contact.safe_to_text and contact.number_confirmed
    stop = stop_of(work, contact.phone) if reachable else None
    if stop is None:
        return None
    return StoppedTexts(
        since=sentence(_SINCE) % {"time": when(stop.since, language)},
        note=sentence(_AT_PROVIDER) if stop.is_at_provider else "",
        url=url_for("desk.texts_again", case_id=case.id) if may_change(work.actor, case) else "",
        reasons=[
            ChoiceView(one.value, sentence(label), "", checked=False, apart=False)
            for one, label in AGAIN_REASONS.items()
        ],
    )

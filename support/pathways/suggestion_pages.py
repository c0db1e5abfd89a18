"""What a supervisor suggests of something agreed, in words: to herself and to those who read it."""

from support.pathways.enrolment_facts import ActionFacts
from support.pathways.rules.agreed_action import OPEN, Suggestion
from support.vocabulary.dates_in_words import short_date
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_TO_HER = {
    Suggestion.LATER_DAY: mark(
        "You suggested a later day: %(day)s. Occupational health care gets back to you."
    ),
    Suggestion.SMALLER_PART: mark(
        "You suggested doing a smaller part. Occupational health care gets back to you."
    ),
    Suggestion.SOMEBODY_ELSE: mark(
        "You suggested that somebody else does it. Occupational health care gets back to you."
    ),
    Suggestion.TALK: mark("You asked for a talk about this. Occupational health care gets back to you."),
    Suggestion.UNSUITED: mark(
        "You said that this does not suit you so. Occupational health care gets back to you."
    ),
}
_OF_HER = {
    Suggestion.LATER_DAY: mark("The supervisor suggests a later day: %(day)s."),
    Suggestion.SMALLER_PART: mark("The supervisor suggests doing a smaller part."),
    Suggestion.SOMEBODY_ELSE: mark("The supervisor suggests that somebody else does it."),
    Suggestion.TALK: mark("The supervisor asks for a talk about this."),
    Suggestion.UNSUITED: mark("The supervisor says that this does not suit so."),
}


def suggestion_to_her(facts: ActionFacts, language: Language) -> str:
    """What she suggested, to the supervisor herself; nothing where nothing waits."""
    return _said(_TO_HER, facts, language)


def suggestion_of_her(facts: ActionFacts, language: Language) -> str:
    """What the supervisor suggests, to the employee and to those who work with her."""
    return _said(_OF_HER, facts, language)


def _said(words: dict[Suggestion, str], facts: ActionFacts, language: Language) -> str:
    if facts.suggestion is None or facts.state not in OPEN:
        return ""
    day = short_date(facts.suggested_on, language) if facts.suggested_on else ""
    return sentence(words[facts.suggestion]) % {"day": day}

"""Reading what a nurse answers to what a person says is wrong."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from support.cases.rules.correction import ANSWERS, State
from support.vocabulary.ids import ID_LENGTH
from support.vocabulary.plain_text import one_line, some_lines

ID, STATE, WORDS = "correction", "state", "answer"
_LONGEST = 1000


@dataclass(frozen=True)
class TypedAnswer:
    """One answer as it was typed; without a choice it is still open, which no rule takes for an answer."""

    id: str = ""
    state: State = State.OPEN
    words: str = ""


def read_answer(form: MultiDict[str, str]) -> TypedAnswer:
    """Which one, what was done, and the words that she reads."""
    known = {one.value: one for one in ANSWERS}
    words = some_lines(form.get(WORDS, ""), _LONGEST)
    return TypedAnswer(
        one_line(form.get(ID, ""), ID_LENGTH), known.get(form.get(STATE, ""), State.OPEN), words
    )

"""Reading what a caller said to show who she is."""

from werkzeug.datastructures import MultiDict

from support.people.number_rules import Said
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.plain_text import one_line

WORD, BOOKED, SENT, SEEN = "word", "booked_on", "sent_on", "seen"
_LONGEST = 20


def read_said(form: MultiDict[str, str]) -> Said:
    """What she said; a day that is none was not said."""
    word = one_line(form.get(WORD, ""), _LONGEST)
    return Said(word, booked_on=read_day(form.get(BOOKED, "")), sent_on=read_day(form.get(SENT, "")))

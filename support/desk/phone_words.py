"""What a form says to the person herself, said to the nurse who fills it in for the one on the phone."""

from support.triage.contact_form import COUNTRY_NOT_ALLOWED, NO_NUMBER, NO_WORKPLACE
from support.triage.rules.reading import EMPTY_MAY_WITHHOLD, NOT_TOGETHER
from support.vocabulary.errors import mark

_TO_THE_NURSE = {
    NO_NUMBER: mark("Write the mobile number of the caller."),
    COUNTRY_NOT_ALLOWED: mark("We cannot text numbers of this country. Send without a number."),
    NO_WORKPLACE: mark(
        "Choose the workplace. If it is not in the list, choose one of the last two options in the list."
    ),
    EMPTY_MAY_WITHHOLD: mark("Choose an answer, or choose that the caller would rather not say."),
    NOT_TOGETHER: mark("Two of the choices do not go together. Change one of them."),
}


def to_the_nurse(message: str) -> str:
    """The English message id as the nurse should read it; one that suits both stays."""
    return _TO_THE_NURSE.get(message, message)

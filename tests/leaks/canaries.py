"""The words that are planted: one for each confidential field of each person, and no other word like it."""

from dataclasses import dataclass

STEM = "Kanäriåö"
"""Every planted word begins with it, so that one look finds any of them."""
NUMBERS = "+358000000"
"""Every planted phone number begins with it; no network can dial one."""

AINO, BEA, CECI, DORA = PEOPLE = ("Aino", "Bea", "Ceci", "Dora")

KINDS = {
    "name": "employee.name",
    "phone": "employee.phone",
    "number before": "former_number.phone",
    "recognition word": "employee.reference_word",
    "short code": "support_case.short_code",
    "own words": "triage_answer_set.content",
    "note": "case_step.text",
    "goal": "goal.text",
    "goal of the meeting": "goal.text",
    "what her supervisor does": "agreed_action.text",
    "what she does herself": "agreed_action.text",
    "why it was not done": "agreed_action.reason",
    "why a step is left out": "enrolment_step.reason",
    "why the path ended": "enrolment.end_reason",
    "why she is looked at apart": "enrolment.analysis_reason",
    "check-in": "check_in.answers",
    "unsent check-in": "check_in.draft",
    "reply": "inbound_message.text",
    "agenda": "meeting_line.text",
    "support person": "meeting_participant.name",
    "timetable": "meeting_wording.text",
    "what she says is wrong": "correction.words",
    "what is answered to it": "correction.answer",
    "supervisor's name": "supervisor_link.name",
    "supervisor's number": "employee.phone",
    "number of her nurse": "account.phone",
}
"""Every kind of confidential field, and the column in which its words lie."""


@dataclass(frozen=True)
class Canary:
    """A word that stands in one field of one person and nowhere else."""

    kind: str
    whose: str
    word: str

    @property
    def field(self) -> str:
        """What a leak of it is called."""
        return f"{self.kind} of {self.whose}"


def word_of(kind: str, whose: str) -> str:
    """The word that is planted in this kind of field of this person."""
    number = 100 + PEOPLE.index(whose) * len(KINDS) + [*KINDS].index(kind)
    return f"Kanäriåö{number}"

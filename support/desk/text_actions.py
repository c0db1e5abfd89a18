"""What the desk does about text messages that somebody has stopped."""

from support.cases.nurse_actions import hold_claimed_case
from support.cases.step_actions import record_step
from support.desk.text_words import AgainReason
from support.messaging.opt_out_actions import lift_opt_out_of
from support.messaging.opt_out_queries import wants_no_messages
from support.people.queries import addressee_of
from support.platform.work import Work


def allow_texts(work: Work, case_id: str, reason: AgainReason) -> None:
    """Lift the STOP of the person of a case, who has said so herself; pressed again it changes nothing.

    What the provider has stopped by itself stays so there, until she takes it back herself. Raises what
    `hold_claimed_case` raises for whoever has not taken the case.
    """
    case = hold_claimed_case(work, case_id)
    addressee = addressee_of(work, case.employee_id)
    if addressee is None or not wants_no_messages(work, addressee.phone):
        return
    lift_opt_out_of(work, addressee.phone)
    record_step(work, case, "texts_allowed", after=reason)
    work.log("texts:allow", "support_case", case.id, reason)

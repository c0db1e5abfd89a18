"""Page data of cancelling a talk with a supervisor because of us."""

from flask import url_for

from support.booking.coaching_message_actions import cancelled_in_words
from support.booking.coaching_queries import row_of_practitioner
from support.booking.facts import ChosenTime
from support.booking.rules.coaching import Move, check_time
from support.desk.coaching_pages import NAME
from support.desk.staff_pages import staff_view, waiting_for
from support.desk.time_pages import TimeCheckPage, goes_out, rows_of_time
from support.platform.work import Work
from support.vocabulary.errors import Conflict, mark
from support.vocabulary.language import Language
from support.web.pages import sentence


def cancel_talk_page(work: Work, coaching_id: str, language: Language) -> TimeCheckPage:
    """The time that we cannot keep with the message about it, before anything is done.

    Raises NotFound for who may not cancel it, Conflict where it no longer stands, TooLate once it has begun.
    """
    row = row_of_practitioner(work, coaching_id)
    talk = row.facts()
    if not talk.is_booked or talk.starts_at is None or talk.practitioner_id is None:
        raise Conflict(mark("This time has already been changed."))
    check_time(Move.GIVE_BACK, talk.starts_at, work.now)
    time = ChosenTime(talk.practitioner_id, talk.starts_at, talk.channel)
    return TimeCheckPage(
        staff=staff_view(work, waiting_for(work), "appointments"),
        back_url=url_for("desk.own_appointments"),
        title=sentence(mark("Cancel because of us")),
        name=sentence(NAME),
        rows=rows_of_time(work, time, talk.minutes, language),
        message=cancelled_in_words(work, row),
        goes_out=goes_out(work.now, "sup_cxl", language),
        post_url=url_for("desk.cancel_talk", coaching_id=coaching_id),
        fields={},
        confirm=sentence(mark("Cancel the time")),
    )

"""Writing down in a meeting of three what is agreed on, and taking back who came."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.meeting_attendance_actions import take_back_who_came
from support.booking.meeting_wording_actions import (
    NewDays,
    change_action,
    change_goal,
    leave_out,
    review_action,
    write_action,
    write_goal,
    write_timetable,
)
from support.booking.rules.wording import About
from support.desk.blueprint import desk
from support.desk.meeting_routes import done_at_meeting
from support.desk.talk_form import read_action, read_number, read_words
from support.pathways.goal_actions import WantedGoal
from support.platform.work import Work
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.permissions import Permission
from support.web.access import begin_work, requires
from support.web.form_ids import form_id
from support.web.languages import language_now

_ROWS = "words"


@desk.post("/cases/<case_id>/meeting/goal")
@requires(Permission.WORK_QUEUE, words="goal_text")
def write_meeting_goal(case_id: str) -> ResponseReturnValue:
    """A goal, or other words for one that is on the page."""
    text, goal_id = read_words(request.form, "goal_text"), form_id("goal")

    def write(work: Work) -> None:
        if goal_id:
            change_goal(work, case_id, goal_id, text, language_now())
            return
        good_enough, value = read_number(request.form, "good_enough"), read_number(request.form, "value")
        write_goal(work, case_id, WantedGoal(text, good_enough, value), language_now())

    return done_at_meeting(case_id, write, "words", at=_ROWS if goal_id else "goal_text")


@desk.post("/cases/<case_id>/meeting/timetable")
@requires(Permission.WORK_QUEUE, words="timetable")
def write_meeting_timetable(case_id: str) -> ResponseReturnValue:
    """When what comes next is."""
    text = read_words(request.form, "timetable")
    return done_at_meeting(
        case_id,
        lambda work: write_timetable(work, case_id, text, language_now()),
        "words",
        at="timetable",
    )


@desk.post("/cases/<case_id>/meeting/action")
@requires(Permission.WORK_QUEUE, words="action_text")
def write_meeting_action(case_id: str) -> ResponseReturnValue:
    """What somebody does by a day, or other words for it."""
    action_id = form_id("action")

    def write(work: Work) -> None:
        wanted = read_action(request.form)
        if action_id:
            change_action(work, case_id, action_id, wanted, language_now())
        else:
            write_action(work, case_id, wanted, language_now())

    return done_at_meeting(case_id, write, "words", at=_ROWS if action_id else "action_text")


@desk.post("/cases/<case_id>/meeting/review")
@requires(Permission.WORK_QUEUE)
def review_meeting_action(case_id: str) -> ResponseReturnValue:
    """Speak of an action that was agreed before: a new day, and when it is looked at again."""
    days = NewDays(read_day(request.form.get("due_on", "")), read_day(request.form.get("review_on", "")))
    action_id = form_id("action")
    return done_at_meeting(
        case_id,
        lambda work: review_action(work, case_id, action_id, days, language_now()),
        "words",
        at=_ROWS,
    )


@desk.post("/cases/<case_id>/meeting/leave-out")
@requires(Permission.WORK_QUEUE)
def leave_out_of_meeting(case_id: str) -> ResponseReturnValue:
    """Not this, after all."""
    return done_at_meeting(
        case_id,
        lambda work: leave_out(work, case_id, About.read(request.form.get("about", ""))),
        "left_out",
        at=_ROWS,
    )


@desk.post("/cases/<case_id>/meeting/came/take-back")
@requires(Permission.WORK_QUEUE)
def take_back_meeting(case_id: str) -> ResponseReturnValue:
    """It was said by mistake who came."""
    with begin_work() as work:
        take_back_who_came(work, case_id)
    return redirect(url_for("desk.meeting", case_id=case_id, done="taken_back"))

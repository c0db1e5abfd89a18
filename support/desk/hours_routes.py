"""Working hours: see them, change them, and call the people whose times a change has left outside."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from support.booking.hours_actions import HoursChanged, LeftOutside, change_hours, note_called
from support.booking.rules.changes import Change, Dropped, Unfit
from support.desk import hours_form as forms
from support.desk.blueprint import desk
from support.desk.hours_pages import Tried, hours_page, uses_of
from support.desk.outside_pages import hours_list_page, outside_page
from support.vocabulary.dates_in_words import read_day
from support.vocabulary.permissions import Permission
from support.web.access import begin_look, begin_work, requires
from support.web.languages import language_now
from support.web.pages import show

_LONGEST_FIELD = 80


@desk.get("/hours")
@requires(Permission.WORKING_HOURS)
def hours_list() -> ResponseReturnValue:
    """Whose hours may be changed here, and whom to call."""
    with begin_look() as look:
        page = hours_list_page(look, language_now())
    return show("desk/hours_list.html", page)


@desk.get("/hours/<practitioner_id>")
@requires(Permission.WORKING_HOURS)
def hours(practitioner_id: str) -> ResponseReturnValue:
    """The hours of one practitioner."""
    day = read_day(request.args.get("day", ""))
    with begin_look() as look:
        page = hours_page(
            look, practitioner_id, language_now(), Tried(), day=day, done=request.args.get("done", "")
        )
    return show("desk/hours.html", page)


@desk.post("/hours/<practitioner_id>/week")
@requires(Permission.WORKING_HOURS)
def change_week(practitioner_id: str) -> ResponseReturnValue:
    """Save the week from a day on; or show it with one stretch more or fewer, and save nothing."""
    typed = forms.typed_week(request.form)
    edited = forms.edited(typed, request.form.get("do", ""))
    version = forms.read_version(request.form)
    if edited is not None:
        return _shown(practitioner_id, Tried(week=edited, version=version))
    with begin_look() as look:
        uses = uses_of(look, practitioner_id)
    tried = Tried(week=typed, version=version)
    return _saved(practitioner_id, lambda: forms.read_week(typed, uses), tried, "from_day")


@desk.post("/hours/<practitioner_id>/days-off")
@requires(Permission.WORKING_HOURS)
def add_days_off(practitioner_id: str) -> ResponseReturnValue:
    """Take days off."""
    typed = _typed()
    return _saved(practitioner_id, lambda: forms.read_days_off(typed), _tried(typed), "first_day")


@desk.post("/hours/<practitioner_id>/extra")
@requires(Permission.WORKING_HOURS)
def add_extra(practitioner_id: str) -> ResponseReturnValue:
    """Work a stretch on one single day."""
    typed = _typed()
    with begin_look() as look:
        uses = uses_of(look, practitioner_id)
    return _saved(practitioner_id, lambda: forms.read_extra(typed, uses), _tried(typed), "extra_day")


@desk.post("/hours/<practitioner_id>/drop")
@requires(Permission.WORKING_HOURS)
def drop_exception(practitioner_id: str) -> ResponseReturnValue:
    """Take days off or an extra stretch back."""
    change = Dropped(request.form.get("exception", "")[:_LONGEST_FIELD])
    return _saved(practitioner_id, lambda: change, _tried({}))


@desk.post("/hours/<practitioner_id>/terms")
@requires(Permission.WORKING_HOURS)
def change_terms(practitioner_id: str) -> ResponseReturnValue:
    """Change how the calendar may be booked."""
    return _saved(practitioner_id, lambda: forms.read_terms(request.form), _tried({}))


@desk.post("/hours/called/<appointment_id>")
@requires(Permission.WORK_QUEUE)
def note_called_about(appointment_id: str) -> ResponseReturnValue:
    """The person has been called."""
    with begin_work() as work:
        note_called(work, appointment_id)
    return redirect(url_for("desk.hours_list"))


def _saved(
    practitioner_id: str, read: Callable[[], Change], tried: Tried, day_field: str = ""
) -> ResponseReturnValue:
    """Save the change that is read, or show why not, with everything that was typed."""
    form = _typed()
    try:
        change = read()
        with begin_work() as work:
            is_more = change_hours(
                work,
                practitioner_id,
                change,
                version=forms.read_version(form),
                choices=forms.read_choices(form),
            )
    except forms.Faults as faults:
        return _shown(practitioner_id, replace(tried, at=faults.at)), 422
    except LeftOutside as left:
        return _asked(practitioner_id, left, form)
    except HoursChanged:
        # From here on she knows of the other change, so the form goes on from that one.
        return _shown(practitioner_id, replace(tried, version=None, is_conflict=True)), 409
    except Unfit as refusal:
        at = {forms.field_at_fault(refusal, day_field): refusal.message}
        return _shown(practitioner_id, replace(tried, at=at)), 422
    done = "opened" if is_more else "saved"
    return redirect(url_for("desk.hours", practitioner_id=practitioner_id, done=done))


def _asked(practitioner_id: str, left: LeftOutside, form: Mapping[str, str]) -> ResponseReturnValue:
    again = form.get("asked") == "1"
    with begin_look() as look:
        page = outside_page(
            look,
            practitioner_id,
            left.times,
            language_now(),
            action=request.path,
            fields={**form, "asked": "1"},
            is_asked_again=again,
        )
    return show("desk/hours_outside.html", page), 422 if again else 409


def _shown(practitioner_id: str, tried: Tried) -> str:
    with begin_look() as look:
        page = hours_page(look, practitioner_id, language_now(), tried)
    return show("desk/hours.html", page)


def _tried(typed: Mapping[str, str]) -> Tried:
    return Tried(typed=typed, version=forms.read_version(request.form))


def _typed() -> dict[str, str]:
    """What was sent, each field once and none of it long; the token is of this form only."""
    return {
        name[:_LONGEST_FIELD]: value[:_LONGEST_FIELD]
        for name, value in request.form.items()
        if name != "csrf_token"
    }

"""Page data of booked times that lie outside the hours: what becomes of each, and whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from support.booking.appointment_pages import CHANNELS
from support.booking.editor_queries import practitioner_to_edit, practitioners_to_edit
from support.booking.outside_queries import Outside, calls_to_make
from support.booking.rules.outside import Choice
from support.cases.queries import short_codes_of
from support.desk.hours_form import OUTSIDE
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.platform.work import Work
from support.triage.question_pages import ChoiceView
from support.vocabulary.actor import Role
from support.vocabulary.dates_in_words import when
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError

_STANDS = {Choice.KEEP: mark("stays as it is"), Choice.CALL: mark("a nurse calls the person")}
_CALLED = mark("the person has been called")
_NOTHING = mark("nothing has been chosen yet")


@dataclass(frozen=True)
class OutsideView:
    """One booked time outside the hours, and what was chosen for it."""

    text: str
    stands: str


@dataclass(frozen=True)
class AskedView:
    """One booked time for which a choice is wanted."""

    name: str
    text: str
    choices: list[ChoiceView]
    error: str


@dataclass(frozen=True)
class OutsidePage:
    """What is to become of the times that a change would leave outside; nothing is saved yet."""

    staff: StaffView
    of_whom: str
    asked: list[AskedView]
    errors: list[FieldError]
    action: str
    fields: list[tuple[str, str]]
    back_url: str


@dataclass(frozen=True)
class CallView:
    """One person to be called about her time."""

    text: str
    case_url: str
    called_url: str


@dataclass(frozen=True)
class CalendarLink:
    """Somebody whose hours the reader may change."""

    name: str
    url: str


@dataclass(frozen=True)
class HoursListPage:
    """Whose hours the reader may change, and whom to call because of changed hours."""

    staff: StaffView
    calendars: list[CalendarLink]
    calls: list[CallView]
    makes_calls: bool


def outside_view(work: Work, one: Outside, language: Language) -> OutsideView:
    """One booked time outside the hours."""
    if one.is_called:
        return OutsideView(_text(work, one, language), sentence(_CALLED))
    return OutsideView(_text(work, one, language), sentence(_STANDS[one.choice] if one.choice else _NOTHING))


def outside_page(
    work: Work,
    practitioner_id: str,
    times: list[Outside],
    language: Language,
    *,
    action: str,
    fields: Mapping[str, str],
    is_asked_again: bool,
) -> OutsidePage:
    """Ask what becomes of each time; `fields` is the change as it was typed, to be sent along."""
    one = practitioner_to_edit(work, practitioner_id)
    asked = [_asked(work, each, language, fields, is_asked_again=is_asked_again) for each in times]
    return OutsidePage(
        staff=staff_view(work, waiting_for(work), "hours"),
        of_whom="" if practitioner_id == work.actor.id else one.name,
        asked=asked,
        errors=[FieldError(each.name, each.error, f"{each.text}:") for each in asked if each.error],
        action=action,
        fields=[(name, value) for name, value in fields.items() if not name.startswith(OUTSIDE)],
        back_url=url_for("desk.hours", practitioner_id=practitioner_id),
    )


def hours_list_page(work: Work, language: Language) -> HoursListPage:
    """The calendars of the reader, and the calls that she may make."""
    makes_calls = work.actor.role is Role.NURSE
    return HoursListPage(
        staff=staff_view(work, waiting_for(work), "hours"),
        calendars=[
            CalendarLink(one.name, url_for("desk.hours", practitioner_id=one.id))
            for one in practitioners_to_edit(work)
        ],
        calls=[_call(work, one, language) for one in calls_to_make(work)] if makes_calls else [],
        makes_calls=makes_calls,
    )


def _asked(
    work: Work, one: Outside, language: Language, fields: Mapping[str, str], *, is_asked_again: bool
) -> AskedView:
    name = f"{OUTSIDE}{one.appointment_id}"
    chosen = fields.get(name, "")
    labels = {
        Choice.KEEP: mark("Keep it as it is"),
        Choice.CALL: mark("A nurse calls the person"),
    }
    return AskedView(
        name=name,
        text=_text(work, one, language),
        choices=[
            ChoiceView(choice.value, sentence(label), "", choice.value == chosen, apart=False)
            for choice, label in labels.items()
        ],
        error=sentence(mark("Choose what happens to this time.")) if is_asked_again and not chosen else "",
    )


def _call(work: Work, one: Outside, language: Language) -> CallView:
    return CallView(
        text=_text(work, one, language),
        case_url=url_for("desk.case", case_id=one.case_id),
        called_url=url_for("desk.note_called_about", appointment_id=one.appointment_id),
    )


def _text(work: Work, one: Outside, language: Language) -> str:
    """When, how, and for who may open the case which it is: nothing that names the person."""
    cases = short_codes_of(work, [one.case_id]).values()
    codes = [sentence(mark("case %(code)s")) % {"code": code} for code in cases]
    return ", ".join([when(one.starts_at, language), sentence(CHANNELS[one.channel]).lower(), *codes])

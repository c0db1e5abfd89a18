"""Page data of booking, moving and cancelling a time for the person of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from support.booking.appointment_pages import CHANNELS, my_support_url, with_whom
from support.booking.facts import Booked, ChosenTime, JustTaken
from support.booking.message_actions import values_of
from support.booking.queries import (
    Search,
    appointment_of,
    free_time,
    search_for,
    search_to_move,
    step_of,
)
from support.booking.slot_pages import slot_value
from support.booking.times_pages import TimesToChoose, slot_errors, times_to_choose
from support.cases.facts import CaseFacts
from support.cases.queries import case_to_read, queue_length
from support.cases.rules.access import check_change
from support.desk.staff_pages import StaffView, staff_view
from support.desk.words import name_or_code
from support.messaging.templates import goes_at_once, render
from support.people.facts import Contact
from support.people.queries import contact_of
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.calendar import may_text, next_text_time
from support.vocabulary.dates_in_words import when, when_from_now
from support.vocabulary.errors import NotFound, mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import ChoiceLink, FieldError, Labelled

KINDS = {
    "nurse_call": mark("Nurse's call"),
    "one_to_one": mark("Conversation"),
    "physician": mark("Physician's appointment"),
}


@dataclass(frozen=True)
class CaseTimesPage:
    """The times that the nurse can read out to the person; `present` is the one to be moved, if any."""

    staff: StaffView
    case_url: str
    name: str
    present: str
    kind_links: list[ChoiceLink]
    times: TimesToChoose
    check_url: str
    talk: bool
    gone: bool
    errors: tuple[FieldError, ...]


@dataclass(frozen=True)
class TimeCheckPage:
    """What will be booked, moved or cancelled, and the very message that goes out; without one, why not."""

    staff: StaffView
    back_url: str
    title: str
    name: str
    rows: list[Labelled]
    message: str
    goes_out: str
    post_url: str
    fields: dict[str, str]
    confirm: str


def case_times_page(
    work: Work,
    case_id: str,
    args: Mapping[str, str],
    language: Language,
    *,
    error: str = "",
    taken: JustTaken | None = None,
) -> CaseTimesPage:
    """The times for the person of a case that the nurse has taken, or the nearest three.

    Raises Conflict where she has not taken it, NotFound outside need-to-know.
    """
    case, contact, booked = _opened(work, case_id, language)
    talk = args.get("talk") == "1"
    times = times_to_choose(
        work,
        _search(work, case, booked, talk=talk),
        args,
        language,
        lambda channel: url_for(
            "desk.times", case_id=case_id, channel=channel or None, talk="1" if talk else None
        ),
        taken=taken,
    )
    return CaseTimesPage(
        staff=staff_view(work, queue_length(work), "queue"),
        case_url=url_for("desk.case", case_id=case_id),
        name=name_or_code(contact.name, case.short_code),
        present=when_from_now(booked.starts_at, work.now, language) if booked else "",
        kind_links=[] if booked else _kind_links(work, case, talk=talk),
        times=times,
        check_url=url_for("desk.check_time", case_id=case_id),
        talk=talk,
        gone=taken is not None,
        errors=slot_errors(error),
    )


def time_check_page(
    work: Work, case_id: str, chosen: ChosenTime, language: Language, *, talk: bool
) -> TimeCheckPage:
    """The chosen time with the message about it, before anything is done.

    Raises JustTaken when it is not free any more; as `case_times_page` otherwise.
    """
    case, contact, booked = _opened(work, case_id, language)
    found = free_time(work, _search(work, case, booked, talk=talk), chosen)
    template = "moved_you" if booked else "booked"
    fields = {"slot": slot_value(found.slot, chosen.channel), "talk": "1" if talk else ""}
    present = [_row(mark("Time now"), when_from_now(booked.starts_at, work.now, language))] if booked else []
    return TimeCheckPage(
        staff=staff_view(work, queue_length(work), "queue"),
        back_url=url_for("desk.times", case_id=case_id, talk="1" if talk else None),
        title=sentence(mark("Move the time") if booked else mark("Book a time")),
        name=name_or_code(contact.name, case.short_code),
        rows=present + rows_of_time(work, chosen, found.slot.minutes, language, is_new=booked is not None),
        message=message_about(contact, template, chosen),
        goes_out=goes_out(work.now, template, language),
        post_url=url_for("desk.take_time", case_id=case_id),
        fields={**fields, "instead_of": booked.id if booked else ""},
        confirm=sentence(mark("Confirm the move") if booked else mark("Confirm the booking")),
    )


def cancel_check_page(work: Work, case_id: str, language: Language) -> TimeCheckPage:
    """The time to be cancelled with the message about it.

    Raises NotFound where there is no time; as `case_times_page` otherwise.
    """
    case, contact, booked = _opened(work, case_id, language)
    if booked is None:
        raise NotFound
    present = ChosenTime(booked.practitioner_id, booked.starts_at, booked.channel)
    return TimeCheckPage(
        staff=staff_view(work, queue_length(work), "queue"),
        back_url=url_for("desk.case", case_id=case_id),
        title=sentence(mark("Cancel the time")),
        name=name_or_code(contact.name, case.short_code),
        rows=rows_of_time(work, present, booked.minutes, language),
        message=message_about(contact, "cxl_you", present),
        goes_out=goes_out(work.now, "cxl_you", language),
        post_url=url_for("desk.cancel_time", case_id=case_id),
        fields={"appointment": booked.id},
        confirm=sentence(mark("Cancel the time")),
    )


def _opened(work: Work, case_id: str, language: Language) -> tuple[CaseFacts, Contact, Booked | None]:
    case = case_to_read(work, case_id)
    check_change(work.actor, case)
    contact = contact_of(
        work, case.employee_id, subject=case_id, purpose=Purpose.CASE_PAGE, language=language
    )
    booked = appointment_of(work, case.employee_id)
    return case, contact, booked if booked and booked.case_id == case_id else None


def _search(work: Work, case: CaseFacts, booked: Booked | None, *, talk: bool) -> Search:
    if booked:
        return search_to_move(work, case, booked)
    return search_for(work, case, step_of(case, wants_talk=talk))


def _kind_links(work: Work, case: CaseFacts, *, talk: bool) -> list[ChoiceLink]:
    """The step of the pathway or a nurse's call, where they are not the same."""
    usual, call = (_search(work, case, None, talk=asked).step for asked in (False, True))
    if (usual.kind, usual.minutes) == (call.kind, call.minutes):
        return []
    return [
        ChoiceLink(sentence(KINDS[usual.kind]), url_for("desk.times", case_id=case.id), not talk),
        ChoiceLink(sentence(KINDS[call.kind]), url_for("desk.times", case_id=case.id, talk="1"), talk),
    ]


def rows_of_time(
    work: Work, time: ChosenTime, minutes: int, language: Language, *, is_new: bool = False
) -> list[Labelled]:
    """When, with whom and how; `is_new` where the present time stands beside it."""
    length = sentence(mark("%(minutes)s min")) % {"minutes": minutes}
    told = f"{when_from_now(time.starts_at, work.now, language)} · {length}"
    return [
        _row(mark("New time") if is_new else mark("Time"), told),
        _row(mark("The time is with"), with_whom(work, time.practitioner_id)),
        _row(mark("How"), sentence(CHANNELS[time.channel])),
    ]


def _row(label: str, value: str) -> Labelled:
    return Labelled(sentence(label), value)


def goes_out(now: datetime, template: str, language: Language) -> str:
    """When a message about a time leaves that is confirmed now."""
    if goes_at_once(template) or may_text(now):
        return sentence(mark("This goes out when you confirm. It does not say what the time is about."))
    said = mark("This goes out %(time)s, after the quiet hours. It does not say what the time is about.")
    return sentence(said) % {"time": when(next_text_time(now), language)}


def message_about(contact: Contact, template: str, time: ChosenTime) -> str:
    """The message as it goes out; nothing where the person gets none."""
    if not contact.may_be_texted:
        return ""
    values = values_of(template, time.starts_at, time.channel, contact.language, my_support_url())
    return render(template, contact.language, values)

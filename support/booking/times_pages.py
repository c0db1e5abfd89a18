"""Page data of choosing a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import url_for

from support.booking import queries
from support.booking.appointment_pages import CHANNELS, PROFESSIONS
from support.booking.facts import JustTaken, Offer
from support.booking.hold_pages import kept_for
from support.booking.slot_pages import DayView, shown_times
from support.booking.waiting_pages import WaitingView, waiting_view
from support.cases.queries import open_case_of
from support.cases.rules.targets import asked_call
from support.people.facts import Colleague
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import ChoiceLink, FieldError

# Two working weeks of times are enough to choose from at once.
_SHOWN = 60


@dataclass(frozen=True)
class TimesToChoose:
    """The free times of one step, in one way of meeting."""

    length: str
    people: str
    channel_links: tuple[ChoiceLink, ...]
    nearest: tuple[DayView, ...]
    more: tuple[DayView, ...]
    found: int
    all_url: str
    chosen: str


@dataclass(frozen=True)
class TimesPage:
    """Choosing a time."""

    back_url: str
    times: TimesToChoose
    gone: bool
    kept: str
    errors: tuple[FieldError, ...]
    call_url: str
    call_by: str
    waiting: WaitingView

    @property
    def is_anybodys(self) -> bool:
        """Whether it says nothing of its reader: whoever has the same choice sees the same page."""
        return not (self.errors or self.gone or self.kept or self.times.chosen)


def times_to_choose(
    work: Work,
    search: queries.Search,
    args: Mapping[str, str],
    language: Language,
    url_of: Callable[[str], str],
    *,
    taken: JustTaken | None,
) -> TimesToChoose:
    """The free times, or only the nearest three for whoever came second.

    `url_of` gives the address of the page for one way of meeting, or for "" of the page with any.
    """
    channels = [channel for channel in CHANNELS if channel in search.step.channels]
    channel = args.get("channel", "") if args.get("channel", "") in channels else ""
    search = replace(search, channel=channel, limit=_SHOWN, around=taken.wanted if taken else None)
    offer = queries.times_to_move_to(work, search) if search.instead_of else queries.free_times(work, search)
    whose = _whose(offer)
    shown = shown_times(
        tuple(offer.slots),
        # Where all are of one, she is named above them and nothing must be told apart.
        tuple((one.id, one.name) for one in whose) if len(whose) > 1 else (),
        language,
        local_date(work.now),
        channel,
        args.get("slot", "")[:80],
    )
    return TimesToChoose(
        length=sentence(mark("%(minutes)s min")) % {"minutes": offer.step.minutes},
        people=_in_words(whose),
        channel_links=tuple(
            ChoiceLink(sentence(CHANNELS[one]), url_of(one), one == (channel or channels[0]))
            for one in (channels if len(channels) > 1 else [])
        ),
        nearest=shown.nearest,
        more=shown.more,
        found=len(offer.slots),
        # Whoever came second sees the nearest three only.
        all_url="" if taken is None else url_of(channel),
        chosen=shown.chosen,
    )


def slot_errors(error: str) -> tuple[FieldError, ...]:
    """The fault at the choice of a time, if there is one."""
    return (FieldError("slot", error),) if error else ()


def times_page(
    work: Work,
    args: Mapping[str, str],
    language: Language,
    *,
    error: str = "",
    taken: JustTaken | None = None,
) -> TimesPage | None:
    """The free times of the employee who acts, or only the nearest three for whoever came second.

    None when she has no open case or already has a time.
    """
    case = open_case_of(work, work.actor.id or "")
    if case is None or queries.appointment_of(work, case.employee_id):
        return None
    wanted, talk = args.get("slot", "")[:80], args.get("talk") or None
    channel = args.get("channel", "") if args.get("channel", "") in CHANNELS else ""
    still_wanted = wanted if taken is None else ""
    times = times_to_choose(
        work,
        queries.search_for(work, case, queries.step_of(case, wants_talk=talk == "1")),
        args,
        language,
        lambda channel: url_for(
            "booking.times", channel=channel or None, slot=still_wanted or None, talk=talk
        ),
        taken=taken,
    )
    _urgency, call_by = asked_call(case.urgency, case.path, case.awaited_by, work.now)
    return TimesPage(
        back_url=url_for("my_support.home"),
        times=times,
        # The time she pointed at before may have gone while she confirmed her number.
        gone=taken is not None or bool(wanted and not times.chosen and not args.get("channel")),
        kept=kept_for(work, case.employee_id, language),
        errors=slot_errors(error),
        call_url=url_for("booking.ask_for_call"),
        call_by=when_from_now(call_by, work.now, language) if call_by else "",
        waiting=waiting_view(
            work, case, None, language, channel=channel, talk=talk == "1", finds=times.found > 0
        ),
    )


def _whose(offer: Offer) -> list[Colleague]:
    """Whose times these are, the one with the nearest time first."""
    whose = dict.fromkeys(slot.practitioner_id for slot in offer.slots)
    return [offer.practitioners[one] for one in whose]


def _in_words(whose: list[Colleague]) -> str:
    """By role and name."""
    told = ", ".join(f"{sentence(PROFESSIONS[one.profession])} {one.name}" for one in whose)
    return told[:1].upper() + told[1:]

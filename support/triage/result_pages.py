"""Page data of the result; the order of the result is fixed (triage.md section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from support.booking.appointment_pages import CHANNELS, length_in_words
from support.booking.facts import Offer
from support.booking.queries import Search, free_times
from support.booking.slot_pages import SlotView, slot_views
from support.pathways.loading import own_catalogue
from support.pathways.rules.first_step import step_to_offer
from support.platform.work import Work
from support.triage.help_pages import LineView
from support.triage.rules.decision import Decision
from support.triage.rules.picture import Shown, picture
from support.triage.rules.visit import Visit
from support.triage.sentences import Sentences
from support.triage.visit_actions import OpenVisit
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.vocabulary.pathway import Path, Urgency
from support.web.pages import sentence

FIRST_TIMES = 3
# So many free times are looked at to find three different ones.
_ENOUGH = 30
_ICONS = {"physician": "user", "tripartite": "table3", "self_care": "moon", "brief_support": "chat"}


@dataclass(frozen=True)
class Side:
    """One line of what carries or weighs, with one to four dots or none."""

    title: str
    text: str
    level: int | None
    words: str


@dataclass(frozen=True)
class Suggestion:
    """The one thing that we suggest."""

    title: str
    body: str
    minutes: str
    channels: str
    first_time: str
    call_by: str
    call_url: str
    slots: tuple[SlotView, ...]
    way: int
    talk: bool
    confirm_in_call: bool


@dataclass(frozen=True)
class OtherWay:
    """Another way to begin."""

    title: str
    text: str
    icon: str
    url: str


@dataclass(frozen=True)
class ResultPage:
    """What the person sees after the questions."""

    back_url: str
    review_url: str
    summary: str
    is_now: bool
    is_team: bool
    lines: list[LineView]
    more_lines: list[LineView]
    call_by: str
    carries: list[Side]
    weighs: list[Side]
    suggestion: Suggestion | None
    slot_error: str
    reasons: list[str]
    others: list[OtherWay]
    talk_url: str
    back_to_suggestion: str
    times_are_exact: bool
    worse_lines: list[LineView]
    deleted_at: str


@dataclass(frozen=True)
class UnavailablePage:
    """The answers could not be read by the program: numbers to call, and a call from us."""

    lines: list[LineView]
    call_url: str
    our_phone: str


def sides(visit: Visit, words: Sentences) -> tuple[list[Side], list[Side]]:
    """What carries and what weighs, in words."""
    seen = picture(words.protocol, visit.answers)

    def side(shown: Shown) -> Side:
        level_words = words.text(shown.level_text) if shown.level_text else ""
        return Side(words.text(shown.title), words.text(shown.text), shown.level, level_words)

    return [side(one) for one in seen.carries], [side(one) for one in seen.weighs]


def summary(carries: list[Side], weighs: list[Side]) -> str:
    """One sentence that names what carries first, then what weighs."""
    strong, heavy = (_named(side) for side in (carries, weighs))
    if strong and heavy:
        return sentence(mark("What carries you: %(strong)s. What weighs on you: %(heavy)s.")) % {
            "strong": strong,
            "heavy": heavy,
        }
    if strong:
        return sentence(mark("What carries you: %(strong)s.")) % {"strong": strong}
    return ""


def _named(entries: list[Side]) -> str:
    titles = [entry.title[:1].lower() + entry.title[1:] for entry in entries[:2]]
    return ", ".join(titles)


def reasons(decision: Decision, words: Sentences) -> list[str]:
    """Why, in plain words; the same sentence once."""
    rows = [*decision.matched, decision.path_row]
    said = [words.maybe(f"rows.{row}.reason") for row in rows]
    return list(dict.fromkeys(one for one in said if one))


def suggestion(
    decision: Decision,
    path: str,
    offer: Offer,
    words: Sentences,
    now: datetime,
    *,
    way: int,
    talk: bool,
    chosen: str,
    call_by: str,
    call_url: str,
) -> Suggestion:
    """The suggested path with the first free times of its first step."""
    urgent = decision.urgency.needs_call_today
    views = slot_views(offer.slots, words.language, now, with_day=True, chosen=chosen)[:FIRST_TIMES]
    channels = [sentence(way) for one, way in CHANNELS.items() if one in offer.step.channels]
    return Suggestion(
        title=sentence(mark("A nurse calls you"))
        if talk and not urgent
        else words.text(f"paths.{path}.title"),
        body=sentence(mark("You can talk about anything, and decide together how to go on."))
        if talk and not urgent
        else words.text(f"paths.{path}.body"),
        minutes=length_in_words(offer.step.minutes),
        channels=", ".join(channels).capitalize(),
        first_time=views[0].time if views else "",
        call_by=call_by if urgent else "",
        call_url=call_url if urgent else "",
        slots=views,
        way=way,
        talk=talk,
        confirm_in_call=decision.urgency is Urgency.NEXT_DAY and not talk and _begins_otherwise(path),
    )


def _begins_otherwise(path: str) -> bool:
    """Whether the path would begin with something else than a nurse's call."""
    first = own_catalogue()[Path(path)].first_step
    return first is not None and first.kind != own_catalogue()[Path(path)].nurse_call.kind


def other_ways(decision: Decision, path: str, words: Sentences, url_of: Mapping[Path, str]) -> list[OtherWay]:
    """The other paths that fit, the suggested one included when another is being looked at."""
    paths = [one for one in (decision.path, *decision.alternatives) if one != path and one in url_of]
    return [
        OtherWay(
            words.text(f"paths.{one}.title"),
            words.text(f"paths.{one}.body"),
            _ICONS.get(one, "chat"),
            url_of[one],
        )
        for one in paths
    ]


def offer_for(
    work: Work, opened: OpenVisit, decision: Decision, path: Path, language: Language, *, talk: bool
) -> Offer:
    """The free times of the first step of a path, what is held for this visit among them."""
    step = step_to_offer(own_catalogue()[path], decision.urgency, wants_talk=talk)
    search = Search(
        step,
        opened.visit.employer_id or None,
        language,
        holder=opened.id,
        limit=_ENOUGH,
        is_urgent=decision.urgency is not Urgency.ROUTINE,
    )
    return free_times(work, search)

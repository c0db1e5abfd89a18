"""Page data of the pathways: the list of versions, and one version with what may be done with it."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from support.desk.pathway_error_pages import errors_of
from support.desk.pathway_map_pages import MapView, map_view
from support.desk.pathway_move_pages import MovesView, Tried, moves_view, name_in_address
from support.desk.pathway_words import STATE_KINDS, STATES, difference_in_words
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.pathways.facts import VersionFacts
from support.pathways.reading import pathway_in
from support.pathways.rules.differences import differences
from support.pathways.rules.minutes import optional_minutes, provider_minutes
from support.pathways.rules.pathway import Change, Pathway
from support.pathways.rules.version_states import VersionState
from support.pathways.version_queries import all_versions, parent_of, version_facts
from support.people.queries import practitioner_names
from support.platform.work import Work
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year
from support.vocabulary.errors import mark
from support.vocabulary.language import Language, in_language
from support.web.pages import sentence
from support.web.views import FieldError, Labelled, Notice

DONE = {
    "drafted": mark("A draft was made. Nobody is taken onto it yet."),
    "saved": mark("Saved."),
    "sent": mark("Sent to review."),
    "given_back": mark("It is a draft again."),
    "approved": mark("Approved. The service manager can now take it into use."),
    "active": mark("In use from now on. Whoever is on an earlier version stays on it."),
    "dropped": mark("The draft was thrown away."),
}


@dataclass(frozen=True)
class VersionLine:
    """One version in the list."""

    title: str
    url: str
    state: str
    state_kind: str
    text: str


@dataclass(frozen=True)
class PathwayView:
    """One pathway with its versions, the newest first."""

    code: str
    name: str
    versions: list[VersionLine]


@dataclass(frozen=True)
class PathwaysPage:
    """All pathways."""

    staff: StaffView
    pathways: list[PathwayView]
    notice: Notice | None


@dataclass(frozen=True)
class ChangeView:
    """A change as it was told: what, why, the decision behind it, and what shows its effect."""

    what: str
    rows: list[Labelled]
    number: int


@dataclass(frozen=True)
class VersionPage:
    """One version: its map, what it costs, where it comes from, and what may be done with it."""

    staff: StaffView
    title: str
    state: str
    state_kind: str
    name: str
    facts: list[Labelled]
    map: MapView
    beforehand: list[str]
    confidentiality: str
    parent: str
    parent_url: str
    differences: list[str]
    changes: list[ChangeView]
    remark: str
    moves: MovesView
    notice: Notice | None
    errors: list[FieldError]


def pathways_page(work: Work, language: Language, done: str = "") -> PathwaysPage:
    """Every pathway with its versions."""
    found: dict[str, list[VersionFacts]] = {}
    for one in all_versions(work):
        found.setdefault(one.code, []).insert(0, one)
    return PathwaysPage(
        staff=staff_view(work, waiting_for(work), "pathways"),
        pathways=[_pathway_view(code, versions, language) for code, versions in found.items()],
        notice=_notice(done),
    )


def version_page(
    work: Work, code: str, version: int, language: Language, done: str = "", tried: Tried | None = None
) -> VersionPage:
    """One version; `tried` is what was sent with a form that did not go through."""
    facts = version_facts(work, code, version)
    pathway = pathway_in(facts.body)
    parent = parent_of(work, pathway)
    parent_name = f"{code}-{pathway.derived_from}"
    return VersionPage(
        staff=staff_view(work, waiting_for(work), "pathways"),
        title=_title(pathway, language),
        state=sentence(STATES[facts.state]),
        state_kind=STATE_KINDS[facts.state],
        name=name_in_address(facts),
        facts=_facts(work, facts, pathway, language),
        map=map_view(pathway, language),
        beforehand=[f"{one.title(language)}, {one.minutes} min" for one in pathway.before_enrolment],
        confidentiality=in_language(pathway.confidentiality, language),
        parent=sentence(mark("version %(number)s")) % {"number": pathway.derived_from} if parent else "",
        parent_url=url_for("desk.pathway", pathway_name=parent_name) if parent else "",
        differences=[difference_in_words(one, language) for one in differences(parent, pathway)]
        if parent
        else [],
        changes=[_change_view(one, number) for number, one in enumerate(pathway.changes)],
        remark=facts.remark or "",
        moves=moves_view(work, facts, pathway, language, tried or Tried()),
        notice=Notice(tried.refusal, "lamp") if tried and tried.refusal else _notice(done),
        errors=errors_of(tried.at if tried else {}),
    )


def _pathway_view(code: str, versions: list[VersionFacts], language: Language) -> PathwayView:
    return PathwayView(code, pathway_in(versions[0].body).name(language), [_line(one) for one in versions])


def _line(facts: VersionFacts) -> VersionLine:
    pathway = pathway_in(facts.body)
    said = mark("%(steps)s steps · %(minutes)s min of the provider’s time for one person")
    return VersionLine(
        title=sentence(mark("Version %(number)s")) % {"number": facts.version},
        url=url_for("desk.pathway", pathway_name=name_in_address(facts)),
        state=sentence(STATES[facts.state]),
        state_kind=STATE_KINDS[facts.state],
        text=sentence(said) % {"steps": len(pathway.steps), "minutes": provider_minutes(pathway)},
    )


def _title(pathway: Pathway, language: Language) -> str:
    said = {"name": pathway.name(language), "number": pathway.version}
    return sentence(mark("%(name)s, version %(number)s")) % said


def _facts(work: Work, facts: VersionFacts, pathway: Pathway, language: Language) -> list[Labelled]:
    rows = [(mark("Provider’s time for one person"), f"{provider_minutes(pathway)} min")]
    if optional_minutes(pathway):
        rows.append((mark("Steps that not everybody has add"), f"{optional_minutes(pathway)} min"))
    if pathway.sessions:
        said = sentence(mark("%(least)s to %(most)s, as a rule %(usual)s")) % vars(pathway.sessions)
        rows.append((mark("Conversations"), said))
    rows.append((mark("Complete when these have been held"), ", ".join(pathway.completion.held) or "–"))
    if pathway.completion.held_or_refused:
        refusable = ", ".join(pathway.completion.held_or_refused)
        rows.append((mark("and these held or refused with a reason"), refusable))
    names = practitioner_names(work)
    for label, who, at in (
        (mark("Drafted"), facts.drafted_by, facts.drafted_at),
        (mark("Approved"), facts.approved_by, facts.approved_at),
        (mark("Taken into use"), facts.activated_by, facts.activated_at),
        (mark("Out of use"), None, facts.retired_at),
    ):
        if at is not None:
            rows.append((label, _who_and_when(names.get(who or "", ("", ""))[0], at, language)))
    if facts.state is not VersionState.DRAFT and facts.drafted_at is None:
        rows.append((mark("Comes with the program"), sentence(mark("yes"))))
    return [Labelled(sentence(label), value) for label, value in rows]


def _who_and_when(name: str, at: datetime, language: Language) -> str:
    day = date_with_year(local_date(at), language)
    return f"{day}, {name}" if name else day


def _change_view(change: Change, number: int) -> ChangeView:
    rows = [(mark("Why"), change.why), (mark("Decision behind it"), change.decision)]
    if change.indicators:
        rows.append((mark("Followed by"), ", ".join(change.indicators)))
    return ChangeView(change.what, [Labelled(sentence(label), value) for label, value in rows], number)


def _notice(done: str) -> Notice | None:
    return Notice(sentence(DONE[done]), "ok") if done in DONE else None

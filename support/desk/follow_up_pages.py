"""Page data of the follow-up of all cases of a nurse: worse, silent, undeliverable, due, answered."""

from dataclasses import dataclass

from flask import url_for

from support.cases.alert_queries import alerts_of
from support.cases.facts import CaseFacts
from support.cases.queries import queue_for
from support.cases.rules.alerts import AlertKind
from support.desk.follow_up_panel_pages import STATES
from support.desk.queue_row_pages import Viewer
from support.desk.staff_pages import StaffView, staff_view
from support.followup.facts import CheckInFacts
from support.followup.queries import check_ins_of_cases, results_of
from support.followup.rules.outcome import Result
from support.followup.rules.overview import Part, latest, part_of
from support.followup.rules.states import State
from support.platform.work import Work
from support.vocabulary.dates_in_words import when_from_now
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_PARTS = {
    Part.WORSE: (mark("Worse, or would like help"), mark("Nobody has told of feeling worse.")),
    Part.SILENT: (mark("Silent"), mark("Nobody has been silent.")),
    Part.UNDELIVERABLE: (mark("Could not be reached"), mark("Every message has gone out.")),
    Part.DUE: (mark("Due or waiting for an answer"), mark("No check-in is due this week.")),
    Part.ANSWERED: (mark("Answered"), mark("No answers in the last 30 days.")),
}
_RESULTS = {
    Result.BETTER: mark("Better"),
    Result.STEADY: mark("As before"),
    Result.HELP_WANTED: mark("Would like help"),
    Result.WORSE: mark("Worse"),
}


@dataclass(frozen=True)
class FollowedView:
    """One case: who, how it stands, since when or from when."""

    name: str
    place: str
    url: str
    said: str
    when: str


@dataclass(frozen=True)
class PartView:
    """One part of the list."""

    key: str
    title: str
    nobody: str
    rows: list[FollowedView]


@dataclass(frozen=True)
class FollowUpPage:
    """Everybody whom the nurse may know of and who is followed up."""

    staff: StaffView
    parts: list[PartView]


def follow_up_page(work: Work, language: Language) -> FollowUpPage:
    """The follow-up of the nurse who acts; each name and each word of an answer is recorded as read."""
    queue = queue_for(work)
    standing = _standing(work, queue)
    view = Viewer(work, language, "", "", "")
    parts: dict[Part, list[FollowedView]] = {part: [] for part in Part}
    for case, one, part, result in standing:
        parts[part].append(_row(view, case, one, result))
    return FollowUpPage(
        staff=staff_view(work, len(queue), "follow_up"),
        parts=[
            PartView(part.value, sentence(_PARTS[part][0]), sentence(_PARTS[part][1]), rows)
            for part, rows in parts.items()
        ],
    )


def _standing(
    work: Work, queue: list[CaseFacts]
) -> list[tuple[CaseFacts, CheckInFacts, Part, Result | None]]:
    """Each case that has a place on the list, with the check-in that gives it."""
    of_case: dict[str, list[CheckInFacts]] = {}
    for one in check_ins_of_cases(work, [case.id for case in queue]):
        of_case.setdefault(one.case_id, []).append(one)
    last = {case.id: found for case in queue if (found := latest(of_case.get(case.id, [])))}
    results = results_of(work, [one.id for one in last.values() if one.state is State.ANSWERED])
    alerts = (one for open_ones in alerts_of(work, list(last)).values() for one in open_ones)
    failed = {alert.about for alert in alerts if alert.kind is AlertKind.MESSAGE_FAILED}
    standing = []
    for case in queue:
        if case.id not in last:
            continue
        one = last[case.id]
        result = results.get(one.id)
        part = part_of(one, result, work.now, has_failed=one.id in failed)
        if part is not None:
            standing.append((case, one, part, result))
    return sorted(standing, key=lambda found: found[1].planned_at)


def _row(view: Viewer, case: CaseFacts, one: CheckInFacts, result: Result | None) -> FollowedView:
    at = one.ended_at or one.reminded_at or one.sent_at or one.planned_at
    said = _RESULTS[result] if result else STATES.get(one.state, mark("Planned"))
    return FollowedView(
        name=view.name(case),
        place=view.employers.get(case.employer_id or "", sentence(mark("Workplace not known"))),
        url=url_for("desk.case", case_id=case.id, _anchor="follow-up-title"),
        said=sentence(said),
        when=when_from_now(at, view.work.now, view.language),
    )

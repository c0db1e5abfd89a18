"""The visit of this browser, wherever it is: in its row, or, in a trial, in the browser alone."""

from dataclasses import replace

from flask import Response

from support.platform.work import Work
from support.triage.rules.visit import Visit
from support.triage.trial_cookie import in_trial, keep_trial, trial_now
from support.triage.visit_actions import OpenVisit, open_visit, save_visit
from support.triage.visit_cookie import keep, token_of_visit, token_or_none


def has_visit() -> bool:
    """Whether this browser has answered anything that may still be there."""
    return in_trial() or token_or_none() is not None


def present_visit(work: Work, *, to_change: bool = False) -> OpenVisit:
    """The visit of this browser.

    Raises VisitOver when it has none.
    """
    trial = trial_now()
    if trial is not None:
        return OpenVisit("", "", b"", trial.protocol, trial.visit)
    return open_visit(work, token_of_visit(), to_change=to_change)


def keep_visit(work: Work, opened: OpenVisit, visit: Visit) -> None:
    """Keep the visit as it is now, where it was."""
    trial = trial_now()
    if trial is None:
        save_visit(work, opened, visit)
    else:
        keep_trial(replace(trial, visit=visit))


def keep_browser(response: Response) -> Response:
    """Let the browser hold its visit for another day; a trial says itself how long it lasts."""
    return response if in_trial() else keep(response, token_of_visit())

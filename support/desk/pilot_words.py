"""What the desk calls the states of pilots and cohorts, and the buttons that bring them further."""

from support.pathways.rules.cohort import Move, PilotMove, PilotState, State
from support.vocabulary.errors import mark

PILOT_STATES = {
    PilotState.PLANNED: (mark("Planned"), "line"),
    PilotState.READY: (mark("Ready to begin"), "line"),
    PilotState.RUNNING: (mark("Going on"), "ok"),
    PilotState.INTERIM: (mark("In review"), "lamp"),
    PilotState.ENDED: (mark("Ended"), "line"),
    PilotState.EVALUATED: (mark("Evaluated"), "ok"),
}
PILOT_MOVES = {
    PilotMove.MAKE_READY: mark("Everything is ready"),
    PilotMove.START: mark("Begin the pilot"),
    PilotMove.REVIEW: mark("Begin a review"),
    PilotMove.GO_ON: mark("Go on after the review"),
    PilotMove.END: mark("End the pilot"),
    PilotMove.EVALUATE: mark("Mark as evaluated"),
}
STATES = {
    State.PLANNED: (mark("Planned"), "line"),
    State.RECRUITING: (mark("Invites people"), "ok"),
    State.RUNNING: (mark("Going on"), "ok"),
    State.INTERIM_REVIEW: (mark("In interim review"), "lamp"),
    State.FOLLOWING: (mark("Followed up"), "ok"),
    State.EVALUATED: (mark("Evaluated"), "ok"),
    State.ARCHIVED: (mark("Archived"), "line"),
}
# What a review decides is written on its own form, which goes on by itself.
MOVES = {
    Move.RECRUIT: mark("Begin to invite people"),
    Move.START: mark("Invite nobody more, go on with these"),
    Move.REVIEW: mark("Begin the interim review"),
    Move.FOLLOW: mark("All talks are over, follow up"),
    Move.EVALUATE: mark("Mark as evaluated"),
    Move.ARCHIVE: mark("Archive"),
}
DONE = {
    "planned": mark("The pilot was planned. Add a group next."),
    "added": mark("The group was added. Hold its start meeting next."),
    "met": mark("The start meeting was written down."),
    "moved": mark("Saved."),
    "reviewed": mark("The review was written down. You can begin the next version from its decision."),
    "decided": mark("Saved. The reason stands where the person's talks are prepared."),
}

"""What the desk calls the states of a person's way, of goals and of actions."""

from support.pathways.rules import agreed_action, enrolment, goal
from support.pathways.rules.agreed_action import Owner, Release, Size
from support.pathways.rules.completion import End
from support.pathways.rules.order import StepState
from support.vocabulary.errors import mark

WAY_STATES = {
    enrolment.State.INVITED: (mark("Asked, not answered yet"), "line"),
    enrolment.State.ACCEPTED: (mark("Joined"), "ok"),
    enrolment.State.ACTIVE: (mark("Going on"), "ok"),
    enrolment.State.PAUSED: (mark("On a break"), "line"),
    enrolment.State.DECLINED: (mark("Did not join"), "line"),
    enrolment.State.COMPLETED: (mark("Completed"), "ok"),
    enrolment.State.DROPPED_OUT: (mark("Contact was lost"), "line"),
    enrolment.State.WITHDRAWN: (mark("Ended at the person's wish"), "line"),
    enrolment.State.TRANSFERRED: (mark("Goes on elsewhere"), "line"),
}
COMPLETED_EARLY = mark("Completed early, as agreed")
STEP_STATES = {
    StepState.TO_COME: (mark("To come"), ""),
    StepState.MISSED: (mark("Missed, can be booked again"), "lamp"),
    StepState.HELD: (mark("Held"), "ok"),
    StepState.SKIPPED: (mark("Left out"), "line"),
}
ENDED_STATES = STEP_STATES | dict.fromkeys((StepState.TO_COME, StepState.MISSED), (mark("Not held"), "line"))
GOAL_STATES = {
    goal.State.DRAFTED: (mark("Draft"), "line"),
    goal.State.AGREED: (mark("Agreed"), "line"),
    goal.State.IN_PROGRESS: (mark("Going on"), ""),
    goal.State.REACHED: (mark("Reached"), "ok"),
    goal.State.ADJUSTED: (mark("Another goal took its place"), "line"),
    goal.State.DROPPED: (mark("Let go"), "line"),
}
GOAL_MOVES = {
    goal.Move.REACH: mark("Reached"),
    goal.Move.ADJUST: mark("Another goal takes its place"),
    goal.Move.DROP: mark("Let it go"),
}
ACTION_STATES = {
    agreed_action.State.PROPOSED: (mark("Waits for the supervisor"), "line"),
    agreed_action.State.AGREED: (mark("Agreed"), "line"),
    agreed_action.State.IN_PROGRESS: (mark("Going on"), ""),
    agreed_action.State.DONE: (mark("Done"), "ok"),
    agreed_action.State.NOT_DONE: (mark("Not done"), "line"),
    agreed_action.State.CANCELLED: (mark("Let go"), "line"),
}
TURNED_DOWN = (mark("Looked at once more"), "lamp")
ACTION_MOVES = {
    agreed_action.Move.START: mark("Begun"),
    agreed_action.Move.FINISH: mark("Done"),
    agreed_action.Move.LEAVE_UNDONE: mark("Not done"),
    agreed_action.Move.CANCEL: mark("Let it go"),
}
OWNERS = {
    Owner.EMPLOYEE: mark("The person"),
    Owner.SUPERVISOR: mark("The supervisor"),
    Owner.PROVIDER: mark("We"),
    Owner.HR: mark("Human resources"),
}
SIZES = {Size.TRY_OUT: mark("A try-out"), Size.ONGOING: mark("Goes on")}
RELEASES = {
    None: mark("The person has not been asked yet whether the supervisor may see this."),
    Release.YES: mark("The supervisor may see this."),
    Release.NO: mark("The supervisor may not see this."),
    Release.LATER: mark("The person wants to be asked later whether the supervisor may see this."),
}
ENDS = {
    End.COMPLETED: mark("Everything was gone through"),
    End.EARLY: mark("It was enough earlier, as we agreed"),
    End.WITHDRAWN: mark("The person does not want to go on"),
    End.TRANSFERRED: mark("The support goes on elsewhere"),
}

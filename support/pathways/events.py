"""What the ways of support tell the slices above them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionTurnedDown:
    """The supervisor has said that it does not suit her so: a yes of hers from before is none any more."""

    case_id: str
    action_id: str
    supervisor_link_id: str

"""Gate one: which role has which permission (architecture: Permissions)."""

from enum import StrEnum

from support.vocabulary.actor import Role


class Permission(StrEnum):
    """What a route may demand of the one who asks."""

    OWN_SUPPORT = "own_support"
    WORK_QUEUE = "work_queue"
    OWN_ACCOUNT = "own_account"
    """What everybody of the staff may do with her own account, whatever role she wears."""
    REVIEW_DECISIONS = "review_decisions"
    WORKING_HOURS = "working_hours"
    OWN_APPOINTMENTS = "own_appointments"
    """What a practitioner may do with the times that people have with her."""
    ALERTS = "alerts"
    """Seeing to alerts, and who is on duty; of what an alert is about a service manager sees nothing."""
    PATHWAYS = "pathways"
    """Reading what is done behind each path, and in which versions; there is no person in it."""
    CHANGE_PATHWAYS = "change_pathways"
    APPROVE_PATHWAYS = "approve_pathways"
    """Reading a version that is in review; who may then approve it depends on her profession too."""
    PILOTS = "pilots"
    """Pilots and their groups: what is tried out and agreed, and numbers that lead to nobody."""
    SUPERVISION = "supervision"
    """What a supervisor may do with what her people have let her know."""
    SIGNED_IN = "signed_in"


GRANTED: dict[Role, frozenset[Permission]] = {
    Role.EMPLOYEE: frozenset({Permission.OWN_SUPPORT, Permission.SIGNED_IN}),
    Role.SUPERVISOR: frozenset({Permission.SUPERVISION, Permission.SIGNED_IN}),
    Role.NURSE: frozenset(
        {
            Permission.WORK_QUEUE,
            Permission.REVIEW_DECISIONS,
            Permission.WORKING_HOURS,
            Permission.OWN_APPOINTMENTS,
            Permission.ALERTS,
            Permission.PATHWAYS,
            Permission.APPROVE_PATHWAYS,
            Permission.OWN_ACCOUNT,
            Permission.SIGNED_IN,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.WORKING_HOURS,
            Permission.OWN_ACCOUNT,
            Permission.ALERTS,
            Permission.PATHWAYS,
            Permission.CHANGE_PATHWAYS,
            Permission.PILOTS,
            Permission.SIGNED_IN,
        }
    ),
}


def has_permission(role: Role, permission: Permission) -> bool:
    """Whether the role carries the permission."""
    return permission in GRANTED.get(role, frozenset())

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
    SIGNED_IN = "signed_in"


GRANTED: dict[Role, frozenset[Permission]] = {
    Role.EMPLOYEE: frozenset({Permission.OWN_SUPPORT, Permission.SIGNED_IN}),
    Role.NURSE: frozenset(
        {
            Permission.WORK_QUEUE,
            Permission.REVIEW_DECISIONS,
            Permission.WORKING_HOURS,
            Permission.OWN_APPOINTMENTS,
            Permission.ALERTS,
            Permission.OWN_ACCOUNT,
            Permission.SIGNED_IN,
        }
    ),
    Role.ADMIN: frozenset(
        {Permission.WORKING_HOURS, Permission.OWN_ACCOUNT, Permission.ALERTS, Permission.SIGNED_IN}
    ),
}


def has_permission(role: Role, permission: Permission) -> bool:
    """Whether the role carries the permission."""
    return permission in GRANTED.get(role, frozenset())

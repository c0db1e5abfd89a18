"""What happens to people that slices above have to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NumberEnded:
    """A number is this employee's no more: whatever was sent there leads to nothing from now on."""

    employee_id: str

"""What a planted fault is: one change that a tired engineer could make, and the guard that must see it."""

from dataclasses import dataclass

# How a run ends: tests have failed; or, where a fault stops whatever reads the file, there were none.
TESTS_FAILED, NOTHING_COULD_BE_READ = 1, 4


@dataclass(frozen=True)
class Fault:
    """One exact replacement in one file; with no `old` text the file is a new one.

    `guard` is the test that must fail, as pytest names it (or RUFF), and `says` a piece of what it must say:
    a guard that fails for another reason has not seen the fault. `status` is how the run must end.
    """

    name: str
    file: str
    old: str
    new: str
    guard: str
    says: str
    status: int = TESTS_FAILED

    @property
    def is_new_file(self) -> bool:
        """Whether the fault is a file that should not be there."""
        return not self.old

    @property
    def guard_without_it(self) -> str:
        """The guard where the fault is not: one that is tried with each file has no case for a new one."""
        return self.guard.partition("[")[0] if self.is_new_file else self.guard


# The guard that is no test: the rules about code, as ./test checks them.
RUFF = "ruff check"

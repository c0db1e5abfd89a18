"""A work that only looks."""

from support.platform.audit import AuditEntry
from support.platform.work import Work


class Looking(Work):
    """A work to read in: what must be recorded cannot be done in it."""

    def _entry(self, verb: str, subject_type: str, subject_id: str, detail: str | None) -> AuditEntry:
        raise RuntimeError("a work that only reads cannot record what it read: begin a full work")

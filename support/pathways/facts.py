"""What other slices may see of the versions of pathways."""

from dataclasses import dataclass
from datetime import datetime

from support.pathways.rules.version_states import VersionState
from support.vocabulary.pathway import PathwayCode


@dataclass(frozen=True)
class AsRead:
    """The text that somebody had before her when she decided: in which row, changed how often."""

    row_id: str
    revision: int


@dataclass(frozen=True)
class VersionFacts:
    """A version: which, how far, its text, and who did what with it when.

    `id` is empty for a version that stands in the catalogue alone, and `drafted_at` is None for every version
    of the catalogue. `revision` is what a form sends back that changes it.
    """

    code: PathwayCode
    version: int
    state: VersionState
    body: str
    writers: tuple[str, ...] = ()
    revision: int = 0
    remark: str | None = None
    drafted_by: str | None = None
    drafted_at: datetime | None = None
    sent_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    activated_by: str | None = None
    activated_at: datetime | None = None
    retired_at: datetime | None = None
    id: str = ""

    @property
    def as_read(self) -> AsRead:
        """What a form sends back of whoever decides on this text."""
        return AsRead(self.id, self.revision)

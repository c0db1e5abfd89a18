"""What other slices may see of the versions of pathways."""

from dataclasses import dataclass
from datetime import datetime

from support.pathways.rules.version_states import VersionState
from support.vocabulary.pathway import PathwayCode


@dataclass(frozen=True)
class VersionFacts:
    """A version: which, how far, its text, and who did what with it when.

    `drafted_at` is None for a version of the catalogue. `revision` is what a form sends back that changes it.
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

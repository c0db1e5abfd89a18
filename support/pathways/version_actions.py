"""Making a version, and bringing it from draft to use. Each is recorded."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from support.pathways.facts import AsRead
from support.pathways.models import PathwayVersion
from support.pathways.reading import pathway_in
from support.pathways.rules.drafting import new_draft
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.version_states import (
    IN_THE_MAKING,
    VersionMove,
    VersionState,
    check_may_approve,
    check_may_change,
)
from support.pathways.version_queries import shipped_versions, what_is_missing
from support.pathways.writing import body_of, hash_of
from support.people.queries import professions_of
from support.platform.work import Work
from support.vocabulary.errors import Conflict, NotForReader, mark

_IN_THE_MAKING = mark("A new version of this pathway is being made already. Go on with that one.")
_CHANGED = mark("Somebody has changed this version in the meantime. Look at it again.")
_OTHER_TEXT = mark(
    "This version was changed after you opened it, so nothing was decided. Here is its text as it stands now."
)
LONGEST_BODY = 60_000
"""Signs; the longest version of the catalogue has a tenth of it."""


class ChangedMeanwhile(Conflict):
    """The draft is another than the one that was seen."""


def make_draft(work: Work, code: str) -> int:
    """A new version like the active one; returns its number.

    Raises NotFound for an unknown pathway and Conflict while another version is in the making.
    """
    try:
        rows = _brought_in(work, code)
        if any(row.state in IN_THE_MAKING for row in rows):
            raise Conflict(_IN_THE_MAKING)
        parent = next(row for row in rows if row.state is VersionState.ACTIVE)
        number = rows[-1].version + 1
        draft = _row(work, new_draft(pathway_in(parent.body), number))
        draft.parent_id = parent.id
        draft.drafted_by, draft.drafted_at = work.actor.id, work.now
        draft.writers = _with_actor(work, ())
        work.session.add(draft)
        work.session.flush()
    except IntegrityError:
        raise Conflict(_IN_THE_MAKING) from None
    work.log("pathway:draft", "pathway_version", draft.id)
    return number


def change_draft(
    work: Work,
    code: str,
    version: int,
    revision: int,
    change: Callable[[Pathway], Pathway],
    *,
    in_words_of: str | None = None,
) -> None:
    """Change a draft, of which one saw this revision.

    `in_words_of` is whoever else wrote what is put into it: she may approve as little as the actor.
    Raises Conflict when it is no draft any more, ChangedMeanwhile when somebody has changed it since.
    """
    row = _held(work, code, version)
    check_may_change(row.state)
    if row.revision != revision:
        raise ChangedMeanwhile(_CHANGED)
    body = body_of(change(pathway_in(row.body)))
    if len(body) > LONGEST_BODY:
        raise Conflict(mark("This version is longer than any can be. Take something away first."))
    row.body = body
    row.revision += 1
    row.writers = _with_actor(work, (*row.writers, in_words_of) if in_words_of else row.writers)
    work.log("pathway:change", "pathway_version", row.id)


def drop_draft(work: Work, code: str, version: int, read: AsRead) -> None:
    """Throw a draft away; nobody has ever been on it.

    Raises Conflict when it is no draft, or another text than was read.
    """
    row = _held(work, code, version)
    _check_read(row, read)
    check_may_change(row.state)
    work.log("pathway:drop", "pathway_version", row.id)
    work.session.delete(row)


def send_to_review(work: Work, code: str, version: int) -> None:
    """Let it be read by who may approve it.

    Raises Conflict when it is no draft, or something is missing in it.
    """
    row = _held(work, code, version)
    row.move(VersionMove.SEND)
    if what_is_missing(pathway_in(row.body)):
        raise Conflict(mark("Something is still missing in this version."))
    row.sent_at, row.remark = work.now, None
    work.log("pathway:send", "pathway_version", row.id)


def give_back(work: Work, code: str, version: int, read: AsRead, remark: str) -> None:
    """Make it a draft again, saying what should be otherwise; an approval is gone with that.

    Raises Conflict when it is neither in review nor approved, or another text than was read.
    """
    row = _held(work, code, version)
    _check_read(row, read)
    row.move(VersionMove.GIVE_BACK)
    row.remark = remark
    row.approved_by = row.approved_at = None
    work.log("pathway:give_back", "pathway_version", row.id)


def approve(work: Work, code: str, version: int, read: AsRead) -> None:
    """Say that it is fit for people. Which text that was, the audit keeps as its hash.

    Raises NotAllowed for whoever has written of it or is neither a physician nor a psychologist, and
    Conflict when it is not in review, or another text than was read.
    """
    row = _held(work, code, version)
    approver = work.actor.id or ""
    check_may_approve(professions_of(work, {approver}).get(approver, ""), approver, row.writers)
    _check_read(row, read)
    row.move(VersionMove.APPROVE)
    row.approved_by, row.approved_at = work.actor.id, work.now
    work.log("pathway:approve", "pathway_version", row.id, hash_of(row.body))


def activate(work: Work, code: str, version: int, read: AsRead) -> None:
    """Take people onto it from now on. The one before is retired: who is on that stays on it.

    Nothing else retires a version, so that no pathway is ever without one onto which people are taken.
    Raises Conflict when it has not been approved, or is another text than was read.
    """
    row = _held(work, code, version)
    _check_read(row, read)
    for other in _rows(work, code):
        if other.state is VersionState.ACTIVE and other is not row:
            other.move(VersionMove.RETIRE)
            other.retired_at = work.now
            work.log("pathway:retire", "pathway_version", other.id)
    # One is active at most: the one before is written as gone, and only then this one.
    work.session.flush()
    row.move(VersionMove.ACTIVATE)
    row.activated_by, row.activated_at = work.actor.id, work.now
    work.log("pathway:activate", "pathway_version", row.id, hash_of(row.body))


def _brought_in(work: Work, code: str) -> list[PathwayVersion]:
    """The rows of a pathway; the first time, those of the catalogue are made as it ships them."""
    rows = _rows(work, code)
    if rows:
        return rows
    made: dict[int, PathwayVersion] = {}
    for shipped in shipped_versions():
        if shipped.code != code:
            continue
        pathway = pathway_in(shipped.body)
        row = _row(work, pathway)
        row.state, row.body = shipped.state, shipped.body
        row.parent_id = made[pathway.derived_from].id if pathway.derived_from else None
        work.session.add(row)
        work.session.flush()
        made[pathway.version] = row
    if not made:
        raise NotForReader("pathway_version", "-")
    return list(made.values())


def _row(work: Work, pathway: Pathway) -> PathwayVersion:
    return PathwayVersion(
        id=work.new_id(),
        code=pathway.code,
        version=pathway.version,
        state=VersionState.DRAFT,
        body=body_of(pathway),
        writers=(),
        revision=1,
    )


def _rows(work: Work, code: str) -> list[PathwayVersion]:
    ask = select(PathwayVersion).where(PathwayVersion.code == code).order_by(PathwayVersion.version)
    return list(work.session.execute(ask.with_for_update()).scalars())


def _held(work: Work, code: str, version: int) -> PathwayVersion:
    row = next((one for one in _rows(work, code) if one.version == version), None)
    if row is None:
        raise NotForReader("pathway_version", "-")
    return row


def _check_read(row: PathwayVersion, read: AsRead) -> None:
    """A version may be taken back, changed and sent again, or thrown away and made anew, while somebody has
    it open: what she decides, she decides on the text that she has read."""
    if AsRead(row.id, row.revision) != read:
        raise Conflict(_OTHER_TEXT)


def _with_actor(work: Work, writers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*writers, work.actor.id or ""}))

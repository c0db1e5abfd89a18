"""A visit before it is sent: begun, answered, deleted. Only the browser that began can read it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from support.booking.cell_actions import end_hold
from support.platform.crypto import Place, Unreadable, token_hash
from support.platform.data_keys import DataKey
from support.platform.database import Base
from support.platform.hot_statement import HotStatement
from support.platform.rate_limit import count_try, has_room
from support.platform.work import Work
from support.triage.models import AnswerSet
from support.triage.rules.visit import UNSENT_LIVES, Visit
from support.vocabulary.errors import TooLate, mark
from support.vocabulary.language import Language

# A whole workplace may stand behind one network address; a program that begins without end is held up.
VISITS_PER_ADDRESS = (120, timedelta(hours=1))
_BEGINNINGS = "visit-address"

_SETS, _KEYS = Base.metadata.tables[AnswerSet.__tablename__], Base.metadata.tables[DataKey.__tablename__]
_VISIT_OF_BROWSER = (
    select(_SETS.c.id, _SETS.c.key_id, _SETS.c.protocol, _SETS.c.content, _KEYS.c.wrapped)
    .join(_KEYS, _KEYS.c.id == _SETS.c.key_id)
    .where(_SETS.c.token_hash == bindparam("browser"), _SETS.c.expires_at > bindparam("moment"))
)
_FIND = HotStatement(_VISIT_OF_BROWSER)
_FIND_TO_CHANGE = HotStatement(_VISIT_OF_BROWSER.with_for_update(of=_SETS))
_SAVE = HotStatement(
    update(_SETS)
    .where(_SETS.c.id == bindparam("visit"), _SETS.c.token_hash.is_not(None))
    .values(content=bindparam("sealed"), expires_at=bindparam("until"))
)


class VisitOver(TooLate):
    """The answers are gone: deleted, sent, a day old, or begun in another browser."""

    def __init__(self) -> None:
        super().__init__(
            mark("These answers are no longer here: they were sent, deleted or moved, or a day has passed.")
        )


@dataclass(frozen=True)
class OpenVisit:
    """A visit in the hands of the browser that began it."""

    id: str
    key_id: str
    key: bytes
    protocol: str
    visit: Visit


def may_begin(look: Work, address: str) -> bool:
    """Whether this address may begin once more: asked first, so that refusing takes no turn to write."""
    limit, window = VISITS_PER_ADDRESS
    return has_room(look, _BEGINNINGS, address, limit=limit, window=window)


def count_visit(work: Work, address: str) -> bool:
    """Count one more beginning; False when there have been too many from this address."""
    limit, window = VISITS_PER_ADDRESS
    return count_try(work, _BEGINNINGS, address, limit=limit, window=window)


def start_visit(work: Work, token: str, language: Language, protocol: str, visit: Visit) -> None:
    """Begin a visit under a secret that only this browser holds."""
    answer_set_id = work.new_id()
    key_id, key = work.new_unsent_key(token)
    content = work.seal_unsent(_place(answer_set_id), key, visit.to_json())
    work.connection.execute(
        insert(AnswerSet).values(
            id=answer_set_id,
            key_id=key_id,
            token_hash=token_hash(token),
            protocol=protocol,
            language=language,
            content=content,
            started_at=work.now,
            expires_at=work.now + UNSENT_LIVES,
        )
    )


def open_visit(work: Work, token: str, *, to_change: bool = False) -> OpenVisit:
    """Find and read the visit of this browser, in one statement.

    Raises VisitOver when there is none, or when it is too old.
    """
    wanted = {"browser": token_hash(token), "moment": work.now}
    row = (_FIND_TO_CHANGE if to_change else _FIND).run(work.connection, wanted).fetchone()
    if row is None:
        raise VisitOver
    answer_set_id, key_id, protocol, content, wrapped = row
    try:
        text, key = work.open_unsent(_place(answer_set_id), key_id, wrapped, content, token)
    except Unreadable:
        raise VisitOver from None
    return OpenVisit(answer_set_id, key_id, key, protocol, Visit.from_json(text))


def save_visit(work: Work, opened: OpenVisit, visit: Visit) -> None:
    """Keep the visit as it is now, for another day."""
    content = work.seal_unsent(_place(opened.id), opened.key, visit.to_json())
    kept = {"visit": opened.id, "sealed": content, "until": work.now + UNSENT_LIVES}
    _SAVE.run(work.connection, kept)


def delete_visit(work: Work, token: str) -> None:
    """Delete the visit and its key at once, and hold nothing for it; nothing happens when there is none."""
    whose = AnswerSet.token_hash == token_hash(token)
    for visit_id, key_id in work.connection.execute(
        delete(AnswerSet).where(whose).returning(AnswerSet.id, AnswerSet.key_id)
    ).all():
        end_hold(work, visit_id)
        work.erase_keys((key_id,))


def _place(answer_set_id: str) -> Place:
    return Place(AnswerSet.__tablename__, "content", answer_set_id)

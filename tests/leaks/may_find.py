"""Who finds which kind of field on her pages, as one table; whatever is not in it is a leak."""

from enum import StrEnum

from tests.leaks.canaries import KINDS, Canary


class Relation(StrEnum):
    """How somebody stands to the person of whom a word tells."""

    HERSELF = "herself"
    LET_KNOW = "let know"
    WORKS_WITH_HER = "works with her"
    COLLEAGUE = "colleague"
    MANAGER = "manager"
    STRANGER = "stranger"


TABLE = """
kind of field               | herself | let know | works with her | colleague | manager | stranger
name                        |    x    |    x     |       x        |     x     |         |
phone                       |    o    |          |       x        |     x     |         |
number before               |    x    |          |       o        |     o     |         |
recognition word            |    o    |          |       x        |     x     |         |
short code                  |    o    |          |       x        |     x     |    o    |
own words                   |    x    |          |       x        |     x     |         |
note                        |    o    |          |       x        |     x     |         |
goal                        |    x    |          |       x        |           |         |
goal of the meeting         |    x    |    x     |       x        |           |         |
what her supervisor does    |    x    |    x     |       x        |           |         |
what she does herself       |    x    |          |       x        |           |         |
why it was not done         |    o    |          |       x        |           |         |
why a step is left out      |    o    |          |       x        |           |         |
why the path ended          |    o    |          |       x        |           |         |
why she is looked at apart  |    o    |          |       x        |           |         |
check-in                    |    o    |          |       x        |     x     |         |
unsent check-in             |    o    |          |                |           |         |
reply                       |    o    |          |       x        |     x     |         |
agenda                      |    x    |    x     |       x        |           |         |
support person              |    x    |    x     |       x        |           |         |
timetable                   |    x    |    x     |       x        |           |         |
what she says is wrong      |    o    |          |       o        |     o     |         |
what is answered to it      |    o    |          |       o        |     o     |         |
supervisor's name           |    x    |          |       x        |     x     |         |
supervisor's number         |    o    |          |                |           |         |
number of her nurse         |         |          |                |           |         |
"""
"""x: she finds it on a page. o: it is for her as well, though no page here shows it to her.

Herself: the employee. Let know: the supervisor whom she lets know. Works with her: the nurse who holds her
case. Colleague: who serves her employer and does not work with her. Manager: the service manager, to whom
alerts come. Stranger: everybody else, also with a link that went to somebody else."""


def may_find(relation: Relation, canary: Canary) -> bool:
    """Whether it is for her."""
    return relation in _TABLE[canary.kind]


def must_find(relation: Relation, canary: Canary) -> bool:
    """Whether a page of hers shows it, so that a crawl that does not come there is noticed."""
    return _TABLE[canary.kind].get(relation) == "x"


def _read() -> dict[str, dict[Relation, str]]:
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    relations = [Relation(name) for name in head[1:]]
    table = {
        kind: {one: cell for one, cell in zip(relations, cells, strict=True) if cell} for kind, *cells in rows
    }
    assert table.keys() == KINDS.keys(), "the table says nothing of a kind of field"
    return table


_TABLE = _read()

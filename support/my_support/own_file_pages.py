"""Everything that is kept of a person as one value: the file she downloads, and what her paper is made of.

Its shape is written down in docs/own-information.md and carries a version.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from support.cases.queries import case_ids_of
from support.messaging.templates import render
from support.my_support.access_pages import WHY, who_read
from support.my_support.own_rows_queries import (
    NAMES,
    Own,
    exported_tables,
    fields_of,
    rows_of,
)
from support.people.number_queries import numbers_of
from support.people.queries import practitioner_names
from support.platform.access_log import reads_about
from support.platform.audit import Purpose
from support.platform.work import Work
from support.vocabulary.language import Language
from support.web.pages import sentence

FORMAT, VERSION = "kynnys/own-information", 1
_ALL = 1_000_000
_SENT = ("text", "template", "language")
"""What stands beside the columns of a message: the words as they were sent, and which message it was."""


@dataclass(frozen=True)
class OwnInformation:
    """Every section by its name, in the order of the file; a row is a value for each field."""

    sections: Mapping[str, list[dict[str, Any]]]


def own_information(work: Work) -> OwnInformation:
    """Everything of the employee who acts; each read is recorded as one of her own page."""
    own = _own(work)
    names = {one: name for one, (name, _) in practitioner_names(work).items()}
    sections = {
        table.name: [_in_words(table.name, row, names) for row in rows_of(work, table, own)]
        for table in exported_tables()
    }
    return OwnInformation({**sections, "access_log": _reads(work, own)})


def own_file(work: Work, language: Language) -> str:
    """The file: a text in JSON, the same shape for everybody."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": work.now.isoformat(),
        "language": language.value,
        "sections": own_information(work).sections,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def shape() -> dict[str, list[str]]:
    """Every section with the fields that its rows may have, as the document says them."""
    found = {}
    for table in exported_tables():
        named = [_named(one) for one in NAMES if one in table.c and _named(one) not in fields_of(table)]
        sent = list(_SENT) if table.name == "outbound_message" else []
        found[table.name] = [*fields_of(table), *named, *sent]
    return {**found, "access_log": ["at", "who", "profession", "why"]}


def _own(work: Work) -> Own:
    employee_id = work.actor.id or ""
    numbers = numbers_of(work, employee_id, purpose=Purpose.OWN_PAGE)
    return Own(employee_id, tuple(sorted(case_ids_of(work, employee_id))), tuple(numbers))


def _in_words(table: str, row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    if table == "outbound_message":
        row = {**row, "text": _text(row)}
        del row["fields"]
    return {_named(name): _value(name, value, names) for name, value in row.items()}


def _named(column: str) -> str:
    return column.removesuffix("_id") if column in NAMES else column


def _value(name: str, value: Any, names: Mapping[str, str]) -> Any:
    if name in NAMES:
        return names.get(value or "")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _structured(value)
    return value


def _structured(text: str) -> Any:
    """What lies in one column as a structure; her own words that only begin so stay words."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _text(row: Mapping[str, Any]) -> str | None:
    """A message as it was sent, but for where its link leads; None where it can be read no more."""
    try:
        values = json.loads(row["fields"] or "")
        if "link" in values:
            values["link"] = _host_of(values["link"])
        return render(row["template"], row["language"], values)
    except ValueError:
        return None


def _host_of(link: str) -> str:
    """A link without its way: it may open a page of hers to whoever gets hold of the file."""
    return f"{urlsplit(link).netloc}/..."


def _reads(work: Work, own: Own) -> list[dict[str, Any]]:
    names = practitioner_names(work)
    found = []
    subjects = [own.employee_id, *own.case_ids]
    for read in reads_about(work.session, subjects, since=None, skip=0, most=_ALL):
        who, profession = who_read(read, names)
        why = sentence(WHY[read.purpose])
        found.append({"at": read.at.isoformat(), "who": who, "profession": profession, "why": why})
    return found

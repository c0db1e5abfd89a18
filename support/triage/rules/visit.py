"""One visit to the questions as a value: what was answered, what was given before, how she may be reached."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from support.triage.rules.answers import Answer, Answers, Changes, with_changes, with_given

UNSENT_LIVES = timedelta(hours=24)
"""How long answers stay that are not sent, counted from the last one."""


@dataclass(frozen=True)
class Reach:
    """What was typed on the contact page; `phone` is canonical or empty, the ids are empty when unknown."""

    first_name: str = ""
    phone: str = ""
    safe_to_text: bool = False
    employer_id: str = ""
    unit_id: str = ""


@dataclass(frozen=True)
class Visit:
    """Everything of one visit that is sealed together."""

    answers: Answers = field(default_factory=dict)
    given: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    """Safety pages that were sent once with something left open."""
    employer_id: str = ""
    """Known from the employer's own link, until she says herself where she works."""
    reach: Reach = field(default_factory=Reach)
    last_page: str = ""
    """The page that was sent last, so that she can go on where she left off."""
    chosen_slot: str = ""
    chosen_path: str = ""
    wants_talk: bool = False
    by_phone: str = ""
    """The language in which a nurse asks the questions on the phone; empty where a person answers herself."""

    def after_page(self, changes: Changes, page: str = "") -> "Visit":
        """The visit after one page was answered; nothing given ever leaves `given`."""
        return replace(
            self,
            answers=with_changes(self.answers, changes),
            given=with_given(self.given, changes),
            last_page=page or self.last_page,
        )

    def asked_once(self, page: str) -> "Visit":
        """The page has been sent with something left open."""
        return self if page in self.asked else replace(self, asked=(*self.asked, page))

    def to_json(self) -> str:
        """The visit as text, for sealing."""
        values = vars(self) | {"reach": vars(self.reach)}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Visit":
        """The visit again; lists become the tuples they were."""
        raw = json.loads(text)
        return cls(
            answers={item: _answer(value) for item, value in raw["answers"].items()},
            given={item: tuple(_answer(value) for value in values) for item, values in raw["given"].items()},
            asked=tuple(raw["asked"]),
            employer_id=raw["employer_id"],
            reach=Reach(**raw["reach"]),
            last_page=raw["last_page"],
            chosen_slot=raw["chosen_slot"],
            chosen_path=raw["chosen_path"],
            wants_talk=raw["wants_talk"],
            by_phone=raw.get("by_phone", ""),
        )


def _answer(value: int | str | list[str]) -> Answer:
    return tuple(value) if isinstance(value, list) else value

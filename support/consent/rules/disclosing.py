"""What may be disclosed: what exists, what is allowed, for this reader, at this moment, and never more.

Everything that a supervisor is shown or sent goes through `disclose` (domain C.5, architecture flow 5).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from support.consent.rules.fact_code import FactCode
from support.consent.rules.release import Given, is_in_force
from support.people.supervisor_rules import goes_on


class Permission(Given, Protocol):
    """A consent, and under which id it stands."""

    @property
    def id(self) -> str: ...


class Reader(Protocol):
    """A supervisor as somebody has named her, and from when until when she is that."""

    @property
    def id(self) -> str: ...

    @property
    def began_at(self) -> datetime: ...

    @property
    def ended_at(self) -> datetime | None: ...


class Thing(NamedTuple):
    """Something that exists and could be told under one fact of the closed list.

    `about` is the id of what it is about; empty for the fact itself.
    """

    fact: FactCode
    case_id: str
    about: str = ""


class Told(NamedTuple):
    """Something that may be told now, and the consent under which."""

    thing: Thing
    consent_id: str
    until: datetime
    """When that consent is over, unless it is taken back before."""


def disclose(
    consents: Iterable[Permission], available: Iterable[Thing], reader: Reader, now: datetime
) -> tuple[Told, ...]:
    """What of all that is available this reader may know now, in the order in which it came.

    Of several consents that allow the same it stands under the one that holds longest.
    """
    if not goes_on(reader.began_at, reader.ended_at, now):
        return ()
    of_hers = (one for one in consents if one.supervisor_link_id == reader.id and is_in_force(one, now))
    longest_first = sorted(of_hers, key=lambda one: (one.valid_until, one.id), reverse=True)
    allowed = ((thing, _under(longest_first, thing)) for thing in available)
    return tuple(Told(thing, one.id, one.valid_until) for thing, one in allowed if one is not None)


def facts_in(told: Iterable[Told]) -> frozenset[FactCode]:
    """Which facts these are."""
    return frozenset(one.thing.fact for one in told)


def _under(longest_first: Iterable[Permission], thing: Thing) -> Permission | None:
    allows = (one for one in longest_first if one.case_id == thing.case_id and thing.fact in one.facts)
    return next(allows, None)

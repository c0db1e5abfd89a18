"""How long a session lives, and whose supervisor somebody is."""

from datetime import UTC, datetime, timedelta

import pytest

from support.people.rules import IDLE, idle_end, is_live
from support.people.supervisor_rules import goes_on
from support.vocabulary.actor import Role

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("role", list(IDLE))
def test_a_session_lives_until_its_end_and_until_nobody_has_used_it_for_long(role: Role) -> None:
    idle = idle_end(role, NOW) - NOW
    assert is_live(role, NOW, NOW + A_MINUTE, NOW)
    assert not is_live(role, NOW, NOW, NOW)
    assert is_live(role, NOW - idle + A_MINUTE, NOW + A_MINUTE, NOW)
    assert not is_live(role, NOW - idle, NOW + A_MINUTE, NOW)


def test_a_supervisor_is_one_from_her_naming_to_her_end() -> None:
    assert goes_on(NOW, None, NOW)
    assert goes_on(NOW, NOW + A_MINUTE, NOW)
    assert not goes_on(NOW + A_MINUTE, None, NOW)
    assert not goes_on(NOW - A_MINUTE, NOW, NOW)

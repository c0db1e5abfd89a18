"""Who sees the words that are written down in a meeting of three."""

import pytest

from support.booking.rules.three_party import Party
from support.booking.rules.wording import Agreement


@pytest.mark.parametrize("may_see", [True, False])
@pytest.mark.parametrize("has_said_yes", [True, False])
def test_a_supervisor_sees_what_she_may_once_the_employee_has_said_yes(
    may_see: bool, has_said_yes: bool
) -> None:
    agreement = Agreement(frozenset({Party.EMPLOYEE} if has_said_yes else ()), may_see)
    assert agreement.is_shown_to(Party.SUPERVISOR) is (may_see and has_said_yes)
    assert agreement.is_shown_to(Party.EMPLOYEE) and agreement.is_shown_to(Party.PRACTITIONER)

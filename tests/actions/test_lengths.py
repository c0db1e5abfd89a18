"""A text that is longer than its column is refused on either database, whichever way it is written."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from support.messaging.actions import queue_sms
from support.messaging.models import OutboundMessage
from support.vocabulary.language import Language
from tests.builders import LOOKER, World


def _plan(world: World, key: str) -> None:
    with world.begin_work(LOOKER) as work:
        queue_sms(
            work,
            template="code",
            phone="+35800000007",
            language=Language.FI,
            values={"code": "123456"},
            business_key=key,
            lives=timedelta(hours=1),
        )


def test_a_key_as_long_as_its_column_is_written(world: World) -> None:
    _plan(world, "k" * 80)
    assert world.rows("outbound_message", business_key="k" * 80)


def test_a_longer_key_is_refused(world: World) -> None:
    with pytest.raises(DBAPIError, match="too long"):
        _plan(world, "k" * 81)


def test_a_longer_key_is_refused_where_a_row_is_changed(world: World) -> None:
    _plan(world, "k")
    with pytest.raises(DBAPIError, match="too long"), world.begin_work(LOOKER) as work:
        work.session.execute(update(OutboundMessage).values(business_key="k" * 81))

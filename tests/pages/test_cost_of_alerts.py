"""What the bar over every page of the staff costs: one statement, which an index answers."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from support.cases.alert_queries import due_alert, unseen_alerts
from support.cases.models import Alert
from support.cases.rules.alerts import AlertKind
from support.platform.database import db
from support.platform.work import Work
from tests.builders import LOOKER, World, a_sent_case
from tests.statements import counted

HISTORY = 300


@pytest.fixture
def old(world: World) -> World:
    """A provider that has resolved many alerts."""
    sent = a_sent_case(world)
    with world.begin_work(LOOKER) as work:
        then = work.now - timedelta(days=30)
        work.session.add_all(
            Alert(
                id=work.new_id(),
                case_id=sent.case_id,
                kind=AlertKind.NO_ANSWER,
                about="",
                raised_at=then,
                due_at=then,
                level=1,
                tellings=1,
                with_manager=False,
                acknowledged_at=then,
                resolved_at=then,
            )
            for _ in range(HISTORY)
        )
    with world.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return world


@pytest.mark.parametrize("address", ["/queue", "/staff/signed-in"])
def test_a_page_of_the_staff_asks_once_whether_an_alert_is_unseen(address: str, old: World) -> None:
    nils = old.nurse(old.house.nils)
    with counted(old) as statements:
        nils.get(address)
    asked = [one for one in statements if "acknowledged_at IS NULL" in one]
    assert len(asked) == 1


@pytest.mark.parametrize("ask", [unseen_alerts, due_alert])
def test_what_is_asked_all_the_time_goes_by_an_index(ask: Callable[[Work], object], old: World) -> None:
    with counted(old) as statements, old.begin_work.to_read(old.house.nils.actor) as look:
        ask(look)
    (asked,) = [one for one in statements if "FROM alert" in one]
    # What is asked for with values, as it would be with these.
    filled = re.sub(r"<= (\?|%\(\w+\)s)", "<= '2026-01-01'", asked)
    filled = re.sub(r"LIMIT (\?|%\(\w+\)s)( OFFSET \?)?", "LIMIT 1", filled)
    with old.app.app_context(), db.engine.connect() as connection:
        how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"{how} {filled}"))
    assert "ix_alert" in plan, plan

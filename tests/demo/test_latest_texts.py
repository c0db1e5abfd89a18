"""The demo page shows the newest messages that would have left the house."""

from datetime import timedelta

from support.demo.queries import latest_texts
from support.messaging.actions import queue_sms
from support.platform.begin_work import BeginWork
from support.vocabulary.language import Language
from tests.builders import LOOKER
from tests.fakes import FixedClock


def test_what_is_never_sent_takes_no_place_on_the_page(begin_work: BeginWork, clock: FixedClock) -> None:
    for number in range(3):
        with begin_work(LOOKER) as work:
            queue_sms(
                work,
                template="code",
                phone="+35800000001",
                language=Language.EN,
                values={"code": f"{number:06}"},
                business_key=f"code:{number}",
                lives=timedelta(minutes=10),
                suppressed=number > 0,
            )
        clock.pass_time(timedelta(seconds=1))
    with begin_work(LOOKER) as work:
        (shown,) = latest_texts(work, 1)
    assert "000000" in shown.text

"""Every form of the service, each made ready to be sent by a person who may send it."""

from collections.abc import Callable

from tests.builders import World
from tests.pages.ready_account_forms import READY_ACCOUNTS
from tests.pages.ready_desk_forms import READY_DESK
from tests.pages.ready_diary_forms import READY_DIARIES
from tests.pages.ready_form import Form, Prepare
from tests.pages.ready_meeting_forms import READY, Ready
from tests.pages.ready_own_forms import READY_OWN
from tests.pages.ready_pathway_forms import READY_PATHWAYS
from tests.pages.ready_phone_forms import READY_PHONE
from tests.pages.ready_pilot_forms import READY_PILOTS
from tests.pages.ready_supervisor_forms import READY_SUPERVISORS
from tests.pages.ready_talk_forms import READY_TALKS
from tests.pages.ready_visitor_forms import READY_VISITORS


def _of_meeting(ready: Callable[[World], Ready]) -> Prepare:
    return lambda world: Form(*ready(world))


# Sent by browsers by themselves, so without a form and its token (tests/guards/test_policy_reports.py).
NO_FORMS = {"reports.take", "webhooks.reply", "webhooks.report"}
FORMS: dict[str, list[Prepare]] = {
    **READY_VISITORS,
    **READY_OWN,
    **READY_SUPERVISORS,
    **READY_DESK,
    **READY_PHONE,
    **READY_DIARIES,
    **READY_ACCOUNTS,
    **READY_PATHWAYS,
    **{
        endpoint: [_of_meeting(ready)] for endpoint, ready in {**READY, **READY_PILOTS, **READY_TALKS}.items()
    },
}

"""What the provider of text messages tells us, and who hears of it."""

from tests.planted.fault import Fault

WEBHOOKS = "tests/pages/test_webhooks.py"
ROUTES = "support/messaging/webhook_routes.py"
SENDER = "support/messaging/twilio_sender.py"

FAULTS = (
    Fault(
        "whatever comes to the webhooks is believed",
        ROUTES,
        "    if signature is None or not is_same(",
        "    if signature is None or is_same(",
        f"{WEBHOOKS}::test_what_the_provider_has_signed_is_taken",
        "403",
    ),
    Fault(
        "a signature counts for whatever address was asked for",
        ROUTES,
        '    address = current_app.config["PUBLIC_BASE_URL"] + path\n',
        '    address = request.host_url.rstrip("/") + path\n',
        f"{WEBHOOKS}::test_the_address_is_the_configured_one_whatever_a_header_says",
        "assert",
    ),
    Fault(
        "an address of a report that nobody compares",
        ROUTES,
        "not is_same(_path_asked_for(), path)",
        "not is_same(path, path)",
        f"{WEBHOOKS}::test_any_change_to_a_signed_request_is_refused_and_leaves_nothing",
        "204",
    ),
    Fault(
        "signed fields may be cut apart in another way",
        SENDER,
        "        return sound and ours and any(signed)\n",
        "        return ours and any(signed)\n",
        f"{WEBHOOKS}::test_names_and_values_cannot_be_cut_apart_in_another_way",
        "204",
    ),
    Fault(
        "what is signed for another account is ours too",
        SENDER,
        "        return sound and ours and any(signed)\n",
        "        return sound and any(signed)\n",
        f"{WEBHOOKS}::test_the_account_of_somebody_else_is_not_ours",
        "204",
    ),
    Fault(
        "a reply is kept as often as it is handed over",
        "support/messaging/inbound_actions.py",
        "                provider_reference=incoming.reference,\n",
        "                provider_reference=work.new_id(),\n",
        f"{WEBHOOKS}::test_what_is_told_again_changes_nothing",
        "inbound_message",
    ),
    Fault(
        "a message whose answer was lost is looked for where it cannot be",
        SENDER,
        "self._messages.list(to=phone, limit=",
        "self._messages.list(to=phone, date_sent_after=since, limit=",
        "tests/actions/test_real_sender.py::"
        "test_what_a_lost_answer_left_behind_is_found_by_number_though_it_still_waits",
        "assert",
    ),
    Fault(
        "an event that nobody is listed for",
        "support/wiring.py",
        "    ReplyReceived: (receive_reply, answer_low_number),\n",
        "",
        "tests/guards/test_events.py::test_every_event_stands_in_the_list_of_who_hears_it",
        "ReplyReceived",
    ),
    Fault(
        "an event that is lost without a word",
        "support/wiring.py",
        "HANDLERS[type(event)]",
        "HANDLERS.get(type(event), ())",
        "tests/guards/test_events.py::test_an_event_that_is_not_listed_fails_what_tells_it",
        "DID NOT RAISE",
    ),
)

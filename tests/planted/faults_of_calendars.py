"""What stands in somebody's own calendar: faults of time, of what is told, and of who may ask for it."""

from tests.planted.fault import Fault

FILE = "support/booking/rules/calendar_file.py"
ENTRIES = "support/booking/entry_queries.py"
FEED = "support/booking/feed_queries.py"
RULES = "tests/rules/booking/test_calendar_file.py"
OWN = "tests/pages/test_calendar_files.py"
FEEDS = "tests/pages/test_feeds.py"

FAULTS = (
    Fault(
        "the winter hours of Helsinki are added by hand",
        FILE,
        '    event.add("dtstart", entry.starts_at.astimezone(UTC))\n',
        '    event.add("dtstart", entry.starts_at.astimezone(UTC) + timedelta(hours=2))\n',
        f"{RULES}::test_around_each_change_of_the_clock_the_wall_shows_what_was_booked[2026-10-25]",
        "At index 0 diff: '25.10.2026 02:00'",
    ),
    Fault(
        "a moment is written without its zone",
        FILE,
        '    event.add("dtend", entry.starts_at.astimezone(UTC) + timedelta(minutes=entry.minutes))\n',
        '    event.add("dtend", entry.starts_at.replace(tzinfo=None) + timedelta(minutes=entry.minutes))\n',
        f"{RULES}::test_an_entry_says_when_and_how_and_nothing_else",
        "TypeError",
    ),
    Fault(
        "whoever sees her calendar sees her appointments",
        FILE,
        '    event.add("class", "PRIVATE")\n',
        '    event.add("class", "PUBLIC")\n',
        f"{RULES}::test_every_entry_is_private",
        "'PUBLIC' == 'PRIVATE'",
    ),
    Fault(
        "a cancelled time keeps the number of its last move",
        FILE,
        "    return moves + 1 if is_cancelled else moves\n",
        "    return moves\n",
        f"{RULES}::test_the_number_grows_with_each_move_and_with_the_end[3-True-4]",
        "assert 3 == 4",
    ),
    Fault(
        "a moved time is another entry",
        ENTRIES,
        "                uid=_uid(work, reader_id, first),\n",
        "                uid=_uid(work, reader_id, row.id),\n",
        f"{OWN}::test_a_moved_time_is_the_same_entry_changed_once_more",
        "At index 0 diff:",
    ),
    Fault(
        "the entries of two readers can be put together",
        ENTRIES,
        'work.lookup(f"calendar-entry:{reader_id}", first_id)',
        'work.lookup("calendar-entry", first_id)',
        f"{OWN}::test_the_entries_of_two_readers_cannot_be_put_together",
        "!=",
    ),
    Fault(
        "anybody signed in takes anybody's time",
        ENTRIES,
        "    found = own_appointment(work, appointment_id)\n",
        "    from support.booking.queries import booked\n\n"
        "    found = booked(work.session.get_one(Appointment, appointment_id))\n",
        f"{OWN}::test_nobody_else_gets_it_nor_learns_that_it_is_there",
        "== (404, 404)",
    ),
    Fault(
        "a file says with whom",
        "support/booking/entry_pages.py",
        "    return Words(sentence_in(_TITLE, language), ways)\n",
        '    return Words(sentence_in(_TITLE, language) + ", Maarit Oksa", ways)\n',
        f"{OWN}::test_it_speaks_her_language_and_says_nothing_of_what_the_time_is_about",
        "Maarit Oksa",
    ),
    Fault(
        "the secret of a feed is kept as it is",
        "support/booking/feed_actions.py",
        '    made = {"token_hash": token_hash(token), "made_at": work.now}\n',
        '    made = {"token_hash": token, "made_at": work.now}\n',
        f"{FEEDS}::test_the_address_is_shown_once_and_only_its_hash_is_kept",
        "AssertionError",
    ),
    Fault(
        "who has left keeps her feed",
        "support/people/queries.py",
        "            Practitioner.left_at.is_(None),\n            Account.locked_at.is_(None),\n",
        "            Account.locked_at.is_(None),\n",
        f"{FEEDS}::test_a_closed_account_has_no_feed[leave]",
        "assert False",
    ),
    Fault(
        "who is no nurse any more keeps her feed",
        "support/people/queries.py",
        "            Account.id.in_(select(HeldRole.account_id).where(HeldRole.role.in_(roles))),\n",
        "",
        f"{FEEDS}::test_who_no_longer_has_times_of_her_own_has_no_feed",
        "assert False is not False",
    ),
    Fault(
        "the feed outlives the account that it was made in",
        "support/booking/rules/feed.py",
        "    return in_use_since <= made_at\n",
        "    return True\n",
        f"{FEEDS}::test_what_she_had_before_she_began_anew_opens_nothing",
        "assert False",
    ),
    Fault(
        "a feed grows with the years",
        ENTRIES,
        "        Appointment.starts_at > since,\n",
        "",
        f"{FEEDS}::test_what_is_long_over_or_long_cancelled_is_left_out",
        "== []",
    ),
    Fault(
        "every wrong guess is written down",
        "support/booking/entry_routes.py",
        "    with begin_look() as look:\n        found = opened_feed(look, token)\n",
        "    with begin_work() as work:\n        count_fetch(work, token)\n"
        "    with begin_look() as look:\n        found = opened_feed(look, token)\n",
        f"{FEEDS}::test_whoever_guesses_gets_the_page_of_what_does_not_exist_and_keeps_nobody_waiting",
        "AssertionError",
    ),
)

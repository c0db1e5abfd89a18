"""The audit record: faults of its seals, its anchors, of verifying it, and reads that leave no record."""

from tests.planted.fault import Fault

CHAIN = "support/platform/audit_chain.py"
VERIFYING = "support/platform/audit_verifying.py"
TAMPERED = "tests/actions/test_tampering_is_found.py::"
KEYS = "tests/actions/test_audit_keys.py::"

FAULTS = (
    Fault(
        "a seal may be deleted",
        "migrations/versions/0033_seals_over_the_record.py",
        "BEFORE DELETE ON audit_seal\n    BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        "BEFORE DELETE ON audit_seal\n    BEGIN SELECT 1; END",
        "tests/actions/test_audit_chain.py::test_a_seal_can_be_neither_changed_nor_deleted",
        "DID NOT RAISE",
    ),
    Fault(
        "a seal that does not name the one before it",
        "support/platform/audit_sealing.py",
        "        previous=previous,\n",
        "        previous=digest.made(),\n",
        "tests/actions/test_audit_chain.py::test_the_worker_seals_what_came_since_it_sealed_last",
        "assert",
    ),
    Fault(
        "a digest that only counts",
        CHAIN,
        'self._hash.update(entry_id.to_bytes(8, "big", signed=True) + mac)',
        'self._hash.update(b"x")',
        f"{TAMPERED}test_two_entries_that_changed_places_are_found",
        "EXCHANGED",
    ),
    Fault(
        "every seal is believed",
        VERIFYING,
        "is_sound = key is not None and is_genuine(look.keys.of_audit[key], seal)",
        "is_sound = key is not None",
        f"{TAMPERED}test_a_seal_that_is_rewritten_is_found",
        "SEAL_CHANGED",
    ),
    Fault(
        "every entry is believed",
        VERIFYING,
        "            if not is_of_key(keys[place], said, row[8]):\n",
        "            if not said:\n",
        f"{TAMPERED}test_an_edited_entry_is_found",
        "CHANGED",
    ),
    Fault(
        "entries that are missing are not counted",
        VERIFYING,
        "    more = digest.count - seal.count\n",
        "    more = 0\n",
        f"{TAMPERED}test_a_deleted_entry_is_found",
        "DELETED",
    ),
    Fault(
        "a seal that follows nothing",
        VERIFYING,
        "    if seal.number > last.number + 1:\n",
        "    if seal.number < last.number:\n",
        f"{TAMPERED}test_a_seal_that_is_gone_is_found",
        "SEAL_MISSING",
    ),
    Fault(
        "an older copy of the database goes for the newest",
        VERIFYING,
        "    yield from of_anchors_ahead(anchors)\n",
        "",
        f"{TAMPERED}test_an_older_copy_of_the_database_is_found",
        "ANCHOR_AHEAD",
    ),
    Fault(
        "anchors that were emptied are not missed",
        VERIFYING,
        "            unanchored.add(seal.number)\n",
        "            pass\n",
        f"{TAMPERED}test_a_tail_that_is_cut_off_together_with_all_anchors_is_found_by_their_absence",
        "UNANCHORED",
    ),
    Fault(
        "a chain that is anchored though it is not the one of the last anchor",
        "support/platform/audit_anchors.py",
        "    check_last(begin_work, last)\n    if last and",
        "    if last and",
        f"{TAMPERED}test_a_tail_that_is_cut_off_is_found_by_the_next_anchor",
        "DID NOT RAISE",
    ),
    Fault(
        "a key that is out of use still writes",
        VERIFYING,
        "    elif entry.key > oldest_key:\n",
        "    elif entry.key < 0:\n",
        f"{KEYS}test_an_entry_with_the_old_key_is_found_once_the_new_one_seals",
        "OLD_KEY",
    ),
    Fault(
        "the anchors are written over",
        "support/platform/audit_anchors.py",
        "os.O_WRONLY | os.O_APPEND | os.O_CREAT",
        "os.O_WRONLY | os.O_TRUNC | os.O_CREAT",
        "tests/actions/test_audit_anchors.py::test_the_head_is_written_down_once_an_hour",
        "ValueError: not enough values to unpack",
    ),
    Fault(
        "what is read on the page of times leaves no record",
        "support/platform/work.py",
        "        if any(sealed is not None for sealed in found.values()):\n",
        "        if purpose is not Purpose.APPOINTMENTS and any(found.values()):\n",
        "tests/pages/test_attendance.py::test_the_list_shows_what_waits_first_and_then_what_comes",
        "not recorded",
    ),
    Fault(
        "her own looks are taken for recorded",
        "support/platform/audit.py",
        "    return session.execute(earlier.limit(1)).scalar() is not None\n",
        "    return earlier is not None\n",
        "tests/pages/test_own_sessions.py::test_the_way_there_is_in_the_frame_of_the_desk_and_on_my_support",
        "not recorded",
    ),
)

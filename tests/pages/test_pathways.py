"""The pages of pathways: all of the staff read them, and a service manager changes a draft."""

import pytest

from support.pathways.rules.version_states import VersionState
from support.pathways.version_actions import make_draft
from support.pathways.version_queries import version_of
from tests.browser_of_the_tests import Browser
from tests.builders import LOOKER, World, a_sent_case
from tests.hands import follow, press
from tests.pages.forms import fault_at, send
from tests.pathways import CODE, DRAFT, a_manager, a_psychologist, manager


@pytest.fixture
def outi(world: World) -> Browser:
    """A service manager before a fresh draft."""
    with world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
    browser = a_manager(world)
    browser.get(DRAFT)
    return browser


def body(world: World) -> str:
    (row,) = world.rows("pathway_version", version=3)
    return str(row["body"])


def test_the_map_says_who_is_there_for_how_long_and_when(world: World) -> None:
    nils = world.nurse(world.house.nils)
    follow(nils, "Pathways")
    follow(nils, "Version 2, Three-party coaching")
    text = nils.text()
    assert "Day 61 5b Supervisor coaching Supervisor coaching · 45 min · 0–10 days" in text
    assert "Support person may be there" in text
    assert "Before the first person: Start meeting of the group, 90 min." in text
    assert "Interim" not in text and "Ensimmäisen ryhmän välikeskustelu, päätös 1" in text
    assert "Health is discussed only if the employee wants to." in text


def test_a_nurse_reads_and_changes_nothing(world: World, outi: Browser) -> None:
    before = body(world)
    nils = world.nurse(world.house.nils)
    assert nils.get(DRAFT).status_code == 200
    for words in ("Add a step", "Send to review", "Approve", "Earlier", "Make a new version"):
        assert words not in nils.text()
    for path in ("/draft", "/state", "/changes", "/steps/1", "/steps/1/move", "/new-step", "/words"):
        assert send(nils, f"{DRAFT}{path}", [("do", b"drop")]).status_code == 404
    assert body(world) == before
    assert outi.get("/pathways").status_code == 200


def test_an_employee_finds_no_pathway(world: World) -> None:
    sent = a_sent_case(world)
    for path in ("/pathways", "/pathways/TRIPARTITE-2"):
        assert sent.browser.client.get(path).status_code == 404


def test_what_does_not_exist_is_not_found(world: World, outi: Browser) -> None:
    for name in ("TRIPARTITE-9", "NOTHING-1", "tripartite-2", "TRIPARTITE", "TRIPARTITE-2-2"):
        assert outi.client.get(f"/pathways/{name}").status_code == 404
        assert send(outi, f"/pathways/{name}/state", [("do", b"drop")]).status_code == 404
    assert world.rows("pathway_version", version=3)


def test_a_step_is_added_moved_and_taken_away(world: World, outi: Browser) -> None:
    follow(outi, "Add a step")
    press(
        outi,
        "Save the step",
        title_fi="Puhelu",
        title_sv="Samtal",
        title_en="A call",
        need_employee="required",
        need_practitioner="required",
        professions="coach",
        channels="phone",
        themes=["what_carries", "career_options"],
        since="previous",
        least="1",
        usual="3",
        most="5",
    )
    assert "8 A call: new" in outi.text()
    press(outi, "Earlier A call")
    press(outi, "Remove How you have been doing")
    with world.begin_work.to_read(LOOKER) as look:
        steps = version_of(look, CODE, 3).steps
    assert [step.key for step in steps] == ["1", "2", "3", "4", "5a", "5b", "6", "8"]
    assert steps[-1].themes == ("what_carries", "career_options")


def test_a_step_saved_as_it_stands_is_as_it_was(world: World, outi: Browser) -> None:
    for key in ("1", "2", "5b", "6", "7"):
        outi.get(f"{DRAFT}/steps/{key}")
        press(outi, "Save the step")
    assert "Nothing is different yet." in outi.text()


WRONG = [
    ({"title_sv": " "}, "title_sv"),
    ({"title_fi": "x" * 81}, "title_fi"),
    ({"minutes": "241"}, "minutes"),
    ({"minutes": "0"}, "minutes"),
    ({"least": "15"}, "least"),
    ({"usual": "soon"}, "least"),
    ({"step_key": "3"}, "step_key"),
    ({"step_key": "../1"}, "step_key"),
    ({"kind": "cohort_start"}, "kind"),
    ({"kind": "horoscope"}, "kind"),
    ({"channels": "owl"}, "channels"),
    ({"professions": "astrologer"}, "professions"),
    ({"is_optional": "yes"}, "counts"),
]


def test_what_is_wrong_in_a_step_is_told_at_its_field(world: World, outi: Browser) -> None:
    before = body(world)
    for typed, field in WRONG:
        outi.get(f"{DRAFT}/steps/4")
        press(outi, "Save the step", **typed)
        assert outi.page is not None
        assert (outi.page.status_code, fault_at(outi.page, field)) == (422, True), typed
    assert body(world) == before


def test_people_who_do_not_go_with_a_step_are_told_of(outi: Browser) -> None:
    for key, need in (("5b", "required"), ("1", "optional")):
        outi.get(f"{DRAFT}/steps/{key}")
        press(outi, "Save the step", need_employee=need)
        assert outi.page is not None
        assert outi.page.status_code == 422
        assert "These people do not go with this kind of step." in outi.text()
        assert 'id="attendees-error"' in outi.html()


def test_the_name_and_what_everybody_is_told_stand_in_three_languages(world: World, outi: Browser) -> None:
    follow(outi, "Change the name")
    told = {f"told_{one}": f"Sovimme yhdessä {one}." for one in ("fi", "sv", "en")}
    press(outi, "Save", name_sv="", **told)
    assert outi.page is not None
    assert outi.page.status_code == 422
    assert fault_at(outi.page, "name_sv")
    press(outi, "Save", name_sv="Trepartsstigen", **told)
    assert "Sovimme yhdessä en." in outi.text()
    assert "The whole: the name of the pathway, what everybody is told about confidentiality" in outi.text()


def test_a_change_is_told_with_its_reason_and_its_decision(outi: Browser) -> None:
    press(outi, "Add this change", what="Lyhyempi.", why="Aika riitti.", decision="", indicators="often")
    assert outi.page is not None
    assert fault_at(outi.page, "decision") and fault_at(outi.page, "indicators")
    assert "Lyhyempi." in outi.html()
    press(outi, "Add this change", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1", indicators="")
    assert "Send to review" in outi.text()
    press(outi, "Remove Lyhyempi.")
    assert "Send to review" not in outi.text()


def test_only_the_right_profession_is_offered_to_approve_and_can_give_back_with_a_word(
    world: World, outi: Browser
) -> None:
    press(outi, "Add this change", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1")
    press(outi, "Send to review")
    nils = world.nurse(world.house.nils)
    nils.get(DRAFT)
    assert "A physician or a psychologist who has not written this version approves it." in nils.text()
    assert send(nils, f"{DRAFT}/approve", []).status_code == 403
    maarit = a_psychologist(world)
    maarit.get(DRAFT)
    press(maarit, "Give back")
    assert maarit.page is not None
    assert fault_at(maarit.page, "remark")
    press(maarit, "Give back", remark="Step 6 comes too late.")
    outi.get(DRAFT)
    assert "Given back: Step 6 comes too late." in outi.text()
    assert "Change the steps" in outi.text()


def test_a_pathway_with_a_version_in_the_making_leads_there(outi: Browser) -> None:
    outi.get("/pathways/TRIPARTITE-2")
    follow(outi, "A new version is in the making.")
    assert outi.url == DRAFT
    press(outi, "Throw the draft away")
    assert "The draft was thrown away." in outi.text()


def test_a_new_version_begins_from_the_one_in_use_and_from_no_other(world: World) -> None:
    outi = a_manager(world)
    outi.get("/pathways/TRIPARTITE-1")
    assert "Make a new version" not in outi.text()
    outi.get("/pathways/TRIPARTITE-2")
    press(outi, "Make a new version from this one")
    assert outi.url.startswith(DRAFT)


def test_who_has_the_page_open_decides_on_the_text_that_stood_on_it(world: World, outi: Browser) -> None:
    press(outi, "Add this change", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1")
    press(outi, "Send to review")
    maarit = a_psychologist(world)
    maarit.get(DRAFT)
    press(outi, "Take back to change it")
    follow(outi, "Change the name")
    told = {f"told_{one}": "We may tell your employer." for one in ("fi", "sv", "en")}
    press(outi, "Save", **told)
    press(outi, "Send to review")
    press(maarit, "Approve")
    assert maarit.page is not None
    assert maarit.page.status_code == 409
    assert "This version was changed after you opened it" in maarit.text()
    assert "We may tell your employer." in maarit.text()
    press(maarit, "Approve")
    assert "Approved. The service manager can now take it into use." in maarit.text()
    outi.get(DRAFT)
    press(outi, "Take into use")
    assert "In use from now on." in outi.text()


def test_a_remark_about_another_text_is_kept_for_who_wrote_it_and_not_told(
    world: World, outi: Browser
) -> None:
    press(outi, "Add this change", what="Lyhyempi.", why="Aika riitti.", decision="Päätös 1")
    press(outi, "Send to review")
    maarit = a_psychologist(world)
    maarit.get(DRAFT)
    press(outi, "Take back to change it")
    press(outi, "Remove How you have been doing")
    press(outi, "Send to review")
    press(maarit, "Give back", remark="Step 7 comes too late.")
    assert maarit.page is not None
    assert maarit.page.status_code == 409
    assert "Step 7 comes too late." in maarit.html()
    (row,) = world.rows("pathway_version", version=3)
    assert (row["state"], row["remark"]) == (VersionState.IN_REVIEW, None)


def test_nobody_takes_a_pathway_out_of_use_and_leaves_none_in_its_place(world: World) -> None:
    outi = a_manager(world)
    outi.get("/pathways/CRISIS-1")
    assert "Take out of use" not in outi.text()
    assert send(outi, "/pathways/CRISIS-1/state", [("do", b"retire")]).status_code == 422
    assert world.rows("pathway_version") == []


HIDDEN = ["\u200b", "\u202e \u2066", "\u2060\ufeff", "\u3164", "\x00"]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_name_of_which_nothing_is_seen_is_no_name(world: World, outi: Browser, hidden: str) -> None:
    before = body(world)
    follow(outi, "Change the name")
    press(outi, "Save", name_fi=hidden)
    assert outi.page is not None
    assert fault_at(outi.page, "name_fi")
    outi.get(f"{DRAFT}/steps/4")
    press(outi, "Save the step", title_fi=hidden)
    assert fault_at(outi.page, "title_fi")
    outi.get(DRAFT)
    press(outi, "Add this change", what=hidden, why="Aika riitti.", decision="Päätös 1")
    assert fault_at(outi.page, "what")
    assert body(world) == before


def test_marks_that_turn_words_round_are_left_out_of_a_version_and_of_a_remark(
    world: World, outi: Browser
) -> None:
    follow(outi, "Change the name")
    told = {f"told_{one}": "\u202eNobody\u2069 is told.\x00" for one in ("fi", "sv", "en")}
    press(outi, "Save", **told)
    outi.get(f"{DRAFT}/steps/4")
    press(outi, "Save the step", title_en="\u202eA talk\x07")
    press(outi, "Add this change", what="\u202eLyhyempi.", why="Aika\x00riitti.", decision="Päätös 1")
    press(outi, "Send to review")
    maarit = a_psychologist(world)
    maarit.get(DRAFT)
    press(maarit, "Give back", remark="Too\x00 late\u202e.")
    with world.begin_work.to_read(LOOKER) as look:
        pathway = version_of(look, CODE, 3)
    step = pathway.step("4")
    assert step is not None
    assert (pathway.confidentiality["en"], step.titles["en"]) == ("Nobody is told.", "A talk")
    assert (pathway.changes[0].what, pathway.changes[0].why) == ("Lyhyempi.", "Aika riitti.")
    (row,) = world.rows("pathway_version", version=3)
    assert row["remark"] == "Too late ."

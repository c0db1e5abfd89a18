"""A service manager makes a version of a pathway, and a psychologist reads it."""

from datetime import timedelta

from tests.browser.visitor import Visitor
from tests.browser.walks import Look, signs_in
from tests.people_of_the_tests import Staff


def changes_a_pathway(manager: Visitor, reader: Visitor, account: Staff, look: Look) -> None:
    """The list, the map, the forms of a draft, and the way from draft to use; the reader has this account."""
    look(manager.open("/pathways"), "pathways")
    look(manager.open("/pathways/TRIPARTITE-2"), "pathway")
    manager.press("Make a new version from this one")
    look(manager, "pathway-draft")
    look(manager.press("Add this change"), "pathway-draft-error")
    look(manager.open("/pathways/TRIPARTITE-3/new-step"), "pathway-step-new")
    look(manager.open("/pathways/TRIPARTITE-3/steps/5b"), "pathway-step")
    manager.page.select_option('[name="need_employee"]', "required")
    look(manager.write("minutes", "999").write("title_sv", "").press("Save the step"), "pathway-step-error")
    manager.open("/pathways/TRIPARTITE-3/steps/4").write("minutes", "60").press("Save the step")
    look(manager.open("/pathways/TRIPARTITE-3/words"), "pathway-whole")
    look(manager.write("name_fi", "").write("sessions_least", "9").press("Save"), "pathway-whole-error")
    manager.open("/pathways/TRIPARTITE-3").write("what", "Kolmas valmennus on lyhyempi.")
    manager.write("why", "Tunti riitti.").write("decision", "Välikeskustelu 2, päätös 1")
    manager.press("Add this change").press("Send to review")
    look(manager, "pathway-review")
    manager.site.clock.pass_time(timedelta(minutes=1))
    signs_in(reader, account)
    look(reader.open("/pathways/TRIPARTITE-3"), "pathway-to-approve")
    look(reader.press("Give back"), "pathway-to-approve-error")
    reader.press("Approve")
    look(manager.open("/pathways/TRIPARTITE-3").press("Take into use"), "pathway-active")
    manager.open("/pathways/SELFCARE-1").press("Make a new version from this one")
    look(manager.press("Throw the draft away"), "pathways-dropped")

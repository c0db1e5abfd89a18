"""Walks through every page and its other states; at every page `look` is called with a name for the state."""

from collections.abc import Callable
from typing import Any

from tests.browser.visitor import Visitor
from tests.browser_of_the_tests import ANSWERS
from tests.people_of_the_tests import PASSWORD, Staff
from tests.whole_months import OCTOBER, counted

Look = Callable[[Visitor, str], None]

PAGES_FOR_ANYBODY = {
    "landing": "/",
    "about": "/about",
    "privacy": "/privacy",
    "guide": "/guide",
    "hats": "/hats",
    "accessibility": "/accessibility",
    "crisis": "/help/{language}",
    "crisis-chosen-dark": "/help/{language}?theme=dark",
    "error-404": "/nowhere",
    "sign-in-notice": "/my",
    "staff-sign-in-notice": "/queue",
    "call-me": "/call-me",
    "demo": "/demo",
    "demo-components": "/demo/components",
}
IN_DANGER = {"death_thoughts": ["2"], "self_harm": ["no"]}
DANGER_PLANNED = {"plan": ["yes"], "keep_safe": ["no"]}
VIOLENCE = {"harm_others": ["no"], "violence": ["now"], "unusual": ["no"]}


def leaves_a_number(visitor: Visitor, number: str, name: str, workplace: str) -> Visitor:
    """Fill in the contact page and go on."""
    visitor.write("first_name", name).choose("safe_to_text", "yes").write("phone", number)
    visitor.page.select_option('[name="workplace"]', workplace)
    return visitor.press("Continue")


def signs_in(visitor: Visitor, staff: Staff) -> Visitor:
    """Sign in with password and authenticator."""
    return signs_in_here(visitor.open("/staff/sign-in"), staff).is_at("/queue")


def signs_in_here(visitor: Visitor, staff: Staff) -> Visitor:
    """Password and authenticator on the page that asks for them, wherever it came from."""
    visitor.write("email", staff.email).write("password", PASSWORD).press("Continue")
    return visitor.write("code", visitor.site.code_of_authenticator(staff)).press("Sign in")


def anybody(visitor: Visitor, look: Look) -> None:
    """Pages without signing in, and what they say when something is amiss."""
    for name, path in PAGES_FOR_ANYBODY.items():
        look(visitor.open(path.format(language=visitor.language)), name)
    visitor.open("/").press("Dark")
    look(visitor, "landing-chosen-dark")
    visitor.open("/").press("As on the device")
    look(visitor.open("/sign-in").press("Send a code"), "sign-in-error")
    visitor.write("phone", "+358 00 000 099").press("Send a code")
    look(visitor, "sign-in-code")
    look(visitor.press("Send a new code"), "sign-in-code-too-soon")
    look(visitor.open("/staff/sign-in").press("Continue"), "staff-sign-in-error")
    visitor.context.clear_cookies()
    visitor.open("/about").open("/call-me").press("Ask for a call")
    look(visitor, "call-me-error")
    visitor.context.clear_cookies()
    look(visitor.press("Ask for a call"), "error-400")
    visitor.open("/call-me").write("first_name", "Ilona")
    look(visitor.write("phone", "+358 00 000 002").press("Ask for a call"), "call-promised-word")
    _while_resting(visitor, look)


def _while_resting(visitor: Visitor, look: Look) -> None:
    views = visitor.site.app.view_functions
    about = views["public.about"]

    def breaks(**_parts: Any) -> str:
        raise RuntimeError("broken by a test")

    breaks.access = vars(about)["access"]  # type: ignore[attr-defined]  # read back by the gate
    views["public.about"] = breaks
    try:
        look(visitor.open("/about"), "error-503")
    finally:
        views["public.about"] = about


def in_danger(visitor: Visitor, look: Look) -> None:
    """Answers that are met with help at once, and what follows."""
    visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/questions/4a")
    look(visitor.answer(IN_DANGER), "question-4b")
    look(visitor.answer(DANGER_PLANNED), "help-card-self")
    visitor.follow("Go on with the questions")
    look(visitor.answer(VIOLENCE), "help-card-violence")
    look(visitor.follow("Stop here"), "stop")
    look(visitor.follow("Continue").answer_until("/result"), "result-now")
    look(visitor.follow("Leave your number"), "call-me-now")
    visitor.write("first_name", "Ulla").write("phone", "+358 00 000 003")
    look(visitor.press("Ask for a call"), "call-promised")
    look(visitor.open("/questions/stop").press("Delete everything"), "deleted-call-comes")


def through_the_questions(visitor: Visitor, look: Look) -> None:
    """Every page of questions, then the result and the review."""
    visitor.open("/").press("Start with the questions")
    look(visitor, "before")
    visitor.follow("Begin")
    while visitor.path.startswith("/questions/"):
        key = visitor.path.rpartition("/")[2]
        look(visitor, f"question-{key}")
        if key == "3":
            look(visitor.press("Continue"), "question-3-error")
        if key == "4a":
            look(visitor.choose("self_harm", "no").press("Continue"), "question-4a-error")
        visitor.answer(ANSWERS[key])
    look(visitor, "result")
    visitor.page.evaluate("for (const one of document.querySelectorAll('[name=slot]')) one.checked = false")
    look(visitor.press("Take this time"), "result-error")
    visitor.open("/result").page.locator("details.why summary").click()
    look(visitor, "result-why")
    visitor.page.locator('input[name="slot"]').first.check()
    look(visitor.press("Take this time"), "review")
    look(visitor.follow("Change"), "question-from-review")
    look(visitor.open("/"), "landing-again")
    visitor.open("/review").press("Send and book a time")


def confirms_and_books(visitor: Visitor, look: Look, number: str, faster: Callable[[str], None]) -> None:
    """From the contact page to My support; each time before she does, `faster` books or moves to hers."""
    look(visitor, "contact")
    look(visitor.press("Continue"), "contact-error")
    look(leaves_a_number(visitor, number, "Aino", "not_listed"), "elsewhere")
    visitor.open("/contact")
    look(leaves_a_number(visitor, number, "Aino", visitor.site.house.unit), "code")
    look(visitor.write("code", "12").press("Confirm"), "code-error")
    visitor.write("code", visitor.read_code()).press("Confirm")
    look(visitor, "times-chosen")
    look(visitor.open("/times").press("Continue"), "times-error")
    look(visitor.open("/times"), "times")
    # The first one is held for her since she chose it at the result, and the second lies across it.
    wanted = visitor.page.locator('input[name="slot"]').nth(2)
    wanted.check()
    faster(str(wanted.get_attribute("value")))
    look(visitor.press("Continue"), "times-gone")
    visitor.page.locator('input[name="slot"]').first.check()
    look(visitor.press("Continue"), "booked")
    look(visitor.follow("Open my support"), "my-support")
    _moves_it(visitor, look, faster)
    look(visitor.follow("Where you are signed in"), "my-sessions")
    visitor.open("/my")
    look(visitor.follow("Cancel the time"), "cancel")


def _moves_it(visitor: Visitor, look: Look, faster: Callable[[str], None]) -> None:
    """Another time instead, which somebody takes first, and then the next one."""
    look(visitor.follow("Move the time").press("Move the time"), "move-error")
    visitor.open("/my").follow("Move the time")
    look(visitor, "move")
    faster(points_further_on(visitor))
    look(visitor.press("Move the time"), "move-gone")
    visitor.page.locator('input[name="slot"]').first.check()
    look(visitor.press("Move the time"), "booked-moved")
    visitor.follow("Open my support")


def at_the_times(visitor: Visitor, number: str) -> Visitor:
    """Answers, confirms a number and stands before the free times, with no eyes on the pages."""
    visitor.open("/").press("Start with the questions").follow("Begin").answer_until("/result")
    visitor.open("/contact")
    leaves_a_number(visitor, number, "Oona", visitor.site.house.unit)
    visitor.write("code", visitor.read_code()).press("Confirm")
    visitor.is_at("/times")
    return visitor


def takes(visitor: Visitor, slot: str) -> None:
    """Take one of the free times, or move to it."""
    answer = "Continue"
    if "/times/booked/" in visitor.path:
        answer = "Move the time"
        visitor.follow("Open my support").follow(answer)
    unfolds(visitor)
    visitor.choose("slot", slot).press(answer)
    visitor.is_at("/times/booked/")


def points_further_on(visitor: Visitor) -> str:
    """Tick a time further on in the calendar, where it is the same for everybody; its value."""
    unfolds(visitor)
    wanted = visitor.page.locator('input[name="slot"]').nth(8)
    wanted.check()
    return str(wanted.get_attribute("value"))


def unfolds(visitor: Visitor) -> None:
    """Open everything that is folded."""
    visitor.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def for_the_team(visitor: Visitor, look: Look) -> None:
    """The supervisor's door."""
    visitor.open("/").press("I am a supervisor").follow("Begin")
    while visitor.path.startswith("/questions/"):
        key = visitor.path.rpartition("/")[2]
        look(visitor, f"question-{key}")
        visitor.answer(ANSWERS[key])
    look(visitor, "result-team")


def gives_up(visitor: Visitor, look: Look) -> None:
    """My support after cancelling, then everything taken back."""
    look(visitor.press("Cancel the time"), "my-support-cancelled")
    look(visitor.follow("Delete what I have sent"), "my-delete")
    look(visitor.press("Delete"), "deleted")


def locked_out(visitor: Visitor, look: Look) -> None:
    """Five wrong codes."""
    visitor.open("/").press("Or book a time directly")
    look(visitor, "contact-direct")
    leaves_a_number(visitor, "+358 00 000 005", "Veera", visitor.site.house.unit)
    for _ in range(6):
        if visitor.page.locator('input[name="code"]').count():
            visitor.write("code", "000000").press("Confirm")
    look(visitor, "code-locked")
    visitor.site.let_worker_run()


def new_nurse(visitor: Visitor, look: Look, token: str) -> None:
    """An invitation, refused and left."""
    look(visitor.open(f"/staff/invitation/{token}"), "invitation")
    look(visitor.write("password", "lyhyt").press("Activate the account"), "invitation-error")
    look(visitor.open("/staff/invitation/unknown"), "invitation-unknown")


def _asks_on_the_phone(visitor: Visitor, look: Look) -> None:
    look(visitor.open("/by-phone"), "phone-start")
    look(visitor.press("Begin"), "phone-start-error")
    look(visitor.choose("language", "sv").press("Begin"), "phone-question")
    visitor.open("/by-phone/questions/4a").answer(IN_DANGER)
    look(visitor.answer(DANGER_PLANNED), "phone-help")
    look(visitor.follow("Go on with the questions").press("Continue"), "phone-question-error")
    look(visitor.follow("Send what has been answered so far"), "phone-contact")
    look(visitor.press("Send and take the case"), "phone-contact-error")
    look(visitor.follow("Stop and delete"), "phone-stop")
    look(visitor.follow("Go back"), "phone-begun")
    visitor.open("/by-phone/stop").press("Delete")


def nurse(visitor: Visitor, look: Look) -> None:
    """Signing in, the queue and a case in its states."""
    house = visitor.site.house
    look(visitor.open("/staff/sign-in"), "staff-sign-in")
    visitor.write("email", house.nils.email).write("password", PASSWORD).press("Continue")
    look(visitor, "staff-code")
    look(visitor.write("code", "000000").press("Sign in"), "staff-code-error")
    visitor.write("code", visitor.site.code_of_authenticator(house.nils)).press("Sign in")
    look(visitor, "staff-sessions-told")
    look(visitor.open("/queue"), "queue")
    beside = visitor.page.locator("[data-peek]").last.get_attribute("data-peek")
    look(visitor.open(str(beside)), "queue-preview")
    look(visitor.open("/queue?show=mine"), "queue-empty")
    visitor.open("/queue?show=free").page.locator("table.queue a.name").last.click()
    look(visitor, "case")
    look(visitor.press("Take this"), "case-claimed")
    unfolds(visitor)
    look(visitor, "case-unfolded")
    look(visitor.press("Save the call"), "case-error")
    _asks_on_the_phone(visitor, look)
    look(visitor.open("/staff/signed-in"), "staff-sessions")
    look(visitor.open("/decisions"), "decisions-none")
    counted(visitor.site.begin_work, OCTOBER, 40, D1=(12, 5, 4, 3), D9=(9, 8, 6, 5), X1=(4, 1, 0, 0))
    look(visitor.open("/decisions"), "decisions")
    look(visitor.open("/decisions?month=2026-11"), "decisions-present")
    look(visitor.open("/cases/nobody"), "staff-error-404")

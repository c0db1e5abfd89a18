"""Writes planted words into fields, and remembers which stand where."""

from typing import Any

from tests.browser_of_the_tests import PHONE, Browser
from tests.builders import SentCase, World, a_sent_case
from tests.leaks.canaries import AINO, BEA, CECI, DORA, Canary, word_of
from tests.supervisors import SUPERVISORS_NUMBER

NUMBER = {AINO: PHONE, BEA: "+358 00 000 002", CECI: "+358 00 000 003", DORA: "+358 00 000 004"}
SIIRI, TAPIO = SUPERVISORS_NUMBER, "+358 00 000 008"


class Planter:
    """Writes words into fields and remembers which."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.canaries: list[Canary] = []

    def word(self, kind: str, whose: str) -> str:
        """The word of this field, which stands there from now on."""
        found = Canary(kind, whose, word_of(kind, whose))
        if found not in self.canaries:
            self.canaries.append(found)
        return found.word

    def known(self, kind: str, whose: str, word: str) -> None:
        """A word that the program made or a number that was chosen for this field."""
        self.canaries.append(Canary(kind, whose, word))

    def sent(self, whose: str, workplace: str, **answers: Any) -> SentCase:
        """Somebody who has answered and sent, with everything that she writes herself."""
        last = answers.pop("p13", {"wish": ["few_talks"]})
        contact = {
            "first_name": self.word("name", whose),
            "phone": NUMBER[whose],
            "workplace": workplace,
        }
        own = {**last, "own_words": [self.word("own words", whose)]}
        sent = a_sent_case(self.world, book=False, contact=contact, p13=own, **answers)
        (case,) = self.world.rows("support_case", id=sent.case_id)
        (person,) = self.world.rows("employee", id=sent.employee_id)
        self.known("phone", whose, NUMBER[whose].replace(" ", ""))
        self.known("short code", whose, case["short_code"])
        self.known("recognition word", whose, person["reference_word"])
        return sent

    def names_supervisor(self, own: Browser, whose: str, number: str) -> None:
        """She names her supervisor."""
        own.get("/my/supervisor")
        name = self.word("supervisor's name", whose)
        own.post("/my/supervisor", supervisor_name=name, supervisor_phone=number)
        assert "done=saved" in own.url, own.text()
        self.known("supervisor's number", whose, number.replace(" ", ""))

    def noted(self, nurse: Browser, case_id: str, whose: str) -> None:
        """Whoever holds the case writes it up."""
        case = f"/cases/{case_id}"
        nurse.get(case)
        nurse.post(f"{case}/claim")
        nurse.post(f"{case}/call", outcome="no_answer", note=self.word("note", whose))
        nurse.post(f"{case}/note", text=f"{self.word('note', whose)} B")
        assert self.word("note", whose) in nurse.html(), nurse.text()

"""Asking as somebody for something of somebody, and the world as it was afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from support.platform.database import db
from tests.builders import World, open_values
from tests.databases import Kept, bring_back, keep, throw_away
from tests.matrix.table import MALFORMED, NOBODYS, NOTHING, OTHER_KIND, Case
from tests.matrix.world import Peopled, peopled
from tests.pages.forms import a_token

_LENGTHS = {"session_ref": 32, "token": 43}
# Whose case she holds or has, where that is not Aino's.
_OWN = {"nurse elsewhere": "kaisa", "manager": "kaisa", "nurse as manager": "veera"}
_MADE_UP = dict.fromkeys(
    ("action_id", "goal_id", "appointment_id", "correction_id", "practitioner_id"), "Q" * 22
)


@dataclass
class Asked:
    """The world of the matrix, in which any number of questions can be asked one after the other."""

    world: World
    people: Peopled
    _tokens: dict[str, str] = field(default_factory=dict)
    _kept: Kept = field(default_factory=Kept)
    _written: int = 0

    @classmethod
    def in_world(cls, world: World) -> "Asked":
        """Everybody is there and signed in; the database is brought back to this moment."""
        asked = cls(world, peopled(world))
        asked._tokens = {name: a_token(browser) for name, browser in asked.people.readers}
        with world.app.app_context():
            event.listen(db.engine, "commit", asked._count)
        asked._let_go()
        asked._kept = keep(asked._url())
        return asked

    def ask_case(self, case: Case) -> TestResponse:
        """The answer to one question of the table."""
        return self.ask(case.reader, case.method, self.address_of(case), self.fields(case))

    def ask(
        self, reader: str, method: str, address: str, fields: Mapping[str, str] | None = None
    ) -> TestResponse:
        """The answer, not followed to where it leads; what it changed is as it was before."""
        browser = self.people.browsers[reader]
        data = {"csrf_token": self._tokens[reader], **(fields or {})} if method == "POST" else None
        cookies, before = dict(browser.client._cookies or {}), self._written
        answer = browser.client.open(address, method=method, data=data, headers=browser.headers)
        browser.client._cookies = cookies
        # Of what is not there only the refusal is recorded.
        if self._written != before and answer.status_code != 404:
            self.bring_back()
        return answer

    def token(self, reader: str) -> str:
        """What a form of this reader's browser carries."""
        return self._tokens[reader]

    def bring_back(self) -> None:
        """The database as it was when everybody had signed in."""
        self._let_go()
        bring_back(self._url(), self._kept)

    def end(self) -> None:
        """Let go of what was kept."""
        throw_away(self._kept)

    def address_of(self, case: Case) -> str:
        """The address by which a case asks."""
        return self.address(case.rule, self.values_of(case))

    def address(self, rule: Rule, values: Mapping[str, str]) -> str:
        """The address of a route with these values in it."""
        with self.world.app.test_request_context():
            built = self.world.app.url_map.bind("").build(
                rule.endpoint, {name: values[name] for name in rule.arguments}
            )
        return str(built)

    def values_of(self, case: Case) -> dict[str, str]:
        """What stands for each argument in the address of a case."""
        known = open_values(self.world.app)
        del known["token"]
        names = case.rule.arguments
        if case.person == NOTHING:
            found = {name: "Q" * _LENGTHS.get(name, 22) for name in names}
        elif case.person == OTHER_KIND:
            # Her own case where something else is asked for, and something else of hers for a case.
            own = self.people.values(_OWN.get(case.reader, "aino"))
            found = {name: own["appointment_id" if name == "case_id" else "case_id"] for name in names}
        elif case.person == MALFORMED:
            # A letter too many in what exists.
            found = {name: value + "x" for name, value in self._ids(case.rule, "aino").items()}
        else:
            found = self._ids(case.rule, case.person)
        return {name: known.get(name, value) for name, value in found.items()}

    def _ids(self, rule: Rule, person: str) -> dict[str, str]:
        own, slice_of = self.people.values(person), rule.endpoint.partition(".")[0]
        return {name: own.get(f"{slice_of}:{name}", own.get(name, "W" * 43)) for name in rule.arguments}

    def fields(self, case: Case) -> dict[str, str]:
        """What the form of a case holds."""
        own = {} if case.person in NOBODYS else self.people.values(case.person)
        known, written = {**_MADE_UP, **own}, case.group.fields.get(str(case.rule), {})
        return {name: value.format(**known) for name, value in written.items()}

    def _count(self, _connection: object) -> None:
        self._written += 1

    def _let_go(self) -> None:
        self.world.begin_work.let_go()
        with self.world.app.app_context():
            db.engine.dispose()

    def _url(self) -> str:
        with self.world.app.app_context():
            return str(db.engine.url.render_as_string(hide_password=False))

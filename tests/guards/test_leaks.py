"""Words that stand nowhere else lie in every confidential field; nobody finds one that is not for her."""

from collections.abc import Iterable

import pytest
from sqlalchemy import select

from config import Settings
from support.platform.audit import Purpose
from support.platform.columns import Sealed
from support.platform.database import Base
from support.platform.field_catalogue import FieldClass, field_catalogue
from support.vocabulary.actor import Role
from tests.builders import LOOKER, World, open_values
from tests.leaks.artefacts import Artefact, artefacts_of
from tests.leaks.beside import everything_logged, said, stored
from tests.leaks.canaries import KINDS, Canary
from tests.leaks.encodings import found_in
from tests.leaks.judged import Judged, judged, standing_in
from tests.leaks.planted_leaks import plant
from tests.leaks.planting import Planted, planted
from tests.leaks.readers import READERS, ROLES, Reader
from tests.leaks.written_counts import COUNT

# Each reader looks at so much: together many times the 2,000 that are asked for.
LEAST = 900
OF_OURS = ("short code", "recognition word")
ANSWERED = {200, 302, 400, 404, 405, 422, 429}


@pytest.mark.once  # what a page shows does not depend on where the rows lie
@pytest.mark.requirement("SR-16")
@pytest.mark.parametrize("who", READERS)
def test_no_reader_finds_what_is_not_for_her(who: str, world: World, request: pytest.FixtureRequest) -> None:
    found = planted(world)
    with everything_logged() as log:
        reader = READERS[who](world, found)
        crawl = _crawl(world, reader, found)
    assert crawl.leaks == ()
    missed = [one.field for one in found.canaries if reader.must_find(one) and one.field not in crawl.found]
    assert missed == [], "the crawl does not come to the page that shows it"
    _everything_was_tried(world, crawl)
    beside = [*said(world, log.getvalue())]
    assert leaks_beside(beside, found.canaries) == []
    request.node.user_properties.append((COUNT, (who, crawl.artefacts + len(beside))))


@pytest.mark.once
def test_planted_leaks_are_all_found(world: World, settings: Settings) -> None:
    found = planted(world)
    with everything_logged() as log:
        leaks = plant(world, settings, found.canaries)
        crawl = _crawl(world, READERS["anonymous"](world, found), found)
    beside = leaks_beside([*said(world, log.getvalue()), *stored(world, settings)], found.canaries)
    said_so = [*crawl.leaks, *beside]
    unseen = [
        one.name
        for one in leaks
        if not any(f"{one.canary.field} stands in {one.place}" in leak for leak in said_so)
    ]
    assert unseen == [], unseen
    assert len(leaks) >= 20 and len({one.canary for one in leaks}) == len(leaks)


def test_there_is_a_reader_for_every_role() -> None:
    assert set(ROLES) == set(Role)
    assert {who for who in ROLES.values() if who} <= READERS.keys()


def test_a_word_lies_in_every_confidential_field(world: World) -> None:
    found = planted(world)
    words = [one.word for one in found.canaries]
    assert unfilled(_opened(world), words) == []
    assert {one.kind for one in found.canaries} == KINDS.keys()


def test_no_word_stands_in_the_rows_the_files_or_a_copy_of_them(world: World, settings: Settings) -> None:
    found = planted(world)
    everything = [*stored(world, settings)]
    assert leaks_beside(everything, found.canaries) == []
    assert len(everything) > 500


def test_a_field_in_which_nothing_was_planted_is_named() -> None:
    opened = {"goal.text": ["Nukun."], "goal_point.value": ["5"], "check_in.draft": []}
    assert unfilled(opened, ["Kanäriåö100"]) == ["goal.text", "check_in.draft"]


def leaks_beside(artefacts: Iterable[Artefact], canaries: Iterable[Canary]) -> list[str]:
    """What stands where nobody may find a word; codes of ours lie open in rows."""
    words = [one for one in canaries if one.kind not in OF_OURS]
    return [
        f"{canary.field} stands in {artefact.what}"
        for artefact in artefacts
        for canary in standing_in(artefact.content, words)
    ]


def _crawl(world: World, reader: Reader, found: Planted) -> Judged:
    values = [{**open_values(world.app), **each} for each in found.values]
    return judged(reader, found.canaries, artefacts_of(world.app, reader.browser, values))


def _everything_was_tried(world: World, crawl: Judged) -> None:
    to_visit = {rule.endpoint for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert to_visit - crawl.endpoints == set(), "not tried by this reader"
    assert crawl.statuses >= ANSWERED and max(crawl.statuses) < 500
    assert crawl.artefacts > LEAST


def _opened(world: World) -> dict[str, list[str]]:
    """What stands in each sealed column that holds words of somebody."""
    tables = field_catalogue().tables
    found: dict[str, list[str]] = {}
    for mapper in Base.registry.mappers:
        fields = tables[mapper.class_.__tablename__]
        for column in fields.of_class(FieldClass.CLINICAL, FieldClass.CONTACT, FieldClass.SHAREABLE):
            if isinstance(mapper.columns[column].type, Sealed):
                with world.begin_work(LOOKER) as work:
                    rows = work.session.execute(select(mapper.class_)).scalars().all()
                    opened = [work.open(row, column, subject="x", purpose=Purpose.COUNT) for row in rows]
                found[f"{fields.name}.{column}"] = [one for one in opened if one]
    return found


def unfilled(opened: dict[str, list[str]], words: list[str]) -> list[str]:
    """The columns in which nothing was planted."""
    return [name for name, texts in opened.items() if not _is_filled(name, texts, words)]


def _is_filled(name: str, texts: list[str], words: list[str]) -> bool:
    table, _, column = name.partition(".")
    if column in field_catalogue().tables[table].wordless:
        return bool(texts)
    return bool(found_in("\n".join(texts).encode(), words))

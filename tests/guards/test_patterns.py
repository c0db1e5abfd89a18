"""No pattern of the program takes longer than its text is long, whatever the text (ASVS 1.3.12).

Nothing is timed. A pattern is taken apart, and refused where a text could be matched in more than one way:
there the engine tries them all before it gives up.
"""

import ast
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path
from re import _constants as sign  # type: ignore[attr-defined]  # carries no types
from re import _parser as parser  # type: ignore[attr-defined]  # carries no types
from typing import Any

import pytest
import yaml
from flask import Flask

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
PROGRAM = [
    *sorted((ROOT / "support").rglob("*.py")),
    *(ROOT / name for name in ("config.py", "setting_forms.py", "wsgi.py")),
]
# Put together while the program runs: words of a file of ours, escaped, one beside the other, with no repeat;
# and the ticks of a page of our own, in which whatever a person wrote has neither quotes nor brackets.
MADE_LATER = {"support/messaging/templates.py: compile", "support/web/alike.py: finditer"}
ANCHORED = {"match", "fullmatch"}
TAKES_PATTERN = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
    "Regexp",
}
SIGNS = frozenset(string.printable + "äÖé²٣\u2028\u00a0€")
_REPEATS = {sign.MAX_REPEAT, sign.MIN_REPEAT}
_CLASSES = {
    sign.CATEGORY_DIGIT: r"\d",
    sign.CATEGORY_NOT_DIGIT: r"\D",
    sign.CATEGORY_SPACE: r"\s",
    sign.CATEGORY_NOT_SPACE: r"\S",
    sign.CATEGORY_WORD: r"\w",
    sign.CATEGORY_NOT_WORD: r"\W",
}
Signs = frozenset[str]


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and whether it is tried at one place of the text only."""

    where: str
    pattern: str | None
    anchored: bool


@dataclass(frozen=True)
class Part:
    """A piece of a pattern: the signs it may take, whether it may take none, and any number of them."""

    signs: Signs
    may_be_empty: bool
    endless: bool


def test_no_pattern_of_the_program_can_take_long() -> None:
    found = [one for path in PROGRAM for one in _patterns_of(path)]
    assert {one.where for one in found if one.pattern is None} == MADE_LATER
    written = [one for one in found if one.pattern is not None]
    assert len(written) > 3
    assert {
        one.where: faults for one in written if (faults := _faults(one.pattern or "", one.anchored))
    } == {}


def test_no_converter_of_an_address_can_take_long(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    converters = {one.regex for rule in rules for one in rule._converters.values()}
    assert converters
    assert [regex for regex in converters if _faults(regex, anchored=True)] == []


def test_no_file_of_words_holds_a_pattern() -> None:
    files = [*(ROOT / "support").rglob("*.yaml")]
    assert len(files) > 3
    assert [
        path.name for path in files if _keys(yaml.safe_load(path.read_text())) & {"pattern", "regex"}
    ] == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (r"(a+)+b", "a repeat within a repeat"),
        (r"(\w*\s?)*$", "a repeat within a repeat"),
        (r"([a-z]+,)*x", "a repeat within a repeat"),
        (r"(a|aa)+$", "ways that begin alike within a repeat"),
        (r"(\d|\wx)*!", "ways that begin alike within a repeat"),
        (r"\s*\s*x", "two repeats that share signs"),
        (r"\d+\w*!", "two repeats that share signs"),
        (r".*,.*;", "two repeats that share signs"),
        (r"\s+$", "begins anew within its own repeat"),
        (r"<[^>]*>", "begins anew within its own repeat"),
        (r"(?=a)b", "not taken apart here"),
        (r"(a)\1", "not taken apart here"),
    ],
)
def test_a_pattern_that_can_take_long_is_found(planted: str, fault: str) -> None:
    assert fault in _faults(planted, anchored=False)


@pytest.mark.parametrize(
    "fine", [r"\+358[0-9]{2}", r"\{([^{}]*)\}", r"[\s_.,-]+", r"(19|20)\d\d", r"\d+-[a-z]+"]
)
def test_a_pattern_that_is_fine_is_let_be(fine: str) -> None:
    assert _faults(fine, anchored=True) == []


@pytest.mark.parametrize(
    ("source", "pattern"),
    [
        ("re.compile(r'(a+)+b')", r"(a+)+b"),
        ("import re\nre.sub('a', 'b', c)", "a"),
        ("validators.Regexp('x+')", "x+"),
        ("re.search(made, typed)", None),
        ("re.search('|'.join(parts), typed)", None),
    ],
)
def test_a_pattern_is_found_where_it_stands(source: str, pattern: str | None) -> None:
    assert [one.pattern for one in _patterns_in(source, "planted")] == [pattern]


def _patterns_of(path: Path) -> Iterator[Found]:
    return _patterns_in(path.read_text(), path.relative_to(ROOT).as_posix())


def _patterns_in(source: str, where: str) -> Iterator[Found]:
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_module = isinstance(node.func.value, ast.Name) and node.func.value.id in ("re", "validators")
        if of_module and node.func.attr in TAKES_PATTERN:
            given = node.args[0]
            pattern = (
                given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None
            )
            yield Found(f"{where}: {node.func.attr}", pattern, node.func.attr in ANCHORED)


def _keys(content: Any) -> set[str]:
    if isinstance(content, dict):
        return {str(key) for key in content}.union(*map(_keys, content.values()))
    return set().union(*map(_keys, content)) if isinstance(content, list) else set()


def _faults(pattern: str, anchored: bool) -> list[str]:
    tree = list(parser.parse(pattern))
    return sorted({*_of_repeats(tree, repeated=False), *_of_sequence(_parts(tree), anchored)})


def _of_repeats(tree: Iterable[Any], *, repeated: bool) -> Iterator[str]:
    """Repeats within repeats, and ways that begin alike within one."""
    for kind, value in tree:
        if kind in _REPEATS:
            least, most, inner = value
            if repeated and least != most:
                yield "a repeat within a repeat"
            yield from _of_repeats(inner, repeated=repeated or most > 1)
        elif kind is sign.SUBPATTERN:
            yield from _of_repeats(value[-1], repeated=repeated)
        elif kind is sign.BRANCH:
            if repeated and _begin_alike([_parts(way) for way in value[1]]):
                yield "ways that begin alike within a repeat"
            yield from chain.from_iterable(_of_repeats(way, repeated=repeated) for way in value[1])
        elif kind not in (sign.LITERAL, sign.NOT_LITERAL, sign.IN, sign.ANY, sign.AT):
            yield "not taken apart here"


def _begin_alike(ways: list[list[Part]]) -> bool:
    # What all ways begin with has been taken out before them, so that one of them may be empty.
    begin = [_begins(way) for way in ways]
    return not all(begin) or any(a & b for a, b in combinations(begin, 2))


def _of_sequence(parts: list[Part], anchored: bool) -> Iterator[str]:
    """Endless repeats that share signs with a later one, or in which the whole pattern can begin anew."""
    for number, part in enumerate(parts):
        if not part.endless:
            continue
        after = parts[number + 1 :]
        if after and not anchored and _begins(parts) & part.signs:
            yield "begins anew within its own repeat"
        for later in after:
            if later.endless and later.signs & part.signs:
                yield "two repeats that share signs"
            if not later.may_be_empty and not later.signs & part.signs:
                break


def _begins(parts: list[Part]) -> Signs:
    found: Signs = frozenset()
    for part in parts:
        found |= part.signs
        if not part.may_be_empty:
            break
    return found


def _parts(tree: Iterable[Any]) -> list[Part]:
    found: list[Part] = []
    for kind, value in tree:
        if kind in _REPEATS:
            least, most, inner = value
            parts = _parts(inner)
            signs = frozenset().union(*(part.signs for part in parts))
            empty = least == 0 or all(part.may_be_empty for part in parts)
            found.append(Part(signs, empty, most is sign.MAXREPEAT or any(part.endless for part in parts)))
        elif kind is sign.SUBPATTERN:
            found += _parts(value[-1])
        elif kind is sign.BRANCH:
            ways = [_parts(way) for way in value[1]]
            every = [part for way in ways for part in way]
            empty = any(all(part.may_be_empty for part in way) for way in ways)
            signs = frozenset().union(*(part.signs for part in every))
            found.append(Part(signs, empty, any(part.endless for part in every)))
        elif kind is sign.AT:
            # The end may fail to be there, so what stands before it can be tried in other ways.
            found += [Part(frozenset(), True, False)] if value not in (sign.AT_BEGINNING,) else []
        else:
            found.append(Part(_signs(kind, value), False, False))
    return found


def _signs(kind: Any, value: Any) -> Signs:
    """The signs, of those that are tried, that one piece takes."""
    if kind is sign.LITERAL:
        return frozenset({chr(value)})
    if kind is sign.NOT_LITERAL:
        return SIGNS - {chr(value)}
    if kind is sign.IN:
        without = value[0][0] is sign.NEGATE
        taken: Signs = frozenset().union(*(_signs(*one) for one in value[without:]))
        return SIGNS - taken if without else taken
    if kind is sign.RANGE:
        return frozenset(one for one in SIGNS if value[0] <= ord(one) <= value[1])
    if kind is sign.CATEGORY:
        return frozenset(one for one in SIGNS if re.match(_CLASSES[value], one))
    return SIGNS

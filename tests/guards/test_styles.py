"""Every rule of a style sheet is called by a page that links the sheet, and every page finds its rules."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
SHEETS = sorted(path.name for path in (ROOT / "static").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST = 300

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"""class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)\"""", re.S)
_MARKED = re.compile(r"""asset\('([\w-]+\.css)'\)""")
# Set by a script.
OF_SCRIPTS = {"live--lost"}
# Handed to a macro as its argument `css`.
_HANDED = re.compile(r'css="([\w-]+)"')


def styled(sheet: str) -> set[str]:
    """The classes that the rules of a style sheet name."""
    heads = re.sub(r"\{[^{}]*\}", "{}", _COMMENT.sub("", sheet))
    return set(_CLASS.findall(heads))


def called(template: str) -> tuple[set[str], set[str]]:
    """The classes that a template calls, and the beginnings of those that it puts together."""
    source = _TEMPLATE_COMMENT.sub("", template)
    names: set[str] = set(_HANDED.findall(source))
    for attribute in _ATTRIBUTE.findall(source):
        words = " ".join(re.findall(r"'([^']*)'", attribute)).split()
        words += re.sub(r"\{[{%].*?[%}]\}", " ", attribute).split()
        names.update(words)
    return names, {name for name in names if name.endswith(("--", "-"))}


def uncalled(sheet: str, names: set[str], beginnings: set[str]) -> list[str]:
    """Classes with a rule and without a caller."""
    return sorted(one for one in styled(sheet) - names if not one.startswith(tuple(beginnings) or ("\0",)))


def _without_a_caller(names: set[str], call: str, source: str) -> list[str]:
    return sorted(name for name in names if not re.search(call.replace("{}", name), source))


def _all_calls() -> tuple[set[str], set[str]]:
    calls = [called(path.read_text()) for path in TEMPLATES]
    return set().union(*(one for one, _ in calls), OF_SCRIPTS), set().union(*(two for _, two in calls))


@pytest.mark.parametrize("name", SHEETS)
def test_every_class_with_a_rule_is_called_by_a_template(name: str) -> None:
    assert uncalled((ROOT / "static" / name).read_text(), *_all_calls()) == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_is_about_one_thing_and_can_be_read_at_once(name: str) -> None:
    assert len((ROOT / "static" / name).read_text().splitlines()) <= LONGEST


def test_every_token_is_read_by_a_rule() -> None:
    tokens = (ROOT / "static" / "tokens.css").read_text()
    rules = "".join((ROOT / "static" / name).read_text() for name in SHEETS)
    assert _without_a_caller(set(re.findall(r"(--[\w-]+):", tokens)), r"var\({}[,)]", rules) == []


def test_every_icon_is_drawn_by_a_page() -> None:
    icons = re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text())
    pages = "".join(path.read_text() for path in [*TEMPLATES, *(ROOT / "support").rglob("*.py")])
    assert len(icons) > 20
    assert _without_a_caller(set(icons), r"[\"'#]{}[\"']", pages) == []


def test_every_style_sheet_is_linked_by_a_template() -> None:
    linked = {name for path in TEMPLATES for name in _MARKED.findall(path.read_text())}
    assert linked == set(SHEETS)


def test_the_help_page_links_nothing_for_forms_or_for_the_staff() -> None:
    layouts = [ROOT / "templates" / "layouts" / name for name in ("base.html", "plain.html")]
    linked = {name for path in layouts for name in _MARKED.findall(path.read_text())}
    assert linked == {"tokens.css", "base.css", "buttons.css", "pieces.css", "public.css", "print.css"}


def test_every_rule_that_looks_inside_has_a_plain_one_where_that_is_not_understood() -> None:
    source = "".join(_COMMENT.sub("", (ROOT / "static" / name).read_text()) for name in SHEETS)
    plain = "".join(re.findall(r"@supports not selector\(:has\(\*\)\) \{(.*?)\n\}", source, re.S))
    blocks = set(re.findall(r"\.([\w-]+)[^{},]*:has\(input:checked\)", source))
    assert blocks >= {"option", "scale__grid", "slot"}
    for block in blocks:
        assert f".{block} input:checked" in source, block
        assert f".{block} input:focus-visible" in plain, block


def test_a_rule_that_looks_inside_is_about_nothing_else() -> None:
    """Where :has() is not understood the whole rule is dropped, and whatever else it says with it."""
    source = "".join(_COMMENT.sub("", (ROOT / "static" / name).read_text()) for name in SHEETS)
    heads = [
        head.strip() for head in re.findall(r"([^{}]*:has\([^{}]*)\{", source) if "@supports" not in head
    ]
    assert len(heads) > 5
    assert [head for head in heads if len(head.split(",")) != head.count(":has(")] == []


def test_a_rule_that_nothing_calls_is_found() -> None:
    names, beginnings = called(
        """<p class="note{{ ' note--' ~ kind if kind else '' }} tag tag--{{ look }}">"""
    )
    sheet = ".note--late .i, .tag--now { } .tag:hover { } @media print { .forgotten { } }"
    assert uncalled(sheet, names | {"i"}, beginnings) == ["forgotten"]

"""Every template compiles, imports nothing in vain, keeps style and script outside, and sends its token."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import TemplateSyntaxError

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parent.parent.parent / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))

_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_IMPORT = re.compile(r"\{%-?\s*from\s+[\"'][^\"']+[\"']\s+import\s+(.+?)(?:\s+with context)?\s*-?%\}")
_EMBEDDED = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"<[a-z][^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=", re.I),
    "a script address": re.compile(r"[\"']\s*javascript:", re.I),
    "an address of another host": re.compile(r"(?:src|srcset|href|action)=[\"'](?:https?:)?//", re.I),
    "text taken as markup": re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false"),
}
_OUR_NUMBER = re.compile(r"(?<!if )(?<!our_phone\()(?<!our_lines\()\bpage\.our_phone\b")
_FORM = re.compile(r"<form\b[^>]*method=[\"']post[\"'][^>]*>.*?</form>", re.S | re.I)
_TOKENS = ("token()", "csrf_token()")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name: str, app: Flask) -> None:
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_macro_is_imported_in_vain(name: str) -> None:
    assert _unused(_source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_style_and_script_stand_in_files_of_their_own(name: str) -> None:
    assert _embedded(_source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_form_that_posts_sends_its_token(name: str) -> None:
    assert _forms_without_token(_source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_own_number_is_written_where_one_tap_calls_it(name: str) -> None:
    assert _OUR_NUMBER.findall(_source(name)) == []


@pytest.mark.parametrize(
    ("planted", "plain"),
    [
        ("{{ page.our_phone }}", 1),
        ('{{ _("Call us: %(phone)s.", phone=page.our_phone) }}', 1),
        ('{{ _("Call us: %(phone)s.", phone=our_phone(page.our_phone)) }}', 0),
        ("{% if page.our_phone %}{{ our_lines(page.our_phone, page.opening) }}{% endif %}", 0),
    ],
)
def test_a_number_of_ours_that_cannot_be_tapped_is_found(planted: str, plain: int) -> None:
    assert len(_OUR_NUMBER.findall(planted)) == plain


def test_every_template_is_used_by_the_program_or_by_another_template() -> None:
    program = "".join(path.read_text() for path in (FOLDER.parent / "support").rglob("*.py"))
    templates = "".join(_source(name) for name in TEMPLATES)
    assert [name for name in TEMPLATES if f'"{name}"' not in program + templates] == []


def test_a_template_that_does_not_compile_is_found(app: Flask) -> None:
    with pytest.raises(TemplateSyntaxError):
        app.jinja_env.from_string("{% if page.lines %}")


@pytest.mark.parametrize(
    ("planted", "unused"),
    [
        ('{% from "a.html" import icon, note %}{{ icon("x") }}', ["note"]),
        ('{%- from "a.html" import choices as rows -%}{{ rows() }}', []),
        ('{%- from "a.html" import choices as rows -%}{{ choices }}', ["rows"]),
        ('{% from "a.html" import icon %}{# icon #}', ["icon"]),
    ],
)
def test_an_unused_import_is_found(planted: str, unused: list[str]) -> None:
    assert _unused(_COMMENT.sub("", planted)) == unused


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<style>p { }</style>", "a style element"),
        ("<script>alert(1)</script>", "a script in the page"),
        ('<button type="button" onclick="go()">', "an event attribute"),
        ('<a href="javascript:go()">', "a script address"),
        ('<img src="https://elsewhere.example/x.png">', "an address of another host"),
        ('<script src="//elsewhere.example/x.js"></script>', "an address of another host"),
        ("{{ page.text|safe }}", "text taken as markup"),
    ],
)
def test_something_embedded_is_found(planted: str, found: str) -> None:
    assert _embedded(planted) == [found]


def test_a_form_without_a_token_is_found() -> None:
    with_token, without = (
        '<form method="post">{{ token() }}</form>',
        '<form action="/x" method="post"></form>',
    )
    assert _forms_without_token(with_token + without + '<form method="get"></form>') == [without]


def _source(name: str) -> str:
    return _COMMENT.sub("", (FOLDER / name).read_text())


def _unused(source: str) -> list[str]:
    rest = _IMPORT.sub("", source)
    names = [one.split()[-1].strip(",") for line in _IMPORT.findall(source) for one in line.split(",")]
    return [name for name in names if not re.search(rf"\b{name}\b\s*\(", rest)]


def _embedded(source: str) -> list[str]:
    return [what for what, pattern in _EMBEDDED.items() if pattern.search(source)]


def _forms_without_token(source: str) -> list[str]:
    return [form for form in _FORM.findall(source) if not any(token in form for token in _TOKENS)]

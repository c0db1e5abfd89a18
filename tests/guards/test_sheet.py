"""The demo's sheet shows every component."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parents[2] / "templates"
_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\(")


def _missing(components: dict[str, str], sheet: str) -> list[str]:
    """Macros that neither the sheet nor another macro of the same file calls."""
    return [
        name
        for source in components.values()
        for name in _MACRO.findall(source)
        if not re.search(rf"(?<!macro )\b{name}\(", sheet + source)
    ]


def test_every_macro_of_the_components_is_on_the_sheet() -> None:
    components = {
        path.stem: _COMMENT.sub("", path.read_text()) for path in (FOLDER / "components").glob("*.html")
    }
    parts = [FOLDER / "demo" / "components.html", *(FOLDER / "demo" / "sheet").glob("*.html")]
    assert len(components) > 30
    assert _missing(components, "".join(path.read_text() for path in parts)) == []


def test_a_macro_that_is_not_on_the_sheet_is_found() -> None:
    planted = {
        "card": "{%- macro card(x) -%}{{ row(x) }}{%- endmacro -%}{%- macro row(x) -%}{%- endmacro -%}"
    }
    assert _missing(planted, "{{ button() }}") == ["card"]
    assert _missing(planted, "{{ card(1) }}") == []

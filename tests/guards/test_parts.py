"""Every part of others is listed with version and licence, and the list never drifts from what is used."""

import re
from pathlib import Path

import pytest

from tools.parts import FILES, PAPER, ROOT, files, packages, present

pytestmark = pytest.mark.once

_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)
# What others made lies only here; the rest of static/ is ours.
OF_OTHERS = ("static/vendor", "static/fonts")


def test_the_list_is_what_is_used() -> None:
    assert PAPER.read_text() == present(), "run `python -m tools.parts`"


def test_every_line_of_the_requirements_is_a_part_with_a_licence() -> None:
    pinned = re.findall(r"^([\w.-]+)\S*==", (ROOT / "requirements.txt").read_text(), flags=re.M)
    rows = _ROW.findall(PAPER.read_text())[2:]
    assert [name for name, _version, _licence in rows][: len(pinned)] == pinned
    assert len(pinned) > 40 and all(licence.strip() for _name, _version, licence in rows)


def test_every_file_of_others_is_listed_and_its_licence_lies_beside_it() -> None:
    lying = {
        path.relative_to(ROOT).as_posix()
        for folder in OF_OTHERS
        for path in (ROOT / folder).iterdir()
        if path.suffix != ".txt"
    }
    assert lying == FILES.keys()
    for path in FILES:
        assert list((ROOT / path).parent.glob("*.txt")), path


@pytest.mark.parametrize(
    "planted",
    ["flask==3.1.2 \\\n", "flask==3.1.3 \\\n    --hash=sha256:0\nsegno==1.6.6 \\\n", "six==1.17.0\n"],
)
def test_another_version_and_another_package_are_found(planted: str) -> None:
    rows = PAPER.read_text()
    made = packages(planted)
    assert made and all(part.licence for part in made)
    if "flask==3.1.2" in planted:
        assert not all(part.row() in rows for part in made)
    else:
        assert all(part.row() in rows for part in made)


def test_a_changed_file_of_others_is_found(tmp_path: Path) -> None:
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((ROOT / path).read_bytes() + b" ")
    rows = PAPER.read_text()
    assert not any(part.row() in rows for part in files(tmp_path))
    assert all(part.row() in rows for part in files(ROOT))

"""A small file is read strictly, and every fault is named at once."""

from pathlib import Path

import pytest

from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "file.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\na: 2\n", "'a' twice"),
        ("a: {b: 1, b: 2}\n", "'b' twice"),
        ("a: [1\n", "file.yaml"),
        ("a: !!python/object:os.system {}\n", "file.yaml"),
        ("? [a, b]\n: 1\n", "file.yaml"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(FileFaults, match=says):
        read_yaml(written(tmp_path, text))


def test_a_missing_file_is_a_fault_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match=r"none\.yaml"):
        read_yaml(tmp_path / "none.yaml")


def test_all_faults_are_found_in_one_reading() -> None:
    faults: list[str] = []
    entry = Entry(
        {"word": 3, "count": 0, "flag": True, "list": ["a", "a", 4], "name": {"fi": "x"}, "typo": 1},
        "file",
        faults,
    )
    entry.text("word"), entry.text("absent"), entry.number("count"), entry.number("flag")
    entry.words("list", frozenset({"b"})), entry.languages("name"), entry.day("word"), entry.entries("word")
    entry.finish()
    assert faults == [
        "file.word: is not a text",
        "file.absent: is missing",
        "file.count: is not a number above 0",
        "file.flag: is not a number above 0",
        "file.list: is not a list of words",
        "file.list: has a word twice",
        "file.list: has the unknown word 'a'",
        "file.list: has the unknown word 'a'",
        "file.name.sv: is missing",
        "file.name.en: is missing",
        "file.word: is not a date",
        "file.word: is not a list",
        "file.typo: is not known here",
    ]


def test_something_that_is_no_mapping_is_a_fault() -> None:
    faults: list[str] = []
    Entry(["a"], "file", faults).finish()
    assert faults == ["file: is not a mapping"]

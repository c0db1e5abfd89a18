"""The commands as an operator or another program meets them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.triage.commands import protocol
from tests.rules.triage.examples import IN_USE, SMALL, usual


def run(*arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(protocol, arguments, input=text)


def decide_text(answers: Any) -> Result:
    return run("decide", "-", text=json.dumps(answers))


def a_draft(folder: Path) -> Path:
    """The small protocol as it was before anybody signed it."""
    copy = folder / "kevyt-0.1.0"
    shutil.copytree(SMALL / "kevyt-0.1.0", copy)
    lines = (copy / "protocol.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    draft = [line for line in lines if not line.startswith("signed_off:")]
    (copy / "protocol.yaml").write_text("".join(draft), encoding="utf-8")
    return copy


def test_check_accepts_what_is_in_the_tree() -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "voimavarat 1.0.0 (draft, signed by nobody): 26 vectors" in result.output
    assert "No faults" in result.output


def test_check_tells_a_vector_that_comes_out_otherwise(tmp_path: Path) -> None:
    copy = a_draft(tmp_path)
    vectors = (copy / "vectors.yaml").read_text(encoding="utf-8")
    (copy / "vectors.yaml").write_text(vectors.replace("path: tulpat", "path: heti"), encoding="utf-8")
    result = run("check", "--folder", str(tmp_path))
    assert result.exit_code == 1
    assert "vector puhetta: routine, tulpat; expected routine, heti" in result.stderr
    assert "1 faults" in result.stdout


def test_check_tells_a_hole_in_the_grid(tmp_path: Path) -> None:
    copy = a_draft(tmp_path)
    structure = (copy / "protocol.yaml").read_text(encoding="utf-8")
    holed = structure.replace(
        "path: keskustelu, when: always", "path: keskustelu, when: {urgency: [routine, next_day]}"
    )
    (copy / "protocol.yaml").write_text(holed, encoding="utf-8")
    result = run("check", "--folder", str(tmp_path))
    assert result.exit_code == 1
    assert "no path for same_day" in result.stderr


def test_check_and_decide_tell_every_fault_of_a_file(tmp_path: Path) -> None:
    copy = tmp_path / "kevyt-0.1.0"
    shutil.copytree(SMALL / "kevyt-0.1.0", copy)
    (copy / "texts.yaml").unlink()
    for result in (run("check", "--folder", str(tmp_path)), run("decide", "-", "--folder", str(tmp_path),
                                                                text="{}")):  # fmt: skip
        assert result.exit_code == 1
        assert "kevyt-0.1.0/texts.yaml" in result.stderr


def test_answers_in_a_decision_out() -> None:
    result = decide_text({**usual(wish="talk_today"), "hope": None})
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "urgency": "same_day",
        "path": "urgent_call",
        "alternatives": ["brief_support"],
        "matched": ["D9"],
        "scores": {"who5": 60, "phq4": 3, "osss3": 11, "work_ability_score": 8},
        "flags": [],
        "protocol": "voimavarat 1.0.0",
    }


def test_a_list_in_a_list_out() -> None:
    result = decide_text([usual(), {}, {"violence": "withheld"}])
    assert [each["urgency"] for each in json.loads(result.stdout)] == ["routine", "next_day", "same_day"]
    assert json.loads(decide_text([]).stdout) == []


def test_a_file_is_read_like_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(b"\xef\xbb\xbf{}")
    assert json.loads(run("decide", str(file)).stdout)["path"] == "brief_support"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"deth_thoughts": 1}, "unknown item: 'deth_thoughts'"),
        ({"plan": "maybe"}, "unknown value of plan: 'maybe'"),
        ({"who5_1": 6}, "unknown value of who5_1: 6"),
        ({"who5_1": 3.0}, "unknown value of who5_1: 3.0"),
        ({"who5_1": "3"}, "unknown value of who5_1: '3'"),
        ({"who5_1": True}, "unknown value of who5_1: True"),
        ({"hope": -1}, "unknown value of hope: -1"),
        ({"strain": "none"}, "unknown value of strain: 'none'"),
        ({"strain": ["none", 1]}, "unknown value of strain: 1"),
        ({"strain": [["none"]]}, "unknown value of strain: ['none']"),
        ({"wish": ["own_pace"]}, "unknown value of wish: ['own_pace']"),
        ({"wish": {"a": 1}}, "unknown value of wish"),
        ({"own_words": "a" * 501}, "unknown value of own_words"),
        ([{}, {"plan": "maybe"}], "answer set 2: unknown value of plan: 'maybe'"),
        (["plan"], "answer set 1: an answer set is a mapping"),
        ("plan", "an answer set is a mapping"),
        (None, "an answer set is a mapping"),
    ],
)
def test_unknown_items_and_values_are_named_and_nothing_is_decided(answers: Any, told: str) -> None:
    result = decide_text(answers)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b'{"plan": "no", "plan": "yes"}', b"[" * 100_000])
def test_what_is_no_json_is_refused(text: bytes) -> None:
    result = run("decide", "-", text=text)
    assert result.exit_code == 2
    assert "not JSON that can be read" in result.stderr


def test_a_file_that_is_not_there_is_refused() -> None:
    assert run("decide", "no-such-file.json").exit_code == 2


def test_diff_tells_which_cells_move_and_gives_examples(tmp_path: Path) -> None:
    copy = tmp_path / "voimavarat-1.0.1"
    shutil.copytree(IN_USE, copy)
    structure = (copy / "protocol.yaml").read_text(encoding="utf-8")
    changed = structure.replace('version: "1.0.0"', 'version: "1.0.1"').replace(
        "{score: phq4, at_least: 9, skipped_as_best: true}",
        "{score: phq4, at_least: 10, skipped_as_best: true}",
    )
    (copy / "protocol.yaml").write_text(changed, encoding="utf-8")
    result = run("diff", "voimavarat-1.0.0", str(copy))
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[:2] == ["voimavarat 1.0.0 -> voimavarat 1.0.1", "  rows: X6"]
    assert "next_day, brief_support -> routine, brief_support" in result.stdout
    assert [line.split(":")[0] for line in lines if line.startswith("Example")] == [
        "Example 1",
        "Example 2",
        "Example 3",
    ]


def test_diff_names_a_version_that_does_not_exist() -> None:
    result = run("diff", "voimavarat-1.0.0", "voimavarat-9.9.9")
    assert result.exit_code == 1
    assert "there is no protocol voimavarat-9.9.9" in result.stderr

"""Whatever somebody writes, types or sends us in the provider's name: no exception."""

import faulthandler
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.counts import a_third_of
from tests.fuzz.requests import requests
from tests.fuzz.seeds import dictionary, seeds_of_requests, seeds_of_words
from tests.fuzz.words import KINDS, words

pytestmark = pytest.mark.once

REACHED = {"words": 100, "requests": 150}
ROOT = Path(__file__).parent.parent.parent


def test_what_the_fuzzer_begins_with_is_read_in_every_way() -> None:
    for seed in seeds_of_words():
        for kind in range(len(KINDS)):
            words(bytes([kind]) + seed[1:])
            words(bytes([kind]) + seed[:0:-1])


def test_what_the_fuzzer_begins_with_is_answered() -> None:
    with requests() as asked:
        for seed in a_third_of(seeds_of_requests(), 1):
            asked.one(seed)


def test_the_fuzzer_is_given_plain_lines() -> None:
    lines = dictionary().splitlines()
    assert len(lines) > 80
    assert all(line.isascii() and line.startswith('"') and line.endswith('"') for line in lines)


@pytest.mark.long
@pytest.mark.parametrize(("kind", "seconds"), [("words", 300), ("requests", 120)])
def test_the_fuzzer_finds_nothing(kind: str, seconds: int, tmp_path: Path) -> None:
    # It waits on purpose: nobody need be told where it hangs.
    faulthandler.cancel_dump_traceback_later()
    command = [sys.executable, "-m", "tests.fuzz.run", kind, f"-max_total_time={seconds}"]
    ran = subprocess.run(  # noqa: S603  # our own program
        [*command, f"-artifact_prefix={tmp_path}/", "-print_final_stats=1"],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert ran.returncode == 0, f"{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}"
    # A fuzzer that follows nothing finds nothing.
    assert max(int(reached) for reached in re.findall(r"cov: (\d+)", ran.stderr)) > REACHED[kind]

"""Lets the fuzzer atheris loose: `python -m tests.fuzz.run words -max_total_time=300`, or `requests`.

Ends with 0 when it found nothing; otherwise it says the bytes that did it, and the exception.
"""

import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

import atheris

FOUND = 77
# What the fuzzer follows through its branches; only a module that is imported in here is seen by it.
FOLLOWED = [
    *("support.messaging", "support.vocabulary.phone", "support.followup", "tests.fuzz"),
    *("phonenumbers.phonenumberutil", "twilio.request_validator"),
]
# And what it learns from comparisons of words.
atheris.enabled_hooks.add("str")
with atheris.instrument_imports(include=FOLLOWED):
    from tests.fuzz.requests import requests
    from tests.fuzz.seeds import dictionary, seeds_of_requests, seeds_of_words
    from tests.fuzz.words import words


def main(kind: str, options: Iterable[str]) -> None:
    """Begin with the seeds and go on until it is told to end."""
    # What it finds is an exception; what is only worth a warning happens at every second try.
    logging.disable(logging.WARNING)
    with ExitStack() as open_ones:
        folder = Path(open_ones.enter_context(tempfile.TemporaryDirectory()))
        one_input: Callable[[bytes], None] = words
        seeds = seeds_of_words()
        if kind == "requests":
            one_input, seeds = open_ones.enter_context(requests()).one, seeds_of_requests()
        corpus = folder / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(seeds):
            (corpus / str(number)).write_bytes(seed)
        (folder / "words").write_text(dictionary())
        more = (f"-dict={folder / 'words'}", "-max_len=2200", "-len_control=0", "-timeout=60")
        atheris.Setup([sys.argv[0], *options, *more, str(corpus)], lambda given: _ended_by(one_input, given))
        atheris.Fuzz()


def _ended_by(one_input: Callable[[bytes], None], given: bytes) -> None:
    """The fuzzer's own way to end waits for whatever the application has open, and may say nothing."""
    try:
        one_input(given)
    except BaseException:
        print(f"FOUND {given!r}\n{traceback.format_exc()}", flush=True)
        os._exit(FOUND)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

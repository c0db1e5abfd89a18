"""The processes of a real server, to be ended from outside."""

import contextlib
import os
import signal
from pathlib import Path

from bench.servers import HOST


def workers_of(port: int) -> list[int]:
    """The processes that answer on this port; the one that watches over them is not among them."""
    # The watcher was there first.
    return sorted(_processes_with(f"{HOST}:{port}"))[1:]


def job_workers_of(port: int) -> list[int]:
    """The job workers beside the web server on this port; who makes them is not among them."""
    return sorted(_processes_with(f"jobs-of-{port}"))[1:]


def end(pids: list[int], how: signal.Signals = signal.SIGKILL) -> int:
    """End these processes; how many were still there."""
    ended = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
            ended += 1
    return ended


def _processes_with(argument: str) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdecimal() and argument.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found

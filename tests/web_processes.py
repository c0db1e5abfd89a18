"""The processes of a real server, to be ended from outside."""

import contextlib
import os
import signal
from pathlib import Path

from bench.servers import HOST


def workers_of(port: int) -> list[int]:
    """The processes that answer on this port; the one that watches over them is not among them."""
    return _children_with(f"{HOST}:{port}")


def job_workers_of(port: int) -> list[int]:
    """The job workers beside the web server on this port; who makes them is not among them."""
    return _children_with(f"jobs-of-{port}")


def end(pids: list[int], how: signal.Signals = signal.SIGKILL) -> int:
    """End these processes; how many were still there."""
    ended = 0
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
            ended += 1
    return ended


def _children_with(argument: str) -> list[int]:
    """Those with this argument whose parent has it too: numbers begin anew some time and tell no order."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdecimal() and argument.encode() in (folder / "cmdline").read_bytes():
                # Behind the name, which may hold anything: the state, then the parent.
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return [pid for pid, parent in parents.items() if parent in parents]

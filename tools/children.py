"""Starting other programs and making sure that none of them stays behind."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent


class Stopped(BaseException):
    """Somebody asked us to end: Ctrl-C, a signal, or a closed terminal."""


def end_when_asked() -> None:
    """Turn the signals that ask for an end into Stopped, so that every `finally` runs."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def _stop(_number: int, _frame: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def start(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    output: int | IO[str] | None = None,
    errors: int | None = None,
    user: str | None = None,
) -> subprocess.Popen[str]:
    """Start a program in a session of its own, so that Ctrl-C reaches only us and we stop it in our order."""
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        user=user,
        group=user,
        extra_groups=() if user else None,
        text=True,
        start_new_session=True,
    )


SECONDS_TO_END = 8.0


def stop(child: subprocess.Popen[str], first: signal.Signals = signal.SIGTERM) -> None:
    """End a program and everything it started: politely, and after eight seconds for good."""
    if child.poll() is None:
        _signal(child, first, group=False)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(SECONDS_TO_END)
    _signal(child, signal.SIGKILL, group=True)
    child.wait()


def _signal(child: subprocess.Popen[str], number: signal.Signals, group: bool) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if group:
            os.killpg(child.pid, number)
        else:
            child.send_signal(number)


def finish(command: Sequence[str], env: Mapping[str, str] | None = None, limit: float | None = None) -> int:
    """Run a program to its end with its output shown; the exit code, 124 after `limit` seconds."""
    child = start(command, env)
    try:
        return child.wait(limit)
    except subprocess.TimeoutExpired:
        return 124
    finally:
        stop(child)


def ask(
    command: Sequence[str], env: Mapping[str, str] | None = None, user: str | None = None
) -> tuple[int, str]:
    """Run a program to its end; exit code, and everything it printed."""
    child = start(command, env, output=subprocess.PIPE, errors=subprocess.STDOUT, user=user)
    try:
        printed, _ = child.communicate()
        return child.returncode, printed
    finally:
        stop(child)


def seconds_since(began: float) -> float:
    """Seconds on a clock that never jumps, from a value of time.monotonic()."""
    return time.monotonic() - began

"""What ./run does: prepare once, start web server and worker, stop both together."""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from tools import children, instance, translations
from tools.environment import PYTHON, TO_RUN, NotInstalled, make_environment

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60
FLASK = (PYTHON, "-m", "flask", "--app", "wsgi")
# One process answers on one core, and a second one goes on while the first is made anew (decision 0027).
WEB_PROCESSES = 2


class CannotStart(Exception):
    """Why there is nothing to open in the browser; `printed` is what the failing step said."""

    def __init__(self, sentence: str, printed: str = "") -> None:
        super().__init__(sentence)
        self.printed = printed


def main(arguments: Sequence[str]) -> int:
    """Run until asked to stop; 0 after that, 1 when something did not work."""
    wish = _wish(arguments)
    children.end_when_asked()
    try:
        _run(wish)
    except children.Stopped:
        print("\nStopped.", flush=True)
        return 0
    except (CannotStart, NotInstalled, instance.Unusable) as reason:
        print(getattr(reason, "printed", ""), file=sys.stderr, end="")
        print(reason, file=sys.stderr, flush=True)
    return 1


def _wish(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description="Starts Kynnys on this machine, with invented people. Ctrl-C stops it."
    )
    parser.add_argument("--port", type=_port, default=5000, help="where it answers (default 5000)")
    parser.add_argument("--fresh", action="store_true", help="throw away the database and the keys first")
    parser.add_argument("--empty", action="store_true", help="no demo people in a new database")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError("write a number from 1 to 65535")
    return port


def _run(wish: argparse.Namespace) -> None:
    with instance.our_own_instance():
        _check_port(wish.port)
        make_environment(TO_RUN)
        fault = translations.compile_translations()
        if fault:
            raise CannotStart("The translations could not be compiled.", fault)
        if wish.fresh:
            instance.forget()
        env = os.environ | instance.settings(wish.port)
        who_can_sign_in = _prepare(env, empty=wish.empty)
        _serve(wish.port, env, who_can_sign_in)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise CannotStart(f"Port {port} needs more rights. Try: ./run --port 5001") from None
        except OSError:
            other = port + 1 if port < 65535 else 5000
            raise CannotStart(f"Port {port} is taken by another program. Try: ./run --port {other}") from None


def _prepare(env: Mapping[str, str], empty: bool) -> str:
    is_new = not instance.DATABASE.exists()
    if is_new:
        print("  Making the database ...", flush=True)
    command = [*FLASK, "prepare", *([] if empty else ["--demo"])]
    child = children.start(command, env, output=subprocess.PIPE)
    is_ready = False
    try:
        printed, _ = child.communicate()
        is_ready = child.returncode == 0
    finally:
        children.stop(child)
        if is_new and not is_ready:
            # Half a database would look like a finished one the next time.
            instance.remove_database()
    if not is_ready:
        raise CannotStart("The database could not be prepared.", printed)
    return printed


def _serve(port: int, env: Mapping[str, str], who_can_sign_in: str) -> None:
    running: dict[str, subprocess.Popen[str]] = {}
    try:
        running["web server"] = children.start(web_command(port), env)
        _wait_for_answer(port, running)
        # After the web server, so that nobody waits for two programs to load at once.
        running["worker"] = children.start([*FLASK, "worker"], env)
        lines = (f"\nKynnys answers at {env['PUBLIC_BASE_URL']}", who_can_sign_in.strip(), "Ctrl-C stops it.")
        print("\n\n".join(filter(None, lines)), flush=True)
        while True:
            _check_alive(running)
            time.sleep(0.3)
    finally:
        for child in running.values():
            child.terminate()
        for child in running.values():
            children.stop(child)


def web_command(port: int) -> list[str]:
    """The command line of the web server on this port."""
    settings = f"--workers {WEB_PROCESSES} --worker-class gthread --threads 64 --graceful-timeout 3"
    # The control socket would lie in the home folder, the access log hold addresses.
    settings += f" --bind {HOST}:{port} --no-control-socket --log-level warning"
    # What a caller writes about a proxy is believed by the program alone, and only for proxies of our own.
    settings += " --forwarded-allow-ips= --forwarder-headers="
    return [PYTHON, "-m", "gunicorn", *settings.split(), "wsgi:app"]


def _wait_for_answer(port: int, running: Mapping[str, subprocess.Popen[str]]) -> None:
    began = time.monotonic()
    while not answers(port, "/health"):
        _check_alive(running)
        if children.seconds_since(began) > SECONDS_TO_ANSWER:
            raise CannotStart(
                f"No answer from /health in {SECONDS_TO_ANSWER} seconds, so everything was stopped."
            )
        time.sleep(0.05)


def answers(port: int, path: str) -> bool:
    """Whether a server on this machine answers this path as it should."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _check_alive(running: Mapping[str, subprocess.Popen[str]]) -> None:
    for name, child in running.items():
        if child.poll() is not None:
            raise CannotStart(f"The {name} ended (exit code {child.returncode}), so everything was stopped.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""No key, no password and no file that usually holds them lies here, nor did one ever (ASVS 13.3.1)."""

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from math import log2
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
GIT = shutil.which("git")
needs_git = pytest.mark.skipif(
    GIT is None or not (ROOT / ".git").exists(), reason="an unpacked archive has no history"
)

KNOWN = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "a key of a cloud": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}"),
    "a token of a code host": re.compile(r"\b(gh[pousr]_\w{30,}|glpat-[\w-]{20,}|github_pat_\w{30,})"),
    "a key of the sender of messages": re.compile(r"\b(AC|SK)[0-9a-f]{32}\b"),
    "a token of a chat": re.compile(r"\bxox[abprs]-[\w-]{10,}"),
    "a signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}"),
    "a password in an address": re.compile(
        r"\b[a-z][a-z+]*://(?!user:password@)[^\s/:@{}<>$]+:[^\s/@{}<>$*]{3,}@"
    ),
}
_LONG = re.compile(r"(?<![\w+/-])[\w+/-]{32,}={0,2}(?![\w+/=-])")
# Hashes of packages and of what was tried; they are known to all, and each follows its own word.
_PUBLIC_HASH = re.compile(r"(?:--hash=sha256:|sha256-|sha384-)[\w+/=]+")
# Bits a sign above which letters stand as in a key; words joined by signs stay below.
ENTROPY = 4.2
BINARY = {".bin", ".woff2", ".png", ".ico"}
# Written by others, minified: read for the known kinds of keys only.
OF_OTHERS = {"static/vendor/htmx.min.js"}
HOLDS_SECRETS = re.compile(
    r"(^|/)(\.env(\..*)?|id_(rsa|dsa|ecdsa|ed25519)|credentials(\.\w+)?|secrets?\.(ya?ml|json|toml|env))$"
    r"|\.(pem|key|p12|pfx|jks|keystore|kdbx|sqlite3?|db|dump|sql\.gz|pgpass|har)$"
)


def _git(*arguments: str) -> list[str]:
    command = [GIT or "git", "-C", str(ROOT), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - written out here
    return [line for line in done.stdout.split("\0") if line]


@needs_git
def test_no_file_of_the_repository_holds_a_secret() -> None:
    names = _git("ls-files", "-z")
    assert len(names) > 400
    found = {name: faults for name in names if (faults := _in_file(name))}
    assert found == {}


@needs_git
def test_no_file_that_usually_holds_secrets_was_ever_kept() -> None:
    names = {name.strip() for name in _git("log", "--all", "--format=", "--name-only", "-z")}
    assert len(names) > 400
    assert sorted(name for name in names if HOLDS_SECRETS.search(name)) == []


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "a private key"),
        ("key = 'AKIA" + "ABCDEFGHIJKLMNOP'", "a key of a cloud"),
        ("ghp" + "_0123456789abcdefghijABCDEFGHIJ0123", "a token of a code host"),
        ("TWILIO=AC" + "0123456789abcdef" * 2, "a key of the sender of messages"),
        ("xoxb" + "-1234567890-abcdef", "a token of a chat"),
        ("eyJhbGciOiJIUzI1" + ".eyJzdWIiOiIxMjM0NTY3", "a signed token"),
        ("postgresql://kynnys:" + "hunter2@db.example/kynnys", "a password in an address"),
        ("SECRET_KEY=" + "q8Zr2Lw0Xn5Vt7Kc1Yb4" + "Mj9Hd3Gf6Sa_pQeUi", "like a key"),
        ('LOOKUP_KEY = "' + "kP3vN9xQ2mR7tW1yB5cF8" + 'hJ4lS6dG0zA+eUoIi/Tn2E="', "like a key"),
        ("totp: " + "JBSWY3DPEHPK3PXPKRSX" + "G5DJNZTQ6ZLO2F7XAVCM", "like a key"),
    ],
)
def test_a_planted_secret_is_found(planted: str, kind: str) -> None:
    assert [fault.partition(":")[0] for fault in _in_text(f"first\n{planted}\n")][:1] == [kind]


@pytest.mark.parametrize(
    "fine",
    [
        "test_a_fault_at_any_statement_leaves_nothing_and_the_act_can_be_repeated",
        "support/people/known_browser_cookie",
        "postgresql://user@host/name",
        "postgresql://user:password@host/name",
        "argon2==1 --hash=sha256:065665c041c42a5938ed220bdcd7230f22527fbec085e1853d2402c8a3615d9d",
        "postgresql://{name}:{password}@localhost",
        "x" * 60,
        "abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz",
    ],
)
def test_what_is_no_secret_is_let_be(fine: str) -> None:
    assert _in_text(fine) == []


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        "deploy/.env.production",
        "tls/server.pem",
        "id_ed25519",
        "backup/kynnys.sqlite3",
        "secrets.yaml",
    ],
)
def test_the_name_of_a_file_with_secrets_is_found(name: str) -> None:
    assert HOLDS_SECRETS.search(name)
    assert not HOLDS_SECRETS.search("docs/keys.md") and not HOLDS_SECRETS.search("support/people/sessions.py")


def _in_file(name: str) -> list[str]:
    path = ROOT / name
    if path.suffix in BINARY or not path.is_file():
        return []
    return _in_text(path.read_text(), only_known=name in OF_OTHERS)


def _in_text(text: str, *, only_known: bool = False) -> list[str]:
    found = [f"{kind}: {match[0][:60]}" for kind, shape in KNOWN.items() if (match := shape.search(text))]
    if only_known:
        return found
    plain = _PUBLIC_HASH.sub("", text)
    return found + [f"like a key: {one}" for one in _LONG.findall(plain) if _is_like_a_key(one)]


def _is_like_a_key(text: str) -> bool:
    """Signs as chance draws them: many different ones, and the kind of sign changes all the time."""
    if not (any(c.isdigit() for c in text) and any(c.isupper() for c in text)):
        return False
    counts = Counter(text)
    entropy = -sum(n / len(text) * log2(n / len(text)) for n in counts.values())
    changes = sum(_kind(a) != _kind(b) for a, b in pairwise(text))
    return entropy > ENTROPY and changes > len(text) / 4


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "digit"
    return "upper" if sign.isupper() else "other"

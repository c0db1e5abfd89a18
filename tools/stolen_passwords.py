"""Makes the file of stolen passwords from a list, one a line: `python -m tools.stolen_passwords LIST`.

The list itself never comes into the repository. Shorter passwords are left out, since the rules refuse them.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from support.people.rules import PASSWORD_LENGTH
from support.people.stolen_passwords import FILE, digest


def made_of(lines: Iterable[str]) -> bytes:
    """The sorted digests of those that are long enough to be chosen, each once."""
    passwords = (line.rstrip("\r\n") for line in lines)
    return b"".join(sorted({digest(one) for one in passwords if len(one) >= PASSWORD_LENGTH}))


def main(arguments: Sequence[str], to: Path = FILE) -> int:
    """Write the file; 0 after that, 2 when no list was named."""
    if len(arguments) != 1:
        print("Usage: python -m tools.stolen_passwords LIST", file=sys.stderr)
        return 2
    with Path(arguments[0]).open(encoding="utf-8", errors="replace") as lines:
        made = made_of(lines)
    to.write_bytes(made)
    print(f"{to.name}: {len(made) // len(digest(''))} passwords")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

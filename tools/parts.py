"""The list of what is not ours: every package and every file of others, with version and licence.

`python -m tools.parts` writes it; tests/guards/test_parts.py compares it with requirements.txt and static/.
"""

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAPER = ROOT / "docs" / "parts.md"
# Files of others that come with the program: name, licence, and where the version stands in the file.
FILES = {
    "static/vendor/htmx.min.js": ("htmx", "0BSD", re.compile(rb'version:"([\d.]+)"')),
    "static/fonts/hanken-grotesk-latin-wght-normal.woff2": ("Hanken Grotesk", "OFL-1.1", None),
    "static/fonts/newsreader-latin-wght-normal.woff2": ("Newsreader", "OFL-1.1", None),
}
_PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", re.M)
_HEAD = """# Parts of others

What of this program is not ours. Packages are those of `requirements.txt`, fixed there by their hashes. Files
lie in `static/` and are known by the beginning of their SHA-256; icons, pictures, styles and other scripts
are our own. Licences are as the parts state them.

Made by `python -m tools.parts`. `tests/guards/test_parts.py` fails when it no longer fits.

| Part | Version | Licence |
| --- | --- | --- |
"""


@dataclass(frozen=True)
class Part:
    """One part of others."""

    name: str
    version: str
    licence: str

    def row(self) -> str:
        """Its line in the table."""
        return f"| {self.name} | {self.version} | {self.licence} |\n"


def packages(requirements: str) -> list[Part]:
    """The packages of a list of requirements, with the licence that each states."""
    return [Part(name, version, _licence(name)) for name, version in _PINNED.findall(requirements)]


def files(root: Path) -> list[Part]:
    """The files of others that come with the program."""
    found = []
    for path, (name, licence, version_in) in FILES.items():
        content = (root / path).read_bytes()
        version = version_in.search(content) if version_in else None
        digest = f"`{hashlib.sha256(content).hexdigest()[:16]}`"
        number = f"{version[1].decode()}, " if version else ""
        found.append(Part(f"{name} (`{path}`)", f"{number}{digest}", licence))
    return found


def paper(parts: list[Part]) -> str:
    """The whole list as it is kept."""
    return _HEAD + "".join(part.row() for part in parts)


def present() -> str:
    """The list as it should be now."""
    return paper([*packages((ROOT / "requirements.txt").read_text()), *files(ROOT)])


def _licence(name: str) -> str:
    said = metadata(name)
    stated = next((said[field] for field in ("License-Expression", "License") if field in said), "")
    if 0 < len(stated) < 40 and stated != "Dual License":
        return stated
    classes = said.get_all("Classifier") or []
    return " or ".join(one.rpartition(" :: ")[2] for one in classes if one.startswith("License ::"))


if __name__ == "__main__":
    PAPER.write_text(present())

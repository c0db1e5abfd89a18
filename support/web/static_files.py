"""Static files under an address that changes with their content, cached for a year, sent compressed."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, abort, request

from support.web.access import public

_COMPRESSED = (".css", ".js", ".svg", ".txt")


@dataclass(frozen=True)
class StaticFile:
    """One file, read once at start."""

    content: bytes
    compressed: bytes | None
    media_type: str


def read_static_files(folder: Path) -> tuple[str, dict[str, StaticFile]]:
    """Every file below the folder by its relative name, and a word that changes with any of them."""
    files: dict[str, StaticFile] = {}
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        digest.update(name.encode() + b"\0" + content)
        squeezed = _squeezed(content) if path.suffix in _COMPRESSED else None
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if media_type.startswith("text/"):
            media_type += "; charset=utf-8"
        files[name] = StaticFile(content, squeezed, media_type)
    return digest.hexdigest()[:12], files


# As many applications as there are in a process send the same.
@lru_cache(maxsize=256)
def _squeezed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def serve_static(app: Flask, folder: Path) -> None:
    """Add the static route and the template function `asset`."""
    version, files = read_static_files(folder)
    # Not from what a request says of where the program lies: it lies at the root (PUBLIC_BASE_URL).
    addresses = {name: f"/static/{version}/{quote(name)}" for name in files}

    @app.get("/static/<version_asked>/<path:name>", endpoint="static")
    @public
    def static_file(version_asked: str, name: str) -> Response:
        found = files.get(name)
        if found is None:
            abort(404)
        # A page cached before a release still finds its style sheet, but does not keep the newer one.
        lifetime = "public, max-age=31536000, immutable" if version_asked == version else "no-cache"
        headers = {"Cache-Control": lifetime, "Vary": "Accept-Encoding"}
        if found.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(
                found.compressed,
                mimetype=None,
                content_type=found.media_type,
                headers={**headers, "Content-Encoding": "gzip"},
            )
        return Response(found.content, content_type=found.media_type, headers=headers)

    def asset(name: str) -> str:
        address = addresses.get(name)
        if address is None:
            raise KeyError(f"no static file {name}")
        return address

    app.jinja_env.globals["asset"] = asset

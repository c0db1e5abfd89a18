"""Page data of signing in and of an invitation."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyotp
import segno

from support.web.kept_words import KeptWords
from support.web.views import FieldError

_QUIET = 4


@dataclass(frozen=True)
class SignInPage:
    """The number to which a code is sent."""

    phone: str
    errors: list[FieldError]
    our_phone: str
    notice: str


@dataclass(frozen=True)
class StaffSignInPage:
    """Address and password."""

    email: str
    error: str
    notice: str
    kept_words: str
    words_minutes: int


@dataclass(frozen=True)
class StaffCodePage:
    """The code of the authenticator."""

    error: str
    back_url: str
    kept_words: str


@dataclass(frozen=True)
class WordsPage:
    """What she was writing when she was signed out; `warned_url`: where she should look next, or empty."""

    kept: KeptWords
    leave_url: str
    warned_url: str


@dataclass(frozen=True)
class InvitationPage:
    """Taking an account into use."""

    name: str
    app_url: str
    qr_path: str
    qr_size: int
    secret: str
    min_length: int
    errors: list[FieldError]
    error: Mapping[str, str]


def authenticator_url(secret: str, name: str) -> str:
    """The address by which an authenticator takes the secret, as it stands in the QR code too."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Kynnys")


def qr_of(address: str) -> tuple[str, int]:
    """An address as a QR code: the path of an SVG and its size in modules, quiet zone included."""
    rows = list(segno.make(address, micro=False).matrix_iter(border=_QUIET))
    dark = [(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark), len(rows)

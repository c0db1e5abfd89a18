"""Encrypting and hashing: AES-256-GCM bound to its place, a key ring, keyed look-up, tokens and codes.

Every sealed value is bound to table, column and row (ASVS 11.3.3), so that moving it elsewhere makes it
unreadable. Content lies under a data key; the ring only wraps data keys, so erasing one data key erases
what lies under it.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from support.platform.columns import SEAL_MARK

# In the place of the name of a ring key: closed with a secret that only one browser holds.
UNSENT = "token"
_NONCE = 12

# OWASP's smallest argon2id: a few sign-ins at once must not take a machine of two cores (measured: 39 ms).
_SLOW = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Unreadable(Exception):
    """A sealed value was moved, altered, or sealed with a key that we do not hold."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value lives."""

    table: str
    column: str
    row_id: str

    def bound(self) -> bytes:
        """The place as bytes that the seal is bound to."""
        return f"{self.table}.{self.column}.{self.row_id}".encode()


def new_data_key() -> bytes:
    """A fresh key for the content of one case, one person or one visit."""
    return AESGCM.generate_key(bit_length=256)


def seal(key: bytes, place: Place, text: str) -> bytes:
    """The text, readable only with this key and in this place."""
    nonce = os.urandom(_NONCE)
    return SEAL_MARK + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.bound())


def unseal(key: bytes, place: Place, sealed: bytes) -> str:
    """The text again.

    Raises Unreadable when key, place or bytes are not the ones it was sealed with.
    """
    if not sealed.startswith(SEAL_MARK):
        raise Unreadable
    body = sealed[len(SEAL_MARK) :]
    try:
        return AESGCM(key).decrypt(body[:_NONCE], body[_NONCE:], place.bound()).decode()
    except (InvalidTag, ValueError):
        raise Unreadable from None


class KeyRing:
    """Wraps data keys; the newest key writes, all of them read."""

    def __init__(self, keys: Sequence[tuple[str, bytes]]) -> None:
        self._keys = dict(keys)
        self.newest = keys[0][0]

    def wrap(self, data_key_id: str, data_key: bytes) -> bytes:
        """The data key, closed with the newest key of the ring and bound to its own id."""
        return self.newest.encode() + b":" + _close(self._keys[self.newest], data_key_id, data_key)

    def unwrap(self, data_key_id: str, wrapped: bytes) -> bytes:
        """The data key again.

        Raises Unreadable when the ring lacks the key or the wrapping was altered.
        """
        ring_id, _, body = wrapped.partition(b":")
        key = self._keys.get(ring_id.decode(errors="replace"))
        if key is None:
            raise Unreadable
        return _disclose(key, data_key_id, body)

    def rewrap(self, data_key_id: str, wrapped: bytes) -> bytes:
        """The same data key, closed with the newest key.

        Raises Unreadable when the ring lacks the key or the wrapping was altered.
        """
        return self.wrap(data_key_id, self.unwrap(data_key_id, wrapped))

    def holds(self, ring_id: str) -> bool:
        """Whether the ring has a key of this name."""
        return ring_id in self._keys


def ring_id_of(wrapped: bytes) -> str:
    """Which key of the ring closed it; UNSENT when only a browser can open it."""
    return wrapped.partition(b":")[0].decode(errors="replace")


def wrap_with_token(token: str, data_key_id: str, data_key: bytes) -> bytes:
    """The data key, closed with a secret that only one browser holds."""
    return UNSENT.encode() + b":" + _close(_key_from_token(token), data_key_id, data_key)


def unwrap_with_token(token: str, data_key_id: str, wrapped: bytes) -> bytes:
    """The data key again, in the hands of the browser that began.

    Raises Unreadable for any other token.
    """
    kind, _, body = wrapped.partition(b":")
    if kind != UNSENT.encode():
        raise Unreadable
    return _disclose(_key_from_token(token), data_key_id, body)


def _close(key: bytes, data_key_id: str, data_key: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data_key, data_key_id.encode())


def _disclose(key: bytes, data_key_id: str, body: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(body[:_NONCE], body[_NONCE:], data_key_id.encode())
    except (InvalidTag, ValueError):
        raise Unreadable from None


def _key_from_token(token: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kynnys unsent answers").derive(
        token.encode()
    )


def close_for_browser(secret: bytes, what: str, content: bytes) -> bytes:
    """What a browser is to carry without reading it; we keep nothing. `what` says what it is, and whose."""
    return _close(_key_for_browsers(secret), what, content)


def disclose_from_browser(secret: bytes, what: str, closed: bytes) -> bytes:
    """What a browser carried for us.

    Raises Unreadable for anything that we did not close with this secret as just this.
    """
    return _disclose(_key_for_browsers(secret), what, closed)


def _key_for_browsers(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kynnys carried by a browser").derive(secret)


def lookup_hash(key: bytes, purpose: str, value: str) -> bytes:
    """A keyed hash for exact look-up; the same value gives another hash for another purpose."""
    return hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")


def mark_of(key: bytes, purpose: str, value: str) -> str:
    """What shows that a value came from us when it comes back: 32 hexadecimal digits, URL-safe."""
    return lookup_hash(key, purpose, value)[:16].hex()


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the same; how long the answer takes tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def token_hash(token: str) -> str:
    """What is stored of a token of 256 bits; the token itself is only with its holder."""
    return hashlib.sha256(token.encode()).hexdigest()


def slow_hash(secret: str) -> str:
    """A salted argon2id hash of a password or a short code; takes tens of milliseconds on purpose."""
    return _SLOW.hash(secret)


def slow_hash_matches(stored: str, secret: str) -> bool:
    """Whether the secret is the one that was hashed."""
    try:
        return _SLOW.verify(stored, secret)
    except (VerificationError, InvalidHashError):
        return False

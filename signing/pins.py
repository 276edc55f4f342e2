"""Turns a person's PIN into the secret of their token: never the digits themselves.

Six digits are a million tries; whoever holds the token files could try them all in minutes. The secret therefore rests on
the signer's pepper, which is not kept beside the tokens, and on argon2id (RFC 9106).
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from domain.errors import Malformed
from domain.faults import both


@dataclass(frozen=True)
class Cost:
    """What one PIN costs. Measured here: the default 19 MiB/2/1 takes 29 ms of CPU; 64 MiB/3/4 takes 204 ms."""

    memory_kib: int = 19 * 1024
    passes: int = 2
    lanes: int = 1


STANDARD = Cost()


def well_formed(pin: object, called: str = "pin") -> str:
    """6 to 12 digits, or it can be nobody's PIN. Raises: Malformed, which names the field as it is `called`."""
    if not (isinstance(pin, str) and pin.isascii() and pin.isdigit() and 6 <= len(pin) <= 12):
        raise Malformed(both(f"{called}: mã PIN gồm 6–12 chữ số", "a PIN has 6–12 digits"))
    return pin


def token_secret(pin: str, pepper: bytes, person: str, cost: Cost = STANDARD) -> str:
    """43 characters; the same for the same PIN, pepper and person. CPU-heavy: call it in a thread."""
    salt = hashlib.sha256(f"hsba pin {person}".encode()).digest()
    keyed = hmac.digest(pepper, pin.encode(), "sha256")
    raw = hash_secret_raw(keyed, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
    return _text(raw)


def organisation_secret(pepper: bytes, organisation: str) -> str:
    """The secret of a facility's token: no PIN of its own, the signer uses it only after the PIN of a person (văn thư)."""
    return _text(hmac.digest(pepper, f"hsba organisation {organisation}".encode(), "sha256"))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

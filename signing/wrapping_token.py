"""The token that holds the wrapping key: it wraps and opens keys of records by AES-256-GCM inside, and gives its own key to nobody.

One session, logged in once and read-only: neither wrapping nor opening writes anything, so whoever is killed leaves nothing half done.
Keys are called `hsba-wrapping-<number>`, their CKA_ID is the mark that stands in every wrapped file; the highest number wraps,
all of them open. A number 0 opens only: a key of before that was brought back to read an old copy.
"""

import logging
import os
import re
from collections.abc import Mapping
from contextlib import closing, nullcontext
from typing import Any

from cryptography.exceptions import InvalidTag
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PKCS11Error
from pkcs11.mechanisms import GCMParams

from domain.errors import NotFound, Unavailable
from domain.wrapped import MARK, NONCE, Wrapped
from signing import module
from signing.gate import Gate
from signing.tokens import SecretRefused

LABEL = re.compile(r"hsba-wrapping-(\d+)")
TAG_BITS = 128
KEY: Mapping[Attribute, object] = {
    Attribute.CLASS: ObjectClass.SECRET_KEY,
    Attribute.KEY_TYPE: KeyType.AES,
    Attribute.TOKEN: True,
    Attribute.PRIVATE: True,
    Attribute.SENSITIVE: True,
    Attribute.EXTRACTABLE: False,
    Attribute.MODIFIABLE: False,
    Attribute.ENCRYPT: True,
    Attribute.DECRYPT: True,
    Attribute.WRAP: False,
    Attribute.UNWRAP: False,
    Attribute.SIGN: False,
    Attribute.VERIFY: False,
    Attribute.DERIVE: False,
}
"""It encrypts and decrypts, and never leaves (PKCS#11 v2.40 §4.9, §4.10)."""
log = logging.getLogger(__name__)


class WrappingToken:
    """An open token. For one process; a forked one may not use it."""

    def __init__(self, path: str, name: str, pin: str, gate: Gate | None = None) -> None:
        """Opens the token with this label or serial number; `gate` where SoftHSM writes its file at each login.

        Raises: NotFound("token", name), SecretRefused, OSError for a module that cannot be loaded.
        """
        self._pin, self._gate = pin, gate
        with gate.looking() if gate else nullcontext():
            self._token = _found(path, name)
        self.serial = self._token.serial.decode().strip()
        self._session = self._opened(rw=False)
        self.lost = False
        """Whether the token no longer does what it did: whoever holds it has to be started anew."""
        self._keys: dict[bytes, tuple[int, Any]] = {}
        self._look()

    def close(self) -> None:
        self._session.close()

    def marks(self) -> dict[bytes, int]:
        """Mark → number of every wrapping key in the token."""
        self._look()
        return {mark: number for mark, (number, _) in self._keys.items()}

    def newest(self) -> bytes:
        """Mark of the key that wraps, also of one that came since. Raises: NotFound("wrapping_key", serial) when there is none."""
        self._look()
        highest = _highest(self._keys)
        if not highest:
            raise NotFound("wrapping_key", self.serial)
        return max(mark for mark, (number, _) in self._keys.items() if number == highest)

    def wrap(self, identity: bytes, name: str) -> bytes:
        """In the shape of `domain.wrapped`, by the newest key that the token has now: another machine may have brought it in.

        Raises: NotFound, Unavailable("keeper").
        """
        mark, nonce = self.newest(), os.urandom(NONCE)
        try:
            return bytes(Wrapped(mark, nonce, self._encrypted(mark, nonce, identity, name)))
        except PKCS11Error as fault:
            raise self._lose(type(fault).__name__) from fault

    def unwrap(self, lying: bytes, name: str) -> bytes:
        """Raises: InvalidTag for other bytes, another name or a key that is not here; Unavailable("keeper")."""
        parts = Wrapped.of(lying)
        if parts.mark not in self._keys:
            self._look()
        if parts.mark not in self._keys or len(parts.nonce) != NONCE:
            raise InvalidTag
        how = GCMParams(parts.nonce, aad=name.encode(), tag_bits=TAG_BITS)
        try:
            return bytes(self._keys[parts.mark][1].decrypt(parts.sealed, mechanism=Mechanism.AES_GCM, mechanism_param=how))
        except PKCS11Error:
            self._look()
            if parts.mark in self._keys:
                self._prove(parts.mark)
            raise InvalidTag from None

    def unwrap_unmarked(self, lying: bytes, key: str) -> bytes:
        """Raises: InvalidTag always: keys were marked before there was a token."""
        raise InvalidTag

    def add(self, mark: bytes, number: int, key: bytes | None = None) -> None:
        """Puts the key into the token, or has the token make one. Raises: PKCS11Error when it takes none."""
        said = {**KEY, Attribute.ID: mark, Attribute.LABEL: f"hsba-wrapping-{number}"}
        with closing(self._opened(rw=True)) as session:
            if key is None:
                session.generate_key(KeyType.AES, 256, store=True, mechanism=Mechanism.AES_KEY_GEN, template=said)
            else:
                session.create_object({**said, Attribute.VALUE: key})
        if self._gate:
            os.sync()  # SoftHSM never does, and nobody may have another copy of this key
        self._session = self._opened(rw=False)  # who closes a session that logged in has logged out all others
        self._look()

    def remove(self, mark: bytes) -> None:
        """Destroys a key in the token, for good. Raises: KeyError for one that is not there."""
        self._look()
        number = self._keys[mark][0]
        with closing(self._opened(rw=True)) as session:
            session.get_key(object_class=ObjectClass.SECRET_KEY, id=mark, label=f"hsba-wrapping-{number}").destroy()
        self._session = self._opened(rw=False)
        self._look()

    def _encrypted(self, mark: bytes, nonce: bytes, identity: bytes, name: str) -> bytes:
        how = GCMParams(nonce, aad=name.encode(), tag_bits=TAG_BITS)
        return bytes(self._keys[mark][1].encrypt(identity, mechanism=Mechanism.AES_GCM, mechanism_param=how))

    def _prove(self, mark: bytes) -> None:
        """SoftHSM's answer to a wrong tag is that of a token that fails (CKR_GENERAL_ERROR): tries which it was. Raises: Unavailable."""
        nonce = os.urandom(NONCE)
        try:
            self._encrypted(mark, nonce, b"", "")
        except PKCS11Error as fault:
            raise self._lose(type(fault).__name__) from fault

    def _lose(self, why: str) -> Unavailable:
        log.error("the token of the wrapping key failed: %s", why)
        self.lost = True
        return Unavailable("keeper")

    def _look(self) -> None:
        found = {}
        try:
            for key in self._session.get_objects({Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.KEY_TYPE: KeyType.AES}):
                called, mark = LABEL.fullmatch(key.label), bytes(key.id)
                if called and len(mark) == MARK:
                    found[mark] = (int(called[1]), key)
        except PKCS11Error as fault:
            raise self._lose(type(fault).__name__) from fault
        if _highest(found) < _highest(self._keys):
            raise self._lose("the key that wrapped is gone")  # nobody destroys that one: an older one must not wrap in its place
        self._keys = found

    def _opened(self, rw: bool) -> Any:
        module.check_own()
        if rw:
            self._session.close()
        try:
            with self._gate.at(self.serial) if self._gate else nullcontext():
                return self._token.open(rw=rw, user_pin=self._pin)
        except (PinIncorrect, PinInvalid, PinLenRange):
            raise SecretRefused from None


def _highest(keys: Mapping[bytes, tuple[int, Any]]) -> int:
    """Number of the key that wraps; 0 where none does."""
    return max((number for number, _ in keys.values()), default=0)


def _found(path: str, name: str) -> Any:
    """Raises: NotFound."""
    for slot in module.load(path).library.get_slots(token_present=True):
        token = slot.get_token()
        if name in (token.label.strip(), token.serial.decode().strip()):
            return token
    raise NotFound("token", name)

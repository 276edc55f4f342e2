"""PKCS#11 tokens: one per person or organisation, opened by serial number for one act and closed again.

Nothing stays logged in: login belongs to (process, token), so a second opening would be let in whatever its secret. Only who
comes with the same secret therefore shares an opening (a login costs a millisecond, a batch opens its token again and again);
everybody else waits until it has ended. Tokens wait for each other only at the gate of a module that needs one. The key asks for the
secret at every signature besides.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from enum import StrEnum
from functools import partial
from hashlib import sha256
from hmac import compare_digest
from threading import Condition, Lock
from typing import Any, TypeVar

from asn1crypto import algos, core, csr, keys, x509
from pkcs11 import MGF, Attribute, KeyType, Mechanism, MechanismFlag, ObjectClass
from pkcs11.exceptions import (
    DeviceError,
    FunctionFailed,
    GeneralError,
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PKCS11Error,
    UserPinNotInitialized,
)
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key

from domain.errors import NotFound
from signing import module
from signing.cms import ALGORITHMS, Scheme
from signing.gate import Gate

LABEL = "signature"
"""Label of the one key pair on a token."""
log = logging.getLogger(__name__)
T = TypeVar("T")
Alone = Callable[[], AbstractContextManager[None]]
TRIES = 6
"""How often something is tried again that met another process at a token; all of it takes 0.13 s at most."""
STUMBLES = (GeneralError, FunctionFailed, DeviceError, UserPinNotInitialized)
"""What a module says that met a token's file half written."""
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""DigestInfo of SHA-256 without the digest (RFC 8017 §9.2)."""


class KeyKind(StrEnum):
    """What a token's key is."""

    P256 = "p-256"
    RSA_2048 = "rsa-2048"
    RSA_3072 = "rsa-3072"


class SecretRefused(Exception):
    """The token does not open with this secret."""


def steadily(act: Callable[[], T], tries: int, anew: Callable[[], object] = lambda: None) -> T:
    """Tries again after `anew` when the module stumbles over what another process writes. Raises: what it said, again and again.

    SoftHSM writes a token's file at each login; who reads it half written is told CKR_GENERAL_ERROR, or that it has no PIN
    (16 of 1,000 signatures by two signers with one token, before there was a gate; who fills the pool passes none).
    SoftHSM has another answer for a wrong secret, so that no guess is made twice. Of other modules nobody knows that: `tries` is 0.
    """
    for attempt in range(tries):
        try:
            return act()
        except STUMBLES as stumble:
            log.warning("a token stumbled (%s), try %s", type(stumble).__name__, attempt + 1)
            time.sleep(0.002 * 2**attempt)
            anew()
    return act()


class OpenToken:
    """A token while it is open; its session does one thing at a time."""

    def __init__(self, opened: Callable[[str], Any], secret: str, alone: Alone = nullcontext, tries: int = 0) -> None:
        """`opened` gives a session that is logged in with a secret; each signature is made `alone`."""
        self._opened, self._alone, self._tries = opened, alone, tries
        self._session = opened(secret)
        self._secret = secret
        self._key: Any = None
        self._one_at_a_time = Lock()

    def close(self) -> None:
        session, self._session, self._key = self._session, None, None
        if session:
            session.close()

    def sign(self, digest: bytes, scheme: Scheme) -> bytes:
        """The signature over a SHA-256 digest, encoded as CMS and PKCS#10 carry it."""
        module.check_own()
        with self._one_at_a_time:
            return steadily(lambda: self._gated(digest, scheme), self._tries, self._leave)

    def _gated(self, digest: bytes, scheme: Scheme) -> bytes:
        self._session = self._session or self._opened(self._secret)
        with self._alone():
            return self._signed(digest, scheme)

    def _leave(self) -> None:
        """The session that stumbled: it has a signature begun that it never ends."""
        with suppress(PKCS11Error):
            self.close()

    def _signed(self, digest: bytes, scheme: Scheme) -> bytes:
        self._key = self._key or self._session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=LABEL)
        if scheme is Scheme.RSA_PKCS1:
            return bytes(self._key.sign(DIGEST_INFO + digest, mechanism=Mechanism.RSA_PKCS, pin=self._secret))
        if scheme is Scheme.RSA_PSS:
            how = (Mechanism.SHA256, MGF.SHA256, 32)
            return bytes(self._key.sign(digest, mechanism=Mechanism.RSA_PKCS_PSS, mechanism_param=how, pin=self._secret))
        raw = self._key.sign(digest, mechanism=Mechanism.ECDSA, pin=self._secret)
        return bytes(algos.DSASignature.from_p1363(raw).dump())

    def public_key(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""
        with self._one_at_a_time:
            key = self._session.get_key(object_class=ObjectClass.PUBLIC_KEY, label=LABEL)
        if key.key_type is KeyType.RSA:
            return bytes(keys.PublicKeyInfo.wrap(encode_rsa_public_key(key), "rsa").dump())
        return bytes(encode_ec_public_key(key))

    def request(self, name: str, organisation: str, scheme: Scheme) -> bytes:
        """A PKCS#10 request (RFC 2986), DER, for `CN=name, O=organisation, C=VN`."""
        subject = x509.Name.build({"country_name": "VN", "organization_name": organisation, "common_name": name})
        asked = csr.CertificationRequestInfo(
            {"version": "v1", "subject": subject, "subject_pk_info": keys.PublicKeyInfo.load(self.public_key()), "attributes": []}
        ).dump()
        signature = self.sign(sha256(asked).digest(), scheme)
        made = csr.CertificationRequest(
            {
                "certification_request_info": csr.CertificationRequestInfo.load(asked),
                "signature_algorithm": algos.SignedDigestAlgorithm.load(ALGORITHMS[scheme]),
                "signature": core.OctetBitString(signature),
            }
        )
        return bytes(made.dump())

    def change_secret(self, new: str) -> None:
        """From now on the token opens with `new` only; for who opened it `alone`."""
        with self._alone():
            self._session.set_pin(self._secret, new)
        self._secret = new

    def make_key(self, kind: KeyKind) -> None:
        """Makes the token's key pair: it signs and does nothing else, and asks for the secret every time."""
        how: dict[str, Any] = {
            "label": LABEL,
            "store": True,
            "capabilities": MechanismFlag.SIGN | MechanismFlag.VERIFY,
            "private_template": {Attribute.ALWAYS_AUTHENTICATE: True, Attribute.EXTRACTABLE: False, Attribute.SENSITIVE: True},
        }
        if kind is KeyKind.P256:
            curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            self._session.create_domain_parameters(KeyType.EC, curve, local=True).generate_keypair(**how)
        else:
            self._session.generate_keypair(KeyType.RSA, int(kind.value.removeprefix("rsa-")), **how)


class Opening:
    """One token's logged-in session, shared by those who come with the same secret."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._token: Any = None
        self._secret = b""
        self._users = self._others = 0
        """Who is inside, and who waits for them to leave because of another secret: no one else enters before those."""

    @contextmanager
    def entered(self, opened: Callable[[str], OpenToken], secret: str, alone: bool) -> Iterator[OpenToken]:
        with self._changed:
            self._wait(b"" if alone else secret.encode())
            if not self._users:
                self._token = opened(secret)
                self._secret = b"" if alone else secret.encode()
            self._users += 1
        try:
            yield self._token
        finally:
            with self._changed:
                self._users -= 1
                if not self._users:
                    self._secret = b""
                    self._token.close()
                self._changed.notify_all()

    def _wait(self, secret: bytes) -> None:
        """Until nobody is inside, or only those with this secret."""
        while self._users and (self._others or not secret or not compare_digest(secret, self._secret)):
            self._others += 1
            try:
                self._changed.wait()
            finally:
                self._others -= 1


class Tokens:
    """The tokens of one module. Thread-safe."""

    def __init__(self, path: str, gate: Gate | None = None) -> None:
        """`gate`: where several processes have the same tokens and the module does not part them itself."""
        self._gate, self._tries = gate, TRIES if gate else 0
        self._found: dict[str, Any] = {}
        self._openings: dict[str, Opening] = {}
        self._quiet = Condition()
        self._open = 0
        self._looking = False
        with self._looking_alone():
            self._module = module.load(path)
            self._look()

    @property
    def serials(self) -> frozenset[str]:
        """Serial numbers of the tokens seen at the last look."""
        return frozenset(self._found)

    @contextmanager
    def open(self, serial: str, secret: str, alone: bool = False) -> Iterator[OpenToken]:
        """The token, for one act. Waits for acts with another secret, or `alone` for all. Raises: NotFound, SecretRefused."""
        module.check_own()
        if serial not in self._found:
            self.look_again()
        with self._quiet:
            opening = self._openings.get(serial)
        if opening is None:
            raise NotFound("token", serial)
        with self._counted(), opening.entered(partial(self._made, serial), secret, alone) as token:
            yield token

    def look_again(self) -> None:
        """Finds tokens made by another process, which the module shows only after a restart: waits until none is open."""
        with self._quiet:
            self._looking = True
            try:
                self._quiet.wait_for(lambda: self._open == 0)
                with self._looking_alone():
                    self._module.library.reinitialize()
                    self._look()
            finally:
                self._looking = False
                self._quiet.notify_all()

    def _made(self, serial: str, secret: str) -> OpenToken:
        return OpenToken(partial(self._opened, serial), secret, partial(self._alone, serial), self._tries)

    def _opened(self, serial: str, secret: str) -> Any:
        left_behind = partial(self._module.close_all_sessions, self._found[serial].slot.slot_id)
        try:
            return steadily(lambda: self._login(serial, secret), self._tries, left_behind)
        except (PinIncorrect, PinInvalid, PinLenRange):
            left_behind()
            raise SecretRefused from None

    def _login(self, serial: str, secret: str) -> Any:
        with self._alone(serial):
            return self._found[serial].open(rw=True, user_pin=secret)

    def _alone(self, serial: str) -> AbstractContextManager[None]:
        """One process at a time at what writes or reads a token's files; waits."""
        return self._gate.at(serial) if self._gate else nullcontext()

    def _looking_alone(self) -> AbstractContextManager[None]:
        return self._gate.looking() if self._gate else nullcontext()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._quiet:
            self._quiet.wait_for(lambda: not self._looking)
            self._open += 1
        try:
            yield
        finally:
            with self._quiet:
                self._open -= 1
                self._quiet.notify_all()

    def _look(self) -> None:
        slots = self._module.library.get_slots(token_present=True)
        self._found = {token.serial.decode().strip(): token for token in (steadily(slot.get_token, self._tries) for slot in slots)}
        self._openings = {serial: self._openings.get(serial) or Opening() for serial in self._found}

"""Whose key is where: a token, its certificate, and how it signs; and the key ready to sign with."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from domain.errors import PinRefused
from signing.cms import CmsTemplate, Scheme
from signing.tokens import KeyKind, OpenToken, SecretRefused, Tokens


@dataclass(frozen=True)
class Credential:
    """The key of a person or of an organisation."""

    owner: str
    """The person's id, or the organisation's code."""
    serial: str
    """Serial number of the token."""
    certificate: bytes
    """DER."""
    chain: tuple[bytes, ...]
    """The authorities between the certificate and its root, nearest first, DER; without the root."""
    kind: KeyKind = KeyKind.P256
    scheme: Scheme = Scheme.ECDSA


class Key(Protocol):
    """Something that signs with one certificate."""

    @property
    def template(self) -> CmsTemplate: ...

    def sign(self, attributes: bytes) -> bytes:
        """The signature over DER-encoded signed attributes."""
        ...


@lru_cache(maxsize=4096)
def template_of(certificate: bytes, chain: tuple[bytes, ...], scheme: Scheme) -> CmsTemplate:
    return CmsTemplate(certificate, chain, scheme)


@dataclass(frozen=True)
class TokenKey:
    """A key while its token is open."""

    credential: Credential
    sign_digest: Callable[[bytes, Scheme], bytes]

    @property
    def template(self) -> CmsTemplate:
        return template_of(self.credential.certificate, self.credential.chain, self.credential.scheme)

    def sign(self, attributes: bytes) -> bytes:
        return self.sign_digest(sha256(attributes).digest(), self.credential.scheme)


@contextmanager
def open_key(tokens: Tokens, credential: Credential, secret: str) -> Iterator[TokenKey]:
    """The key of a credential, for one signature or a batch; use it in the thread that opened it. Raises: PinRefused, NotFound.

    Of a secret that another signer process set, a module that is loaded already knows nothing until it looks again.
    """
    with ExitStack() as opened:
        try:
            token = opened.enter_context(tokens.open(credential.serial, secret))
        except SecretRefused:
            tokens.look_again()
            token = opened.enter_context(_open_at_last(tokens, credential.serial, secret))
        yield TokenKey(credential, token.sign)


@contextmanager
def _open_at_last(tokens: Tokens, serial: str, secret: str) -> Iterator[OpenToken]:
    try:
        with tokens.open(serial, secret) as token:
            yield token
    except SecretRefused:
        raise PinRefused() from None

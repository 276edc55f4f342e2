"""What Temporal keeps of us is encrypted: inputs, results, failures alike (AES-256-GCM with key ids)."""

import os
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import DataConverter, DefaultFailureConverterWithEncodedAttributes, PayloadCodec

ENCODING = b"binary/hsba-aes-gcm"


class Unsealed(Exception):
    """Whoever reaches Temporal could else act as anybody: what is not sealed with our keys is not read."""


class Sealed(PayloadCodec):
    """The first key of the ring encrypts, all decrypt: a key is retired when nothing open uses it."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self.keys = {name: AESGCM(key) for name, key in keys.items()}
        self.newest = next(iter(self.keys))

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._seal(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._open(payload) for payload in payloads]

    def _seal(self, payload: Payload) -> Payload:
        nonce = os.urandom(12)
        data = nonce + self.keys[self.newest].encrypt(nonce, payload.SerializeToString(), ENCODING)
        return Payload(metadata={"encoding": ENCODING, "key": self.newest.encode()}, data=data)

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            raise Unsealed("a payload that none of our processes wrote")
        key = self.keys[payload.metadata["key"].decode()]
        return Payload.FromString(key.decrypt(payload.data[:12], payload.data[12:], ENCODING))


_KNOWN = PydanticPayloadConverter().converters


class Known(PydanticPayloadConverter):
    """What pydantic once found out about a type serves the whole process.

    Temporal makes a new converter for each workflow and each of its tasks; each would study every type anew (by the profile 17 of the
    worker's 262 ms a lifecycle).
    """

    def __init__(self) -> None:
        self.converters = _KNOWN


def converter(keys: Mapping[str, bytes]) -> DataConverter:
    """The one converter of clients, workers and the replayer."""
    return DataConverter(
        payload_converter_class=Known,
        payload_codec=Sealed(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )

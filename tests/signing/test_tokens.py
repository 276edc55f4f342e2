"""Tokens: one per person, opened by their own secret only, safe among threads."""

import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from stat import S_IMODE

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_der_x509_csr
from pkcs11 import Attribute, Mechanism, ObjectClass
from pkcs11.exceptions import PinIncorrect, UserNotLoggedIn

from app.devstack import softhsm
from domain.errors import NotFound, Unavailable
from signing.cms import Scheme
from signing.pool import Pool, Spare
from signing.tokens import LABEL, KeyKind, SecretRefused
from tests.signing.room import Room

DIGEST = sha256("Phiếu kết quả".encode()).digest()


@pytest.fixture
def spare(room: Room) -> Spare:
    return room.desk.pool.take()


def check(key: PublicKeyTypes, signature: bytes, scheme: Scheme) -> None:
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.verify(signature, DIGEST, ec.ECDSA(Prehashed(SHA256())))
    assert isinstance(key, rsa.RSAPublicKey)
    pad = padding.PSS(padding.MGF1(SHA256()), 32) if scheme is Scheme.RSA_PSS else padding.PKCS1v15()
    return key.verify(signature, DIGEST, pad, Prehashed(SHA256()))


@pytest.mark.parametrize(
    ("kind", "scheme"), [(KeyKind.P256, Scheme.ECDSA), (KeyKind.RSA_2048, Scheme.RSA_PSS), (KeyKind.RSA_2048, Scheme.RSA_PKCS1)]
)
def test_a_token_signs_and_asks_for_a_certificate(room: Room, kind: KeyKind, scheme: Scheme) -> None:
    taken = room.desk.pool.take(kind)
    with room.desk.tokens.open(taken.serial, taken.secret) as token:
        check(load_der_public_key(token.public_key()), token.sign(DIGEST, scheme), scheme)
        asked = load_der_x509_csr(token.request("Đỗ Thị Ánh", "Trung tâm y tế Văn Lâm", scheme))
    assert asked.is_signature_valid
    assert asked.subject.rfc4514_string() == "CN=Đỗ Thị Ánh,O=Trung tâm y tế Văn Lâm,C=VN"
    room.desk.pool.add([taken])


def test_only_its_own_secret_opens_a_token(room: Room, spare: Spare) -> None:
    tokens = room.desk.tokens
    with pytest.raises(SecretRefused), tokens.open(spare.serial, "wrong"):
        pass
    with tokens.open(spare.serial, spare.secret) as token:
        token.change_secret("N" * 43)
    with pytest.raises(SecretRefused), tokens.open(spare.serial, spare.secret):
        pass
    with tokens.open(spare.serial, "N" * 43) as token:
        assert token.sign(DIGEST, Scheme.ECDSA)
    with pytest.raises(NotFound), tokens.open("0000", "wrong"):
        pass


def test_the_key_asks_for_the_secret_each_time_and_does_nothing_but_sign(room: Room, spare: Spare) -> None:
    with room.desk.tokens.open(spare.serial, spare.secret) as token:
        key = token._session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=LABEL)
        with pytest.raises(UserNotLoggedIn):
            key.sign(DIGEST, mechanism=Mechanism.ECDSA)
        with pytest.raises(PinIncorrect):
            key.sign(DIGEST, mechanism=Mechanism.ECDSA, pin="wrong")
        assert not key[Attribute.DECRYPT]
        assert not key[Attribute.EXTRACTABLE]


def test_many_threads_sign_at_once(room: Room) -> None:
    """Without the locking of `signing.module` this crashes the process."""
    spares = [room.desk.pool.take() for _ in range(2)]

    def signs(number: int) -> int:
        mine = spares[number % 2]
        for _ in range(60):
            with room.desk.tokens.open(mine.serial, mine.secret) as token:
                assert token.sign(DIGEST, Scheme.ECDSA)
        return 60

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(signs, range(8))) == 480


async def test_tokens_made_while_running_are_found(room: Room) -> None:
    heard: list[tuple[int, int]] = []
    have = room.desk.pool.count()
    assert await softhsm.fill(room.folder, have + 2, progress=lambda made, of: heard.append((made, of))) == 2
    assert await softhsm.fill(room.folder, have + 2) == 0
    new = Pool(room.folder / "pool.json")._read()[-1]
    assert new.serial not in room.desk.tokens.serials
    with room.desk.tokens.open(new.serial, new.secret) as token:
        assert token.sign(DIGEST, Scheme.ECDSA)
    assert heard == [(1, 2), (2, 2)]


def test_the_pool_is_the_signers_alone_and_says_when_it_is_empty(room: Room) -> None:
    assert S_IMODE((room.folder / "pool.json").stat().st_mode) == 0o600
    assert S_IMODE(room.folder.stat().st_mode) == 0o700
    with pytest.raises(Unavailable):
        room.desk.pool.take(KeyKind.RSA_3072)


def test_only_who_has_the_same_secret_shares_an_opening(room: Room, spare: Spare) -> None:
    """Another secret waits until the token is closed, and is asked of the token itself; nobody slips in before it."""
    tokens, order = room.desk.tokens, list[str]()

    def other() -> None:
        with pytest.raises(SecretRefused), tokens.open(spare.serial, "wrong"):
            pass
        order.append("refused")

    def later() -> None:
        with tokens.open(spare.serial, spare.secret) as token:
            assert token.sign(DIGEST, Scheme.ECDSA)
            order.append("later")

    with ThreadPoolExecutor(2) as threads:
        with tokens.open(spare.serial, spare.secret) as first, tokens.open(spare.serial, spare.secret) as second:
            assert first is second
            waits = [threads.submit(other)]
            opening = tokens._openings[spare.serial]
            while not opening._others:
                time.sleep(0.01)
            waits.append(threads.submit(later))
            assert second.sign(DIGEST, Scheme.ECDSA)
            order.append("shared")
        for one in waits:
            one.result(10)
    assert order[0] == "shared"
    assert set(order) == {"shared", "refused", "later"}

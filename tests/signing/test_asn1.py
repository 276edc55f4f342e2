"""asn1crypto neither stalls on any length nor changes what it encodes."""

import time

from asn1crypto import cms, core

import signing.asn1
from signing.cms import Der, sequence, tlv


def signed_data(padding: int) -> cms.ContentInfo:
    """A CMS with an unsigned attribute of `padding` bytes: its outer lengths pass through every low byte."""
    attribute = {"type": "1.2.3.4", "values": [core.OctetString(bytes(padding))]}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("subject_key_identifier", b"k"),
        "digest_algorithm": {"algorithm": "sha256"},
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": b"s" * 256,
        "unsigned_attrs": [attribute],
    }
    content = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "signer_infos": [signer],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)})


def test_no_size_stalls() -> None:
    slowest = 0.0
    for padding in range(6000, 6256):
        begun = time.process_time()
        encoded = signed_data(padding).dump()
        assert cms.ContentInfo.load(encoded).dump(force=True) == encoded
        slowest = max(slowest, time.process_time() - begun)
    assert slowest < 0.6


def test_a_length_that_ends_in_80_is_definite() -> None:
    assert not signing.asn1.ends_indefinite(bytes.fromhex("30821880"))
    assert not signing.asn1.ends_indefinite(bytes.fromhex("a08218843082188 0".replace(" ", "")))
    assert signing.asn1.ends_indefinite(bytes.fromhex("3080"))
    assert not signing.asn1.ends_indefinite(b"")


def test_indefinite_lengths_still_become_definite() -> None:
    made = core.Sequence.load(bytes.fromhex("3080040161040162" + "0000"))
    assert core.OctetString.load(bytes.fromhex("2480" + "040161" + "040162" + "0000")).native == b"ab"
    assert made.contents == bytes.fromhex("040161040162")


def test_own_der_reads_what_it_writes() -> None:
    for size in (0, 127, 128, 255, 256, 70000):
        value = Der.of(sequence(tlv(4, bytes(size))) + b"rest")
        assert value.children[0].body == bytes(size)

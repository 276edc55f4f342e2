"""asn1crypto neither stalls on any length nor changes what it encodes."""

import sys

from asn1crypto import cms, core

import signing.asn1
from signing.cms import Der, sequence, tlv


def signed_data(padding: int, stamp: cms.ContentInfo | None = None) -> cms.ContentInfo:
    """A CMS read and then given attributes, as a library does: `padding` bytes, and another CMS as its time stamp."""
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("subject_key_identifier", b"k"),
        "digest_algorithm": {"algorithm": "sha256"},
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": b"s" * 256,
    }
    content = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data"},
        "signer_infos": [signer],
    }
    made = cms.ContentInfo.load(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)}).dump())
    attributes = [cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(bytes(padding))]})]
    if stamp is not None:
        attributes.append(cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [stamp]}))
    made["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(attributes)
    return made


def calls_of_dump(made: cms.ContentInfo) -> int:
    counted = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    made.dump()
    sys.setprofile(None)
    return counted


def test_no_size_costs_more_than_another() -> None:
    """Through every low byte of a length; without the mend four sizes of these cost ten times the others, real ones seconds."""
    counts = [calls_of_dump(signed_data(0, signed_data(0, signed_data(padding)))) for padding in range(6000, 6256)]
    assert max(counts) <= 1.1 * min(counts)


def test_bytes_stay_as_they_were() -> None:
    encoded = signed_data(6, signed_data(7)).dump()
    assert cms.ContentInfo.load(encoded).dump(force=True) == encoded


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

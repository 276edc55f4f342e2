"""A digest is stamped: OpenSSL and pyHanko's reader agree, refusals say why, and it is quick."""

import hashlib
import time
from pathlib import Path

import aiohttp
import pytest
from asn1crypto import cms, tsp
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack.pki.authority import Authority
from app.devstack.pki.der import inside
from app.devstack.pki.profiles import STAMP_POLICY
from tests.app.pki.openssl import openssl

RESULT = "Glucose 5,6 mmol/L ≤ 7,0".encode()


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
async def test_openssl_verifies_the_stamp(
    server: object, authority: Authority, web: aiohttp.ClientSession, trusted: Path, tmp_path: Path, digest: str
) -> None:
    data, question, answer = tmp_path / "data", tmp_path / "data.tsq", tmp_path / "data.tsr"
    data.write_bytes(RESULT)
    await openssl("ts", "-query", "-data", data, f"-{digest}", "-cert", "-tspolicy", STAMP_POLICY, "-out", question)
    said = await web.post("/tsa", data=question.read_bytes(), headers={"Content-Type": "application/timestamp-query"})
    assert said.content_type == "application/timestamp-reply"
    answer.write_bytes(await said.read())
    assert "Verification: OK" in await openssl("ts", "-verify", "-queryfile", question, "-in", answer, "-CAfile", trusted)


async def test_without_certificates_openssl_needs_them_apart(authority: Authority, trusted: Path, tmp_path: Path) -> None:
    (tmp_path / "answer").write_bytes(authority.stamp(_question(cert_req=False)))
    (tmp_path / "stamper.pem").write_bytes(authority.stamper.public_bytes(Encoding.PEM))
    (tmp_path / "data").write_bytes(RESULT)
    told = ["-untrusted", tmp_path / "stamper.pem", "-CAfile", trusted]
    assert "Verification: OK" in await openssl("ts", "-verify", "-data", tmp_path / "data", "-in", tmp_path / "answer", *told)


def test_the_stamp_says_what_it_must(authority: Authority) -> None:
    answer = tsp.TimeStampResp.load(authority.stamp(_question(nonce=2**63 + 5)))
    signed: cms.SignedData = answer["time_stamp_token"]["content"]
    info = signed["encap_content_info"]["content"].parsed.native
    assert info["policy"] == STAMP_POLICY
    assert info["nonce"] == 2**63 + 5
    assert info["message_imprint"]["hashed_message"] == hashlib.sha256(RESULT).digest()
    assert (info["accuracy"]["seconds"], info["ordering"], info["gen_time"].microsecond) == (1, False, 0)
    attributes = {attribute["type"].native for attribute in signed["signer_infos"][0]["signed_attrs"]}
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}
    assert len(signed["certificates"]) == 2


def test_no_two_stamps_share_a_number(authority: Authority) -> None:
    tokens = [tsp.TimeStampResp.load(authority.stamp(_question()))["time_stamp_token"]["content"] for _ in range(20)]
    assert len({token["encap_content_info"]["content"].parsed["serial_number"].native for token in tokens}) == 20


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (b"", "bad_data_format"),
        (b"\x30\x80\x00\x00", "bad_data_format"),
        (b"\x30\x03\x02\x01\x02", "bad_request"),
        (bytes(range(48, 250)), "bad_data_format"),
    ],
)
def test_nonsense_is_rejected(authority: Authority, question: bytes, why: str) -> None:
    assert _refusal(authority.stamp(question)) == {why}


def test_sha1_is_rejected(authority: Authority) -> None:
    assert _refusal(authority.stamp(_question(algorithm="sha1"))) == {"bad_alg"}


def test_another_policy_is_rejected(authority: Authority) -> None:
    assert _refusal(authority.stamp(_question(req_policy="1.2.3.4"))) == {"unaccepted_policy"}


async def test_an_outage_can_be_staged(web: aiohttp.ClientSession, authority: Authority) -> None:
    guard = {"Authorization": f"Bearer {authority.secret}"}
    assert (await web.post("/tsa/outage", json={"down": True})).status == 401
    await web.post("/tsa/outage", json={"down": True}, headers=guard)
    assert (await web.post("/tsa", data=_question())).status == 503
    assert (await (await web.get("/health")).json())["stamps"] is False
    await web.post("/tsa/outage", json={"down": False}, headers=guard)
    assert (await web.post("/tsa", data=_question())).status == 200


def test_a_stamp_costs_little(authority: Authority) -> None:
    question, started = _question(), time.process_time()
    for _ in range(100):
        authority.stamp(question)
    assert (time.process_time() - started) / 100 < 0.003


def _question(algorithm: str = "sha256", **more: object) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": hashlib.new(algorithm, RESULT).digest()}
    asked: dict[str, object] = {"version": "v1", "message_imprint": imprint, "nonce": 7, "cert_req": True}
    encoded: bytes = tsp.TimeStampReq(asked | more).dump()
    return encoded


def _refusal(answer: bytes) -> set[str]:
    status = tsp.PKIStatusInfo.load(inside(answer)[0].whole)
    assert status["status"].native == "rejection"
    why: set[str] = status["fail_info"].native
    return why

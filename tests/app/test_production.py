"""Production refuses stand-ins, secrets nobody gave, and plain HTTP, and names all faults at once."""

import base64
from pathlib import Path

import pytest

from app.production import NEEDS, faults
from app.settings import Settings
from tests.app.stacks import hsba


def key(byte: int, length: int = 32) -> str:
    """A key of equal bytes."""
    return base64.b64encode(bytes([byte]) * length).decode()


def hospital(tmp_path: Path, **changed: str) -> dict[str, str]:
    """An environment that production accepts."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes((Path(__file__).parent / "samples" / "root.pem").read_bytes())
    return {
        "HSBA_PRODUCTION": "1",
        "DATABASE_URL": "postgresql://hsba_app@db/hsba",
        "MIGRATION_URL": "postgresql://hsba@db/hsba",
        "TEMPORAL_ADDRESS": "temporal:7233",
        "HSBA_PUBLIC_URL": "https://benhan.example.vn",
        "PKCS11_MODULE": "/opt/hsm/libhsm.so",
        "HSBA_TSA_URL": "https://tsa.example.vn",
        "HSBA_TRUST_ROOTS": str(roots),
        "HSBA_PAYLOAD_KEYS": f"k1:{key(1)}",
        "HSBA_KEEPER_MODULE": "/opt/hsm/libhsm.so",
        "HSBA_KEEPER_PIN": "12345678",
        "HSBA_PIN_PEPPER": key(3),
        **changed,
    }


def refused(environment: dict[str, str], command: str = "") -> set[str]:
    """The settings named."""
    return {fault.setting for fault in faults(Settings.read(environment), command)}


def test_a_hospital_with_all_of_its_own_is_accepted(tmp_path: Path) -> None:
    assert refused(hospital(tmp_path)) == set()


def test_nothing_is_refused_while_developing() -> None:
    assert refused({}) == set()


def test_all_stand_ins_are_named_at_once() -> None:
    everything = set(hospital(Path("/tmp"))) - {"HSBA_PRODUCTION", "MIGRATION_URL"}  # noqa: S108 - only its names are used
    assert refused({"HSBA_PRODUCTION": "1"}) == everything


def test_a_token_that_was_named_and_is_not_there_is_no_token(tmp_path: Path) -> None:
    assert refused(hospital(tmp_path, HSBA_MESSAGE_TOKEN_FILE="/not/there")) == {"HSBA_MESSAGE_TOKEN"}
    (blanks := tmp_path / "blanks").write_text(" \n")
    assert refused(hospital(tmp_path, HSBA_MESSAGE_TOKEN_FILE=str(blanks))) == {"HSBA_MESSAGE_TOKEN"}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HSBA_PUBLIC_URL", "http://benhan.example.vn"),
        ("HSBA_MESSAGE_URL", "http://tin-nhan.example.vn/gui"),
        ("PKCS11_MODULE", "/usr/lib/softhsm/libsofthsm2.so"),
        ("HSBA_TSA_URL", "http://127.0.0.1:9000/tsa"),
        ("HSBA_TSA_URL", "http://127.9.9.9/tsa"),
        ("HSBA_TSA_URL", "http://[::1]/tsa"),
        ("HSBA_TRUST_ROOTS", "/not/there.pem"),
        ("HSBA_TRUST_ROOTS", __file__),
        ("MIGRATION_URL", "postgresql://hsba_app@db/hsba"),
        ("MIGRATION_URL", "postgresql://hsba_app:mk@db/hsba?sslmode=require"),
        ("MIGRATION_URL", "postgresql:///hsba?host=db&user=hsba_app"),
        ("HSBA_KEEPER_MODULE", "/usr/lib/softhsm/libsofthsm2.so"),
        ("HSBA_PIN_PEPPER", key(1)),
        ("HSBA_PIN_PEPPER", "không phải base64"),
        ("HSBA_PAYLOAD_KEYS", f"k1:{key(1)} k2:{key(9, 8)}"),
    ],
)
def test_one_wrong_setting_is_named_in_both_languages(tmp_path: Path, variable: str, value: str) -> None:
    (fault,) = faults(Settings.read(hospital(tmp_path, **{variable: value})))
    assert fault.setting == variable
    assert fault.vi
    assert fault.en


MOVING = {"HSBA_MASTER_KEY": key(2), "HSBA_WRAPPED_BY": "token"}
"""While keys move from a master key into the token."""


def test_a_master_key_may_open_and_no_longer_wrap(tmp_path: Path) -> None:
    (fault,) = faults(Settings.read(hospital(tmp_path, HSBA_MASTER_KEY=key(2))))
    assert fault.setting == "HSBA_WRAPPED_BY"
    assert all("hsba keys rotate" in said for said in (fault.vi, fault.en))
    assert refused(hospital(tmp_path, **MOVING)) == set()
    assert refused(hospital(tmp_path, HSBA_WRAPPED_BY="master")) == {"HSBA_WRAPPED_BY"}


def test_two_master_keys_are_read_one_by_one(tmp_path: Path) -> None:
    """A rotation of before there was a token may have been left halfway; with a blank between them they are no base64 of one key."""
    assert refused(hospital(tmp_path, **{**MOVING, "HSBA_MASTER_KEY": f"{key(2)} {key(4)}"})) == set()


@pytest.mark.parametrize("wrong", [key(2, 16), "không phải base64", key(3), f"{key(2)} {key(4, 8)}"])
def test_a_master_key_that_still_opens_must_be_whole_and_its_own(tmp_path: Path, wrong: str) -> None:
    moving = {**MOVING, "HSBA_MASTER_KEY": wrong}
    assert refused(hospital(tmp_path, **moving)) & {"HSBA_MASTER_KEY", "HSBA_PIN_PEPPER"}
    assert refused(hospital(tmp_path, **moving), "schedule") == set(), "it opens no record"


def test_the_keeper_is_asked_for_nothing_but_its_token(tmp_path: Path) -> None:
    assert refused({"HSBA_PRODUCTION": "1"}, "keep") == {"HSBA_KEEPER_MODULE", "HSBA_KEEPER_PIN"}
    assert refused(hospital(tmp_path, HSBA_KEEPER_PIN="", HSBA_KEEPER_PIN_FILE="/not/there"), "keep") == {"HSBA_KEEPER_PIN"}


def test_each_part_needs_only_the_secrets_it_reads(tmp_path: Path) -> None:
    plain = {name: value for name, value in hospital(tmp_path).items() if name != "HSBA_PIN_PEPPER"}
    assert [command for command in NEEDS if refused(plain, command)] == ["sign"]
    assert refused({"HSBA_PRODUCTION": "1", "DATABASE_URL": "postgresql://a@b/c"}, "migrate") == {"MIGRATION_URL"}


def test_up_refuses_and_starts_nothing(data: Path) -> None:
    up = hsba("up", data=data, HSBA_PRODUCTION="1")
    assert up.returncode == 78
    assert "DATABASE_URL: chưa chỉ ra máy chủ PostgreSQL" in up.stderr
    assert "must be https" in up.stderr
    assert not list(data.iterdir())


def test_up_takes_no_demo_people_in(data: Path, tmp_path: Path) -> None:
    up = hsba("up", data=data, **hospital(tmp_path))
    assert up.returncode == 78
    assert "không nhận dữ liệu mẫu" in up.stderr
    assert not list(data.iterdir())


@pytest.mark.parametrize("command", ["keep", "keys found"])
def test_the_keeper_refuses_softhsm(data: Path, command: str) -> None:
    part = hsba(*command.split(), data=data, HSBA_PRODUCTION="1")
    assert part.returncode == 78
    assert "HSBA_KEEPER_MODULE" in part.stderr
    assert not list(data.iterdir())


@pytest.mark.parametrize("command", sorted(NEEDS.keys() - {"keep"}))
def test_each_part_refuses_by_itself(data: Path, command: str) -> None:
    part = hsba(command, data=data, HSBA_PRODUCTION="1")
    assert part.returncode == 78
    assert "DATABASE_URL" in part.stderr

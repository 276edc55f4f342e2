"""Whatever is missing or broken around a stack is named in a sentence of Vietnamese and English."""

import errno
from pathlib import Path

import pytest
from pkcs11.exceptions import AttributeValueInvalid

from app.cli.troubles import sentence_of
from app.kept import Broken
from tests.app.stacks import hsba


@pytest.mark.parametrize("name", ["ports.json", "state.json"])
def test_a_broken_file_of_the_data_folder_is_named(data: Path, name: str) -> None:
    (data / name).write_text("{")
    done = hsba("status", data=data)
    (data / name).unlink()  # or ending what may run here fails as well
    assert done.returncode in (1, 2)
    assert f"{name}: hỏng" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secret_that_was_never_made_is_named(data: Path) -> None:
    done = hsba("serve", data=data)
    assert done.returncode == 1
    assert done.stderr.startswith("Thiếu khoá bí mật HSBA_PAYLOAD_KEYS")


def test_a_master_key_that_was_named_and_is_not_there_is_not_passed_over(data: Path) -> None:
    """The token alone would leave every record of before unreadable, and nobody would be told why."""
    done = hsba("keys", "rotate", data=data, HSBA_WRAPPED_BY="token", HSBA_MASTER_KEY_FILE="/not/there")
    assert done.returncode == 1
    assert done.stderr.startswith("Thiếu khoá bí mật HSBA_MASTER_KEY (/not/there)")


def test_a_keeper_that_is_away_is_named(data: Path) -> None:
    done = hsba("keys", "rotate", data=data)
    assert done.returncode == 1
    assert "tiến trình giữ khóa bọc" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("url", "said"), [("nonsense", "DATABASE_URL"), ("postgresql://a:geheim@127.0.0.1:1/x", "cơ sở dữ liệu")])
def test_a_database_out_of_reach_is_told_without_its_password(data: Path, url: str, said: str) -> None:
    done = hsba("migrate", data=data, DATABASE_URL=url)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.parametrize("variable", ["DATABASE_URL", "TEMPORAL_ADDRESS"])
def test_doctor_names_an_address_that_cannot_be_understood(data: Path, variable: str) -> None:
    done = hsba("doctor", data=data, **{variable: "postgresql://h:nonsense/x" if variable == "DATABASE_URL" else "a:b:c"})
    assert done.returncode == 1
    assert f"{variable}=…" in done.stdout


def test_doctor_names_roots_that_hold_no_certificate(data: Path) -> None:
    done = hsba("doctor", data=data, HSBA_TRUST_ROOTS="/not/there.pem")
    assert done.returncode == 1
    assert "/not/there.pem" in done.stdout


def test_a_folder_of_somebody_else_is_named() -> None:
    denied = sentence_of(PermissionError(errno.EACCES, "Permission denied", "/srv/hsba/ports.json"))
    assert denied == ("Không dùng được /srv/hsba/ports.json: không đủ quyền", "Permission denied: /srv/hsba/ports.json")


def test_a_connection_and_a_broken_file_have_sentences_and_the_unforeseen_has_none() -> None:
    assert (sentence_of(ConnectionRefusedError("refused")) or ("", ""))[0] == "Không kết nối được"
    assert (sentence_of(Broken(Path("/x"))) or ("", ""))[0] == "Thư mục dữ liệu có tệp hỏng"
    assert "AttributeValueInvalid" in (sentence_of(AttributeValueInvalid()) or ("", ""))[0]
    assert sentence_of(AssertionError("nobody foresaw it")) is None

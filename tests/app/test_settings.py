"""Settings are read in one place, derived from the data folder, and each of them is explained."""

import ast
import inspect
import re
from dataclasses import fields
from pathlib import Path
from stat import S_IMODE

import pytest

from app import places, ports
from app.devstack.installation import make_secrets
from app.roots import certificates_in
from app.secret import Secret, SecretMissing
from app.settings import Settings
from tests.app.stacks import ROOT

VARIABLES = {part.metadata["variable"] for part in fields(Settings) if part.metadata}


def test_everything_is_derived_from_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(tmp_path)})
    assert (settings.port, settings.public_url, settings.production) == (8000, "http://127.0.0.1:8000", False)
    assert settings.database_url == f"postgresql+psycopg://hsba_app@/hsba?host={tmp_path}/run/pg"
    assert settings.migration_url == f"postgresql+psycopg://hsba@/hsba?host={tmp_path}/run/pg"
    assert (settings.temporal_address, settings.tsa_url) == ("", "")
    assert settings.archive == tmp_path / "archive"
    assert settings.given == {"data"}


def test_a_started_installation_is_found_again_by_its_folder_alone(tmp_path: Path) -> None:
    kept = ports.keep(tmp_path, ("temporal", "pki"), web=8123)
    settings = Settings.read({"HSBA_DATA": str(tmp_path)})
    assert settings.port == 8123
    assert settings.temporal_address == f"127.0.0.1:{kept['temporal']}"
    assert settings.tsa_url == f"http://127.0.0.1:{kept['pki']}/tsa"
    assert ports.keep(tmp_path, ("temporal", "pki")) == kept


def test_what_is_given_wins(tmp_path: Path) -> None:
    url = tmp_path / "url"
    url.write_text("postgresql://hsba_app:bí-mật@db/hsba\n")
    settings = Settings.read(
        {"DATABASE_URL_FILE": str(url), "HSBA_PORT": "81", "HSBA_PRODUCTION": "yes", "HSBA_PUBLIC_URL": "https://ba.vn/"}
    )
    assert settings.database_url == settings.migration_url == "postgresql://hsba_app:bí-mật@db/hsba"
    assert (settings.port, settings.production, settings.public_url) == (81, True, "https://ba.vn")
    assert settings.given == {"database_url", "port", "production", "public_url"}


def test_no_password_and_no_secret_is_shown() -> None:
    settings = Settings.read({"DATABASE_URL": "postgresql://u:geheim@db/h", "HSBA_PIN_PEPPER": "geheim"})
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("HSBA_PORT", "tám nghìn"),
        ("HSBA_PORT", "0"),
        ("HSBA_PORT", "65536"),
        ("HSBA_PORT", "²"),
        ("HSBA_PRODUCTION", "maybe"),
        ("DATABASE_URL_FILE", "/not/there"),
    ],
)
def test_what_cannot_be_understood_names_the_variable(variable: str, text: str) -> None:
    with pytest.raises(ValueError, match=variable):
        Settings.read({variable: text})


def test_a_secret_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(tmp_path)})
    assert not settings.pin_pepper.exists
    with pytest.raises(SecretMissing, match="HSBA_PIN_PEPPER"):
        settings.pin_pepper.key()
    with pytest.raises(ValueError, match="HSBA_PIN_PEPPER"):
        Secret("HSBA_PIN_PEPPER", value="không phải base64").key()
    assert Secret("HSBA_PAYLOAD_KEYS", value="b:AQI= a:AwQ=").keys() == {"b": b"\x01\x02", "a": b"\x03\x04"}
    assert next(iter(Secret("HSBA_PAYLOAD_KEYS", value="b:AQI= a:AwQ=").keys())) == "b"


def test_an_empty_secret_is_none_and_is_made_again(tmp_path: Path) -> None:
    """A first start may be killed between making the file and filling it; an empty pepper would protect no PIN."""
    settings = Settings.read({"HSBA_DATA": str(tmp_path)})
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "pin_pepper").touch()
    with pytest.raises(SecretMissing):
        settings.pin_pepper.key()
    make_secrets(settings)
    assert len(settings.pin_pepper.key()) == 32
    made = {file.name: S_IMODE(file.stat().st_mode) for file in (tmp_path / "secrets").iterdir()}
    assert made == dict.fromkeys(("pin_pepper", "master_key", "payload_keys"), 0o600)


def test_a_deep_data_folder_gets_short_sockets() -> None:
    deep = Path("/srv") / ("thư-mục/" * 20)
    assert len(str(places.sockets(deep) / "pg" / ".s.PGSQL.5432").encode()) <= places.LONGEST_SOCKET
    assert places.sockets(deep) != places.sockets(deep / "other")
    assert places.sockets(Path("/srv/hsba")) == Path("/srv/hsba/run")


def test_every_setting_is_explained_under_itself() -> None:
    (tree,) = ast.parse(inspect.getsource(Settings)).body
    assert isinstance(tree, ast.ClassDef)
    explained = {
        before.target.id
        for before, after in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }
    assert {part.name for part in fields(Settings)} <= explained | {"given"}


def test_every_setting_stands_in_the_table_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| [^|]+ \| [^|]+ \|$", (ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(VARIABLES)


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for room in ("domain", "policies", "store", "signing", "activities", "workflows", "services", "api", "web", "app")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"environ(\.get\(|\[)[\"'](?!HSBA_DATA|HSBA_PORT)|getenv\(", path.read_text())
    }
    assert readers <= {"app/settings.py"}


def test_a_pem_file_may_hold_several_roots() -> None:
    one = b"-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
    assert certificates_in(one + b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n" + one) == [one, one]
    with pytest.raises(ValueError, match="no certificate"):
        certificates_in(b"")

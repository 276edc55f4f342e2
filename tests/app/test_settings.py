"""Settings are derived from the data folder, and what is given wins."""

from pathlib import Path

import pytest

from app import places, ports
from app.roots import certificates_in
from app.settings import Settings


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


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("HSBA_DOWNTIME_MINUTES", "0"),
        ("HSBA_PORT", "tám nghìn"),
        ("HSBA_PORT", "0"),
        ("HSBA_PORT", "65536"),
        ("HSBA_PORT", "²"),
        ("HSBA_PRODUCTION", "maybe"),
        ("HSBA_WRAPPED_BY", "thẻ"),
        ("DATABASE_URL_FILE", "/not/there"),
    ],
)
def test_what_cannot_be_understood_names_the_variable(variable: str, text: str) -> None:
    with pytest.raises(ValueError, match=variable):
        Settings.read({variable: text})


@pytest.mark.parametrize(
    ("given", "by_token"),
    [
        ({}, True),
        ({"HSBA_MASTER_KEY": "AAAA"}, False),
        ({"HSBA_MASTER_KEY": "AAAA", "HSBA_WRAPPED_BY": "token"}, True),
        ({"HSBA_WRAPPED_BY": "master"}, False),
    ],
)
def test_the_token_wraps_unless_there_is_a_master_key_of_before(tmp_path: Path, given: dict[str, str], by_token: bool) -> None:
    assert Settings.read({"HSBA_DATA": str(tmp_path), **given}).by_token is by_token


def test_a_deep_data_folder_gets_short_sockets() -> None:
    deep = Path("/srv") / ("thư-mục/" * 20)
    assert len(str(places.sockets(deep) / "pg" / ".s.PGSQL.5432").encode()) <= places.LONGEST_SOCKET
    assert places.sockets(deep) != places.sockets(deep / "other")
    assert places.sockets(Path("/srv/hsba")) == Path("/srv/hsba/run")


def test_a_pem_file_may_hold_several_roots() -> None:
    one = b"-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
    assert certificates_in(one + b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n" + one) == [one, one]
    with pytest.raises(ValueError, match="no certificate"):
        certificates_in(b"")

"""Secrets among the settings: shown to nobody, read when asked for, and an empty one is none."""

from pathlib import Path
from stat import S_IMODE

import pytest

from app.devstack.installation import make_secrets
from app.secret import Secret, SecretMissing
from app.settings import Settings


def test_no_password_and_no_secret_is_shown() -> None:
    settings = Settings.read({"DATABASE_URL": "postgresql://u:geheim@db/h", "HSBA_PIN_PEPPER": "geheim"})
    assert "geheim" not in repr(settings)


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
    assert made == dict.fromkeys(("pin_pepper", "keeper_pin", "payload_keys"), 0o600)

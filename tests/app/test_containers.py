"""docker-compose.yml against the Compose specification, hsba's own commands and settings, and what production refuses.

The schema in `vendor/` is schema/compose-spec.json of compose-spec/compose-spec at 170098ba (Apache-2.0).
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from app.cli import hsba
from app.devstack.temporal import DYNAMIC, SEARCH_ATTRIBUTES
from app.production import faults
from app.settings import Settings
from tests.app.stacks import ROOT
from tests.app.test_production import key

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"].startswith("hsba:")}
TOLD = {
    "HSBA_PUBLIC_URL": "https://benhan.example.vn",
    "HSBA_TSA_URL": "https://tsa.example.vn",
    "PKCS11_MODULE": "/opt/hsm/libhsm.so",
    "HSBA_KEEPER_MODULE": "/opt/hsm/libhsm.so",
}
"""What `.env` says."""


def told(text: str) -> str:
    """A value with `${NAME:-default}` and `${NAME:?why}` filled in."""
    return re.sub(r"\$\{(\w+):([-?])([^}]*)\}", lambda found: TOLD.get(found[1], found[3] if found[2] == "-" else ""), text)


def mounts(service: dict[str, Any]) -> Iterator[str]:
    """What a service mounts: volume or file names."""
    return (told(volume).split(":")[0] for volume in service.get("volumes", ()))


def test_it_is_a_compose_file() -> None:
    schema = json.loads((Path(__file__).parent / "vendor" / "compose-spec.json").read_text())
    jsonschema.Draft7Validator(schema).validate(COMPOSE)


def test_it_runs_all_parts_by_commands_that_exist() -> None:
    commands = {command.callback.__name__ for command in hsba.registered_commands if command.callback}
    ran = {service["command"][0] for service in OURS.values()}
    assert ran == {"serve", "work", "sign", "keep", "schedule", "migrate"}
    assert ran <= commands


@pytest.mark.parametrize("name", OURS)
def test_each_part_is_told_only_settings_that_exist_and_secrets_it_is_given(name: str) -> None:
    known = {part.metadata["variable"] for part in fields(Settings) if part.metadata}
    service = OURS[name]
    assert {variable.removesuffix("_FILE") for variable in service["environment"]} <= known
    wanted = {value.removeprefix("/run/secrets/") for value in service["environment"].values() if value.startswith("/run/secrets/")}
    assert wanted - {"trust_roots"} <= set(service["secrets"])
    assert set(service["secrets"]) <= set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", OURS)
def test_each_part_would_be_accepted_in_production(name: str, tmp_path: Path) -> None:
    for number, secret in enumerate(COMPOSE["secrets"]):
        prefix = "k1:" if secret == "payload_keys" else ""
        (tmp_path / secret).write_text(prefix + key(number))
    (tmp_path / "trust_roots").write_bytes((Path(__file__).parent / "samples" / "root.pem").read_bytes())
    service = OURS[name]
    environment = {variable: told(value).replace("/run/secrets", str(tmp_path)) for variable, value in service["environment"].items()}
    assert environment["HSBA_PRODUCTION"] == "1"
    assert faults(Settings.read(environment), service["command"][0]) == []


def test_only_the_signer_reaches_keys() -> None:
    assert [name for name, service in OURS.items() if "tokens" in mounts(service)] == ["signer"]
    assert [name for name, service in OURS.items() if "pin_pepper" in service["secrets"]] == ["signer"]
    assert [name for name, service in OURS.items() if "PKCS11_MODULE" in service["environment"]] == ["signer"]
    assert [name for name, service in OURS.items() if "HSBA_KEEPER_MODULE" in service["environment"]] == ["keeper"]
    assert [name for name, service in OURS.items() if "keeper_pin" in service["secrets"]] == ["keeper"]
    assert not {"blobs", "archive", "keys", "tokens"} & set(mounts(OURS["keeper"])), "it opens keys and sees no record"
    assert [name for name, service in OURS.items() if "migration_url" in service["secrets"]] == ["migrate"]


def test_every_volume_secret_and_file_named_is_there() -> None:
    for service in COMPOSE["services"].values():
        for mount in mounts(service):
            assert mount in COMPOSE["volumes"] or (ROOT / mount).is_file() or mount == "./deploy/hsm", mount
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
        assert set(service.get("depends_on", ())) <= set(COMPOSE["services"])


def test_servers_have_health_checks_and_nothing_is_open_to_the_network() -> None:
    for name in ("postgres", "temporal", "web", "signer", "keeper"):
        assert COMPOSE["services"][name]["healthcheck"]["test"]
    published = [port for service in COMPOSE["services"].values() for port in service.get("ports", ())]
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_the_secrets_script_makes_every_secret_but_the_roots() -> None:
    made = set(re.findall(r"\b[a-z]+_[a-z]+\b", (ROOT / "deploy" / "secrets").read_text()))
    assert set(COMPOSE["secrets"]) - {"trust_roots"} <= made


def test_temporal_is_told_the_same_as_the_private_server() -> None:
    told_there = yaml.safe_load((ROOT / "deploy" / "temporal-dynamic.yaml").read_text())
    assert {name: values[0]["value"] for name, values in told_there.items()} == DYNAMIC
    namespace = (ROOT / "deploy" / "temporal-namespace.sh").read_text()
    assert all(name in namespace for name in SEARCH_ATTRIBUTES)


def test_scripts_can_be_run() -> None:
    scripts = [*(ROOT / "deploy").glob("*.sh"), ROOT / "deploy" / "secrets", ROOT / "bin" / "setup", ROOT / ".ci" / "run"]
    assert all(os.access(script, os.X_OK) for script in scripts)


def test_the_image_starts_the_command_line() -> None:
    text = (ROOT / "Containerfile").read_text()
    assert 'ENTRYPOINT ["hsba"]' in text
    assert "USER hsba" in text
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", ".hsba*", "secrets"} <= set(ignored)

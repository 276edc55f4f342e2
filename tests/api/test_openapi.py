"""What the interface says of itself: every address described and documented, every refusal with a status and a sentence."""

import re
from pathlib import Path
from typing import Any

import pytest

from api.app import ROUTERS
from api.problems import problem, standing
from domain.errors import Refusal, kinds
from tests.api.asker import Asker

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
FACTS: dict[str, tuple[str, ...]] = {
    "SignInRefused": (),
    "PinLocked": ("2026-11-21T02:00:00+00:00",),
    "Unavailable": ("temporal",),
    "CertificateRefused": ("expired", ""),
}


@pytest.fixture(scope="module")
async def said(api: Asker) -> dict[str, Any]:
    found: dict[str, Any] = (await api.client.get("/openapi.json")).json()
    return found


def operations(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{method.upper()} {path}": one for path, methods in said["paths"].items() for method, one in methods.items()}


async def test_every_address_is_described(said: dict[str, Any]) -> None:
    tags = {tag["name"]: tag["description"] for tag in said["tags"]}
    for address, one in operations(said).items():
        assert " · " in one["summary"], address
        assert tags[one["tags"][0]], address
    assert len(tags) == len(ROUTERS)


async def test_the_guide_names_exactly_these_addresses(said: dict[str, Any]) -> None:
    assert set(re.findall(r"^\| `([A-Z]+ /[^`]*)`", DOCS, re.MULTILINE)) == set(operations(said))


async def test_the_guide_names_exactly_the_parameters_each_address_takes(said: dict[str, Any]) -> None:
    taken = {(address, one["name"]) for address, of in operations(said).items() for one in of.get("parameters", ()) if one["in"] == "query"}
    told, address = set(), ""
    for named, parameter in re.findall(r"^\| (?:`([A-Z]+ /[^`]*)`)? ?\| `([a-z_]+)` \|", DOCS, re.MULTILINE):
        address = named or address
        told.add((address, parameter))
    assert told == taken


async def test_what_is_asked_for_knows_its_fields_and_has_examples(said: dict[str, Any]) -> None:
    schemas = said["components"]["schemas"]
    for address, one in operations(said).items():
        content = one.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            schema = schemas[content["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]]
            assert schema["additionalProperties"] is False, address
    assert "Mệt, sốt nhẹ 3 ngày" in str(schemas["OpenRecord"])


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_status_a_sentence_and_a_line_in_the_guide(kind: type[Refusal]) -> None:
    refusal = kind(*FACTS.get(kind.__name__, ("3",)))
    told = problem(refusal)
    status, title = standing(refusal)
    assert (told["status"], told["title"], told["refusal"]) == (status, title, kind.__name__)
    assert told["detail"] != told["detail_en"]
    line = next(line for line in DOCS.splitlines() if f"`{kind.__name__}`" in line and line.startswith("| "))
    assert line.startswith(f"| {status} |")

"""A hospital's answers to the survey that ships, and what is done with a survey in a line each."""

from collections.abc import Mapping

from domain.names import TrackId
from domain.surveys import Review
from services import survey_views, surveys
from tests.people import Someone
from tests.rollout import Province
from tests.stack import Stack

ANSWERS: Mapping[str, object] = {
    "beds": 520,
    "visits_per_day": 1350,
    "departments": 28,
    "writers_shift": 240,
    "workstations": 212,
    "imaging": "own",
    "reading_places": 6,
    "reading_screens": 4,
    "lan_departments": 28,
    "wifi_departments": 20,
    "core_switches": 2,
    "internet_lines": 1,
    "bandwidth": 300.5,
    "hosting": "own",
    "servers": 3,
    "storages": 1,
    "ups": 2,
    "racks": 2,
    "fire_safety": False,
    "backups": True,
    "restored": True,
    "restored_on": "2026-10-14",
    "his": "5",
    "his_name": "HIS của bệnh viện",
    "lab": "own",
    "lis": "advanced",
    "ris_pacs": "basic",
    "modalities": 14,
    "modalities_linked": 9,
    "emr": "some",
    "link_health_book": True,
    "link_prescription": True,
    "link_transfer": True,
    "signers": 310,
    "certificates": 120,
    "facility_certificate": True,
    "signing_way": "token",
    "security_level": "approved",
    "security_paper": "Quyết định số 512/QĐ-SYT ngày 03/08/2026, cấp độ 2",
    "firewalls": 1,
    "regulation_records": False,
    "regulation_signatures": True,
    "regulation_security": True,
    "incident_plan": True,
    "it_unit": True,
    "it_staff": 4,
    "writers": 420,
    "trained": 300,
    "budget_needed": 9_356_000_000,
    "budget_secured": 4_410_000_000,
    "budget_state": 4_410_000_000,
    "remarks": "Đường truyền thứ hai chưa có nhà cung cấp.",
}
SHORT = (
    "workstations",
    "reading_screens",
    "wifi_departments",
    "internet_lines",
    "fire_safety",
    "his",
    "ris_pacs",
    "modalities_linked",
    "certificates",
    "regulation_records",
    "trained",
    "budget_secured",
)
"""Questions of which these answers fall short, where the plan demands HIS at level 6."""


async def filled(stack: Stack, one: Someone, track: TrackId, **other: object) -> int:
    """A survey begun and filled in; its number."""
    number = await surveys.begin(stack.by(one), track)
    await surveys.save(stack.by(one), track, number, 0, {**ANSWERS, **other})
    return number


async def reviewed(stack: Stack, there: Province, **other: object) -> int:
    """A survey that the department took; its number."""
    number = await filled(stack, there.administrator, there.track, **other)
    await surveys.submit(stack.by(there.administrator), there.track, number)
    await surveys.review(stack.by(there.officer), there.track, number, Review(True, "Số liệu khớp thực tế"))
    return number


async def version(stack: Stack, one: Someone, track: TrackId, number: int) -> int:
    return (await survey_views.read(stack.by(one), track, number)).survey.version

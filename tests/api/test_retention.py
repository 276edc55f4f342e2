"""How long a record is kept, through the interface: codes at discharge, the class confirmed, raised, corrected; an incident's file."""

from tests.api.asker import Asker, new_record
from tests.api.test_signing import refused
from tests.people import HIS, HUNG, LAN, NAM, PHUC, SON


async def discharged(api: Asker, number: str, **codes: object) -> str:
    record = str((await api.done(LAN, "/records", **new_record(number)))["id"])
    words = {"outcome": "improved", "diagnosis": "Gãy cổ xương đùi", "summary": "Mổ kết hợp xương"}
    await api.done(LAN, f"/records/{record}/discharge", request=f"{number}-out", **words, **codes)
    return record


async def test_a_class_is_proposed_confirmed_and_told(api: Asker) -> None:
    record = await discharged(api, "RET-1", diagnosis_code="S72.0", cause_codes=["V23.4"])
    told = await api.get(LAN, f"/records/{record}/retention")
    assert (told["retention_class"]["code"], told["edition"], told["confirmed"], told["keep_until"][4:]) == (
        "special",
        "TT 33/2025",
        False,
        "-12-31",
    )
    assert [(one["trait"], one["source"], one["code"], one["certainty"]) for one in told["grounds"]] == [
        ("traffic_accident", "cause", "V23.4", "I")
    ]
    where = f"/records/{record}/retention/confirmation"
    assert await refused(api, HUNG, where, request="ret-1-h") == (403, "NotAllowed")
    assert await refused(api, NAM, where, request="ret-1-o", retention_class="ordinary") == (422, "Malformed")
    done = await api.done(NAM, where, request="ret-1-c")
    assert await api.done(NAM, where, request="ret-1-c") == done
    assert (done["confirmed"], done["terms"][-1]["how"], done["terms"][-1]["by"]["name"]) == (True, "confirmed", NAM.name)
    assert await refused(api, NAM, f"/records/{record}/retention/raises", request="ret-1-r", retention_class="death", reason="x") == (
        409,
        "WrongState",
    )


async def test_a_wrong_code_ends_no_treatment(api: Asker) -> None:
    record = str((await api.done(LAN, "/records", **new_record("RET-2")))["id"])
    words = {"outcome": "improved", "diagnosis": "a", "summary": "b", "cause_codes": ["viêm"]}
    assert await refused(api, LAN, f"/records/{record}/discharge", request="ret-2", **words) == (422, "Malformed")
    assert (await api.ask(LAN, "GET", f"/records/{record}/retention")).status_code == 404


async def test_an_incident_has_a_file_that_is_listed_and_linked(api: Asker) -> None:
    record, other = await discharged(api, "RET-3"), await discharged(api, "RET-4")
    words = {"number": "SC-API-1/2026", "happened_on": "2026-11-20", "title": "Ngã trong buồng bệnh"}
    made = await api.done(HUNG, f"/records/{record}/incidents", request="ret-3", **words)
    assert await refused(api, NAM, f"/records/{record}/incidents", request="ret-3-n", **words) == (409, "Incomplete")
    for one in (HIS, LAN, SON):
        assert await refused(api, one, f"/records/{record}/incidents", request=f"ret-3-{one.login}", **words) == (403, "NotAllowed")
    await api.done(NAM, f"/incidents/{made['id']}/records", request="ret-3-l", record=other)
    found = next(one for one in (await api.get(NAM, "/incidents"))["incidents"] if one["id"] == made["id"])
    assert (found["title"], {one["id"] for one in found["records"]}) == (words["title"], {record, other})
    assert (await api.get(NAM, f"/records/{other}/retention"))["incidents"] == [made["id"]]
    assert (await api.ask(PHUC, "GET", f"/records/{record}/retention")).status_code == 403

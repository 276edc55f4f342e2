"""Closing and archiving, counted apart from the lifecycles."""

import asyncio
import statistics
import time

from bench.lifecycles import DOCTOR, OFFICER, WARD_HEAD, Load

RECORDS = 5


async def measure(load: Load) -> dict[str, float]:
    """A record without orders: discharged, closed, signed by three; then until it is archived. Medians, milliseconds."""
    signed, archived = [], []
    for number in range(RECORDS):
        began = time.perf_counter()
        record = await close(load, f"dong-{number}")
        signed.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        await archive(load, record)
        archived.append((time.perf_counter() - began) * 1000)
    return {"opened_to_received": round(statistics.median(signed), 1), "received_to_archived": round(statistics.median(archived), 1)}


async def close(load: Load, number: str) -> str:
    record = await load.open(number)
    words = {"outcome": "recovered", "diagnosis": "Đái tháo đường típ 2", "summary": "Điều chỉnh chế độ ăn."}
    await load.post(DOCTOR, f"/api/records/{record}/discharge", {"request": f"{load.name}/discharge/{number}", **words})
    made = await load.post(DOCTOR, f"/api/records/{record}/closing", {"request": f"{load.name}/closing/{number}"})
    for login in (DOCTOR, WARD_HEAD, OFFICER):
        await load.sign(login, made["document"], f"{load.name}/closing/{number}/{login}")
    return record


async def archive(load: Load, record: str) -> None:
    async with asyncio.timeout(60):
        while (await load.get(OFFICER, f"/api/records/{record}"))["state"] != "archived":
            await asyncio.sleep(0.05)

"""The load: clients that each take one result after another through its whole life, over the public API."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from httpx2 import AsyncClient

from app.devstack.demo_people import PASSWORD, PIN, person
from app.devstack.seed import person_id

DOCTOR, WARD_HEAD, LIS, OFFICER = "bs.lan", "tk.tuan", "lis.bvdk", "lt.thu"
TECHNICIANS = ("ktv.hung", "ktv.yen")
APPROVER, LAB_HEAD = "bs.khanh", "tk.xuan"
SIGNERS = (APPROVER, LAB_HEAD)


class Refused(Exception):
    """The API refused a step of the benchmark."""


@dataclass
class Load:
    """What happens and how long people waited, in milliseconds."""

    http: AsyncClient
    name: str
    tokens: dict[str, str] = field(default_factory=dict)
    record: str = ""
    waited: list[float] = field(default_factory=list)
    steps: dict[str, list[float]] = field(default_factory=dict)
    done: int = 0
    documents: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    number: Any = field(default_factory=lambda: count(1))

    async def prepare(self) -> None:
        """Everybody signs in; one record is opened for all."""
        for login in (DOCTOR, WARD_HEAD, LIS, OFFICER, *TECHNICIANS, *SIGNERS):
            answer = await self.http.post("/api/sessions", json={"login": login, "password": PASSWORD})
            self.tokens[login] = answer.json()["token"]
        self.record = await self.open("0")

    async def open(self, number: str) -> str:
        asked = {
            "request": f"{self.name}/record/{number}",
            "code": f"{self.name}-{number}",
            "patient_code": f"BN-{self.name}-{number}",
            "patient": "Nguyễn Thị Thuỳ Hạnh",
            "birth": "1970-05-01",
            "sex": "female",
            "temporary_code": f"T-{self.name}-{number}",
            "department": "33001/NOI",
            "doctor": DOCTOR,
            "reason": "Mệt, khát nước nhiều",
        }
        return str((await self.post(DOCTOR, "/api/records", asked))["id"])

    async def lifecycle(self) -> None:
        """Order → result → three signatures → preserved and verified."""
        number = next(self.number)
        technician = TECHNICIANS[number % len(TECHNICIANS)]
        order = await self.timed("order", self.order(self.record, number))
        document = await self.timed("result", self.deliver(order, technician, number))
        for login in (technician, *SIGNERS):
            await self.sign(login, document, f"{self.name}/sign/{number}/{login}")
        await self.timed("preserved", self.preserved(document))
        self.done += 1
        self.documents.append(document)
        self.orders.append(order)

    async def order(self, record: str, number: object) -> str:
        asked = {
            "request": f"{self.name}/order/{number}",
            "record": record,
            "doctor": DOCTOR,
            "diagnosis": "Theo dõi đái tháo đường típ 2",
            "lines": [{"service": "23.0083", "name": "Định lượng Glucose", "department": "33001/XN"}],
        }
        return str((await self.post(DOCTOR, "/api/orders", asked))["id"])

    async def deliver(self, order: str, technician: str, number: object) -> str:
        now = datetime.now(UTC)
        asked = {
            "request": f"{self.name}/result/{number}",
            "lines": [1],
            "values": [{"line": 1, "name": "Glucose", "value": "7,9", "unit": "mmol/L", "reference": "3,9 – 6,4", "flag": "H"}],
            "performer": str(person_id(person(technician))),
            "sampled_at": (now - timedelta(hours=2)).isoformat(),
            "received_at": (now - timedelta(hours=1)).isoformat(),
            "resulted_at": (now - timedelta(minutes=1)).isoformat(),
        }
        return str((await self.post(LIS, f"/api/orders/{order}/results", asked))["document"])

    async def sign(self, login: str, document: str, request: str) -> None:
        """Opens the document, then signs it: only the signing is what the person waits for."""
        newest = (await self.get(login, f"/api/documents/{document}"))["versions"][-1]
        asked = {"request": request, "read": newest["content"], "pin": PIN}
        began = time.perf_counter()
        await self.post(login, f"/api/documents/{document}/versions/{newest['number']}/signatures", asked)
        self.waited.append((time.perf_counter() - began) * 1000)

    async def preserved(self, document: str) -> None:
        async with asyncio.timeout(60):
            while (await self.get(APPROVER, f"/api/documents/{document}"))["versions"][-1]["state"] != "preserved":
                await asyncio.sleep(0.1)

    async def timed(self, name: str, work: Awaitable[Any]) -> Any:
        began = time.perf_counter()
        found = await work
        self.steps.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        return found

    async def post(self, login: str, path: str, asked: dict[str, Any]) -> Any:
        answer = await self.http.post(path, json=asked, headers={"authorization": f"Bearer {self.tokens[login]}"})
        if not answer.is_success:
            raise Refused(f"{path}: {answer.text}")
        return answer.json() if answer.content else None

    async def get(self, login: str, path: str) -> Any:
        answer = await self.http.get(path, headers={"authorization": f"Bearer {self.tokens[login]}"})
        if not answer.is_success:
            raise Refused(f"{path}: {answer.text}")
        return answer.json()


async def closed_loop(load: Load, clients: int, seconds: float) -> float:
    """`clients` people-and-machines at once, each beginning anew when done; gives the seconds it took to the last end."""
    ends = time.monotonic() + seconds

    async def client() -> None:
        while time.monotonic() < ends:
            await load.lifecycle()

    began = time.monotonic()
    await asyncio.gather(*(client() for _ in range(clients)))
    return time.monotonic() - began


async def paced(begin: Callable[[], Awaitable[None]], per_second: float, seconds: float) -> None:
    """Begins one lifecycle after another at a steady rate, whether the one before ended or not."""
    tasks = []
    for _ in range(int(per_second * seconds)):
        tasks.append(asyncio.ensure_future(begin()))
        await asyncio.sleep(1 / per_second)
    await asyncio.gather(*tasks)

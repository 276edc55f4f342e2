"""A machine or a person who asks the interface, signed in once each."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from httpx2 import AsyncClient, Response

from tests.people import PASSWORD, PIN, Someone


@dataclass
class Asker:
    client: AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, one: Someone) -> str:
        if one.login not in self.tokens:
            answer = await self.client.post("/sessions", json={"login": one.login, "password": PASSWORD})
            self.tokens[one.login] = answer.json()["token"]
        return self.tokens[one.login]

    async def ask(self, one: Someone, method: str, path: str, **more: Any) -> Response:
        head = {"authorization": f"Bearer {await self.token(one)}"} | more.pop("headers", {})
        return await self.client.request(method, path, headers=head, **more)

    async def get(self, one: Someone, path: str, **query: Any) -> Any:
        answer = await self.ask(one, "GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, one: Someone, path: str, **words: Any) -> Response:
        return await self.ask(one, "POST", path, json=words)

    async def done(self, one: Someone, path: str, **words: Any) -> Any:
        """The answer of an act that must succeed."""
        answer = await self.post(one, path, **words)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def sign(self, one: Someone, document: str, request: str) -> Any:
        """Reads, then signs the newest version."""
        newest = (await self.get(one, f"/documents/{document}"))["versions"][-1]
        path = f"/documents/{document}/versions/{newest['number']}/signatures"
        return await self.done(one, path, request=request, read=newest["content"], pin=PIN)

    async def until(self, one: Someone, path: str, good: Callable[[Any], bool], seconds: float = 60) -> Any:
        """Asks again and again until the answer is good."""
        async with asyncio.timeout(seconds):
            while True:
                found = await self.get(one, path)
                if good(found):
                    return found
                await asyncio.sleep(0.05)


def new_record(code: str, **other: object) -> dict[str, object]:
    """An episode of care on the ward."""
    return {
        "request": f"open-{code}",
        "code": code,
        "patient_code": f"BN-{code}",
        "patient": "Nguyễn Thị Hường",
        "birth": "1968-04-17",
        "sex": "female",
        "temporary_code": f"T-{code}",
        "department": "33001/NOI",
        "doctor": "bs.lan",
        "reason": "Sốt, ho ba ngày",
        "diagnosis": "Theo dõi viêm phổi",
        **other,
    }


def new_order(record: str, request: str, **other: object) -> dict[str, object]:
    line = {"service": "22.0119", "name": "Tổng phân tích tế bào máu", "department": "33001/XN"}
    words = {"request": request, "record": record, "doctor": "bs.lan", "lines": [line], "diagnosis": "Theo dõi viêm phổi"}
    return {**words, **other}


def new_result(at: str, request: str, value: str = "12,4", **other: object) -> dict[str, object]:
    """`at` is a moment for sampling, receiving and result alike."""
    wbc = {"line": 1, "name": "WBC", "value": value, "unit": "G/L", "reference": "4,0 - 10,0", "flag": "H"}
    times = {"sampled_at": at, "received_at": at, "resulted_at": at}
    return {"request": request, "lines": [1], "values": [wbc], "performer": "ktv.mai", **times, **other}

"""Records of 2015 as they lie in the archive: a row, a key of its own, an object; many of them made in seconds."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from activities.documents import bytes_key
from domain.archived import object_id, readme
from domain.names import RecordId, id_of
from store.tables.fixity import FixityRow
from store.tables.records import PatientRow, RecordRow
from tests.people import HOSPITAL, LAN, PHUC, WARD
from tests.stack import Stack

ENDED = date(2025, 12, 31)
DIAGNOSIS = "Viêm phổi thuỳ dưới phải"
LANS = 50
"""Every fiftieth patient was Lan's; the others a doctor's who has left the ward."""


class LongAgo:
    """So many records whose term ended with 2025, under codes `<series>-0001` and on: one story's own."""

    def __init__(self, series: str, many: int) -> None:
        self.series, self.many = series, many

    @property
    def numbers(self) -> range:
        return range(1, self.many + 1)

    def code(self, number: int) -> str:
        return f"{self.series}-{number:04}"

    def record(self, number: int) -> RecordId:
        return RecordId(id_of("record", "long-ago", self.code(number)))

    async def archived(self, stack: Stack) -> None:
        now = stack.clock()
        patients = [self._patient(number) for number in self.numbers]
        rows = [self._row(number, self._object(stack, number, now), now) for number in self.numbers]
        read = [{"record": self.record(number), "facility": HOSPITAL, "checked_at": now} for number in self.numbers]
        async with stack.sessions.begin() as session:
            for table, some in ((PatientRow, patients), (RecordRow, rows), (FixityRow, read)):
                await session.execute(insert(table), some)

    def _object(self, stack: Stack, number: int, now: datetime) -> str:
        """Lays the record's object down under a key of its own; SHA-256 of its inventory."""
        keys, key, code = stack.house.shelf.keys, bytes_key(self.record(number)), self.code(number)
        keys.create(key)
        whole = json.dumps({"record": {"code": code, "diagnosis": DIAGNOSIS}}, ensure_ascii=False).encode()
        files = {
            "record.json.age": keys.encrypt(key, whole),
            "README.txt": readme(code, HOSPITAL).encode(),
            "manifest.json": json.dumps({"files": {}}).encode(),
        }
        return stack.house.ocfl.put(object_id(key), files, "Lưu trữ hồ sơ bệnh án", now).inventory_sha256

    def _patient(self, number: int) -> dict[str, Any]:
        person = {"name": "Trần Văn Bình", "birth": date(1950, 1, 2), "sex": "male"}
        return {"id": self._whose(number), "facility": HOSPITAL, "code": f"NB-{self.code(number)}", **person}

    def _whose(self, number: int) -> object:
        return id_of("patient", "long-ago", self.code(number))

    def _row(self, number: int, archive_sha256: str, now: datetime) -> dict[str, Any]:
        return {
            "id": self.record(number),
            "facility": HOSPITAL,
            "code": self.code(number),
            "patient": self._whose(number),
            "department": WARD,
            "doctor": (PHUC if number % LANS else LAN).id,
            "state": "archived",
            "opened_at": now - timedelta(days=4000),
            "discharged_at": now - timedelta(days=3990),
            "archived_at": now - timedelta(days=3980),
            "archive_sha256": archive_sha256,
            "retention_class": "ordinary",
            "retention_edition": "TT 53/2017",
            "keep_until": ENDED,
        }

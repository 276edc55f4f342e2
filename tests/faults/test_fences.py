"""What processes fenced off from the keys must still be able to do: send a code, print a drawing and a scan, sign both."""

import stat
from pathlib import Path
from re import search

from tests.api.asker import new_record
from tests.faults.processes import processes
from tests.people import HIS, LAN
from tests.services.test_consents import PHONE, SAYS, drawn, scanned
from tests.stack import Stack


async def test_a_consent_with_a_code_and_one_on_paper(stack: Stack, tmp_path: Path) -> None:
    """The code goes where no message was ever written: the web process makes the place before it is fenced off."""
    phones = stack.settings.data / "phones.txt"
    async with processes(stack, tmp_path, more={"HSBA_MESSAGES": str(phones)}) as parts:
        api, data = parts.api, SAYS | {"explainer": "bs.lan"}
        record = (await api.done(HIS, "/records", **new_record("FENCED-1")))["id"]
        code = await api.done(HIS, f"/records/{record}/codes", request="fenced-code", form="consent", data=data, phone=PHONE)
        typed = search(r"mã (\d{6}) ", phones.read_text(encoding="utf-8"))
        assert typed
        assert stat.S_IMODE(phones.stat().st_mode) == 0o600
        await api.done(HIS, f"/codes/{code['id']}/checks", code=typed[1], phone=PHONE)
        at = (await api.get(LAN, f"/records/{record}"))["opened_at"]
        ways = ({"drawing": drawn(), "confirmation": code["id"]}, {"way": "paper", "scan": scanned(), "original": "Hộp 12, tờ 3"})
        for way in ways:
            whole = {"form": "consent", "author": "bs.lan", "acted_at": at, "data": data | way}
            made = await api.done(HIS, f"/records/{record}/documents", request=f"fenced-{len(way)}", **whole)
            await api.sign(LAN, made["document"], f"fenced-sign-{len(way)}")

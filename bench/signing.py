"""`python -m bench.signing`: the signing room alone, then sets of documents by one PIN; prints a table, writes `bench-out/signing.json`."""

import argparse
import asyncio
import json
import os
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import batches, room
from bench.__main__ import OUT
from bench.stack import machine, stack

SIGNERS = 2


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.signing", description=__doc__)
    parser.add_argument("--documents", type=int, default=500, help="documents of a set")
    parser.add_argument("--no-room", action="store_true", help="leave out the signing room alone")
    options = parser.parse_args()
    alone = {} if options.no_room else asyncio.run(room.measure())
    os.environ["HSBA_SIGNERS"] = str(SIGNERS)
    with stack() as running:
        sets = asyncio.run(batches.measure(running, options.documents))
    found = {"at": datetime.now(UTC).isoformat(), "machine": machine(), "load": os.getloadavg(), "room": alone, "sets": sets}
    OUT.mkdir(exist_ok=True)
    (OUT / "signing.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    show(found)


def show(found: dict[str, Any]) -> None:
    load = found["load"][0]
    table = Table(
        title=f"{found['machine']['cores']} cores · {found['machine']['cpu']} · load {load:.1f} · {SIGNERS} signers", show_header=False
    )
    for name, one in found["room"].items():
        raw = f"{one['share_of_raw']:.0%} of raw C_Sign, {one['raw_c_sign_per_second']}/s"
        table.add_row(f"room alone, {name}: documents/s", f"{one['documents_per_second']} ({one['cpu_ms_per_document']} ms CPU; {raw})")
    for login, one in found["sets"].items():
        table.add_section()
        table.add_row(
            f"{login}: documents/s at B-T, ticket → row", f"{one['documents_per_second']} ({one['documents']} in {one['seconds']} s)"
        )
        table.add_row("answered after ms", str(one["answered_ms"]))
        cpu = one["cpu_ms_per_document"]
        table.add_row("CPU ms a document", f"{sum(cpu.values()):.1f}: " + " · ".join(f"{name} {cost}" for name, cost in cpu.items()))
        preserved = f", preserved {one['preserved_per_second']}/s" if "preserved_per_second" in one else ""
        table.add_row("chains told · caught up, a second", f"{one['told_per_second']} · {one['chains_per_second']}{preserved}")
        table.add_row("inbox looked at · wrong", f"{one['inbox']['looks']} · {one['inbox']['wrong']}")
    Console().print(table)


if __name__ == "__main__":
    main()

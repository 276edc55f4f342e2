"""`python -m bench.archive`: a million archived records' rows, and the archive's files; prints a table, writes `bench-out/archive.json`."""

import argparse
import asyncio
import json
import os
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import archive_files, archive_renewal, archive_rows
from bench.__main__ import OUT
from bench.stack import machine, stack


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.archive", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="archived records at the end")
    parser.add_argument("--first", type=int, default=10_000, help="archived records at the beginning")
    parser.add_argument("--holds", type=int, default=50_000, help="holds")
    options = parser.parse_args()
    files = asyncio.run(archive_files.measure(options.records))
    with stack() as running:
        files["renewal in the file"] = asyncio.run(archive_renewal.measure(running))
        rows = asyncio.run(archive_rows.measure(running, (options.first, options.records), options.holds))
    found = {"at": datetime.now(UTC).isoformat(), "machine": machine(), "load": os.getloadavg(), "files": files, **rows}
    OUT.mkdir(exist_ok=True)
    (OUT / "archive.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    show(found)


def show(found: dict[str, Any]) -> None:
    title = f"{found['machine']['cores']} cores · {found['machine']['cpu']} · load {found['load'][0]:.1f}"
    table = Table(title=title, show_header=False)
    for group, figures in found["files"].items():
        for name, figure in figures.items():
            table.add_row(f"{group}: {name}", str(figure))
        table.add_section()
    for size, figures in found["rows"].items():
        for name, figure in figures.items():
            table.add_row(f"{size} records: {name}", str(figure))
        table.add_section()
    for name, figure in found["growth"].items():
        table.add_row(f"growth: {name}", f"× {figure}")
    Console().print(table)


if __name__ == "__main__":
    main()

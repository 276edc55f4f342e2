"""`python -m bench`: whole lifecycles on a stack of its own; prints a table and writes `bench-out/bench.json`."""

import argparse
import asyncio
import json
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from httpx2 import AsyncClient, Limits
from rich.console import Console
from rich.table import Table
from temporalio.client import Client

from app import wiring
from app.settings import Settings
from bench import closings, steps
from bench.lifecycles import Load, closed_loop, paced
from bench.stack import Running, machine, stack

OUT = Path("bench-out")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30, help="length of each of the two runs")
    parser.add_argument("--clients", type=int, default=6, help="how many at once in the closed loop")
    options = parser.parse_args()
    costs = asyncio.run(steps.measure())
    with stack() as running:
        found = asyncio.run(measure(running, options.clients, options.seconds))
    found = {"at": datetime.now(UTC).isoformat(), "machine": machine(), **found, "step_cpu_ms": costs}
    OUT.mkdir(exist_ok=True)
    (OUT / "bench.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    show(found)


async def measure(running: Running, clients: int, seconds: float) -> dict[str, Any]:
    """The closed loop, then half its rate with people who wait, then closing and archiving by itself."""
    async with AsyncClient(base_url=running.url, timeout=60, limits=Limits(max_connections=100)) as http:
        warm = Load(http, "khoi-dong")
        await warm.prepare()
        await closed_loop(warm, 2, 3)
        full = Load(http, "day-tai")
        await full.prepare()
        before = running.cpu()
        lasted = await closed_loop(full, clients, seconds)
        after = running.cpu()
        rate = full.done / lasted
        half = Load(http, "nua-tai")
        await half.prepare()
        await paced(half.lifecycle, rate / 2, seconds)
        closed = await closings.measure(half)
    events = await temporal_events(running, full)
    return {
        "closed_loop": {
            "clients": clients,
            "seconds": round(lasted, 1),
            "lifecycles": full.done,
            "lifecycles_per_second": round(rate, 2),
            "signature_ms": spread(full.waited),
            "step_ms": {name: spread(times) for name, times in full.steps.items()},
            "cpu_ms_per_lifecycle": {name: round((after[name] - before[name]) / full.done * 1000, 1) for name in before},
        },
        "half_load": {
            "lifecycles_per_second": round(rate / 2, 2),
            "lifecycles": half.done,
            "signature_ms": spread(half.waited),
        },
        "closing_ms": closed,
        "temporal_events_per_lifecycle": events,
    }


async def temporal_events(running: Running, load: Load) -> dict[str, float]:
    """Events in the histories of one lifecycle's workflows, on average over ten."""
    settings = Settings.read({"HSBA_DATA": str(running.data)})
    client: Client = await wiring.temporal(settings)
    chosen = list(zip(load.orders, load.documents, strict=True))[:10]
    orders = [await _events(client, f"order/{order}") for order, _ in chosen]
    signatures = [await _events(client, f"signature/{document}/1") for _, document in chosen]
    return {"order": statistics.mean(orders), "signature": statistics.mean(signatures)}


async def _events(client: Client, workflow: str) -> int:
    return len((await client.get_workflow_handle(workflow).fetch_history()).events)


def spread(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile, milliseconds."""
    ordered = sorted(times)
    return {"n": len(ordered), "p50": round(statistics.median(ordered), 1), "p95": round(ordered[int(len(ordered) * 0.95)], 1)}


def show(found: dict[str, Any]) -> None:
    loop, half = found["closed_loop"], found["half_load"]
    table = Table(title=f"{found['machine']['cores']} cores · {found['machine']['cpu']}", show_header=False)
    table.add_row("lifecycles/s, closed loop", f"{loop['lifecycles_per_second']} ({loop['lifecycles']} by {loop['clients']})")
    table.add_row("signature p50/p95 ms, closed loop", _both(loop["signature_ms"]))
    table.add_row("signature p50/p95 ms, half load", f"{_both(half['signature_ms'])} at {half['lifecycles_per_second']}/s")
    for name, times in loop["step_ms"].items():
        table.add_row(f"{name} p50/p95 ms, closed loop", _both(times))
    for name, cost in loop["cpu_ms_per_lifecycle"].items():
        table.add_row(f"CPU ms a lifecycle: {name}", str(cost))
    for name, cost in found["step_cpu_ms"].items():
        table.add_row(f"CPU ms alone: {name}", str(cost))
    table.add_row("Temporal events a lifecycle", str(found["temporal_events_per_lifecycle"]))
    table.add_row("closing → archived ms", str(found["closing_ms"]))
    Console().print(table)


def _both(times: dict[str, float]) -> str:
    return f"{times['p50']} / {times['p95']}"


if __name__ == "__main__":
    main()

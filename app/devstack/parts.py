"""Which parts this installation needs, in what order: the whole stack on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app import places, ports
from app.devstack import database, temporal
from app.devstack.child import python
from app.devstack.installation import marks
from app.devstack.part import Part
from app.devstack.web_probe import fetched
from app.keeper.token import is_softhsm
from app.settings import Settings


@dataclass(frozen=True)
class Wish:
    """What whoever starts the stack asked for; `empty` counts at the first start only, and no `stories` at the first start is for good."""

    empty: bool = False
    """A real facility, no demo data."""
    servers_only: bool = False
    stories: bool = True
    """Play the demo's stories when they were not played yet."""

    def words(self) -> list[str]:
        """As options of `hsba up`."""
        given = {"--empty": self.empty, "--servers": self.servers_only, "--no-stories": not self.stories}
        return [word for word, wanted in given.items() if wanted]


def parts(settings: Settings, wish: Wish) -> tuple[Part, ...]:
    """Every part to run here; a server that was given an address runs elsewhere and is left out."""
    ours = () if wish.servers_only else (*own(settings), *last(settings, wish))
    return (*servers(settings), *steps(settings), *keeper(settings), *ours)


def servers(settings: Settings) -> Iterator[Part]:
    """Private servers standing in for those nobody named."""
    data, given, kept = settings.data, settings.given, ports.kept(settings.data)
    if "database_url" not in given:
        run = python("-m", "app.devstack.postgres", "--data", str(data), "--bindir", settings.pg_bindir)
        yield Part("postgres", run, probe=lambda: database.answers(data))
    if "temporal_address" not in given:
        name = settings.temporal_namespace
        run = temporal.command(data, kept, name)
        yield Part("temporal", run, probe=lambda: temporal.answers(kept["temporal_http"], name))
    if "tsa_url" not in given:
        run = python("-m", "app.devstack.pki", "--data", str(data / "pki"), "--port", str(kept["pki"]))
        yield Part("pki", run, probe=lambda: root_kept(kept["pki"], settings.trust_roots))


def steps(settings: Settings) -> Iterator[Part]:
    """What is done once at every start, each step safe to repeat."""
    data = str(settings.data)
    if "database_url" not in settings.given:
        yield Part("database", python("-m", "app.devstack.database", "--data", data), ("postgres",), once=True)
    yield Part("migrations", python("-m", "app", "migrate"), ("database",), once=True)
    if uses_softhsm(settings):
        yield Part("tokens", python("-m", "app.devstack.token_pool", "--data", data), once=True, patience=300)
    known = marks(settings.data)
    if known["demo"] and not known.get("seeded"):
        yield Part("seed", python("-m", "app.devstack.seed"), ("migrations", "tokens", "pki", "keeper"), once=True, patience=900)


def keeper(settings: Settings) -> Iterator[Part]:
    """Who holds the wrapping key, where a token does; parts that are run by hand need it as well."""
    if not settings.by_token:
        return
    if is_softhsm(settings):
        yield Part("wrapping-key", python("-m", "app.devstack.wrapping_key", "--data", str(settings.data)), once=True)
    yield Part("keeper", python("-m", "app", "keep"), ("wrapping-key",))


def own(settings: Settings) -> tuple[Part, ...]:
    """The processes of hsba itself."""
    before = ("migrations", "seed", "tokens", "pki", "keeper")
    keys = {"SOFTHSM2_CONF": str(settings.tokens / "softhsm2.conf")} if uses_softhsm(settings) else {}
    signers = [_signer(settings, number, (*before, "temporal"), keys) for number in range(1, settings.signers + 1)]
    return (
        *signers,
        Part("worker", python("-m", "app", "work"), (*before, "temporal"), uses=tuple(one.name for one in signers)),
        Part("scheduler", python("-m", "app", "schedule"), (*before, "temporal"), uses=("worker",)),
        Part("web", python("-m", "app", "serve"), (*before, "temporal"), uses=("worker", "signer")),
    )


def _signer(settings: Settings, number: int, before: tuple[str, ...], keys: dict[str, str]) -> Part:
    """People's PINs go to the door of the first; the others have doors of their own and share tokens, tickets and the queue."""
    if number == 1:
        return Part("signer", python("-m", "app", "sign"), before, environment=keys)
    door = settings.signer_socket.with_name(f"signer-{number}.sock")
    return Part(f"signer-{number}", python("-m", "app", "sign"), before, environment={**keys, "HSBA_SIGNER_SOCKET": str(door)})


def last(settings: Settings, wish: Wish) -> Iterator[Part]:
    """What is done once beside or after the processes of hsba."""
    known = marks(settings.data)
    if not known["demo"] and not known.get("founded"):
        yield Part("welcome", python("-m", "app.devstack.first_link"), ("migrations",), once=True)
    if wish.stories and known["demo"] and known.get("stories", True) and not known.get("told"):
        needs = ("web", "worker", "signer", "scheduler")
        yield Part("stories", python("-m", "app.devstack.stories"), needs, once=True, spare=True, patience=900)


def uses_softhsm(settings: Settings) -> bool:
    """Whether keys are in files of this machine."""
    return bool(settings.pkcs11_module) and settings.pkcs11_module == places.softhsm_module()


async def root_kept(port: int, place: Path) -> bool:
    """Whether the development PKI serves; its root certificate is then kept at `place` for whoever checks signatures."""
    pem = await fetched(port, "/root.pem")
    if pem is not None:
        keep(place, pem)
    return pem is not None


def keep(place: Path, content: bytes) -> None:
    """Writes a small file when it is not already so."""
    if not place.exists() or place.read_bytes() != content:
        place.write_bytes(content)

"""Keeps every process away from the keys that are not its business: Landlock, the kernel's own fence, for each process by itself.

Landlock (kernel 5.13 and newer) needs no privilege and cannot be lifted by the process again. Where the kernel has none,
folder modes and separate users (containers) remain, and a warning says so.
"""

import ctypes
import os
import struct
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from app.devstack import DevelopmentWarning
from app.secret import Secret
from app.settings import Settings

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
RULE_PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38
READ, LIST, EXECUTE = 1 << 2, 1 << 3, 1 << 0
EVERYTHING = (1 << 13) - 1
"""Rights of ABI 1: execute, write, read, list, remove, make."""
MOVE = 1 << 13
"""ABI 2 (kernel 5.19): to rename from one folder into another, as an archived object is put in place; else every such move is refused."""
PROGRAM = Path(__file__).resolve().parent.parent
"""Where our modules are."""
KEEPERS = frozenset(
    ("data", "keeper_socket", "keeper_module", "keeper_folder", "keeper_pin", "signer_socket", "pkcs11_module", "pg_bindir")
)
"""Settings whose paths stay open to the keeper: its own, and what is nobody's secret (programs; sockets, which it makes one beside)."""
FILE_RIGHTS = (1 << 0) | (1 << 1) | (1 << 2)
"""Those a file can have; the others belong to folders."""


def confine(settings: Settings) -> None:
    """From now on this process and its children reach neither tokens, tickets and pepper nor what others could be made of."""
    for needed in (settings.blobs, settings.archive, settings.key_store):
        needed.mkdir(mode=0o700, parents=True, exist_ok=True)
    _hide([*_of_signer(settings), *_of_keeper(settings), settings.data / "pki", settings.data / "pg"])


def confine_keeper(settings: Settings) -> None:
    """The keeper keeps its token and its PIN. All else that lies in the data folder, or that any setting names, is not its business.

    A setting that is still to come is fenced by that rule as well, unless it is named in `KEEPERS`.
    """
    settings.keeper_socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _hide([*_named(settings), *_beside(settings.data.resolve(), [path.resolve() for path in _needed_by_keeper(settings)])])


def _named(settings: Settings) -> Iterator[Path]:
    """Every path that a setting names, but those of `KEEPERS`."""
    for name in (part.name for part in fields(settings) if part.metadata and part.name not in KEEPERS):
        value = getattr(settings, name)
        if isinstance(value, Secret):
            yield from _secret(settings, value, name)
        elif isinstance(value, Path):
            yield value
        elif isinstance(value, str) and "://" not in value:
            yield from (Path(one).absolute() for one in (value, *value.split(":")) if "/" in one)


def _needed_by_keeper(settings: Settings) -> list[Path]:
    """What it needs and may lie in the data folder: its own, the modules it is made of, and the HSM's with the files beside it."""
    modules = [Path(module).parent for module in (settings.keeper_module,) if module]
    own = [settings.keeper_folder, settings.keeper_socket.parent, *_secret(settings, settings.keeper_pin, "keeper_pin")]
    return [*own, *modules, PROGRAM, Path(sys.prefix), Path(sys.base_prefix)]


def _beside(folder: Path, kept: list[Path]) -> Iterator[Path]:
    """Everything below the folder but what is kept, and the way down to it; of links, what they lead to. All paths resolved."""
    for one in (child.resolve() for child in (folder.iterdir() if folder.is_dir() else ())):
        if not any(path.is_relative_to(one) for path in kept):
            yield one
        elif one not in kept and one.parent == folder:
            yield from _beside(one, kept)


def _of_signer(settings: Settings) -> list[Path]:
    return [settings.tokens, settings.tickets, *_secret(settings, settings.pin_pepper, "pin_pepper")]


def _of_keeper(settings: Settings) -> list[Path]:
    return [settings.keeper_folder, *_secret(settings, settings.keeper_pin, "keeper_pin")]


def _secret(settings: Settings, secret: Secret, name: str) -> list[Path]:
    """Where it was given, and where one made by itself lies, perhaps of before that."""
    return [settings.data / "secrets" / name, *([secret.path] if secret.path else [])]


def confine_signer(settings: Settings) -> None:
    """The signer keeps its own keys and the working files it signs. The keeper's, the development authority's, who may be what in the
    private database, what was archived and what is printed before an outage are not its business.

    Of the authority's folder it reads the word that lets it ask for certificates.
    """
    for needed in (settings.blobs, settings.key_store, settings.tokens, settings.tickets, settings.signer_socket.parent):
        needed.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = settings.data / "pki"
    kept = authority.iterdir() if authority.is_dir() else ()
    private = [*_of_keeper(settings), settings.data / "pg", *(one for one in kept if one.name != "secret")]
    hidden = [*private, settings.archive, *(Path(one) for one in (settings.archive_copy, settings.downtime_folder) if one)]
    if any(one.exists() for one in hidden):
        _hide(hidden)


def _hide(hidden: Iterable[Path]) -> None:
    if not fence(hidden, PROGRAM):
        warnings.warn("no Landlock in this kernel: keys are kept apart by file modes only", DevelopmentWarning, stacklevel=3)


def fence(hidden: Iterable[Path], program: Path | None = None) -> bool:
    """Takes away every right to these paths; False where the kernel cannot.

    The `program`'s folder can still be listed when they are below it, and so can they: names, not contents. Python looks anew into a
    folder that changed (`hsba demo` makes one in a checkout), and would find no module of ours any more.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    edition = libc.syscall(CREATE_RULESET, None, 0, 1)
    if edition < 1:
        return False
    rights = EVERYTHING | (MOVE if edition > 1 else 0)
    with _ruleset(libc, rights) as rules:
        for path in _allowed(Path("/"), frozenset(path.resolve() for path in hidden)):
            _allow(libc, rules, path, rights)
        if program:
            _allow(libc, rules, program, LIST)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if libc.syscall(RESTRICT_SELF, rules, 0):
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    return True


@contextmanager
def _ruleset(libc: ctypes.CDLL, rights: int) -> Iterator[int]:
    handled = struct.pack("Q", rights)
    rules = libc.syscall(CREATE_RULESET, handled, len(handled), 0)
    if rules < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    try:
        yield rules
    finally:
        os.close(rules)


def _allowed(folder: Path, hidden: frozenset[Path]) -> Iterator[Path]:
    """Everything beside the hidden paths: Landlock can only allow, so the way down to each is spelt out.

    Links are left out: one that leads above a hidden path would open it, and what they lead to is allowed by its own name.
    """
    if folder.is_symlink():
        return
    if not any(path.is_relative_to(folder) for path in hidden):
        yield folder
        return
    if folder in hidden or not folder.is_dir():
        return
    for child in folder.iterdir():
        yield from _allowed(child, hidden)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, of_folders: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # gone meanwhile, or not for this user anyway
    try:
        rights = of_folders if path.is_dir() else FILE_RIGHTS
        libc.syscall(ADD_RULE, rules, RULE_PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
    finally:
        os.close(handle)

"""Evidence records spoilt on purpose, each with its document beside it: what a judge must refuse. No code of hsba is used."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from evidence.signed_parts import children

SEQUENCE = 0x30
Chains = list[list[bytes]]
"""The archive time stamps of a record (RFC 4998 appendix A), DER, chain by chain."""


def document_changed(record: Path, folder: Path) -> Path:
    """One byte of the document changed; the record as it was."""
    copy = _beside(record, folder)
    document = copy.with_suffix("")
    content = bytearray(document.read_bytes())
    content[len(content) // 2] ^= 1
    document.write_bytes(content)
    return copy


def node_changed(record: Path, folder: Path) -> Path:
    """One bit of the highest node in the first hash tree."""

    def change(chains: Chains) -> None:
        *before, tree, token = children(chains[0][0])
        chains[0][0] = _wrapped((*before, tree[:-1] + bytes((tree[-1] ^ 1,)), token))

    return _rewritten(record, folder, change)


def stamps_swapped(record: Path, folder: Path) -> Path:
    """The first two time stamps in each other's places."""

    def change(chains: Chains) -> None:
        (*first, token), (*second, later) = (list(children(stamp)) for stamp in chains[0][:2])
        chains[0][:2] = _wrapped((*first, later)), _wrapped((*second, token))

    return _rewritten(record, folder, change)


def stamp_removed(record: Path, folder: Path) -> Path:
    """The last archive time stamp of the first chain gone, as if the hash tree had been renewed without it."""

    def change(chains: Chains) -> None:
        del chains[0][-1]

    return _rewritten(record, folder, change)


def chain_removed(record: Path, folder: Path) -> Path:
    """Everything before the renewal by hash tree gone: what is left is over more than the document."""

    def change(chains: Chains) -> None:
        del chains[0]

    return _rewritten(record, folder, change)


def _rewritten(record: Path, folder: Path, change: Callable[[Chains], None]) -> Path:
    copy = _beside(record, folder)
    *before, sequence = children(record.read_bytes())
    chains = [list(children(chain)) for chain in children(sequence)]
    change(chains)
    copy.write_bytes(_wrapped((*before, _wrapped(map(_wrapped, chains)))))
    return copy


def _beside(record: Path, folder: Path) -> Path:
    """Copies of record and document in a folder that is not there yet."""
    folder.mkdir()
    shutil.copy(record.with_suffix(""), folder)
    return Path(shutil.copy(record, folder))


def _wrapped(parts: Iterable[bytes]) -> bytes:
    """A sequence, DER."""
    body = b"".join(parts)
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    length = size if len(body) < 0x80 else bytes((0x80 | len(size),)) + size
    return bytes((SEQUENCE,)) + length + body

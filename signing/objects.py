"""Objects of a PDF as pyHanko reads them: what stands under a key, what is alike, what names what. Written for files of enemies."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject
from pyhanko.pdf_utils.misc import PdfError

_NAMED = re.compile(rb"\b(\d{1,7})\s+\d{1,5}\s+R\b")


def entry(holder: Any, key: str, default: Any = None) -> Any:
    """The value under `key`, followed when it is a reference."""
    # Not `holder.get`: that does not follow references.
    return holder[key] if key in holder else default  # noqa: SIM401


def reference(holder: Any, key: str) -> Any:
    """The reference that stands under `key`, or None."""
    return getattr(holder.raw_get(key), "reference", None) if key in holder else None


def written(thing: Any) -> bytes:
    """As it stands in a file."""
    out = BytesIO()
    thing.write_to_stream(out, None)
    return out.getvalue()


def same(old: Any, new: Any, but: frozenset[str] = frozenset()) -> bool:
    """Whether two objects are alike, leaving out some entries."""
    if type(old) is not type(new):
        return False
    if but:
        keys = (set(old) | set(new)) - but
        return all(key in old and key in new and written(old.raw_get(key)) == written(new.raw_get(key)) for key in keys)
    return written(old) == written(new)


def of_keys(thing: Any, keys: frozenset[str]) -> bool:
    """Whether it is a plain dictionary with no other keys than these."""
    return isinstance(thing, DictionaryObject) and not isinstance(thing, StreamObject) and set(thing) <= keys


def named_by(thing: Any, but: Iterable[str], depth: int | None = None) -> set[Any]:
    """References named in an object and, `depth` steps down or all the way, in those it names; keys of `but` are not followed."""
    found: set[Any] = set()
    level, left_out = [thing], frozenset(but)
    while level:
        fresh = {one for thing in level for one in _direct(thing, left_out)} - found
        found |= fresh
        if depth is not None and (depth := depth - 1) < 0:
            break
        level = [_followed(one) for one in fresh]
    return found


def _followed(named: Any) -> Any:
    try:
        return named.get_object()
    except PdfError:
        return None  # a reference to nothing is null (ISO 32000-1 §7.3.10)


def _direct(thing: Any, but: frozenset[str]) -> set[Any]:
    """References in an object itself, in what it holds directly too."""
    found, waiting = set(), [thing]
    while waiting:
        one = waiting.pop()
        if refers := getattr(one, "reference", None):
            found.add(refers)
        elif isinstance(one, DictionaryObject):
            waiting += [one.raw_get(key) for key in one if key not in but]
        elif isinstance(one, ArrayObject):
            waiting += [one.raw_get(at) for at in range(len(one))]
    return found


def numbers_named(pdf: bytes) -> frozenset[int]:
    """Numbers of all objects that these bytes name in clear; quick, and blind to what is compressed."""
    return frozenset(map(int, _NAMED.findall(pdf)))


def dictionaries(thing: Any) -> Iterator[Any]:
    """Every dictionary in an object itself, in what it holds directly too."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if getattr(one, "reference", None):
            continue
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += [one.raw_get(at) for at in range(len(one))]

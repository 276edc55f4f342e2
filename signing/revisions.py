"""What was changed in a PDF after it was signed: revision against revision, object by object.

An addition is allowed when it is a signature, an archive time stamp or validation data (EN 319 142-1 §5.5, §5.6);
everything else that was there must stand as it stood. Validators may only warn of such changes, so this house looks itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

CATALOG = frozenset({"/AcroForm", "/DSS", "/Version", "/Extensions"})
"""Entries of the catalogue that signing and preserving may set; `/Metadata` may change inside."""
FORM = frozenset({"/Fields", "/SigFlags", "/NeedAppearances"})


@dataclass(frozen=True)
class Change:
    """One thing that differs after a signature."""

    revision: int
    """0 is the first."""
    page: int | None
    """From 1, when the thing is a page or what it shows."""
    number: int
    """Of the PDF object."""


class Comparison:
    """One revision against the one before."""

    def __init__(self, reader: Any, revision: int) -> None:
        self._reader = reader
        self._revision = revision
        self._old = reader.get_historical_resolver(revision - 1)
        self._new = reader.get_historical_resolver(revision)
        self._root_ref = self._old.root_ref
        self._pages = {ref: number for number, ref in enumerate(_pages(self._old.root), 1)}
        self._form = _reference(self._old.root, "/AcroForm")

    def changes(self) -> Iterator[Change]:
        if self._new.root_ref != self._root_ref:
            yield Change(self._revision, None, self._new.root_ref.idnum)
        for ref in self._reader.xrefs.refs_freed_in_revision(self._revision):
            yield self._change(ref)
        for ref in self._reader.xrefs.explicit_refs_in_revision(self._revision):
            if not self._allowed(ref):
                yield self._change(ref)

    def _change(self, ref: Any) -> Change:
        return Change(self._revision, self._pages.get(ref) or self._page_showing(ref), ref.idnum)

    def _allowed(self, ref: Any) -> bool:
        if self._reader.xrefs.get_introducing_revision(ref) == self._revision:
            return bool(ref.idnum >= self._old.trailer_view["/Size"])
        old, new = self._old(ref), self._new(ref)
        if ref == self._root_ref:
            return _same(old, new, CATALOG) and self._form_grew(entry(old, "/AcroForm"), entry(new, "/AcroForm"))
        if ref == self._form:
            return self._form_grew(old, new)
        if ref in self._pages:
            return _same(old, new, frozenset({"/Annots"})) and self._grew(entry(old, "/Annots", ()), entry(new, "/Annots", ()))
        if ref in self._lists():
            return self._grew(old, new)
        return ref in self._loose() or _same(old, new)

    def _form_grew(self, old: Any, new: Any) -> bool:
        if old is None or new is None:
            return old is None and (new is None or (set(new) <= FORM and self._grew((), entry(new, "/Fields", ()))))
        return _same(old, new, FORM) and self._grew(entry(old, "/Fields", ()), entry(new, "/Fields", ()))

    def _grew(self, old: Any, new: Any) -> bool:
        """Whether a list of fields or annotations only got signature fields at its end."""
        before, after = list(old), list(new)
        added = after[len(before) :]
        return list(map(_bytes, before)) == list(map(_bytes, after[: len(before)])) and all(map(self._is_signature, added))

    def _is_signature(self, added: Any) -> bool:
        field = added.get_object()
        reference = getattr(added, "reference", None)
        fresh = reference is not None and self._reader.xrefs.get_introducing_revision(reference) == self._revision
        return fresh and entry(field, "/FT") == "/Sig" and "/V" in field and "/Kids" not in field

    def _lists(self) -> set[Any]:
        """References of lists of fields and annotations that stand on their own."""
        form = entry(self._old.root, "/AcroForm")
        found = {_reference(form, "/Fields")} if form is not None else set()
        return (found | {_reference(self._old(page), "/Annots") for page in self._pages}) - {None}

    def _loose(self) -> set[Any]:
        """Objects that say when and how the file was written, or help to check it: they show nothing."""
        root, trailer = self._old.root, self._old.trailer_view
        store = entry(root, "/DSS")
        inside = {_reference(store, key) for key in ("/Certs", "/OCSPs", "/CRLs", "/VRI")} if store is not None else set()
        return ({_reference(root, "/Metadata"), _reference(root, "/DSS"), _reference(trailer, "/Info")} | inside) - {None}

    def _page_showing(self, ref: Any) -> int | None:
        """The page that names this object itself: its contents, a picture, a font, a note."""
        for page, number in self._pages.items():
            if ref in _named_by(self._old(page), depth=4):
                return number
        return None


def changes_after(reader: Any, first: int) -> list[Change]:
    """Everything not allowed that was changed after revision `first`."""
    return [change for revision in range(first + 1, reader.xrefs.total_revisions) for change in Comparison(reader, revision).changes()]


def _pages(root: Any) -> list[Any]:
    found, waiting = [], [root.raw_get("/Pages")]
    seen = set()
    while waiting:
        ref = waiting.pop(0).reference
        if ref in seen:
            continue
        seen.add(ref)
        node = ref.get_object()
        if "/Kids" in node:
            kids = node["/Kids"]
            waiting[:0] = list(kids)
        else:
            found.append(ref)
    return found


def _named_by(thing: Any, depth: int) -> set[Any]:
    """References named in an object and, `depth` steps down, in those it names; not upwards to its parent."""
    raw: list[Any] = []
    if hasattr(thing, "keys"):
        raw = [thing.raw_get(key) for key in thing if key not in ("/Parent", "/P")]
    elif hasattr(thing, "append"):
        raw = list(thing)
    found = {reference for value in raw if (reference := getattr(value, "reference", None))}
    return found.union(*(_named_by(value.get_object(), depth - 1) for value in raw)) if depth else found


def entry(holder: Any, key: str, default: Any = None) -> Any:
    """The value under `key`, followed when it is a reference."""
    # Not `holder.get`: that does not follow references.
    return holder[key] if key in holder else default  # noqa: SIM401


def _reference(holder: Any, key: str) -> Any:
    """The reference that stands under `key`, or None."""
    return getattr(holder.raw_get(key), "reference", None) if key in holder else None


def _same(old: Any, new: Any, but: frozenset[str] = frozenset()) -> bool:
    """Whether two objects are alike, leaving out some entries."""
    if type(old) is not type(new):
        return False
    if but:
        keys = (set(old) | set(new)) - but
        return all(key in old and key in new and _bytes(old.raw_get(key)) == _bytes(new.raw_get(key)) for key in keys)
    return _bytes(old) == _bytes(new)


def _bytes(thing: Any) -> bytes:
    out = BytesIO()
    thing.write_to_stream(out, None)
    return out.getvalue()

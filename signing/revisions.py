"""What was changed in a PDF after it was signed: revision against revision, object by object.

An addition is allowed when it is a signature, an archive time stamp or validation data (EN 319 142-1 §5.5, §5.6);
everything else that was there must stand as it stood. Validators may only warn of such changes, so this house looks itself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefSectionType, parse_xref_table

from signing.objects import entry, named_by, numbers_named, of_keys, reference, same, written

CATALOG = frozenset({"/AcroForm", "/DSS", "/Version", "/Extensions"})
"""Entries of the catalogue that signing and preserving may set; `/Metadata` may change inside."""
FORM = frozenset({"/Fields", "/SigFlags"})
FIELD = frozenset(
    {"/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/V", "/F", "/Ff", "/P", "/Rect", "/AP", "/AS", "/MK", "/DA", "/Lock", "/SV"}
)
"""What the field of a signature may say: nothing that acts, nothing it has from another field."""
STORE = frozenset({"/Type", "/Certs", "/OCSPs", "/CRLs", "/VRI"})
INFORMATION = frozenset({"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"})
"""ISO 32000-1 §14.3.3: words about the file, none of them on a page."""


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

    def __init__(self, reader: Any, revision: int, awaited: frozenset[int]) -> None:
        """`awaited` are numbers of objects that what was signed names: none of them may come later."""
        self._reader = reader
        self._revision = revision
        self._awaited = awaited
        self._old = reader.get_historical_resolver(revision - 1)
        self._new = reader.get_historical_resolver(revision)
        self._root_ref = self._old.root_ref
        self._pages = {ref: number for number, ref in enumerate(pages_of(self._old.root), 1)}
        self._form = reference(self._old.root, "/AcroForm")

    def changes(self) -> Iterator[Change]:
        if self._new.root_ref != self._root_ref:
            yield Change(self._revision, None, self._new.root_ref.idnum)
        for number in _ambiguous(self._reader, self._revision):
            yield Change(self._revision, None, number)
        for ref in self._reader.xrefs.refs_freed_in_revision(self._revision):
            yield self._change(ref)
        for ref in self._reader.xrefs.explicit_refs_in_revision(self._revision):
            if not self._allowed(ref):
                yield self._change(ref)

    def _change(self, ref: Any) -> Change:
        return Change(self._revision, self._pages.get(ref) or self._page_showing(ref), ref.idnum)

    def _allowed(self, ref: Any) -> bool:
        if self._is_new(ref):
            return ref.idnum >= self._old.trailer_view["/Size"] and ref.idnum not in self._awaited
        old, new = self._old(ref), self._new(ref)
        if ref == self._root_ref:
            return same(old, new, CATALOG) and self._form_grew(entry(old, "/AcroForm"), entry(new, "/AcroForm"))
        if ref == self._form:
            return self._form_grew(old, new)
        if ref in self._pages:
            return same(old, new, frozenset({"/Annots"})) and self._grew(entry(old, "/Annots", ()), entry(new, "/Annots", ()))
        if ref in self._lists:
            return self._grew(old, new)
        return same(old, new) or self._tells_of_the_file(ref, old, new)

    def _is_new(self, ref: Any) -> bool:
        return bool(self._reader.xrefs.get_introducing_revision(ref) == self._revision)

    def _form_grew(self, old: Any, new: Any) -> bool:
        if old is None or new is None:
            return old is None and (new is None or (set(new) <= FORM and self._grew((), entry(new, "/Fields", ()))))
        return same(old, new, FORM) and self._grew(entry(old, "/Fields", ()), entry(new, "/Fields", ()))

    def _grew(self, old: Any, new: Any) -> bool:
        """Whether a list of fields or annotations only got signature fields at its end."""
        before, after = list(old), list(new)
        added = after[len(before) :]
        return list(map(written, before)) == list(map(written, after[: len(before)])) and all(map(self._is_signature, added))

    def _is_signature(self, added: Any) -> bool:
        """Whether it is a field of the form with a value of its own, both new: the value is then judged as a signature of this revision."""
        field = added.get_object()
        refers, value = getattr(added, "reference", None), reference(field, "/V")
        new = refers is not None and value is not None and self._is_new(refers) and self._is_new(value)
        return new and refers in self._fields and set(field) <= FIELD and entry(field, "/FT") == "/Sig" and _seemly(field)

    @cached_property
    def _fields(self) -> frozenset[Any]:
        fields = entry(entry(self._new.root, "/AcroForm", {}), "/Fields", ())
        return frozenset(getattr(one, "reference", None) for one in fields)

    @cached_property
    def _lists(self) -> set[Any]:
        """References of lists of fields and annotations that stand on their own."""
        form = entry(self._old.root, "/AcroForm")
        found = {reference(form, "/Fields")} if form is not None else set()
        return (found | {reference(self._old(page), "/Annots") for page in self._pages}) - {None}

    def _tells_of_the_file(self, ref: Any, old: Any, new: Any) -> bool:
        """Whether an object says when and how the file was written, or helps to check it, and shows nothing."""
        if ref == reference(self._old.root, "/Metadata"):
            return bool(entry(old, "/Type") == entry(new, "/Type") == "/Metadata")
        if ref == reference(self._old.trailer_view, "/Info"):
            return of_keys(old, INFORMATION) and of_keys(new, INFORMATION)
        return ref in self._evidence and ref not in self._elsewhere

    @cached_property
    def _evidence(self) -> set[Any]:
        """The store of validation data and its lists."""
        store = entry(self._old.root, "/DSS")
        if not of_keys(store, STORE):
            return set()
        return {reference(self._old.root, "/DSS")} | {reference(store, key) for key in STORE if key != "/Type"}

    @cached_property
    def _elsewhere(self) -> set[Any]:
        """Everything named outside the store. The walk costs more than all the rest and is rarely needed."""
        return named_by(self._old.root, but={"/DSS"})

    def _page_showing(self, ref: Any) -> int | None:
        """The page that names this object itself: its contents, a picture, a font, a note."""
        for page, number in self._pages.items():
            if ref in named_by(self._old(page), but={"/Parent", "/P"}, depth=4):
                return number
        return None


def changes_after(pdf: bytes, reader: Any, first: int, end: int, known: int = 0) -> list[Change]:
    """Everything not allowed that was changed after revision `first`, which ends at byte `end`; the `known` first ones are left out."""
    later = range(max(first + 1, known), reader.xrefs.total_revisions)
    awaited = _awaited(pdf[:end], reader, first) if later else frozenset()
    return [change for revision in later for change in Comparison(reader, revision, awaited).changes()]


def _awaited(signed: bytes, reader: Any, first: int) -> frozenset[int]:
    """Numbers of all objects that what was signed names, those too that it does not hold."""
    named = numbers_named(signed)
    if any(reader.xrefs.object_streams_used_in(revision) for revision in range(first + 1)):
        named |= {ref.idnum for ref in named_by(reader.get_historical_root(first), but=())}
    return named


def _ambiguous(reader: Any, revision: int) -> list[int]:
    """Numbers of objects for which a table gives two places: readers disagree on which of them counts."""
    section = reader.xrefs.get_xref_container_info(revision)
    if section.xref_section_type is XRefSectionType.STREAM:
        return []  # its ranges increase, else it was not read
    reader.stream.seek(section.start_location)
    listed = Counter(one.idnum for one in parse_xref_table(reader.stream, strict=True))
    hybrid = reader.xrefs.get_xref_data(revision).hybrid
    if hybrid is not None:
        listed.update(number for number, _ in hybrid.xref_data.explicit_refs_in_revision)
    return [number for number, times in listed.items() if times > 1]


def _seemly(field: Any) -> bool:
    """An archive time stamp may not be seen: anybody can get one, and hide a page behind it."""
    if entry(field["/V"], "/SubFilter") != "/ETSI.RFC3161":
        return True
    left, bottom, right, top = entry(field, "/Rect", (0, 0, 0, 0))
    return bool(left == right or bottom == top)


def page_count(pdf: bytes) -> int:
    """How many pages a file of the house has."""
    return len(pages_of(PdfFileReader(BytesIO(pdf), strict=False).root))


def pages_of(root: Any) -> list[Any]:
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

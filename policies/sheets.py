"""A policy file as text, as data, and as lines an officer can find again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from policies.faults import Fault, PoliciesRefused

DEEPEST = 30
"""Levels of nesting; no policy has more than eight."""
LARGEST = 2_000_000
"""Bytes of one file; the largest plan has 60 thousand."""
_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A day that is in no calendar (31/6) stays a word, so that whoever reads the shape says where it stands."""

    def construct_yaml_timestamp(self, node: Any) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


@dataclass(frozen=True)
class Sheet:
    """One parsed file."""

    file: str
    data: Any
    """Plain data: dict, list, str, int, float, bool, date or None."""
    lines: Mapping[str, int]
    """Path inside the file → line, counted from 1."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Of a workbook: path → page and cell."""

    @property
    def folder(self) -> str:
        return self.file.split("/")[0]

    def fault(self, path: str, vi: str, en: str) -> Fault:
        """A fault at the path, with the line or the cell of the nearest place that is really in the file."""
        return Fault(self.file, path, self.lines.get(_near(path, self.lines)), vi, en, self.cells.get(_near(path, self.cells), ""))


def _near(path: str, known: Mapping[str, object]) -> str:
    while path and path not in known:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path


def parse(file: str, text: str) -> Sheet:
    """Raises: PoliciesRefused when the text is no YAML, repeats a key or uses aliases."""
    try:
        _refuse_events(file, yaml.parse(text, Loader=_Loader))
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            places = list(_places(node, "")) if node else []
            data = loader.construct_document(node) if node else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError) as error:
        raise PoliciesRefused([_broken(file, error)]) from error
    _refuse_repeats(file, places)
    return Sheet(file, data, dict(places))


def read(folder: Path, path: Path) -> Sheet:
    """Raises: PoliciesRefused."""
    file = path.relative_to(folder).as_posix()
    if (size := path.stat().st_size) > LARGEST:
        vi, en = f"tệp {size} byte, lớn hơn {LARGEST}: chia nhỏ", f"{size} bytes, more than {LARGEST}: split the file"
        raise PoliciesRefused([Fault(file, "", None, vi, en)])
    return parse_bytes(file, path.read_bytes())


def parse_bytes(file: str, content: bytes) -> Sheet:
    """Raises: PoliciesRefused, for what is no UTF-8 too."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoliciesRefused([_broken(file, error)]) from error
    return parse(file, text)


def _refuse_events(file: str, events: Iterable[yaml.Event]) -> None:
    """Before anything is built: aliases, and a nesting that would bring the whole process down."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise PoliciesRefused([Fault(file, "", line, "không dùng bí danh YAML (&, *)", "YAML aliases (&, *) are not used here")])
        if depth > DEEPEST:
            raise PoliciesRefused([Fault(file, "", line, f"lồng nhau sâu hơn {DEEPEST} tầng", f"nested deeper than {DEEPEST} levels")])


def _places(node: yaml.Node, path: str) -> Iterator[tuple[str, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = f"{path}.{key.value}" if path else str(key.value)
            yield from ((p, key.start_mark.line + 1) if p == below else (p, line) for p, line in _places(value, below))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _places(item, f"{path}[{number}]")


def _refuse_repeats(file: str, places: list[tuple[str, int]]) -> None:
    seen: set[str] = set()
    repeated = [(path, line) for path, line in places if path in seen or seen.add(path)]  # type: ignore[func-returns-value]
    if repeated:
        raise PoliciesRefused(Fault(file, path, line, "khóa viết hai lần", "key written twice") for path, line in repeated)


def _broken(file: str, error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    what = getattr(error, "problem", None) or str(error)
    return Fault(file, "", line, f"không đọc được như YAML ({what})", f"cannot be read as YAML ({what})")

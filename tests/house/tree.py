"""The house as its checks read it: every text that is or will be committed."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "policies", "store", "signing", "activities", "workflows", "services", "api", "web", "app")
BINARY = frozenset({".ttf", ".woff2", ".pdf", ".png", ".ico", ".der", ".mo"})


@dataclass(frozen=True)
class Source:
    """One text file; tests plant a breach by making one up."""

    path: str
    """From the root, with slashes."""
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def line(self, fault: str) -> str:
        """The line a fault names."""
        return self.lines[int(fault.split(":")[1]) - 1]

    def at(self, where: ast.AST | int, what: str) -> str:
        line = where if isinstance(where, int) else getattr(where, "lineno", 0)
        return f"{self.path}:{line}: {what}"


@cache
def committed() -> tuple[Source, ...]:
    """Everything Git keeps, and what is about to be added; whoever owns the folder."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (path for path in sorted(set(told.split("\0"))) if path and Path(path).suffix not in BINARY)
    return tuple(Source(path, (ROOT / path).read_text()) for path in paths if (ROOT / path).is_file())


def python(*folders: str) -> Iterator[Source]:
    """Python files below these folders; all when none is named."""
    for source in committed():
        if source.path.endswith(".py") and (not folders or source.path.split("/")[0] in folders):
            yield source


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """The string constants that document something: no texts, no data."""
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    return {one.value for body in bodies for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)}


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""

"""The words of a PDF, read by Poppler."""

import re
import subprocess
import unicodedata
from pathlib import Path

LOST = re.compile("[\ufffd\u0000-\u0008\ue000-\uf8ff]")
"""What a letter without a Unicode value turns into when it is read."""


def read(file: Path) -> str:
    """The text as extracted, with each run of white space as one space."""
    said = subprocess.run(("pdftotext", "-enc", "UTF-8", str(file), "-"), check=True, capture_output=True, timeout=60)
    return " ".join(said.stdout.decode().split())


def faults(text: str, expected: tuple[str, ...]) -> list[str]:
    """What is wrong with a text: not NFC, letters lost, a sentence missing."""
    found = [] if unicodedata.is_normalized("NFC", text) else ["not NFC"]
    found += [f"lost letter {letter!a}" for letter in sorted(set(LOST.findall(text)))]
    return found + [f"missing: {sentence}" for sentence in expected if " ".join(sentence.split()) not in text]


def unmarked(text: str) -> str:
    """The text without its Vietnamese marks, as a careless font or encoding would leave it."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.replace("đ", "d").replace("Đ", "D")

"""Reading the files back: what a word processor, a spreadsheet program and a calendar would find in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from docx import Document
from docx.document import Document as Sheet
from docx.oxml.ns import qn

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def sheet_of(file: bytes) -> Sheet:
    return Document(BytesIO(file))


def texts(file: bytes) -> list[str]:
    """Every paragraph of a DOCX in the order of the pages, those in tables included."""
    body = sheet_of(file).element.body
    return ["".join(one.text or " " for one in paragraph.iter(qn("w:t"), qn("w:br"))) for paragraph in body.iter(qn("w:p"))]


def parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@dataclass(frozen=True)
class Cell:
    """``kind`` is "text", "number" or "formula"; ``style`` the index of its format."""

    kind: str
    value: str
    style: int = 0


def workbook_of(file: bytes) -> dict[str, dict[str, Cell]]:
    """Each sheet by its name, in order, with its cells by their addresses."""
    held = parts(file)
    names = [one.get("name", "") for one in ElementTree.fromstring(held["xl/workbook.xml"]).iter(f"{MAIN}sheet")]
    return {name: dict(_cells(held[f"xl/worksheets/sheet{place}.xml"])) for place, name in enumerate(names, 1)}


def _cells(sheet: bytes) -> Iterator[tuple[str, Cell]]:
    for cell in ElementTree.fromstring(sheet).iter(f"{MAIN}c"):
        kind = "formula" if cell.find(f"{MAIN}f") is not None else "text" if cell.get("t") == "inlineStr" else "number"
        value = "".join(one.text or "" for one in cell.iter() if one.tag in (f"{MAIN}t", f"{MAIN}v"))
        yield cell.get("r", ""), Cell(kind, value, int(cell.get("s", "0")))


def row(cells: dict[str, Cell], number: int) -> list[str]:
    """The values of a row from left to right, without the empty ones."""
    return [cell.value for address, cell in cells.items() if (found := _CELL.fullmatch(address)) and int(found[2]) == number]


def column(cells: dict[str, Cell], head: str) -> list[Cell]:
    """The cells under a heading, from the top; empty ones are left out."""
    (letters,) = {_CELL.fullmatch(at)[1] for at, cell in cells.items() if cell.value == head and at.endswith("1")}
    return [cell for at, cell in cells.items() if (found := _CELL.fullmatch(at)) and found[1] == letters and found[2] != "1"]

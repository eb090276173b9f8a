"""The drop folder itself, and files in it that are no sound workbooks."""

from __future__ import annotations

import re
from random import Random

from faults.corpus.tables import with_part
from faults.fault import Place, fault
from faults.forms import BYTES, TEXT

PARTICIPANTS, FOLDER, PARK = "filings.participants", r"/filings/ $", "participants_inp_park_2027-02-10"


@fault(PARTICIPANTS, PARK, BYTES, Place.REPLY, r"not an? .*(xlsx|workbook)|html|page", (1, 2, 3))
def participants_error_page(_: bytes, size: float, __: Random) -> bytes:
    """In place of a workbook a page asks for a password, or says that all is well, with status 200."""
    return (b"<html><body>Login</body></html>", b'{"status": "ok"}', b"<!DOCTYPE html>" + b" " * 9_000)[int(size) - 1]


@fault(PARTICIPANTS, FOLDER, TEXT, Place.REPLY, "the folder has no|no participants|lists", (1, 2, 3))
def participants_gone_from_folder(page: str, size: float, _: Random) -> str:
    """The folder shows no registers any more, or nothing at all, or a page that is no folder."""
    without = re.sub(r'<a href="participants_.*', "", page)
    return (without, "<html><body><pre></pre></body></html>", "<html>Login</html>")[int(size) - 1]


@fault(PARTICIPANTS, FOLDER, TEXT, Place.REPLY, "elsewhere|outside|path|file name", (1, 2, 3))
def participants_path_in_a_file_name(page: str, size: float, _: Random) -> str:
    """The name of a workbook climbs out of its folder, or leads to another server."""
    out = ("..%2f..%2f", "%2fetc%2f", "http://127.0.0.1:9/filings/")[int(size) - 1]
    return page.replace('href="participants_inp_park_2027', f'href="{out}participants_inp_park_2027')


@fault(PARTICIPANTS, PARK, BYTES, Place.READER, "not a sound xlsx workbook|breaks off", (0.999, 0.9, 0.5))
def participants_upload_breaks_off(body: bytes, size: float, _: Random) -> bytes:
    """The workbook was not uploaded to its end."""
    return body[: int(len(body) * size)]


@fault(PARTICIPANTS, PARK, BYTES, Place.READER, "bomb|unfold|expand|too (large|big)|larger than", (32, 128, 384))
def participants_zip_bomb(body: bytes, size: float, _: Random) -> bytes:
    """A workbook of some kilobytes unfolds to hundreds of megabytes of blanks."""
    return with_part(body, "xl/worksheets/sheet1.xml", bytes, int(size))


@fault(PARTICIPANTS, PARK, BYTES, Place.READER, "doctype|dtd|entit|bomb", (3, 6, 9))
def participants_entity_bomb(body: bytes, size: float, _: Random) -> bytes:
    """A name in the workbook is an entity that unfolds tenfold at each level."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, int(size)))
    return _with_entity(body, f'<!ENTITY e0 "x">{levels}<!ENTITY name "&e{int(size) - 1};">')


@fault(PARTICIPANTS, PARK, BYTES, Place.READER, "doctype|dtd|entit", (1, 2, 3))
def participants_external_entity(body: bytes, size: float, _: Random) -> bytes:
    """A name in the workbook asks for a file of the machine that reads it."""
    files = ("file:///etc/hostname", "file:///etc/passwd", "http://127.0.0.1:9/name")
    return _with_entity(body, f'<!ENTITY name SYSTEM "{files[int(size) - 1]}">')


def _with_entity(body: bytes, entities: str) -> bytes:
    def new(part: bytes) -> bytes:
        part = part.replace(b"<sst", f"<!DOCTYPE sst [{entities}]><sst".encode(), 1)
        return re.sub('ТОО &quot;Нейтрон|ТОО "Нейтрон'.encode(), b"&name;", part)

    return with_part(body, "xl/sharedStrings.xml", new)

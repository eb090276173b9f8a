"""What is packed is looked at before it is opened: kilobytes may expand to gigabytes, or to a file of this machine."""

from __future__ import annotations

import re
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo, is_zipfile

from naukograd.core.errors import UnreadableDelivery

SMALL = 16 << 20
"""Bytes that may come of anything."""
TIMES = 150
"""How many times its packed size a larger part may have. XML of a sheet packs to a tenth or a thirtieth, CSV alike."""
_HEAD = 1 << 16


def too_large(packed: int, unpacked: int) -> bool:
    """Whether no honest file expands so much."""
    return unpacked > SMALL and unpacked > packed * TIMES


def refuse_bombs(body: BinaryIO, *, remedy: str) -> None:
    """Look at a workbook's parts without unpacking them whole; the position in ``body`` is where it was.

    Raises:
        UnreadableDelivery: a part expands beyond reason, declares a DOCTYPE, which no workbook has, or cannot be looked
            at. What is no zip is left for the reader to say.
    """
    at = body.tell()
    try:
        if is_zipfile(body):
            with ZipFile(body) as archive:
                for part in archive.infolist():
                    _refuse_bomb(archive, part, remedy)
    except UnreadableDelivery:
        raise
    except Exception as error:
        # A part that cannot be looked at must not keep the next ones from it.
        raise UnreadableDelivery(
            f"not a sound xlsx workbook ({type(error).__name__}: {error})", remedy=remedy
        ) from None
    finally:
        body.seek(at)


def _refuse_bomb(archive: ZipFile, part: ZipInfo, remedy: str) -> None:
    if too_large(part.compress_size, part.file_size):
        raise UnreadableDelivery(
            f"{part.filename} would expand from {part.compress_size} to {part.file_size} bytes: too large for a sheet, "
            "and not unpacked",
            remedy=remedy,
        )
    with archive.open(part) as opened:
        head = opened.read(_HEAD)
    if re.search(rb"<!(DOCTYPE|ENTITY)", head):
        raise UnreadableDelivery(
            f"{part.filename} has a DOCTYPE: its entities may stand for anything, and are not read", remedy=remedy
        )

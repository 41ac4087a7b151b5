"""Small pictures for the tests of images."""

from __future__ import annotations

import hashlib
import struct
import zlib


def png(grey: int) -> bytes:
    """A picture of one grey pixel."""
    rows = zlib.compress(bytes([0, grey]))
    parts = (b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0), b"IDAT" + rows, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts
    )


def jpeg(number: int, size: int = 40) -> bytes:
    """What begins as a JPEG does, and is of that many bytes."""
    return (b"\xff\xd8\xff\xe0" + str(number).encode()).ljust(size, b"\0")


def drawing(number: int, size: int = 0) -> bytes:
    """A logo as an SVG, of at least that many bytes."""
    path = f'<path id="p{number}" d="M0 0h8v8z"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">{path}</svg>'.encode().ljust(size, b"\n")


def name_of(picture: bytes) -> str:
    """By what a picture goes."""
    return hashlib.sha256(picture).hexdigest()

"""The images of a document: bytes by the hash of them, beside the records, outside edits and history.

A record names an image by its hash (:data:`FIELDS`). Images are added and never changed; which of them stay is decided
by who writes the file (``store.py``), from what :func:`named` and :func:`mentioned` find. Bytes are known to be a PNG,
JPEG or SVG by how they begin and are never decoded here. Only a logo may be an SVG.

This module must not know how images are shown, nor how a file holds them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Protocol

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.i18n import mark
from cjdesigner.model.records import Insight, LaneEntry, Persona, Preset, Record

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest image."""
LARGEST_DRAWING = 1024 * 1024
"""Bytes of the largest SVG."""
DRAWING = "image/svg+xml"

FIELDS: dict[type[Record], str] = {Persona: "portrait", Insight: "image", LaneEntry: "image", Preset: "logo"}
"""The fields that name an image. An empty one names none."""

_NAME = re.compile(r"[0-9a-f]{64}")
_MENTIONED = re.compile(rb'"([0-9a-f]{64})"')
_BEGINNINGS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
# Nothing that was once passed is looked at again: the bytes come from anywhere, and blanks without end are soon done.
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?+\s*+(?:<\?xml[^>]*+(?<=\?)>)?+"
    rb"(?:\s++|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>\[]*+>)*+<svg[\s>/]",
    re.DOTALL,
)
_PROLOGUE = 65536
"""Within so many bytes an SVG says that it is one."""


class Image(msgspec.Struct, frozen=True):
    """An image. ``name`` is the SHA-256 of ``data`` in hexadecimal, ``media_type`` what
    :func:`media_type` finds."""

    name: str
    media_type: str
    data: bytes


class Shelf(Protocol):
    """Where images are kept: the file. Each call is a transaction of its own."""

    def read_image(self, name: str) -> bytes | None:
        """The bytes that go by a name, whatever they are; None where there are none or they cannot be read."""

    def write_image(self, image: Image) -> None:
        """Keep an image. Raises WriteFailed."""


class Images:
    """A document's images: in its file where it has one, in memory until then."""

    def __init__(self) -> None:
        self._shelf: Shelf | None = None
        self._held: dict[str, Image] = {}

    def get(self, name: str) -> bytes | None:
        """The bytes of an image; None where there is none of that name, or what goes by it is not what it says."""
        image = self.image(name)
        return image.data if image is not None else None

    def media_type(self, name: str) -> str | None:
        """As :func:`media_type` finds it; None where there is no image of that name."""
        image = self.image(name)
        return image.media_type if image is not None else None

    def image(self, name: str) -> Image | None:
        """The image of a name, as :meth:`get` finds it."""
        if name in self._held or self._shelf is None or not _NAME.fullmatch(name):
            return self._held.get(name)
        data = self._shelf.read_image(name)
        kind = media_type(data) if data is not None else None
        if data is None or kind is None or len(data) > largest(kind) or _hash(data) != name:
            return None
        return Image(name, kind, data)

    def put(self, data: bytes, *, logo: bool = False) -> str:
        """Keep a PNG or JPEG, or for a ``logo`` an SVG, and return its name. What is there is not written again.

        Raises BadInput for anything else and for what is larger than :func:`largest`, and WriteFailed.
        """
        kind = media_type(data)
        most = largest(kind) if logo else LARGEST
        if len(data) > most:
            raise BadInput(mark("The picture is larger than {size} MB. Make it smaller first."), size=most >> 20)
        if logo and kind is None:
            raise BadInput(mark("This is not a logo that can be kept: only PNG, JPEG and SVG can."))
        if kind is None or (kind == DRAWING and not logo):
            raise BadInput(mark("This is not a picture that can be kept: only PNG and JPEG can."))
        image = Image(_hash(data), kind, data)
        if self.image(image.name) is None:
            if self._shelf is not None:
                self._shelf.write_image(image)
            else:
                self._held[image.name] = image
        return image.name

    def keep_in(self, shelf: Shelf) -> None:
        """From now on use a shelf, onto which whoever gives it has put what there was."""
        self._shelf = shelf
        self._held.clear()


def media_type(data: bytes) -> str | None:
    """image/png, image/jpeg or image/svg+xml, by how the bytes begin; None for anything else."""
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    return DRAWING if _SVG.match(data, 0, _PROLOGUE) else None


def largest(kind: str | None) -> int:
    """How many bytes an image of a media type may have."""
    return LARGEST_DRAWING if kind == DRAWING else LARGEST


def named(records: Iterable[Record]) -> set[str]:
    """The names of images that records hold."""
    found = {getattr(record, FIELDS[type(record)]) for record in records if type(record) in FIELDS}
    return found - {""}


def mentioned(patches: Iterable[bytes]) -> set[str]:
    """The names of images in encoded patches, and every other text in them that looks like one."""
    return {name.decode() for patch in patches for name in _MENTIONED.findall(patch)}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

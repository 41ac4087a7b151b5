"""The pictures of a project as a sheet prints them: collected, made sure that they can be decoded, fitted into a frame.

Only bytes that the project holds are shown; nothing is fetched. This module must not know any file format but those of
pictures.
"""

from __future__ import annotations

import functools
import io
from typing import Protocol

import msgspec

from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import INK
from cjdesigner.model.geometry import Rect
from cjdesigner.model.images import named
from cjdesigner.model.state import State

_MOST_PIXELS = 40_000_000
_PLAIN = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L")}
"""The modes of each format that every writer takes as they are."""


class Source(Protocol):
    """Where the bytes of images are: a document's images, or a dict by hash."""

    def get(self, name: str, /) -> bytes | None:
        """The bytes of an image, if there are any."""


class Decoded(msgspec.Struct, frozen=True):
    """A picture that can be decoded, and its size in pixels."""

    data: bytes
    width: int
    height: int


def collected(state: State, source: Source) -> dict[str, bytes]:
    """The bytes of all images that records name."""
    return {name: data for name in sorted(named(state.records.values())) if (data := source.get(name)) is not None}


@functools.lru_cache(maxsize=128)
def decoded(data: bytes) -> Decoded | None:
    """A picture as every writer takes it, turned upright; None where it cannot be decoded or is too large."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=list(_PLAIN)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in _PLAIN.get(opened.format or "", ()) and upright.size == opened.size:
                return Decoded(data, *opened.size)
            out = io.BytesIO()
            solid = upright.mode in ("RGB", "L", "CMYK", "1", "YCbCr") and "transparency" not in upright.info
            upright.convert("RGB" if solid else "RGBA").save(out, "PNG")
            return Decoded(out.getvalue(), *upright.size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def draw_picture(
    pen: Pen, data: bytes | None, owner: str, rect: Rect, radius: float, *, fill: bool = True, role: str = "picture"
) -> Rect:
    """Draw a picture into a frame and return where it stands.

    It fills the frame, cut evenly where it is longer one way, or (not ``fill``) stands whole in it, at the left. Where
    it is damaged or missing the frame stays empty, and ``owner``, what it belongs to, is noted.
    """
    found = decoded(data) if data else None
    if found is None:
        pen.box(rect, INK.field, INK.hairline, 0.06 * pen.smallest, radius=radius, role="missing picture")
        side = min(rect.width, rect.height) * 0.4
        pen.icon("ri.image-line", rect.centre_x - side / 2, rect.centre_y - side / 2, side, INK.link)
        pen.notes.damaged[" ".join(owner.split())] = None
        return rect
    ratios = rect.width / found.width, rect.height / found.height
    scale = max(ratios) if fill else min(ratios)
    wide, high = found.width * scale, found.height * scale
    if not fill:
        rect = Rect(rect.x, rect.y, wide, high)
    whole = Rect(rect.centre_x - wide / 2, rect.centre_y - high / 2, wide, high)
    pen.picture(found.data, rect, whole, radius, role)
    return rect

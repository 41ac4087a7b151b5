"""A logo: checked when it is chosen, drawn in its proportions where a head has room for it.

A PNG or JPEG is drawn as a picture, an SVG as shapes. Its colours are its own in every look. This module must not know
what else stands in a head.
"""

from __future__ import annotations

import math

from cjdesigner.errors import BadInput
from cjdesigner.export.drawing import Pen
from cjdesigner.export.look import BLEED
from cjdesigner.export.pictures import Decoded, decoded
from cjdesigner.export.sheet import Command
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.geometry import Rect
from cjdesigner.model.images import DRAWING, largest, media_type

WIDEST = 1 / 8
"""Of a head's width."""
_BROADEST = 2.6
"""Of the height an upright one has."""
_PLATE = 0.22
"""Of a logo's height: what a white plate beneath it shows around it."""
_LONGEST_NAME = 80
_BEGINNING = 4096


def checked(data: bytes, name: str) -> bytes:
    """A logo's bytes, as they were, when it can be drawn. ``name`` is the file's, for the sentence that tells else.

    Raises BadInput for what is no PNG, JPEG or SVG, is too large, cannot be decoded, or is an SVG with text, scripts,
    references to the outside or what plain shapes cannot show.
    """
    name = " ".join(name.split())
    name = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
    kind = media_type(data)
    if kind is None:
        if b"<svg" in data[:_BEGINNING] and len(data) <= largest(DRAWING):
            from cjdesigner.export import logo_drawing

            logo_drawing.read(data, name)  # tells what is wrong with it
        raise BadInput(mark("The logo “{name}” is neither PNG nor JPEG nor SVG."), name=name)
    if len(data) > largest(kind):
        size = largest(kind) >> 20
        raise BadInput(mark("The logo “{name}” is larger than {size} MB. Make it smaller first."), name=name, size=size)
    if kind == DRAWING:
        from cjdesigner.export import logo_drawing

        logo_drawing.read(data, name)
    elif decoded(data) is None:
        raise BadInput(mark("The logo “{name}” is damaged or has too many pixels."), name=name)
    return data


def draw(pen: Pen, data: bytes | None, rect: Rect, height: float, *, on_ground: bool = False) -> Rect | None:
    """Draw a logo into the top right corner of a head and return what it takes; None where there is none.

    It is at most ``height`` high and an eighth of ``rect`` wide, and a broad one lower than an upright one, so that
    both weigh alike. ``on_ground`` it hangs on a white plate from the page's upper edge.
    Raises BadInput as :func:`checked` does.
    """
    if not data:
        return None
    checked(data, _("logo"))
    picture = decoded(data) if media_type(data) != DRAWING else None
    if picture is not None:
        wide, high = float(picture.width), float(picture.height)
    else:
        from cjdesigner.export import logo_drawing

        bounds = logo_drawing.read(data, _("logo")).bounds
        wide, high = max(bounds.width, 1e-3 * bounds.height), max(bounds.height, 1e-3 * bounds.width)
    room = min(WIDEST * rect.width, _BROADEST * height)
    plate = _PLATE * min(height, rect.height) if on_ground else 0.0
    scale = min((room - 2 * plate) / wide, min(height, rect.height - plate) / high)
    # Of like area rather than of like height: what is broad gets lower.
    scale = min(scale, 1.25 * height / math.sqrt(wide * high))
    wide, high = wide * scale, high * scale
    spot = Rect(rect.right - wide - plate, rect.y, wide, high)
    taken = Rect(spot.x - plate, spot.y, wide + 2 * plate, high + plate)
    if on_ground:
        pen.box(Rect(taken.x, -BLEED, taken.width, taken.bottom + BLEED), "#FFFFFF", role="bleed")
    _place(pen, data, picture, spot)
    return taken


def _place(pen: Pen, data: bytes, picture: Decoded | None, spot: Rect) -> None:
    if picture is not None:
        pen.picture(picture.data, spot, spot, role="logo")
        return
    from cjdesigner.export import logo_drawing

    drawing = logo_drawing.read(data, _("logo"))
    bounds = drawing.bounds
    scale = min(
        spot.width / bounds.width if bounds.width else math.inf,
        spot.height / bounds.height if bounds.height else math.inf,
    )

    def placed(command: Command) -> Command:
        numbers = command[1:]
        moved = [
            spot.x + (number - bounds.x) * scale if place % 2 == 0 else spot.y + (number - bounds.y) * scale
            for place, number in enumerate(numbers)
        ]
        return command[0], *moved

    for part in drawing.parts:
        path = [placed(command) for command in part.commands]
        pen.shape(path, part.fill, part.stroke, part.width * scale if part.stroke else 0.0, role="logo")

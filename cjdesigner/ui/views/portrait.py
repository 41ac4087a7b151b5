"""Pictures that users bring: read from any common format, scaled down, turned upright; and personas' portraits drawn.

A picture is kept as JPEG, or as PNG where it has transparent parts. Vector formats are not read: they may name other
files, and nothing is ever fetched.

This module must not know widgets, nor which record a picture belongs to but a persona.
"""

from __future__ import annotations

import stat
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter, QPainterPath, QPen, QPixmap

from cjdesigner.errors import BadInput, UserError
from cjdesigner.i18n import mark
from cjdesigner.model.images import Images
from cjdesigner.model.interchange_reading import short
from cjdesigner.model.personas import initials
from cjdesigner.model.records import Persona
from cjdesigner.model.wording import grouped
from cjdesigner.ui.appearance import Appearance, colour, font, icon_pixmap

LARGEST_SIDE = 640
"""Of a picture that is kept, in px."""

_MOST_BYTES = 200 * 1024 * 1024
_VECTOR = {b"svg", b"svgz", b"pdf"}
_QUALITY = 88
_KEPT = 128
_drawn: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()


def suffixes() -> list[str]:
    """The endings of files that can be read, for a dialogue: png, jpg, webp."""
    formats = {bytes(name.data()) for name in QImageReader.supportedImageFormats()} - _VECTOR
    return sorted(name.decode() for name in formats)


def from_file(path: Path) -> bytes:
    """The picture in a file, as it is kept. Raises BadInput where it cannot be read."""
    name = short(path.name or str(path))
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise BadInput(mark("{file} is a folder, not a file."), file=name)
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(mark("{file} is not an ordinary file."), file=name)
        if found.st_size > _MOST_BYTES:
            raise BadInput(mark("{name} is too large for a picture."), name=name)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BadInput(mark("There is no file {file}."), file=name) from None
    except (OSError, ValueError) as error:
        raise BadInput(mark("{name} cannot be read."), name=name) from error
    return _encoded(_decoded(data, name))


def from_mime(data: QMimeData) -> bytes | None:
    """The picture that was dropped or pasted: a file's, or one of its own; None where there is none.

    Raises BadInput where there is one that cannot be read.
    """
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files:
        return from_file(files[0])
    if data.hasImage():
        image = data.imageData()
        image = image.toImage() if isinstance(image, QPixmap) else image
        if isinstance(image, QImage) and not image.isNull():
            return _encoded(image)
    return None


def holds_picture(data: QMimeData) -> bool:
    """Whether something dragged or copied may be a picture: it is looked at closely when it is let go."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _decoded(data: bytes, name: str) -> QImage:
    """Turned upright as the camera noted, and not larger than it is kept."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) in _VECTOR:
        raise BadInput(mark("{name} is a drawing; choose a picture such as PNG, JPEG or WebP."), name=name)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 2 * LARGEST_SIDE:
        smaller = size.scaled(2 * LARGEST_SIDE, 2 * LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(QSize(max(1, smaller.width()), max(1, smaller.height())))
    # of a JPEG whose head is broken Qt leaves the format unset, so it is asked for only where there is a size
    bits = max(32, QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel()) if size.isValid() else 0
    image = reader.read()
    # what cannot be scaled while it is read needs room for all of it
    if image.isNull() and size.width() * size.height() * bits // 8 > QImageReader.allocationLimit() << 20:
        raise BadInput(
            mark("{name} has {width} × {height} pixels; make it smaller first."),
            name=name,
            width=grouped(size.width()),
            height=grouped(size.height()),
        )
    if image.isNull():
        raise BadInput(
            mark("{name} cannot be read as a picture; choose one in a common format such as PNG, JPEG or WebP."),
            name=name,
        )
    return image


def _encoded(image: QImage) -> bytes:
    if max(image.width(), image.height()) > LARGEST_SIDE:
        image = image.scaled(
            LARGEST_SIDE,
            LARGEST_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    clear = image.hasAlphaChannel() and _is_transparent(image)
    kept = QImage(image.size(), QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    kept.fill(Qt.GlobalColor.transparent if clear else Qt.GlobalColor.white)
    painter = QPainter(kept)  # into a new one: what a camera or a program noted in the picture stays behind
    painter.drawImage(kept.rect(), image, image.rect())
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"png" if clear else b"jpeg")
    writer.setQuality(-1 if clear else _QUALITY)
    if not writer.write(kept):
        raise BadInput(mark("The picture cannot be kept."))
    return bytes(buffer.data().data())


def _is_transparent(image: QImage) -> bool:
    small = image.convertToFormat(QImage.Format.Format_Alpha8)
    line, height = small.bytesPerLine(), small.height()
    pixels = bytes(small.constBits())
    return any(min(pixels[row * line : row * line + small.width()]) < 255 for row in range(height))


# drawing


def pixmap(images: Images, name: str, width: int, height: int = 0) -> QPixmap | None:
    """A kept picture that fills a box of device pixels (``width`` squared by default), cut where it is longer.

    None where there is none of that name, or it cannot be read.
    """
    height = height or width
    key = (name, width, height)
    if key in _drawn:
        _drawn.move_to_end(key)
        return _drawn[key]
    data = images.get(name) if name else None
    if data is None:
        return None
    try:
        image = _decoded(data, "")
    except UserError:
        return None
    image = image.scaled(
        width, height, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    left, top = (image.width() - width) // 2, (image.height() - height) // 3  # faces are in the upper part
    _drawn[key] = QPixmap.fromImage(image.copy(left, max(0, top), width, height))
    if len(_drawn) > _KEPT:
        _drawn.popitem(last=False)
    return _drawn[key]


def paint_portrait(painter: QPainter, box: QRectF, persona: Persona, images: Images, appearance: Appearance) -> None:
    """A persona in a round frame (a machine's has corners): portrait, else initials, else a sign of its kind."""
    palette = appearance.palette
    machine = persona.kind == "machine"
    shape = QPainterPath()
    radius = box.width() * (0.26 if machine else 0.5)
    shape.addRoundedRect(box, radius, radius)
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    ratio = painter.device().devicePixelRatioF()
    picture = pixmap(images, persona.portrait, max(1, round(box.width() * ratio)))
    if picture is not None:
        painter.setClipPath(shape)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        painter.setClipping(False)
        painter.setPen(QPen(colour(palette.ink, 28), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        painter.restore()
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.field if machine else palette.need))
    painter.drawPath(shape)
    letters = "" if machine else initials(persona)
    ink = palette.second if machine else palette.need_ink
    if letters:
        painter.setFont(font("semibold", box.width() * 0.36))
        painter.setPen(colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)
    else:
        side = box.width() * 0.5
        sign = icon_pixmap("ri.cpu-line" if machine else "ri.user-line", ink, max(1, round(side)))
        painter.drawPixmap(QPointF(box.center().x() - side / 2, box.center().y() - side / 2), sign)
    painter.restore()

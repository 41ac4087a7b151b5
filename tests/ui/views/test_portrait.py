"""Pictures that users bring: formats, size, turning, what is refused."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QRectF, QUrl
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from ui.panels.conftest import look  # noqa: F401

from cjdesigner.errors import UserError
from cjdesigner.model.images import Images, media_type
from cjdesigner.model.records import Persona
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.views import portrait


def picture(width: int, height: int, colour: str = "#3366CC") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def read(data: bytes) -> QImage:
    image = QImage.fromData(QByteArray(data))
    assert not image.isNull()
    return image


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "webp", "ppm"])
def test_any_common_format_is_kept_scaled_down(qapp: object, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"p.{suffix}"
    assert picture(2000, 1000).save(str(file))
    data = portrait.from_file(file)
    assert media_type(data) == "image/jpeg"
    assert (read(data).width(), read(data).height()) == (640, 320)
    assert len(data) < 100_000


def test_the_format_is_known_by_what_is_in_the_file(qapp: object, tmp_path: Path) -> None:
    picture(30, 20).save(str(tmp_path / "a.png"))
    (tmp_path / "a.png").rename(tmp_path / "b.jpg")
    assert read(portrait.from_file(tmp_path / "b.jpg")).width() == 30


def test_a_small_picture_is_not_made_larger_and_keeps_what_is_clear(qapp: object, tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 200, 10, 100))
    image.setText("Author", "somebody")
    image.save(str(tmp_path / "a.png"))
    data = portrait.from_file(tmp_path / "a.png")
    assert media_type(data) == "image/png"
    assert (read(data).width(), read(data).pixelColor(5, 5).alpha()) == (40, 100)
    assert b"somebody" not in data


def test_what_the_camera_says_of_up_is_honoured(qapp: object, tmp_path: Path) -> None:
    image = picture(60, 40, "#FF0000")
    painter = QPainter(image)
    painter.fillRect(0, 0, 30, 40, QColor("#0000FF"))
    painter.end()
    image.save(str(tmp_path / "a.jpg"), quality=95)
    plain = (tmp_path / "a.jpg").read_bytes()
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"  # orientation 6: turn right
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    (tmp_path / "b.jpg").write_bytes(plain[:2] + segment + plain[2:])
    turned = read(portrait.from_file(tmp_path / "b.jpg"))
    assert (turned.width(), turned.height()) == (40, 60)
    assert turned.pixelColor(20, 5).blue() > 200  # what was left is above
    assert turned.pixelColor(20, 55).red() > 200
    assert b"Exif" not in portrait.from_file(tmp_path / "b.jpg")


@pytest.mark.qt_log_ignore("JPEG datastream")
@pytest.mark.parametrize("content", [b"", b"<b>no picture</b>", b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff"])
def test_what_cannot_be_read_is_told_in_a_sentence(qapp: object, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "<b>&amp;.png"
    file.write_bytes(content)
    with pytest.raises(UserError, match="cannot be read as a picture") as refused:
        portrait.from_file(file)
    assert str(refused.value).startswith("<b>&amp;.png ")


def test_a_drawing_is_not_read_because_it_may_fetch(qapp: object, tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="b.png"/></svg>')
    with pytest.raises(UserError, match="is a drawing"):
        portrait.from_file(file)


def test_a_file_that_is_not_there(qapp: object, tmp_path: Path) -> None:
    for path in (tmp_path / "gone.png", tmp_path / "nul\0.png"):
        with pytest.raises(UserError, match=r"There is no file|cannot be read"):
            portrait.from_file(path)
    with pytest.raises(UserError) as refused:
        portrait.from_file(tmp_path / ("long " * 40 + ".png"))
    assert str(refused.value).startswith("There is no file long long")
    assert len(str(refused.value)) < 100


def test_what_is_no_ordinary_file_is_told_as_what_it_is(qapp: object, tmp_path: Path) -> None:
    folder, pipe = tmp_path / "pics", tmp_path / "pipe.png"
    folder.mkdir()
    with pytest.raises(UserError, match=r"^pics is a folder, not a file\.$"):
        portrait.from_file(folder)
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        with pytest.raises(UserError, match=r"^pipe\.png is not an ordinary file\.$"):
            portrait.from_file(pipe)


def png(width: int, height: int, bits: int, colours: int) -> bytes:
    """A sound PNG of one colour; ``colours`` is its colour type, 0 grey or 2 RGB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    packer, row = zlib.compressobj(9), bytes(1 + (width * bits * (3 if colours == 2 else 1) + 7) // 8)
    packed = b"".join(packer.compress(row) for _row in range(height)) + packer.flush()
    head = width.to_bytes(4) + height.to_bytes(4) + bytes((bits, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.qt_log_ignore("allocation limit")
@pytest.mark.parametrize(("width", "height", "bits", "colours"), [(30_000, 30_000, 1, 0), (12_000, 11_000, 8, 2)])
def test_a_picture_of_too_many_pixels_is_told_so(
    qapp: object, tmp_path: Path, width: int, height: int, bits: int, colours: int
) -> None:
    (tmp_path / "a.png").write_bytes(png(width, height, bits, colours))
    with pytest.raises(UserError) as refused:
        portrait.from_file(tmp_path / "a.png")
    assert str(refused.value) == f"a.png has {width:,} × {height:,} pixels; make it smaller first."


def test_what_is_dropped_or_pasted(qapp: object, tmp_path: Path) -> None:
    picture(30, 20).save(str(tmp_path / "a.png"))
    files, image, words, web = QMimeData(), QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    image.setImageData(picture(50, 20))
    words.setText("<img src=http://example.com/a.png>")
    web.setUrls([QUrl("http://example.com/a.png")])
    assert read(portrait.from_mime(files) or b"").width() == 30
    assert read(portrait.from_mime(image) or b"").width() == 50
    assert portrait.from_mime(words) is portrait.from_mime(web) is None
    assert [portrait.holds_picture(data) for data in (files, image, words, web)] == [True, True, False, False]


def test_a_portrait_is_drawn_or_what_stands_for_it(qtbot: QtBot, look: Appearance) -> None:  # noqa: F811
    images = Images()
    name = images.put(portrait._encoded(picture(90, 60, "#10C020")))
    assert portrait.pixmap(images, "gone", 20) is None
    kept = portrait.pixmap(images, name, 20)
    assert kept is not None
    assert (kept.width(), kept.height()) == (20, 20)
    drawn = []
    for persona in (
        Persona(id=1, name="Laura", portrait=name),
        Persona(id=1, name="Laura", portrait="gone"),
        Persona(id=1, name=""),
        Persona(id=1, name="Laura", kind="machine"),
    ):
        canvas = picture(64, 64, "#FFFFFF")
        painter = QPainter(canvas)
        portrait.paint_portrait(painter, QRectF(0, 0, 64, 64), persona, images, look)
        painter.end()
        drawn.append(canvas)
        assert canvas.pixelColor(0, 0) == QColor("#FFFFFF")  # outside the frame
    assert drawn[0].pixelColor(32, 32).green() > 150
    assert all(drawn[a] != drawn[b] for a in range(4) for b in range(a))

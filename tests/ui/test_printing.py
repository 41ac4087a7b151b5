"""Printing: pages at actual size, alike to the PDF; what does not fit is offered in tiles, never shrunk."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QProgressDialog

from cjdesigner import text
from cjdesigner.export import pdf
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.paper import MM
from cjdesigner.export.sheet import Box, Composition, Item, Line, Page, Picture, Shape, TextLine, Window, circle
from cjdesigner.model.geometry import Rect
from cjdesigner.ui import printing
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.printing import ask_and_print, cut_off, fits, layout_of, paint, print_composition

A3 = 420 * MM, 297 * MM


def set_line(words: str, x: float, y: float, size: float, face: text.Face = "regular") -> TextLine:
    wide = text.width(words, face, size)
    return TextLine(words, x, y, face, size, "#1F2328", wide, Rect(x, y - size, wide, 1.4 * size))


def photo() -> bytes:
    picture = Image.new("RGB", (40, 40), "#C8402F")
    picture.paste("#1B8A7A", (20, 0, 40, 40))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def page_of(width: float = A3[0], height: float = A3[1]) -> Page:
    """A page with everything there is: paper, boxes, dashes, letters of several scripts, a picture, a window."""
    line = 60 * MM
    items: tuple[Item, ...] = (
        Box(Rect(0, 0, width, height), fill="#F7F7F5", role="paper"),
        Box(Rect(40, 40, 200, 90), fill="#FFFFFF", stroke="#4B4FC4", width=3, radius=14),
        Box(Rect(280, 40, 120, 90), fill="#E8A33D"),
        Line(((40, line), (40 + 100 * MM, line)), "#000000", 2),
        Line(((60, 320), (200, 320), (200, 400), (330, 400)), "#5B6470", 4, radius=18, dash=(14, 7)),
        Shape(circle(460, 90, 40), fill="#1B8A7A", stroke="#000000", width=2),
        set_line("Größte Fallhöhe: 26 %", 60, 100, 22, "bold"),
        set_line("Ελλάδα, Київ, journey", 60, 260, 30, "semibold"),
        Picture(photo(), Rect(420, 320, 90, 90), Rect(400, 310, 130, 110), radius=20),
        Window(
            Page(200, 200, (Box(Rect(0, 0, 200, 200), fill="#C8402F"), set_line("seen", 20, 90, 60))),
            Rect(560, 300, 150, 120),
            left=540,
            top=290,
            scale=0.9,
        ),
    )
    return Page(width, height, items)


def composition(*pages: Page) -> Composition:
    return Composition(pages or (page_of(),), "Journey", "en", 6.0)


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def raster(content: bytes, number: int = 0, scale: float = 1.0) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        found: Image.Image = document[number].render(scale=scale).to_pil().convert("RGB")
    return found


def sizes(content: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_size() for page in document]


# what is painted


def test_painted_pages_look_as_the_pdf_does(qtbot: Any, tmp_path: Path) -> None:
    assert paint(composition().pages, to_file(tmp_path / "a.pdf"))
    painted, written = (
        raster(content, scale=4.0) for content in ((tmp_path / "a.pdf").read_bytes(), pdf.write(composition()))
    )
    small = written.width // 16, written.height // 16
    apart = ImageChops.difference(*(each.resize(small, Image.Resampling.BOX) for each in (painted, written)))
    assert max(most for _least, most in apart.getextrema()) < 90  # type: ignore[misc]
    assert sum(apart.convert("L").histogram()[16:]) < 0.004 * small[0] * small[1]


def test_a_line_of_100_mm_is_100_mm_long(qtbot: Any, tmp_path: Path) -> None:
    """Measured on what comes out, on a sheet that Qt's PDF rounds and on one it does not."""
    for number, page in enumerate((page_of(), page_of(594 * MM, 1200 * MM))):
        target = tmp_path / f"{number}.pdf"
        paint([page], to_file(target))
        scale = 4.0
        picture = raster(target.read_bytes(), scale=scale).convert("L")
        row = round(60 * MM * scale)
        dark = [x for x in range(picture.width) if picture.getpixel((x, row)) < 60]  # type: ignore[operator]
        assert (max(dark) + 1 - min(dark)) / scale / MM == pytest.approx(100, abs=0.1)
        assert min(dark) / scale == pytest.approx(40, abs=0.3)


def test_sheets_have_the_pages_sizes(qtbot: Any, tmp_path: Path) -> None:
    """To half a point, which is all that Qt's own PDF knows; each page its own, lying or standing."""
    wanted = [A3, (A3[1], A3[0]), (841 * MM, 1189 * MM), (914 * MM, 3000 * MM), (3000 * MM, 914 * MM)]
    paint([page_of(*size) for size in wanted], to_file(tmp_path / "a.pdf"))
    for found, size in zip(sizes((tmp_path / "a.pdf").read_bytes()), wanted, strict=True):
        assert found == pytest.approx(size, abs=0.51)


def test_nothing_is_painted_as_a_bitmap_but_pictures(qtbot: Any, tmp_path: Path) -> None:
    page = page_of()
    plain = msgspec.structs.replace(page, items=tuple(item for item in page.items if not isinstance(item, Picture)))
    for number, (shown, bitmaps) in enumerate(((page, 1), (plain, 0))):
        target = tmp_path / f"{number}.pdf"
        paint([shown], to_file(target))
        with pypdfium2.PdfDocument(target.read_bytes()) as document:
            kinds = [thing.type for thing in document[0].get_objects()]
        assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == bitmaps
        assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH) > 5


# print_composition


def test_a_printer_that_is_a_file_gets_the_programs_own_pdf(qtbot: Any, tmp_path: Path) -> None:
    made = composition(page_of(), page_of(*reversed(A3)))
    told: list[tuple[int, int]] = []
    target = tmp_path / "a.pdf"
    assert print_composition(made, to_file(target), lambda done, total: told.append((done, total)) or True)
    assert target.read_bytes() == pdf.write(made)
    assert [size for pair in sizes(target.read_bytes()) for size in pair] == pytest.approx(
        [*A3, *reversed(A3)], abs=0.1 * MM
    )
    assert told == [(0, 2), (2, 2)]


def test_only_the_pages_that_are_chosen(qtbot: Any, tmp_path: Path) -> None:
    made = composition(*(page_of(300 + n, 400) for n in range(4)))
    printer = to_file(tmp_path / "a.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    print_composition(made, printer)
    assert [round(width) for width, _height in sizes((tmp_path / "a.pdf").read_bytes())] == [301, 302]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_composition(made, printer)
    assert [round(width) for width, _height in sizes((tmp_path / "a.pdf").read_bytes())] == [302, 301]


def test_cancelled_between_pages(qtbot: Any, tmp_path: Path) -> None:
    told: list[int] = []

    def until_two(done: int, total: int) -> bool:
        told.append(done)
        return done < 2

    assert not paint([page_of()] * 5, to_file(tmp_path / "a.pdf"), until_two)
    assert told == [0, 1, 2]


def test_cancelled_at_once_leaves_the_old_file(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    assert not print_composition(composition(), to_file(tmp_path / "a.pdf"), lambda done, total: False)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"


# what fits


def paper(width: float, height: float) -> QPageSize:
    return QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)


def test_a_page_fits_lying_and_standing() -> None:
    assert fits(page_of(), paper(297, 420))
    assert fits(page_of(), paper(420, 297))
    assert fits(page_of(), paper(300, 430))
    assert not fits(page_of(), paper(297, 419))
    assert not fits(page_of(), paper(210, 297))


def test_a_page_takes_the_printers_paper_where_that_has_room() -> None:
    assert layout_of(page_of(), paper(594, 841)).fullRect(QPageLayout.Unit.Millimeter).size() == QSizeF(841, 594)
    laid = layout_of(page_of(), paper(210, 297))
    assert laid.pageSize().id() == QPageSize.PageSizeId.A3
    assert laid.orientation() == QPageLayout.Orientation.Landscape


def edge(margin: float) -> QPageLayout:
    layout = QPageLayout(paper(297, 420), QPageLayout.Orientation.Landscape, QMarginsF())
    layout.setMinimumMargins(QMarginsF(margin, margin, margin, margin))
    return layout


def test_what_stands_in_the_unprintable_edge_is_measured() -> None:
    """The page's leftmost thing, a line, ends 38 points from the edge; the colour of the paper does not count."""
    assert cut_off(page_of(), edge(30)) == 0
    assert cut_off(page_of(), edge(46)) == pytest.approx(8)


# asking


class Asked:
    """Stands for the printer's dialogue and for messages; remembers what was asked."""

    def __init__(self, answer: str = "") -> None:
        self.sentences: list[str] = []
        self.answer = answer
        self.printed: list[tuple[float, float]] | None = None

    def ask(self, *words: Any) -> str:
        self.sentences.append(words[3])
        assert not words[4:] or self.answer in ("", *words[4])
        return self.answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Asked]:
    """Makes as if there were a printer, which takes paper of this size in mm and prints as near to the edge as said."""

    def prepare(width: float, height: float, margin: float, answer: str = "") -> Asked:
        result = Asked(answer)

        def chosen(dialog: QPrintDialog) -> int:
            layout = QPageLayout(paper(width, height), QPageLayout.Orientation.Portrait, QMarginsF())
            layout.setMinimumMargins(QMarginsF(margin, margin, margin, margin))
            monkeypatch.setattr(QPrinter, "pageLayout", lambda self: layout)
            monkeypatch.setattr(QPrinter, "outputFormat", lambda self: QPrinter.OutputFormat.NativeFormat)
            return int(QDialog.DialogCode.Accepted)

        def paints(pages: list[Page], printer: QPrinter, progress: Any, **_: Any) -> bool:
            result.printed = [(page.width, page.height) for page in pages]
            return bool(progress(0, len(pages)))

        monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: [QPrinterInfo()])
        monkeypatch.setattr(QPrintDialog, "exec", chosen)
        monkeypatch.setattr(printing, "ask", result.ask)
        monkeypatch.setattr(printing, "paint", paints)
        return result

    return prepare


def test_without_a_printer_a_sentence(qtbot: Any, appearance: Appearance, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Asked()
    monkeypatch.setattr(printing, "ask", found.ask)
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", list)
    assert not ask_and_print(None, composition(), appearance)
    assert found.sentences == ["No printer is set up on this computer. Export a PDF, and have it printed at 100%."]


def test_without_a_printer_an_export_is_offered_and_of_a_large_sheet_tiles(
    qtbot: Any, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, exported = Asked("export"), []
    monkeypatch.setattr(printing, "ask", found.ask)
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", list)
    large = msgspec.structs.replace(page_of(), width=48 * 72.0, height=36 * 72.0)
    assert not ask_and_print(None, composition(large), appearance, export=lambda: exported.append(1))
    assert found.sentences[0].endswith(
        "At 1219 × 914 mm that is for a print shop; for an office printer, cut it into tiles of A4 first."
    )
    assert exported == [1]


def test_what_fits_is_printed_without_a_word(qtbot: Any, appearance: Appearance, asked: Callable[..., Asked]) -> None:
    found = asked(297, 420, 10)
    assert ask_and_print(None, composition(page_of(), page_of()), appearance)
    assert found.sentences == []
    assert found.printed == [A3, A3]


def test_what_is_larger_than_the_paper_is_offered_in_tiles(
    qtbot: Any, appearance: Appearance, asked: Callable[..., Asked]
) -> None:
    found = asked(210, 297, 10, "tiles")
    assert ask_and_print(None, composition(), appearance)
    assert found.sentences[0].startswith(
        "The printer's paper, 210 × 297 mm, is smaller than the page, 420 × 297 mm. Nothing is shrunk:"
    )
    assert found.printed is not None
    assert len(found.printed) > 3
    for size in found.printed:
        assert sorted(size) == pytest.approx([210 * MM, 297 * MM], abs=0.5)


def test_tiles_are_not_tiled_again(qtbot: Any, appearance: Appearance, asked: Callable[..., Asked]) -> None:
    found = asked(210, 297, 10)
    assert not ask_and_print(None, composition(), appearance, Options(tiling=Tiling(paper="A3")))
    assert found.sentences == [
        "The printer's paper, 210 × 297 mm, is smaller than the tiles, 420 × 297 mm. Choose this paper for tiles."
    ]
    assert found.printed is None


def test_rather_not_in_tiles(qtbot: Any, appearance: Appearance, asked: Callable[..., Asked]) -> None:
    found = asked(210, 297, 10, "cancel")
    assert not ask_and_print(None, composition(), appearance)
    assert found.printed is None


@pytest.mark.parametrize(("answer", "printed"), [("print", True), ("", False)])
def test_an_edge_that_would_be_cut_is_told(
    qtbot: Any, appearance: Appearance, asked: Callable[..., Asked], answer: str, printed: bool
) -> None:
    found = asked(297, 420, 50, answer)
    assert ask_and_print(None, composition(), appearance) is printed
    assert found.sentences == [
        "This printer leaves an edge unprinted: up to 4.2 mm of what stands near the edge will be missing. Larger "
        "margins keep it on the paper."
    ]
    assert (found.printed is not None) is printed


def test_a_printer_that_takes_nothing_is_told(
    qtbot: Any, appearance: Appearance, asked: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked(297, 420, 10)

    def broken(*_: Any, **__: Any) -> bool:
        raise printing.NotPrinted("The printer “{printer}” takes no pages.", printer="Attic")

    monkeypatch.setattr(printing, "paint", broken)
    assert not ask_and_print(None, composition(), appearance)
    assert found.sentences == ["The printer “Attic” takes no pages."]


def test_cancel_in_the_progress_ends_the_printing(
    qtbot: Any, appearance: Appearance, asked: Callable[..., Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(297, 420, 10)
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda self: True)
    assert not ask_and_print(None, composition(), appearance)

"""What the studio shows: the pages as they will be printed, as near as one likes, and what to know of them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cjdesigner.export.paper import MM
from cjdesigner.model import edits
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.background import _running
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.studio import exporting
from cjdesigner.ui.studio.tally import size_words
from cjdesigner.ui.studio.window import StudioWindow

LONG = 20_000
Wait = Callable[[StudioWindow], None]


def _sizes(studio: StudioWindow) -> list[tuple[int, int]]:
    proof = studio.body.proof
    assert proof is not None
    return [(round(wide / MM), round(high / MM)) for wide, high in proof.sizes]


def test_another_paper_changes_the_preview_and_what_is_told(studio: StudioWindow, qtbot: QtBot, wait: Wait) -> None:
    assert _sizes(studio)[0] == (420, 297)
    assert studio.body.bar.size_label.text() == "420 × 297 mm · 1 sheet"
    paper = studio.body.sheet_tab.paper
    paper.setFocus()
    paper.setCurrentIndex(paper.findData("A0"))
    paper.activated.emit(paper.currentIndex())
    qtbot.mouseClick(studio.body.sheet_tab.turned.buttons["portrait"], Qt.MouseButton.LeftButton)
    wait(studio)
    assert _sizes(studio)[0] == (841, 1189)
    assert studio.body.bar.size_label.text() == "841 × 1189 mm · 1 sheet"
    proof = studio.body.proof
    assert proof is not None
    smallest = min(line.size for page in proof.poster.pages for line in page.items if hasattr(line, "face"))
    assert studio.body.notes.lines[0].startswith(
        f"Smallest text {smallest:.0f} pt: readable from {smallest / 22:.1f} m."
    )


def test_an_edit_of_the_document_is_seen_at_once(studio: StudioWindow, editor: Editor, wait: Wait) -> None:
    before = studio.body.proof
    editor.edit("x", lambda state: edits.set_fields(state, [6], name="Portal"))
    wait(studio)
    after = studio.body.proof
    assert before is not None
    assert after is not None
    assert before is not after
    texts = {getattr(item, "text", "") for item in after.poster.pages[0].items}
    assert "Portal" in texts
    assert "App" not in texts


def test_a_sheet_in_inches_is_told_in_inches_too(studio: StudioWindow, wait: Wait) -> None:
    studio.desk.set(paper="ARCH E", landscape=True)
    wait(studio)
    assert studio.body.bar.size_label.full == "1219.2 × 914.4 mm (48 × 36 in) · 1 sheet"
    assert size_words(8.5 * 72, 11 * 72) == "215.9 × 279.4 mm (8.5 × 11 in)"
    assert size_words(100 * 72, 20 * 72) == "2540 × 508 mm (100 × 20 in)"


def test_remarks_fold_where_there_is_little_room_and_open_by_keys(studio: StudioWindow, qtbot: QtBot) -> None:
    body = studio.body
    proof = body.proof
    assert proof is not None
    assert proof.composition is not None
    many = tuple(f"Remark {number}, which is long enough for a second line of its own" for number in range(12))
    told = msgspec.structs.replace(proof, composition=msgspec.structs.replace(proof.composition, warnings=many))
    studio.resize(1100, 620)
    body.show_proof(told)
    qtbot.waitUntil(lambda: not body.notes.opened and body.notes.fold.isVisible())
    assert body.notes.fold.text().strip() == "12 remarks"
    qtbot.wait(20)
    fields = body.stack.height()
    body.notes.fold.setFocus()
    qtbot.keyClick(body.notes.fold, Qt.Key.Key_Space)
    assert body.notes.opened
    qtbot.waitUntil(lambda: body.stack.height() < fields)
    qtbot.keyClick(body.notes.fold, Qt.Key.Key_Tab)
    assert body.notes.area.hasFocus()
    bar = body.notes.area.verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(body.notes.area, Qt.Key.Key_Down)
    assert bar.value() > 0
    qtbot.keyClick(body.notes.fold, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: body.stack.height() == fields)
    body.show_proof(msgspec.structs.replace(told, composition=msgspec.structs.replace(proof.composition, warnings=())))
    qtbot.waitUntil(lambda: body.notes.fold.isHidden())
    studio.resize(1100, 1500)
    body.show_proof(told)
    qtbot.waitUntil(lambda: body.notes.opened)
    assert body.notes.fold.isHidden()
    assert body.notes.area.verticalScrollBar().maximum() == 0


def test_zoom_keeps_the_place_under_the_pointer_and_draws_it_sharp(
    studio: StudioWindow, qtbot: QtBot, wait: Wait
) -> None:
    view = studio.body.sheet
    assert view.fit == "page"
    view.zoom_to(1.5)
    nearer = view.zoom
    at = QPointF(300, 250)
    before = (at - view._page_rect().topLeft()) / view._page_rect().width()
    for _step in range(6):
        view.wheelEvent(
            QWheelEvent(
                at,
                view.viewport().mapToGlobal(at),
                QPoint(),
                QPoint(0, 120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ControlModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
        )
    assert view.fit == ""
    assert view.zoom == pytest.approx(nearer * 1.25**6)
    after = (at - view._page_rect().topLeft()) / view._page_rect().width()
    assert (after - before).manhattanLength() < 0.01
    wait(studio)
    assert view._sharp is not None
    (_page, scale, region), image = view._sharp
    assert scale == pytest.approx(view.zoom * view.actual * view.devicePixelRatioF(), rel=1e-4)
    assert region is not None
    whole = round(studio.body.proof.sizes[0][0] * scale) if studio.body.proof else 0
    assert image.width() == region[2] < whole  # only what is seen, and a little more
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.fit == "page"


def test_actual_size_is_the_size_on_paper(studio: StudioWindow, wait: Wait) -> None:
    studio.body.bar.actual.click()
    inch = studio.screen().physicalDotsPerInch()
    inch = inch if 40 <= inch <= 700 else studio.screen().logicalDotsPerInch()
    assert studio.body.sheet._page_rect().width() == pytest.approx(420 / 25.4 * inch, abs=1)
    assert studio.body.bar.zoom_label.text() == "100%"


def test_dragging_pans(studio: StudioWindow, qtbot: QtBot) -> None:
    view = studio.body.sheet
    view.zoom_to(3.0)
    place = view.horizontalScrollBar().value()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseMove(view.viewport(), QPoint(240, 200))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(240, 200))
    assert view.horizontalScrollBar().value() == place + 60


def test_pages_are_turned_by_buttons_thumbnails_and_arrow_keys(
    studio: StudioWindow, editor: Editor, qtbot: QtBot, wait: Wait
) -> None:
    studio.desk.set(tile="A4")
    wait(studio)
    body = studio.body
    count = len(_sizes(studio))
    assert count > 2
    assert body.pages.isVisible()
    assert not body.bar.back.isEnabled()
    qtbot.mouseClick(body.bar.onward, Qt.MouseButton.LeftButton)
    assert body.bar.label.text() == f"Page 2 of {count}"
    assert body.pages.currentIndex().row() == 1
    body.pages.setCurrentIndex(body.pages.model().index(2, 0))
    assert body.page == 2
    qtbot.keyClick(body.sheet, Qt.Key.Key_Left)
    assert body.page == 1
    wait(studio)
    assert body.pages.picture(1) is not None
    studio.desk.set(tile="")
    wait(studio)
    assert len(_sizes(studio)) == 1
    assert body.page == 0
    assert not body.pages.isVisible()
    assert not body.bar.label.isVisible()


def test_a_newer_wish_ends_the_work_on_the_one_before(
    studio: StudioWindow, qtbot: QtBot, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers: list[str] = []
    ready: list[object] = []
    real = exporting.preview

    def slowly(state: object, journey: int, options: object, halt: object) -> object:
        papers.append(options.paper)  # type: ignore[attr-defined]
        if len(papers) == 1:
            qtbot_event.wait(10)
        return real(state, journey, options, halt)  # type: ignore[arg-type]

    import threading

    qtbot_event = threading.Event()
    monkeypatch.setattr("cjdesigner.ui.studio.proofs.preview", slowly)
    studio.proofs.ready.connect(ready.append)
    studio.desk.set(paper="A1")
    qtbot.waitUntil(lambda: papers == ["A1"], timeout=LONG)
    studio.desk.set(paper="A2")
    studio.desk.set(paper="A5")
    qtbot_event.set()
    wait(studio)
    assert papers == ["A1", "A5"]
    assert len(ready) == 1
    assert _sizes(studio)[0] == (210, 148)


def test_escape_lets_go_of_a_long_preview_and_then_closes(
    studio: StudioWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from cjdesigner.export.halting import check, halted_by

    begun = threading.Event()

    def endless(state: object, journey: int, options: object, halt: threading.Event) -> None:
        begun.set()
        with halted_by(halt):
            while True:
                check()

    monkeypatch.setattr("cjdesigner.ui.studio.proofs.preview", endless)
    studio.desk.set(paper="A1")
    qtbot.waitUntil(lambda: studio.body.delivery.busy.isVisible(), timeout=LONG)
    assert begun.is_set()
    qtbot.keyClick(studio, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: studio.proofs.resting, timeout=LONG)
    assert studio.isVisible()
    assert not studio.body.delivery.busy.isVisible()
    assert "as before" not in studio.body.delivery.outcome.text()
    assert studio.body.delivery.outcome.text().startswith("The preview was let go of")
    qtbot.keyClick(studio, Qt.Key.Key_Escape)
    assert not studio.isVisible()


def test_closing_while_a_preview_is_drawn_does_no_harm(
    appearance: Appearance, editor: Editor, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    studio = StudioWindow(editor, appearance)
    studio.show()
    qtbot.waitUntil(lambda: bool(_running), timeout=LONG)
    studio.close()
    qtbot.waitUntil(lambda: not _running, timeout=LONG)
    QApplication.processEvents()
    assert "Traceback" not in capfd.readouterr().err


def test_a_copied_page_is_on_the_clipboard(studio: StudioWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    qtbot.mouseClick(studio.body.delivery.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not QApplication.clipboard().image().isNull(), timeout=LONG)
    image = QApplication.clipboard().image()
    assert image.width() == 3200
    assert image.height() == pytest.approx(3200 * 297 / 420, abs=2)


def test_another_look_and_language_rebuild_it_where_one_was(
    studio: StudioWindow, appearance: Appearance, qtbot: QtBot, wait: Wait
) -> None:
    studio.desk.set(paper="A2")
    studio.body.tabs.setCurrentIndex(2)
    wait(studio)
    before = studio.body
    appearance.set(theme="dark", language="de")
    qtbot.waitUntil(lambda: studio.body is not before, timeout=LONG)
    wait(studio)
    assert studio.body.tabs.currentIndex() == 2
    assert studio.body.sheet_tab.paper.key == "A2"
    assert studio.body.proof is not None
    assert studio.body.proof.poster.language == "de"

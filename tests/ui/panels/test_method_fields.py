"""Pictures, other records and channels in the inspector."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from ui.panels.example import example

from cjdesigner.i18n import mark
from cjdesigner.model.document import Document
from cjdesigner.model.records import Channel, EmpathyMap, Insight, Persona
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.fields.field import Field
from cjdesigner.ui.panels.fields.personas import TABLE
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.panels.method_fields import ChannelsField, ImageField, RecordField

LAURA, TOM, WATCH = 50, 51, 52
ODD = "<b>Laura</b> &amp; <img src=x> [b] \u202eabc " + "x" * 5000


@pytest.fixture
def editor(look: Appearance) -> Editor:
    people = [
        Persona(id=LAURA, name="Laura"),
        Persona(id=TOM, name=ODD, rank=1),
        Persona(id=WATCH, name="Watch", kind="machine", rank=2),
        EmpathyMap(id=60, persona=LAURA),
        Insight(id=61, text="seen"),
    ]
    return Editor(Document([*example(), *people]))


@pytest.fixture
def panel(qtbot: QtBot, editor: Editor, look: Appearance) -> InspectorPanel:
    result = InspectorPanel(editor, look)
    qtbot.addWidget(result)
    result.resize(320, 1200)
    editor.select([LAURA])
    with qtbot.waitExposed(result):
        result.show()
    result.activateWindow()
    return result


def persona(editor: Editor, key: int = LAURA) -> Persona:
    found = editor.state.get(key, Persona)
    assert found is not None
    return found


def image(panel: InspectorPanel) -> ImageField:
    field = panel.form.fields["portrait"]
    assert isinstance(field, ImageField)
    return field


def picture(colour: str = "#AA3311") -> QImage:
    result = QImage(900, 700, QImage.Format.Format_RGB32)
    result.fill(QColor(colour))
    return result


def drop(widget: QWidget, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)  # type: ignore[attr-defined]


# the table


def test_every_attribute_of_a_persona_has_its_row() -> None:
    assert {row.name for row in TABLE[Persona]} == set(Persona.__struct_fields__) - {"id", "rank"}


def test_a_machine_has_criteria_instead_of_feelings(panel: InspectorPanel, editor: Editor) -> None:
    def seen() -> set[str]:
        return {name for name, field in panel.form.fields.items() if not field.isHidden()}

    assert {"frustrations", "quotes", "habits"} <= seen()
    assert "criteria" not in seen()
    editor.select([WATCH])
    assert "criteria" in seen()
    assert not {"frustrations", "quotes", "habits"} & seen()


# pictures


def test_a_picture_that_is_dropped_is_kept_and_shown(panel: InspectorPanel, editor: Editor, tmp_path: Path) -> None:
    picture().save(str(tmp_path / "a.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    drop(image(panel).frame, data)
    name = persona(editor).portrait
    kept = editor.document.images.get(name)
    assert kept is not None
    assert QImage.fromData(kept).width() == 640
    assert image(panel).frame.name == name
    editor.undo()
    assert persona(editor).portrait == ""
    editor.redo()
    assert persona(editor).portrait == name


def test_a_picture_is_pasted_and_taken_off_by_keys(panel: InspectorPanel, editor: Editor) -> None:
    QGuiApplication.clipboard().setImage(picture())
    frame = image(panel).frame
    frame.setFocus()
    QTest.keyClick(frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert persona(editor).portrait
    assert image(panel).remove_button.isVisible()
    QTest.keyClick(frame, Qt.Key.Key_Delete)
    assert persona(editor).portrait == ""
    QGuiApplication.clipboard().setText("no picture")
    QTest.keyClick(frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert image(panel).fault.text() == "There is no picture to paste; copy one first, or choose a file."


def test_a_picture_is_chosen_by_a_dialogue(
    panel: InspectorPanel, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture().save(str(tmp_path / "a.png"))
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: 1)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(tmp_path / "a.png")])
    QTest.mouseClick(image(panel).choose_button, Qt.MouseButton.LeftButton)
    assert persona(editor).portrait
    QTest.mouseClick(image(panel).remove_button, Qt.MouseButton.LeftButton)
    assert persona(editor).portrait == ""
    QTest.keyClick(image(panel).frame, Qt.Key.Key_Return)
    assert persona(editor).portrait


def test_what_is_no_picture_is_told_as_it_is_called(panel: InspectorPanel, editor: Editor, tmp_path: Path) -> None:
    file = tmp_path / "<b>&amp;.png"
    file.write_text("no")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop(image(panel).frame, data)
    fault = image(panel).fault
    assert fault.isVisible()
    assert fault.text().startswith("<b>&amp;.png cannot be read as a picture;")
    assert fault.textFormat() == Qt.TextFormat.PlainText
    assert persona(editor).portrait == ""
    editor.select([TOM])
    assert not image(panel).fault.isVisible()


def test_pictures_that_differ_are_not_shown(panel: InspectorPanel, editor: Editor) -> None:
    QGuiApplication.clipboard().setImage(picture())
    image(panel).bring(QGuiApplication.clipboard().mimeData())
    editor.select([LAURA, TOM])
    assert image(panel).frame.name == ""
    image(panel).remove()
    assert persona(editor).portrait == ""


# another record


@pytest.fixture
def record_field(qtbot: QtBot, editor: Editor, look: Appearance) -> Iterator[RecordField]:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Field(name="persona", kind="record", edit=mark("Change the persona"), of=Persona, label=mark("Persona"))
    field = RecordField(row, editor, look, holder)
    field.bind((60,))
    holder.show()
    yield field
    holder.close()


def test_one_record_or_none_is_chosen(record_field: RecordField, editor: Editor) -> None:
    box = record_field.box
    assert [box.itemText(place)[:6] for place in range(box.count())] == ["none", "Laura", "<b>Lau", "Watch"]
    assert box.currentText() == "Laura"
    box.activated.emit(3)
    assert editor.state[60].persona == WATCH  # type: ignore[attr-defined]
    box.activated.emit(0)
    assert editor.state[60].persona is None  # type: ignore[attr-defined]
    record_field.load()
    assert record_field.open_button.isHidden()
    editor.undo()
    record_field.load()
    assert box.currentText() == "Watch"


def test_the_names_follow_and_the_button_goes_there(record_field: RecordField, editor: Editor) -> None:
    opened: list[int] = []
    editor.opened.connect(opened.append)
    record_field.open_button.click()
    assert opened == [LAURA]
    record_field.write(TOM)
    record_field.load()
    assert record_field.box.currentText().startswith("<b>Laura</b> &amp; <img")
    assert len(record_field.box.currentText()) <= 60
    assert record_field.box.toolTip().startswith("<p style='white-space:pre-wrap'>&lt;b&gt;Laura")


# channels


def channels(panel: InspectorPanel) -> ChannelsField:
    field = panel.form.fields["channels"]
    assert isinstance(field, ChannelsField)
    return field


def test_channels_are_added_and_taken_off(panel: InspectorPanel, editor: Editor) -> None:
    field = channels(panel)
    offered = field.box.count()
    field.box.activated.emit(0)
    assert len(persona(editor).channels) == 1
    assert field.box.count() == offered - 1
    field.line.setFocus()
    QTest.keyClicks(field.line, "Kiosk & <b>")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert persona(editor).channels[1] == "Kiosk & <b>"
    assert [channel.name for channel in editor.state.all(Channel)] == ["Kiosk & <b>"]
    assert field.line.text() == ""
    chip = field.chips[1]
    assert chip.text().startswith("Kiosk && <b>")
    assert "Kiosk &amp; &lt;b&gt;" in chip.toolTip()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert len(persona(editor).channels) == 1
    editor.undo()
    editor.undo()
    assert len(persona(editor).channels) == 1
    assert not editor.state.all(Channel)


def test_a_channel_is_not_added_twice(panel: InspectorPanel, editor: Editor) -> None:
    field = channels(panel)
    for _round in range(2):
        field.line.setFocus()
        QTest.keyClicks(field.line, "Email")
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert len(persona(editor).channels) == 1
    assert not editor.state.all(Channel)


def test_many_chips_stand_on_several_lines(panel: InspectorPanel, editor: Editor, qtbot: QtBot) -> None:
    field = channels(panel)
    for _round in range(8):
        field.box.activated.emit(0)
    qtbot.wait(50)
    tops = {chip.y() for chip in field.chips}
    assert len(tops) > 1
    assert all(chip.geometry().right() <= field.width() for chip in field.chips)


def test_reading_only(qtbot: QtBot, look: Appearance, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Editor, "read_only", property(lambda self: True))
    panel = InspectorPanel(editor, look)
    qtbot.addWidget(panel)
    editor.select([LAURA])
    panel.show()
    assert not image(panel).choose_button.isEnabled()
    image(panel).choose()
    image(panel).bring(QMimeData())
    assert persona(editor).portrait == ""
    assert not channels(panel).box.isVisible()

"""Panels come and go while the document stays: a change of theme makes them all anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from ui.panels.example import APP, DESK, FIRST, JOURNEY, NEED, TO_APP

from cjdesigner.model import edits
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.figure import FigureHeader
from cjdesigner.ui.panels.inspector import InspectorPanel
from cjdesigner.ui.panels.journey_panel import JourneyPanel
from cjdesigner.ui.panels.navigator import NavigatorPanel
from cjdesigner.ui.panels.path_list import PathListPanel
from cjdesigner.ui.panels.staircase import StaircasePanel

PANELS: tuple[Callable[[Editor, Appearance], QWidget], ...] = (
    NavigatorPanel,
    InspectorPanel,
    JourneyPanel,
    FigureHeader,
    StaircasePanel,
    PathListPanel,
)


def everything(editor: Editor) -> None:
    """All signals an editor has."""
    editor.select((APP,))
    editor.edit("Score", lambda state: edits.set_fields(state, [APP], score=0.3))
    editor.cover(True)
    editor.cover(False)
    editor.choose_path("best")
    editor.show_journey(3)
    editor.show_journey(JOURNEY)
    editor.undo()


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_that_is_gone_hears_nothing(
    qtbot: QtBot, editor: Editor, look: Appearance, panel: Callable[[Editor, Appearance], QWidget]
) -> None:
    widget = panel(editor, look)
    widget.resize(400, 400)
    widget.show()
    if isinstance(widget, StaircasePanel):
        widget.make_plot()
    everything(editor)
    QTest.qWait(1)
    widget.close()
    widget.deleteLater()
    del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    everything(editor)
    QTest.qWait(200)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("selection", [(), (NEED,), (APP,), (FIRST,), (TO_APP,), (APP, DESK)])
def test_no_fixed_label_of_the_inspector_is_cut(
    qtbot: QtBot, editor: Editor, look: Appearance, scale: float, selection: tuple[int, ...]
) -> None:
    look.set(scale=scale)
    panel = InspectorPanel(editor, look)
    qtbot.addWidget(panel)
    editor.select(selection)
    panel.resize(look.px(300), look.px(900))
    with qtbot.waitExposed(panel):
        panel.show()
    QTest.qWait(1)
    page = panel.form.widget()
    assert page.width() <= panel.width()
    for label in page.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width() + 1

"""The view of indicators, by keys and mouse: list, chart, readings typed, pasted and from files, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QPushButton
from pytestqt.qtbot import QtBot

from cjdesigner.model import binding, indicators
from cjdesigner.model.document import Document
from cjdesigner.model.indicators import Entry
from cjdesigner.model.records import (
    Attachment,
    Indicator,
    Journey,
    Phase,
    Project,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.ui.appearance import Appearance, settings
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.views.indicators import IndicatorsView
from cjdesigner.ui.views.indicators_marks import covered, day_ticks

DESK, CALL, FCR, NPS, TRUST = 5, 6, 10, 11, 12
HOSTILE = "<b>bold</b> <img src=http://x/y.png> &amp; [b] \u202b\u05e9\u05dc\u05d5\u05dd\u202c e\u0301 \U0001f600 "


def example() -> list[Record]:
    values = [72, 74, 71, 73, 75, 72, 73, 66, 60, 58]
    return [
        Project(id=1),
        Journey(id=2, title="Sport"),
        Phase(id=3, journey=2, title="Start"),
        Touchpoint(id=DESK, journey=2, name="Desk", score=0.5),
        Touchpoint(id=CALL, journey=2, name="Call & ask"),
        Indicator(id=FCR, name="First contact", kinds=("cpi", "kpi"), unit="%", target=80, limit=50, owner="Club"),
        Indicator(id=NPS, rank=1, name="NPS", lowest=-100, highest=100, target=20),
        Indicator(id=TRUST, rank=2, name="Trust", kinds=("brand",)),
        *(Reading(id=20 + n, indicator=FCR, date=f"2026-{n + 1:02}", value=v) for n, v in enumerate(values)),
        Reading(id=40, indicator=NPS, date="2026-01", value=31, answers=200),
        Attachment(id=50, subject=FCR, target=DESK),
        Attachment(id=51, subject=FCR, target=CALL, rank=0),
        Attachment(id=52, subject=NPS, target=2),
    ]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., IndicatorsView]]:
    settings().clear()
    look = Appearance()
    look.set(theme="light", scale=1.0, language="en")
    editors: list[Editor] = []

    def shown(records: list[Record] | None = None) -> IndicatorsView:
        editors.append(Editor(Document(example() if records is None else records)))
        view = IndicatorsView(editors[-1], look)
        qtbot.addWidget(view)
        view.resize(900, 900)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        return view

    yield shown
    for editor in editors:
        editor.close()
    settings().clear()


@pytest.fixture
def view(show: Callable[..., IndicatorsView]) -> IndicatorsView:
    return show()


def settle(view: IndicatorsView) -> None:
    QApplication.processEvents()
    view.refresh()


def values(view: IndicatorsView, indicator: int) -> list[tuple[str, float]]:
    return [(r.date, r.value) for r in indicators.readings_of(view._editor.state, indicator)]


def told(view: IndicatorsView) -> list[str]:
    said: list[str] = []
    view._editor.told.connect(said.append)
    return said


def titles(view: IndicatorsView) -> list[str]:
    return [line.title for line in view.list.lines]


def test_three_groups_and_all_together(view: IndicatorsView) -> None:
    assert titles(view) == [
        *("Customer performance indicators", "First contact"),
        *("KPIs", "First contact", "NPS"),
        *("Brand KPIs", "Trust"),
    ]
    view.mode.buttons["all"].click()
    assert titles(view) == ["First contact", "NPS", "Trust"]
    assert view.list.lines[0].marks == "CPI \u00b7 KPI"


def test_a_row_tells_latest_target_trend_flags_and_places(view: IndicatorsView) -> None:
    line = view.list.lines[1]
    assert (line.value, line.change, line.worse) == ("58%", "\u22122", True)
    assert line.beneath == "2026-10 \u00b7 target 80"
    assert (line.flag, line.tipped) == ("off target", "tipped in 2026-08")
    assert (line.detail, line.where) == ("Club", "Desk and 1 more")
    assert view.list.lines[4].flag == ""
    assert view.list.lines[6].value == "no reading"
    assert "1 off target" in view.counts.full
    assert "since 2026-08" in view.detail.flag.text()
    assert "Roberts 1959" in view.detail.method.text()


def test_the_arrow_keys_walk_and_select(view: IndicatorsView) -> None:
    view.list.setFocus()
    view.list.show_current(FCR, "cpi")
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.indicator == NPS
    assert view._editor.selection == (NPS,)
    assert view.detail.name.text() == "NPS"


def test_n_adds_one_of_the_group_and_delete_removes_with_undo(view: IndicatorsView) -> None:
    view.list.show_current(TRUST)
    QTest.keyClick(view.list, Qt.Key.Key_N)
    settle(view)
    new = view._editor.state.ranked(Indicator)[-1]
    assert (new.kinds, view.indicator, view._editor.selection) == (("brand",), new.id, (new.id,))
    view.reveal(FCR)
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    settle(view)
    assert FCR not in view._editor.state
    assert 20 not in view._editor.state
    assert view.indicator == NPS
    view._editor.undo()
    assert values(view, FCR)[0] == ("2026-01", 72)
    assert [r.id for r in view._editor.state.targets(FCR, Record)] == [DESK, CALL]


def test_alt_and_an_arrow_moves_within_the_group(view: IndicatorsView) -> None:
    view.list.show_current(NPS, "kpi")
    QTest.keyClick(view.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [i.id for i in view._editor.state.ranked(Indicator)] == [NPS, FCR, TRUST]


def test_the_library_adds_a_common_one(view: IndicatorsView) -> None:
    next(action for action in view.kinds["cpi"].actions() if action.data() == "waiting-time").trigger()
    record = view._editor.state.ranked(Indicator)[-1]
    assert (record.name, record.direction, record.unit) == ("Waiting time", "down", "min")
    assert record.formula


def test_the_empty_state_teaches_and_n_begins(show: Callable[..., IndicatorsView]) -> None:
    view = show([Project(id=1), Journey(id=2)])
    assert view.stack.currentIndex() == 1
    assert "Press N" in " ".join(found.text() for found in view.stack.widget(1).findChildren(QLabel))
    QTest.keyClick(view, Qt.Key.Key_N)
    settle(view)
    assert view.stack.currentIndex() == 0
    assert len(view._editor.state.all(Indicator)) == 1


def test_the_empty_state_offers_common_ones(show: Callable[..., IndicatorsView]) -> None:
    view = show([Project(id=1), Journey(id=2)])
    view.stack.widget(1).findChildren(QPushButton)[1].click()
    settle(view)
    assert titles(view)[2] == "Net Promoter Score (NPS)"
    view._editor.undo()
    settle(view)
    assert view.stack.currentIndex() == 1


def test_a_reading_is_typed(view: IndicatorsView) -> None:
    view.reveal(NPS)
    pane = view.detail.readings
    for field, text in (("date", "3.2026"), ("value", "42,5"), ("answers", "1,212"), ("source", "Shop")):
        QTest.keyClicks(pane.entries[field], text)
    QTest.keyClick(pane.entries["source"], Qt.Key.Key_Return)
    record = indicators.readings_of(view._editor.state, NPS)[-1]
    assert (record.date, record.value, record.answers, record.source) == ("2026-03", 42.5, 1212, "Shop")
    assert pane.entries["date"].text() == ""
    assert pane.entries["date"].hasFocus()
    QTest.keyClicks(pane.entries["date"], "soon")
    QTest.keyClick(pane.entries["date"], Qt.Key.Key_Return)
    assert "Not written" in pane.hint.text()
    assert pane.entries["date"].text() == "soon"


def test_a_whole_line_typed_into_the_date_is_taken(view: IndicatorsView) -> None:
    view.reveal(NPS)
    pane = view.detail.readings
    QTest.keyClicks(pane.entries["date"], "2026-03; 42; n=7")
    QTest.keyClick(pane.entries["date"], Qt.Key.Key_Return)
    assert values(view, NPS)[-1] == ("2026-03", 42)


def test_a_second_reading_of_a_date_replaces_and_is_told(view: IndicatorsView) -> None:
    view.reveal(NPS)
    said = told(view)
    view.detail.readings.take([Entry("2026-01", 12)])
    assert values(view, NPS) == [("2026-01", 12)]
    assert "2026-01" in said[-1]


def test_lines_are_pasted_whole_or_after_a_question(view: IndicatorsView) -> None:
    view.reveal(NPS)
    pane = view.detail.readings
    QGuiApplication.clipboard().setText("2026-02; 30\n2026-03; 31\n")
    QTest.keyClick(view.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(values(view, NPS)) == 3
    pane.paste_text("2026-04; 32\nnonsense <b>; x\n2026-05; 33")
    assert len(values(view, NPS)) == 3
    assert pane.box.isVisible()
    assert "Line 2, \u201cnonsense <b>; x\u201d" in pane.box.said.text()
    assert pane.box.said.textFormat() == Qt.TextFormat.PlainText
    pane.box.leave.click()
    assert not pane.box.isVisible()
    pane.paste_text("2026-04; 32\nnonsense\n2026-05; 33")
    pane.box.take.click()
    assert [date for date, _value in values(view, NPS)][-2:] == ["2026-04", "2026-05"]
    view._editor.undo()
    assert len(values(view, NPS)) == 3


def test_several_lines_pasted_into_the_date_are_lines(view: IndicatorsView) -> None:
    view.reveal(NPS)
    QGuiApplication.clipboard().setText("2026-02; 30\n2026-03; 31")
    QTest.keyClick(view.detail.readings.entries["date"], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(values(view, NPS)) == 3


def test_a_file_is_dropped(view: IndicatorsView, tmp_path: Path) -> None:
    view.reveal(NPS)
    file = tmp_path / "nps.csv"
    file.write_text("Datum;Wert;n\n2026-02;30,5;12\n", encoding="cp1252")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, held))
    assert values(view, NPS)[-1] == ("2026-02", 30.5)
    (tmp_path / "bad.csv").write_bytes(bytes(range(256)))
    view.detail.readings.take_file(tmp_path / "bad.csv")
    assert "bad.csv" in view.detail.readings.box.said.text()
    assert not view.detail.readings.box.take.isVisible()


def test_a_file_is_asked_for(view: IndicatorsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_text("2026-02;30\n")
    monkeypatch.setattr("cjdesigner.ui.file_dialogs.ask_readings", lambda parent: file)
    view.reveal(NPS)
    view.detail.readings.file_button.click()
    assert values(view, NPS)[-1] == ("2026-02", 30)


def test_the_table_is_edited_in_place_and_delete_removes(view: IndicatorsView) -> None:
    view.reveal(FCR)
    pane = view.detail.readings
    model = pane.model
    assert model.index(0, 0).data() == "2026-10"
    assert model.setData(model.index(0, 1), "61,5 %")
    settle(view)
    assert values(view, FCR)[-1] == ("2026-10", 61.5)
    assert not model.setData(model.index(0, 0), "soon")
    assert pane.hint.isVisible()
    said = told(view)
    model.setData(model.index(0, 0), "2026-09")
    settle(view)
    assert values(view, FCR)[-1] == ("2026-09", 61.5)
    assert len(values(view, FCR)) == 9
    assert said
    pane.table.selectRow(0)
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    settle(view)
    assert values(view, FCR)[-1] == ("2026-08", 66)


def test_readings_move_the_scores_that_follow(view: IndicatorsView) -> None:
    view._editor.edit("bind", lambda state: binding.bind(state, [DESK], NPS, -100, 100))
    view.reveal(NPS)
    view.detail.readings.paste_text("2026-05; 0")
    desk = view._editor.state[DESK]
    assert isinstance(desk, Touchpoint)
    assert desk.score == 0.5
    settle(view)
    assert "Desk" in view.detail.scores.text()


def test_the_chart_shows_values_by_keys_and_pointer(view: IndicatorsView) -> None:
    view.reveal(FCR)
    chart = view.detail.chart
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.current is not None
    assert chart.current.date == "2026-10"
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current.date == "2026-09"
    assert view.detail.readings.table.currentIndex().row() == 1
    point = chart._points()[0]
    QTest.mouseMove(chart, point.toPoint())
    assert chart.current.date == "2026-01"
    chart.grab()
    assert "58% (2026-10)" in chart.accessibleDescription()


def test_the_words_of_target_and_limit_are_crossed_by_no_line(view: IndicatorsView) -> None:
    chart = view.detail.chart
    for limit in range(46, 78, 3):
        view._editor.edit("x", lambda state, limit=limit: indicators.change_indicator(state, FCR, limit=float(limit)))
        view.reveal(FCR)
        settle(view)
        plot = chart._plot()
        indicator = view._editor.state.get(FCR, Indicator)
        assert indicator is not None
        boxes = [box for box, _words, _limit in chart._mark_words(plot, indicator)]
        assert all(plot.adjusted(0, -2, 0, 2).contains(box) for box in boxes)
        assert not boxes[0].intersects(boxes[1])
        if limit == 46:  # beneath all readings: the left end is free
            assert boxes[1].left() < plot.left() + 10
            assert covered(boxes[1], [chart._points()]) == 0


def test_the_axis_names_its_first_and_last_reading(view: IndicatorsView) -> None:
    view.reveal(FCR)
    settle(view)
    chart = view.detail.chart
    for width in (240, 500, 900):
        chart.resize(width, 240)
        said = sorted((left, word) for _x, left, word in chart._day_words(chart._plot()))
        assert (said[0][1], said[-1][1]) == ("2026-01", "2026-10")
        ends = [left + chart.fontMetrics().horizontalAdvance(word) * 0.8 for left, word in said]
        assert all(end < following[0] for end, following in zip(ends, said[1:], strict=False))
    view.reveal(NPS)
    settle(view)
    assert [word for _x, _left, word in chart._day_words(chart._plot())] == ["2026-01"]


@pytest.mark.parametrize("width", [320, 480, 900])
def test_nothing_is_pushed_out_for_want_of_width(view: IndicatorsView, qtbot: QtBot, width: int) -> None:
    view.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as in a splitter
    view.setMinimumSize(0, 0)
    view.resize(width, 900)
    page = view.detail.widget()
    qtbot.waitUntil(lambda: view.detail.width() == width and page.width() <= view.detail.viewport().width())
    assert view.minimumSizeHint().width() <= 320
    for part in (view.mode, view.add_button):
        assert part.geometry().right() <= width - 8
    readings = view.detail.readings
    assert readings.add_button.geometry().right() <= readings.width()
    rect = view.list.visualRect(view.list.model().index(1))
    columns = view.list._painter.columns(rect)
    assert columns[-1].right() <= rect.right()
    assert columns[0].width() >= 90


def test_what_a_group_means_wraps_where_there_is_no_room_beside(view: IndicatorsView, qtbot: QtBot) -> None:
    heading = view.list.model().index(0)
    wide = view.list.visualRect(heading).height()
    view.resize(480, 900)
    qtbot.waitUntil(lambda: view.list.visualRect(heading).height() > wide)
    view.grab()


def test_the_axis_has_round_dates() -> None:
    from datetime import date

    assert [w for _d, w in day_ticks(date(2020, 5, 1), date(2026, 2, 1))] == [
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
        "2026",
    ]
    assert [w for _d, w in day_ticks(date(2025, 4, 1), date(2026, 5, 1), 5)] == [
        "2025-04",
        "2025-07",
        "2025-10",
        "2026-01",
        "2026-04",
    ]
    assert [w for _d, w in day_ticks(date(2026, 3, 1), date(2026, 3, 3))] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert day_ticks(date(1, 1, 1), date(9999, 1, 1))


def test_covered_figures_are_nowhere(view: IndicatorsView) -> None:
    view.reveal(FCR)
    view._editor.cover(True)
    settle(view)
    line = view.list.lines[1]
    assert (line.value, line.change, line.flag, line.tipped, line.trace) == ("\u2022\u2022", "", "", "", None)
    assert view.detail.readings.model.index(0, 1).data() == "\u2022\u2022"
    assert not view.detail.flag.isVisible()
    assert view.detail.chart.accessibleDescription() == ""
    view.grab()


def test_what_it_hangs_on_opens_and_comes_off(view: IndicatorsView) -> None:
    view.reveal(NPS)
    opened: list[int] = []
    view._editor.opened.connect(opened.append)
    row = next(n for n, line in enumerate(view.list.lines) if line.indicator == NPS)
    rect = view.list.visualRect(view.list.model().index(row))
    spot = view.list._painter.places_rect(rect, view.list.lines[row]).center()
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [2]
    view.take_off(2)
    settle(view)
    assert view.list.lines[row].where == ""
    view.hang()
    assert view._dialog is not None
    kinds = {type(view._editor.state[int(str(r.key))]) for r in view._dialog.rows.rows}
    assert kinds == {Journey, Phase, Touchpoint}
    view._dialog._take(CALL)
    settle(view)
    assert view.list.lines[row].where == "Call & ask"


def test_reveal_shows_a_reading(view: IndicatorsView) -> None:
    view.reveal(40)
    assert (view.indicator, view._editor.selection) == (NPS, (40,))
    assert view.detail.readings.table.currentIndex().row() == 0


def test_texts_appear_as_typed(view: IndicatorsView) -> None:
    text = HOSTILE * 60
    fields = dict.fromkeys(("name", "question", "definition", "formula", "unit", "owner"), text[:5000])
    view._editor.edit("x", lambda state: indicators.change_indicator(state, NPS, **fields))
    view._editor.edit("y", lambda state: indicators.add_readings(state, NPS, [Entry("2026-02", 1, 0, text)]))
    view.reveal(NPS)
    settle(view)
    for found in view.findChildren(QLabel):
        assert found.textFormat() == Qt.TextFormat.PlainText
        assert "<b>" not in found.toolTip()
    assert view.detail.question.text() == text[:5000].strip()
    assert "&lt;b&gt;" in view.list.model().index(4, 0).data(Qt.ItemDataRole.ToolTipRole)
    view.grab()


def test_many_indicators_and_readings_are_drawn_quickly(show: Callable[..., IndicatorsView]) -> None:
    records: list[Record] = [Project(id=1), Journey(id=2)]
    for n in range(200):
        records.append(Indicator(id=100 + n, rank=n, name=f"I{n}"))
        records += [
            Reading(id=1000 + n * 30 + m, indicator=100 + n, date=f"{2024 + m // 12}-{m % 12 + 1:02}", value=m)
            for m in range(30)
        ]
    view = show(records)
    view.detail.readings.paste_text("\n".join(f"{1000 + n};{n}" for n in range(3000)))
    assert len(values(view, 100)) >= 3000
    view.grab()
    QTest.mouseMove(view.detail.chart, QPoint(200, 100))

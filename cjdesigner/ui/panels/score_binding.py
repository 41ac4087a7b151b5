"""“Score follows”: lets touchpoints' scores follow an indicator's latest reading, says the mapping, and releases them.

This module must not know how a score is computed from a reading.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.i18n import percent as _percent
from cjdesigner.model import binding
from cjdesigner.model.indicator_words import mapping_words, name_of_indicator, reading_words
from cjdesigner.model.indicators import readings_of
from cjdesigner.model.records import Indicator, Touchpoint
from cjdesigner.model.wording import COVERED, MIXED, brief, figure
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.panels.amount_fields import amount_typed, written
from cjdesigner.ui.panels.labels import label, section
from cjdesigner.ui.panels.undo_keys import share_undo
from cjdesigner.ui.panels.wheel import leave_wheel
from cjdesigner.ui.plain import plain_tip

_BIND = mark("Let the score follow an indicator")
_RELEASE = mark("Release the score from its indicator")


class ScoreBinding(QWidget):
    """What the score of the touchpoints it is bound to follows."""

    def __init__(self, editor: Editor, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._appearance = appearance
        self._ids: tuple[int, ...] = ()
        self._keys: list[int | None] = []
        self._mappings: list[binding.Mapping] = []
        self.setAccessibleName(_("Score follows"))
        self.heading = section(_("Score follows"), self)
        self.indicator_box = self._combo(_("Indicator that the score follows"))
        self.mapping_box = self._combo(_("Mapping of the indicator's values to a score"))
        self.zero = self._end(_("Value at which the score is 0%"))
        self.one = self._end(_("Value at which the score is 100%"))
        self.said = label("", "small", wrap=True, parent=self)
        self.fault = label("", "error", wrap=True, parent=self)
        self.release_button = QPushButton(_("Release"), self)
        self.release_button.setToolTip(
            plain_tip(_("The score stays as it is and no longer follows. Scoring by hand releases it too."))
        )
        self.release_button.clicked.connect(self._release)
        self._arrange()
        self.indicator_box.activated.connect(self._chose_indicator)
        self.mapping_box.activated.connect(self._chose_mapping)
        for line in (self.zero, self.one):
            line.editingFinished.connect(self._typed)
        for widget in (self.indicator_box, self.mapping_box, self.release_button):
            widget.setEnabled(not editor.read_only)
        editor.cover_changed.connect(self.load)

    def _combo(self, name: str) -> QComboBox:
        box = leave_wheel(QComboBox(self))
        box.setAccessibleName(name)
        box.setToolTip(plain_tip(name))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        return box

    def _end(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        share_undo(line)
        line.setAccessibleName(name)
        line.setToolTip(plain_tip(name))
        line.setReadOnly(self._editor.read_only)
        return line

    def _arrange(self) -> None:
        px = self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(8), 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.heading)
        column.addWidget(self.indicator_box)
        column.addWidget(self.mapping_box)
        ends = QHBoxLayout()
        ends.setSpacing(px(6))
        self._words = (
            label(_("{none} at").format(none=_percent(0)), "second", parent=self),
            label(_("{all} at").format(all=_percent(1)), "second", parent=self),
        )
        for word, line in zip(self._words, (self.zero, self.one), strict=True):
            ends.addWidget(word)
            ends.addWidget(line, 1)
        column.addLayout(ends)
        column.addWidget(self.fault)
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.addWidget(self.release_button)
        foot.addStretch()
        column.addLayout(foot)

    # showing

    def bind(self, ids: tuple[int, ...]) -> None:
        """Show and edit what these touchpoints' scores follow."""
        self._ids = ids
        self.load()

    def load(self) -> None:
        """Show what the records say."""
        touchpoints = self._touchpoints()
        ties = {(t.indicator, t.score_zero, t.score_one) for t in touchpoints}
        tie = next(iter(ties)) if len(ties) == 1 else None
        same = {t.indicator for t in touchpoints}
        followed = self._editor.state.get(same.pop(), Indicator) if len(same) == 1 else None
        self._fill_indicators(followed, mixed=len({t.indicator for t in touchpoints}) > 1)
        self.heading.setVisible(bool(touchpoints))
        self.setEnabled(bool(touchpoints))
        self._fill_mappings(followed, tie)
        self.release_button.setVisible(any(t.indicator is not None for t in touchpoints))
        self.fault.hide()
        self._say(followed, tie, touchpoints)

    def _touchpoints(self) -> list[Touchpoint]:
        found = (self._editor.state.get(key, Touchpoint) for key in self._ids)
        return [record for record in found if record is not None and record.outcome != "leaves"]

    def _fill_indicators(self, followed: Indicator | None, *, mixed: bool) -> None:
        indicators = self._editor.state.ranked(Indicator)
        self._keys = [None, *(indicator.id for indicator in indicators)]
        names = [_("no indicator"), *(brief(name_of_indicator(indicator)) for indicator in indicators)]
        with QSignalBlocker(self.indicator_box):
            if [self.indicator_box.itemText(n) for n in range(self.indicator_box.count())] != names:
                self.indicator_box.clear()
                self.indicator_box.addItems(names)
            self.indicator_box.setPlaceholderText(MIXED)
            key = followed.id if followed is not None else None
            self.indicator_box.setCurrentIndex(-1 if mixed else self._keys.index(key))

    def _fill_mappings(
        self, followed: Indicator | None, tie: tuple[int | None, float | None, float | None] | None
    ) -> None:
        shown = followed is not None
        self.mapping_box.setVisible(shown)
        for widget in (self.zero, self.one, *self._words):
            widget.setVisible(shown)
        if followed is None:
            return
        self._mappings = binding.proposals(followed)
        with QSignalBlocker(self.mapping_box):
            self.mapping_box.clear()
            for mapping in self._mappings:
                self.mapping_box.addItem(_(mapping.label))
            self.mapping_box.addItem(_("Own ends"))
            ends = [(mapping.zero, mapping.one) for mapping in self._mappings]
            own = tie[1:] if tie is not None else None
            self.mapping_box.setCurrentIndex(-1 if own is None else ends.index(own) if own in ends else len(ends))
            self.mapping_box.setPlaceholderText(MIXED)
        for line, value in ((self.zero, tie[1] if tie else None), (self.one, tie[2] if tie else None)):
            if not line.hasFocus() or not line.isModified():
                line.setText("" if value is None else written(value))
                line.setModified(False)

    def _say(
        self,
        followed: Indicator | None,
        tie: tuple[int | None, float | None, float | None] | None,
        touchpoints: list[Touchpoint],
    ) -> None:
        if followed is None:
            none = not self._editor.state.all(Indicator)
            text = _("There is no indicator yet: add one in the view “Indicators”.") if none else ""
            if touchpoints and not none and all(t.indicator is None for t in touchpoints):
                text = _("A score that follows an indicator is measured, and moves with each new reading.")
            self.said.setText(text)
        elif tie is None or tie[1] is None or tie[2] is None:
            self.said.setText(_("They follow it by different mappings."))
        else:
            self.said.setText(self._sentence(followed, tie[1], tie[2]))
        self.said.setVisible(bool(self.said.text()))

    def _sentence(self, followed: Indicator, zero: float, one: float) -> str:
        mapping = mapping_words(followed, zero, one)
        readings = readings_of(self._editor.state, followed.id)
        if not readings:
            return _("It has no reading yet: the score stays as it is until there is one. Then: {mapping}.").format(
                mapping=mapping
            )
        if self._editor.covered:
            return _("{reading} \u2192 {score}; {mapping}.").format(reading=COVERED, score=COVERED, mapping=mapping)
        return _("{reading} \u2192 {score}; {mapping}.").format(
            reading=reading_words(followed, readings[-1]),
            score=figure(binding.score_of(readings[-1].value, zero, one)),
            mapping=mapping,
        )

    # editing

    def _chose_indicator(self, index: int) -> None:
        key = self._keys[index]
        if key is None:
            self._release()
            return
        indicator = self._editor.state.get(key, Indicator)
        if indicator is None or all(t.indicator == key for t in self._touchpoints()):
            self.load()
            return
        mapping = binding.proposals(indicator)[0]
        self._bind(key, mapping.zero, mapping.one)

    def _chose_mapping(self, index: int) -> None:
        key = self._followed()
        if key is not None and index < len(self._mappings):
            self._bind(key, self._mappings[index].zero, self._mappings[index].one)
        else:
            self.zero.setFocus()
            self.zero.selectAll()

    def _typed(self) -> None:
        key = self._followed()
        if key is None or not (self.zero.isModified() or self.one.isModified()):
            return
        indicator = self._editor.state.get(key, Indicator)
        unit = indicator.unit if indicator is not None else ""
        try:
            ends = [
                self._end_typed(line, unit, name) for line, name in ((self.zero, "score_zero"), (self.one, "score_one"))
            ]
        except ValueError:
            self._refuse(_("Not written: both ends are numbers."))
            return
        if ends[0] == ends[1]:
            self._refuse(_("Not written: the two ends must differ."))
            return
        for line in (self.zero, self.one):
            line.setModified(False)
        self._bind(key, ends[0], ends[1])

    def _end_typed(self, line: QLineEdit, unit: str, name: str) -> float:
        """What stands in a line. An end that is shown rounded and not touched stays what it is."""
        held = {getattr(touchpoint, name) for touchpoint in self._touchpoints()}
        value = held.pop() if len(held) == 1 else None
        return value if value is not None and line.text() == written(value) else amount_typed(line.text(), unit)

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    def _followed(self) -> int | None:
        keys = {t.indicator for t in self._touchpoints()}
        return keys.pop() if len(keys) == 1 else None

    def _bind(self, key: int, zero: float, one: float) -> None:
        ids = [t.id for t in self._touchpoints()]
        self._editor.edit(_BIND, lambda state: binding.bind(state, ids, key, zero, one))
        self.load()

    def _release(self) -> None:
        ids = [t.id for t in self._touchpoints()]
        self._editor.edit(_RELEASE, lambda state: binding.release(state, ids))
        self.load()

"""The menu of the chosen insights: what they mean, who should know them, where they hang, what they prove.

This module must not know how insights are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import insights
from cjdesigner.model.insight_words import CONFIDENCES, KINDS, VALENCES
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Insight, Record, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.model.wording import brief, grouped, name_of
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.editor import Editor
from cjdesigner.ui.plain import plain_tip

if TYPE_CHECKING:
    from cjdesigner.ui.views.insights import InsightsView

_MOST = 12
_EVIDENCE = {"observed": mark("observed"), "measured": mark("measured")}


def raise_evidence(editor: Editor, ids: Sequence[int]) -> None:
    """Raise the evidence of touchpoints to what the insights on them prove, and say what came of it."""
    wanted = insights.raisable(editor.state, ids)
    if not wanted:
        editor.told.emit(_("The insights here prove no more than the evidence says already."))
        return
    patch = editor.edit(mark("Raise the evidence"), lambda state: insights.raise_evidence(state, wanted))
    raised = [after for _before, after in patch.values() if isinstance(after, Touchpoint)]
    if len(raised) == 1:
        text = _("“{name}” is {evidence} now.")
        said = _(_EVIDENCE[raised[0].evidence])
        editor.told.emit(text.format(name=brief(name_of(raised[0])), evidence=said))
    elif raised:
        text = ngettext("{count} touchpoint is better proven.", "{count} touchpoints are better proven.", len(raised))
        editor.told.emit(text.format(count=grouped(len(raised))))


class InsightMenu(QMenu):
    """Filled anew each time it is shown."""

    def __init__(self, editor: Editor, view: InsightsView) -> None:
        super().__init__(view)
        self._editor = editor
        self._view = view

    def about(self, ids: Sequence[int], places: Sequence[int]) -> None:
        """Fill it for these insights; ``places`` are what was selected before."""
        self.clear()
        state = self._editor.state
        chosen = [insight for identity in ids if (insight := state.get(identity, Insight)) is not None]
        keys = {"pain": "-", "gain": "+", "neutral": "0"}
        for valence, word in VALENCES.items():
            set_to = partial(insights.set_valence, ids=ids, valence=valence)
            action = self._choice(self, _(word), chosen, "valence", valence, mark("Change the valence"), set_to)
            action.setShortcut(QKeySequence(keys[valence]))
        self.addSeparator()
        kinds = self.addMenu(_("Kind"))
        for kind, word in KINDS.items():
            set_to = partial(insights.set_kind, ids=ids, kind=kind)
            self._choice(kinds, _(word), chosen, "kind", kind, mark("Change the kind of insight"), set_to)
        sure = self.addMenu(_("Confidence"))
        for confidence, word in CONFIDENCES.items():
            set_to = partial(insights.set_confidence, ids=ids, confidence=confidence)
            self._choice(sure, _(word), chosen, "confidence", confidence, mark("Change the confidence"), set_to)
        self._fill_departments(self.addMenu(_("Who should know it")), ids, chosen)
        self.addSeparator()
        self.fill_hanging(self, ids, places)
        self.addSeparator()
        delete = self.addAction(_("Delete"), partial(self._view.do, "remove"))
        delete.setShortcut(QKeySequence("Del"))
        delete.setEnabled(not self._editor.read_only)

    def fill_hanging(self, menu: QMenu, ids: Sequence[int], places: Sequence[int]) -> None:
        """Where these insights may be hung, where they hang, and what they prove there."""
        state, view = self._editor.state, self._view
        changeable = not self._editor.read_only
        taken = list(dict.fromkeys(place.id for identity in ids for place in insights.places(state, identity)))
        if places:
            words = _("Hang on “{name}”").format(name=self._name(places[0]))
            if len(places) > 1:
                words = _("Hang on {count} selected things").format(count=grouped(len(places)))
            action = menu.addAction(_plain(words), partial(view.hang, tuple(places)))
            action.setShortcut(QKeySequence("H"))
            action.setEnabled(changeable)
        other = menu.addAction(_("Hang on …"), view.ask_place)
        if not places:
            other.setShortcut(QKeySequence("H"))
        other.setEnabled(changeable)
        if taken:
            menu.addSeparator()
        for place in taken[:_MOST]:
            name = self._name(place)
            action = menu.addAction(_plain(_("Take off “{name}”").format(name=name)), partial(view.take_off, place))
            action.setEnabled(changeable)
        for place in taken[:_MOST]:
            menu.addAction(
                _plain(_("Go to “{name}”").format(name=self._name(place))), partial(self._editor.open, place)
            )
        raisable = insights.raisable(state, taken)
        if raisable:
            menu.addSeparator()
        for place in raisable[:_MOST]:
            level = _(_EVIDENCE[str(insights.proven(state, place))])
            words = _("Raise the evidence of “{name}” to {evidence}").format(name=self._name(place), evidence=level)
            action = menu.addAction(_plain(words), partial(raise_evidence, self._editor, [place]))
            action.setEnabled(changeable)

    def _fill_departments(self, menu: QMenu, ids: Sequence[int], chosen: Sequence[Insight]) -> None:
        names = ["", *insights.departments(self._editor.state)]
        owners = sorted({t.owner for t in self._editor.state.members(self._editor.journey, Touchpoint) if t.owner})
        for owner in owners:
            if not any(insights.is_same(owner, name) for name in names):
                names.append(owner)
        for name in names[:40]:
            set_to = partial(insights.set_department, ids=ids, department=name)
            words = brief(name) if name else _("Nobody")
            self._choice(menu, words, chosen, "department", name, mark("Change the department"), set_to)

    def _choice(
        self,
        menu: QMenu,
        words: str,
        chosen: Sequence[Insight],
        field: str,
        value: str,
        label: str,
        edit: Callable[[State], Patch],
    ) -> QAction:
        def changing(checked: bool = False) -> None:
            self._editor.edit(label, lambda state: edit(state))

        action: QAction = menu.addAction(_plain(words), changing)
        action.setCheckable(True)
        held: list[Any] = [getattr(insight, field) for insight in chosen]
        action.setChecked(bool(held) and all(insights.is_same(str(one), value) for one in held))
        action.setEnabled(not self._editor.read_only)
        return action

    def _name(self, place: int) -> str:
        record = self._editor.state.get(place, Record)
        return brief(insights.place_name(self._editor.state, record)) if record is not None else ""


def tool_button(appearance: Appearance, words: str, icon: str, parent: QWidget) -> QToolButton:
    """A button with an icon and words."""
    button = QToolButton(parent)
    button.setText(words)
    button.setIcon(appearance.icon(icon, appearance.palette.second, 16))
    button.setIconSize(QSize(appearance.px(16), appearance.px(16)))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAccessibleName(words)
    button.setToolTip(plain_tip(words))
    return button


def fill_later(button: QToolButton, fill: Callable[[], None]) -> None:
    """Give a button a menu that is filled when it is about to be shown."""
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.aboutToShow.connect(fill)
    button.setMenu(menu)


def _plain(words: str) -> str:
    """A text as a menu shows it, its ampersands too."""
    return words.replace("&", "&&")

"""The help's page of methods and terms: a list of topics at the left, one topic at a time at the right.

A topic is made when it is first shown. To add one: a function that fills a :class:`Page`, and a row here. This module
must not know what any topic says, nor the open document.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.ui import help_company as company
from cjdesigner.ui import help_customers as customers
from cjdesigner.ui import help_indicators as indicators
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.help_page import Page, scrolled


class Topic(msgspec.Struct, frozen=True):
    """One method. ``title`` is an English message; ``view`` is the view in which it is done."""

    title: str
    fill: Callable[[Page], None]
    view: str = ""


TOPICS: tuple[Topic, ...] = (
    Topic(mark("Personas"), customers.personas, "personas"),
    Topic(mark("Empathy maps"), customers.empathy, "empathy"),
    Topic(mark("Jobs and outcomes"), customers.jobs_to_be_done, "jobs"),
    Topic(mark("Forces of progress"), customers.forces),
    Topic(mark("Needs and channels"), customers.channels, "channels"),
    Topic(mark("Indicators"), indicators.kinds, "indicators"),
    Topic(mark("When a drift tips"), indicators.tipping_point),
    Topic(mark("Scores that follow"), indicators.following),
    Topic(mark("Insights"), company.insights_and_evidence, "insights"),
    Topic(mark("Experience strategy"), company.experience_strategy, "strategy"),
    Topic(mark("The company's side"), company.blueprint),
    Topic(mark("The endless journey"), company.endless_journey, "eight"),
    Topic(mark("Money"), company.estimates),
)


class MethodsPage(QWidget):
    """The topics; the one of ``view`` is shown first, or else the first of all."""

    def __init__(self, appearance: Appearance, view: str = "") -> None:
        super().__init__()
        self._appearance = appearance
        px = appearance.px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self.topics = QListWidget(self)
        self.topics.setAccessibleName(_("Methods and terms"))
        self.topics.setFrameShape(QFrame.Shape.NoFrame)
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.topics.setTextElideMode(Qt.TextElideMode.ElideRight)
        for topic in TOPICS:
            self.topics.addItem(_(topic.title))
            self.topics.item(self.topics.count() - 1).setToolTip(_(topic.title))
        self.topics.ensurePolished()
        self.topics.setFixedWidth(min(px(250), self.topics.sizeHintForColumn(0) + px(12)))
        self._stage = QStackedWidget(self)
        self._made: dict[int, QWidget] = {}
        beside = QVBoxLayout()
        beside.setContentsMargins(0, px(16), 0, 0)
        beside.addWidget(self.topics)
        row.addLayout(beside)
        row.addWidget(self._stage, 1)
        self.setFocusProxy(self.topics)
        self.topics.currentRowChanged.connect(self._show)
        self.topics.setCurrentRow(next((n for n, topic in enumerate(TOPICS) if view and topic.view == view), 0))

    @property
    def shown(self) -> QWidget:
        """The topic that is shown."""
        return self._stage.currentWidget()

    def _show(self, number: int) -> None:
        if number < 0:
            return
        if number not in self._made:
            page = Page(self._appearance)
            page.heading(_(TOPICS[number].title))
            TOPICS[number].fill(page)
            page.end()
            self._made[number] = scrolled(page)
            self._stage.addWidget(self._made[number])
        self._stage.setCurrentWidget(self._made[number])

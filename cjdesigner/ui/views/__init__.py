"""The views that the middle of the window shows, one at a time: the map, and one a method.

A view is a widget made of (editor, appearance) that keeps to :class:`Revealing`, to :class:`Flushing` where something
is typed in it, and to :class:`Showing` where it has one record open. Its module is imported when it is first shown.
Titles and tips are English messages, translated where they are shown.

This module must not know how a view looks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec
from PySide6.QtWidgets import QWidget

from cjdesigner.i18n import mark
from cjdesigner.model.records import (
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Note,
    Override,
    Persona,
    Principle,
    Reading,
    Record,
)

if TYPE_CHECKING:
    from cjdesigner.ui.appearance import Appearance
    from cjdesigner.ui.editor import Editor


class Revealing(Protocol):
    """What the workspace asks of a view."""

    def reveal(self, identity: int) -> None:
        """Show and select a record."""


@runtime_checkable
class Flushing(Protocol):
    """A view in which something is typed."""

    def flush(self) -> None:
        """Write what was typed and waits."""


@runtime_checkable
class Showing(Protocol):
    """A view that shows one record besides its list, whatever is selected."""

    def current(self) -> tuple[int, ...]:
        """The id of that record; nothing where there is none."""


class View(msgspec.Struct, frozen=True):
    """A method's view. ``opens`` are the types of records that are shown there."""

    id: str
    title: str
    short: str
    """For the rail: one short word."""
    icon: str
    tip: str
    kind: str
    """The name of its class, in the module named as its id."""
    opens: tuple[type[Record], ...] = ()

    def make(self, editor: Editor, appearance: Appearance) -> QWidget:
        """The view's widget."""
        widget: QWidget = getattr(import_module(f"{__name__}.{self.id}"), self.kind)(editor, appearance)
        return widget


MAP = "map"
"""The id of the map, which is no method's view."""

VIEWS: tuple[View, ...] = (
    View(
        "personas",
        mark("Personas"),
        mark("Personas"),
        "ri.user-line",
        mark("Who the customers are, people and machines, and what the journey is worth to each"),
        "PersonasView",
        (Persona, Override),
    ),
    View(
        "empathy",
        mark("Empathy maps"),
        mark("Empathy"),
        "ri.emotion-line",
        mark("What customers see, say, do, hear, think and feel"),
        "EmpathyView",
        (EmpathyMap, Note),
    ),
    View(
        "jobs",
        mark("Jobs to be done"),
        mark("Jobs"),
        "ri.briefcase-line",
        mark("What customers want to get done, and where the opportunities are"),
        "JobsView",
        (Job, DesiredOutcome, Force),
    ),
    View(
        "indicators",
        mark("Indicators"),
        mark("Indicators"),
        "ri.line-chart-line",
        mark("Customer performance indicators, KPIs and brand KPIs together"),
        "IndicatorsView",
        (Indicator, Reading),
    ),
    View(
        "insights",
        mark("Insights"),
        mark("Insights"),
        "ri.lightbulb-line",
        mark("What was learned, with its evidence, and who should know"),
        "InsightsView",
        (Insight,),
    ),
    View(
        "strategy",
        mark("Experience strategy"),
        mark("Strategy"),
        "ri.compass-3-line",
        mark("Guard rails and freedoms, mandates, hand-offs, signature interactions"),
        "StrategyView",
        (Principle,),
    ),
    View(
        "channels",
        mark("Needs and channels"),
        mark("Channels"),
        "ri.layout-grid-line",
        mark("Which need is met in which channel, and where the gaps are"),
        "ChannelsView",
    ),
    View(
        "eight",
        mark("The endless journey"),
        mark("Endless"),
        "ri.repeat-line",
        mark("The journey as a lying eight: buy and own, acquire and look after"),
        "EightView",
    ),
)


def view_of(kind: type[Record]) -> str:
    """The id of the view in which records of a type are shown."""
    return next((view.id for view in VIEWS if kind in view.opens), MAP)

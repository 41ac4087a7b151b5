"""The icon of each kind of record, alike wherever records are listed.

This module must not know where they are listed.
"""

from __future__ import annotations

from cjdesigner.model.records import (
    Activity,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Link,
    NeedPoint,
    Note,
    Persona,
    Phase,
    Principle,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State

PAIN_ICON = "ri.emotion-unhappy-fill"

_ICONS: dict[type[Record], str] = {
    Journey: "ri.route-line",
    Phase: "ri.layout-column-line",
    NeedPoint: "ri.question-line",
    Link: "ri.arrow-right-line",
    Persona: "ri.user-line",
    EmpathyMap: "ri.emotion-line",
    Note: "ri.sticky-note-line",
    Job: "ri.briefcase-line",
    DesiredOutcome: "ri.briefcase-line",
    Force: "ri.briefcase-line",
    Indicator: "ri.line-chart-line",
    Reading: "ri.line-chart-line",
    Insight: "ri.lightbulb-line",
    Activity: "ri.building-line",
    Principle: "ri.shield-line",
}


def icon_of(state: State, record: Record) -> str:
    """A record's icon: a touchpoint's is its channel's, a pain has a sign of its own."""
    if isinstance(record, Touchpoint):
        from cjdesigner.ui.panels.channels import channel_icon

        return channel_icon(state, record.channel)
    if isinstance(record, Insight) and record.valence == "pain":
        return PAIN_ICON
    if isinstance(record, Persona) and record.kind == "machine":
        return "ri.robot-line"
    if isinstance(record, Principle) and record.kind == "freedom":
        return "ri.compass-3-line"
    return _ICONS.get(type(record), "")

"""Insights as a table for spreadsheets (CSV).

This module must not know files, nor how a table is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjdesigner.export.csv_cells import encoded, harmless, separator
from cjdesigner.i18n import gettext as _
from cjdesigner.model import insights
from cjdesigner.model.insight_words import confidence_words, kind_words, valence_words
from cjdesigner.model.records import Insight
from cjdesigner.model.state import State

__all__ = ["harmless", "separator", "write"]


def write(state: State, found: Sequence[Insight]) -> bytes:
    """The table of these insights, a heading first."""
    headings = (
        _("Insight"),
        _("Kind"),
        _("Valence"),
        _("Source"),
        _("Date"),
        _("Confidence"),
        _("Department"),
        _("Hangs on"),
    )
    return encoded([headings, *(_row(state, insight) for insight in found)])


def _row(state: State, insight: Insight) -> tuple[str, ...]:
    places = [insights.place_name(state, place) for place in insights.places(state, insight.id)]
    return (
        insight.text,
        kind_words(insight.kind),
        valence_words(insight.valence),
        insight.source,
        insight.date,
        confidence_words(insight.confidence),
        insight.department,
        "; ".join(places),
    )

"""What the choices of an insight are called, alike in window, sheet, table and command line.

This module must not know where the words are shown.
"""

from __future__ import annotations

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model.insights import Counts
from cjdesigner.model.records import Confidence, InsightKind, Valence
from cjdesigner.model.wording import grouped

KINDS: dict[InsightKind, str] = {
    "quote": mark("quote"),
    "observation": mark("observation"),
    "figure": mark("figure"),
    "photo": mark("photo"),
}
VALENCES: dict[Valence, str] = {"pain": mark("pain"), "gain": mark("gain"), "neutral": mark("neutral")}
CONFIDENCES: dict[Confidence, str] = {
    "low": mark("low confidence"),
    "medium": mark("medium confidence"),
    "high": mark("high confidence"),
}
KIND_ICONS: dict[InsightKind, str] = {
    "quote": "ri.double-quotes-l",
    "observation": "ri.eye-line",
    "figure": "ri.bar-chart-2-line",
    "photo": "ri.image-line",
}


def kind_words(kind: InsightKind) -> str:
    """What a kind is called."""
    return _(KINDS[kind])


def valence_words(valence: Valence) -> str:
    """What a valence is called."""
    return _(VALENCES[valence])


def confidence_words(confidence: Confidence) -> str:
    """How sure an insight is."""
    return _(CONFIDENCES[confidence])


def count_words(counts: Counts) -> list[str]:
    """How many insights there are, then how many of them are pains and gains; what there is none of is left out."""
    words = [ngettext("{count} insight", "{count} insights", counts.total).format(count=grouped(counts.total))]
    if counts.pains:
        words.append(ngettext("{count} pain", "{count} pains", counts.pains).format(count=grouped(counts.pains)))
    if counts.gains:
        words.append(ngettext("{count} gain", "{count} gains", counts.gains).format(count=grouped(counts.gains)))
    return words


def title_for(department: str | None) -> str:
    """What a list of the insights of a department is called; None is all of them, "" those nobody owns."""
    if department is None:
        return _("Insights")
    if not department:
        return _("Insights nobody owns")
    return _("What {department} should know").format(department=department)

"""The inspector's rows for insights.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.insight_words import KINDS, VALENCES
from cjdesigner.model.records import Insight, Record
from cjdesigner.model.state import State
from cjdesigner.ui.panels.fields.field import Field


def _is_photo(state: State, insight: Insight) -> bool:
    return insight.kind == "photo" or bool(insight.image)


TABLE: dict[type[Record], tuple[Field, ...]] = {
    Insight: (
        Field(
            name="text",
            kind="text",
            edit=mark("Change the insight"),
            hint=mark("What was said, seen or counted"),
        ),
        Field(
            name="kind",
            kind="choice",
            label=mark("Kind"),
            edit=mark("Change the kind of insight"),
            choices=tuple(KINDS.items()),
        ),
        Field(
            name="valence",
            kind="choice",
            label=mark("Valence"),
            edit=mark("Change the valence"),
            choices=tuple(VALENCES.items()),
            tip=mark("What it means to the customer. Pains count on the card they hang on."),
        ),
        Field(
            name="image",
            kind="image",
            label=mark("Photo"),
            edit=mark("Change the photo"),
            part=mark("Photo"),
            shown=_is_photo,
        ),
        Field(
            name="source",
            kind="line",
            label=mark("Source"),
            edit=mark("Change the source"),
            hint=mark("interview 3, call log, survey n = 212"),
            part=mark("What it rests on"),
        ),
        Field(
            name="date",
            kind="date",
            label=mark("Date"),
            edit=mark("Change the insight's date"),
            hint=mark("2026-09"),
            tip=mark("When it was learned: a year, a month or a day, as 2026, 2026-09 or 2026-09-30."),
            part=mark("What it rests on"),
        ),
        Field(
            name="confidence",
            kind="choice",
            label=mark("Confidence"),
            edit=mark("Change the confidence"),
            choices=(("low", mark("low")), ("medium", mark("medium")), ("high", mark("high"))),
            part=mark("What it rests on"),
        ),
        Field(
            name="department",
            kind="owner",
            label=mark("Department"),
            edit=mark("Change the department"),
            hint=mark("who should know it"),
            tip=mark("The department that should know it. Without one, nobody owns the insight."),
            part=mark("Who should know"),
        ),
    ),
}

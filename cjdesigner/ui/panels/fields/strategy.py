"""The inspector's rows for guard rails and degrees of freedom.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.records import Principle, Record, Touchpoint
from cjdesigner.ui.panels.fields.field import Field

TABLE: dict[type[Record], tuple[Field, ...]] = {
    Principle: (
        Field(
            name="text",
            kind="text",
            edit=mark("Change the principle"),
            hint=mark("What must hold, or may be decided freely"),
        ),
        Field(
            name="kind",
            kind="choice",
            label=mark("Kind"),
            edit=mark("Change the kind of principle"),
            choices=(("guard-rail", mark("guard rail")), ("freedom", mark("degree of freedom"))),
            tip=mark("A guard rail must hold; a degree of freedom is left to those who serve the customer."),
        ),
        Field(
            name="touchpoint",
            kind="record",
            of=Touchpoint,
            label=mark("Holds at"),
            edit=mark("Change where the principle holds"),
            hint=mark("the whole journey"),
            tip=mark("One touchpoint, or none: then it holds in the whole journey."),
        ),
    ),
}

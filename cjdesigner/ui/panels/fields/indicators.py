"""The inspector's rows for indicators and readings.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.records import Indicator, Reading, Record
from cjdesigner.ui.panels.fields.field import Field

_FURTHEST = 1e15

TABLE: dict[type[Record], tuple[Field, ...]] = {
    Indicator: (
        Field(
            name="name",
            kind="heading",
            label=mark("Name"),
            edit=mark("Rename the indicator"),
            hint=mark("Unnamed indicator"),
        ),
        Field(
            name="kinds",
            kind="several",
            label=mark("Kind"),
            edit=mark("Change the indicator's kind"),
            choices=(
                ("cpi", mark("Customer (CPI)")),
                ("kpi", mark("Company (KPI)")),
                ("brand", mark("Brand KPI")),
            ),
            tip=mark(
                "Customer: is the result reached that the customer wanted, in the customer's measure? Company: the"
                " company's view. Brand: what people know and think of the brand. It may be several."
            ),
        ),
        Field(
            name="owner",
            kind="owner",
            label=mark("Owner"),
            edit=mark("Change the indicator's owner"),
            hint=mark("who answers for it"),
        ),
        Field(
            name="question",
            kind="text",
            label=mark("Question"),
            edit=mark("Change the indicator's question"),
            hint=mark("The question it answers"),
            part=mark("Question"),
        ),
        Field(
            name="unit",
            kind="line",
            label=mark("Unit"),
            edit=mark("Change the unit"),
            hint=mark("%, min, points \u2026"),
            part=mark("Scale and target"),
        ),
        Field(
            name="direction",
            kind="choice",
            label=mark("Better is"),
            edit=mark("Change the direction"),
            choices=(("up", mark("more")), ("down", mark("less"))),
            part=mark("Scale and target"),
        ),
        Field(
            name="target",
            kind="amount",
            label=mark("Target"),
            edit=mark("Change the target"),
            hint=mark("none"),
            lowest=-_FURTHEST,
            highest=_FURTHEST,
            tip=mark("The value to be reached. A latest reading that is worse is off target."),
            part=mark("Scale and target"),
        ),
        Field(
            name="limit",
            kind="amount",
            label=mark("Limit"),
            edit=mark("Change the limit"),
            hint=mark("none"),
            lowest=-_FURTHEST,
            highest=_FURTHEST,
            tip=mark("The value that must not be crossed. A latest reading beyond it is flagged."),
            part=mark("Scale and target"),
        ),
        Field(
            name="lowest",
            kind="amount",
            label=mark("Scale from"),
            edit=mark("Change the scale"),
            hint=mark("open"),
            lowest=-_FURTHEST,
            highest=_FURTHEST,
            part=mark("Scale and target"),
        ),
        Field(
            name="highest",
            kind="amount",
            label=mark("Scale to"),
            edit=mark("Change the scale"),
            hint=mark("open"),
            lowest=-_FURTHEST,
            highest=_FURTHEST,
            part=mark("Scale and target"),
        ),
        Field(
            name="definition",
            kind="text",
            label=mark("Definition"),
            edit=mark("Change the definition"),
            hint=mark("What exactly is measured, of whom, when"),
            part=mark("Definition"),
        ),
        Field(
            name="formula",
            kind="text",
            label=mark("Formula"),
            edit=mark("Change the formula"),
            hint=mark("How the value is computed"),
            part=mark("Formula"),
        ),
    ),
    Reading: (
        Field(name="date", kind="date", label=mark("Date"), edit=mark("Change the reading's date")),
        Field(
            name="value",
            kind="amount",
            label=mark("Value"),
            edit=mark("Change the reading's value"),
            lowest=-_FURTHEST,
            highest=_FURTHEST,
        ),
        Field(
            name="answers",
            kind="amount",
            label=mark("Answers"),
            edit=mark("Change the number of answers"),
            hint=mark("not stated"),
            lowest=0,
            highest=1_000_000_000,
            tip=mark("How many answers or cases the value rests on: n."),
        ),
        Field(
            name="source",
            kind="text",
            label=mark("Source"),
            edit=mark("Change the reading's source"),
            hint=mark("Where the value comes from"),
            part=mark("Source"),
        ),
    ),
}

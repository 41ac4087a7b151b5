"""The inspector's rows for personas.

This module must not know Qt.
"""

from __future__ import annotations

from collections.abc import Callable

from cjdesigner.i18n import mark
from cjdesigner.model.records import Persona, Record
from cjdesigner.model.state import State
from cjdesigner.ui.panels.fields.field import Field


def _of_people(name: str) -> Callable[[State, Persona], bool]:
    """Machines have no feelings; what was written before somebody became one stays to be seen."""
    return lambda state, persona: persona.kind == "human" or bool(getattr(persona, name))


def _of_machines(state: State, persona: Persona) -> bool:
    return persona.kind == "machine" or bool(persona.criteria)


TABLE: dict[type[Record], tuple[Field, ...]] = {
    Persona: (
        Field(
            name="name",
            kind="heading",
            label=mark("Name"),
            edit=mark("Rename the persona"),
            hint=mark("Name of the persona"),
        ),
        Field(
            name="role",
            kind="line",
            label=mark("Role"),
            edit=mark("Change the role"),
            hint=mark("Team lead; washing machine"),
            part=mark("Who it is"),
        ),
        Field(
            name="portrait",
            kind="image",
            edit=mark("Change the portrait"),
            label=mark("Picture"),
            part=mark("Who it is"),
        ),
        Field(
            name="kind",
            kind="choice",
            label=mark("Is"),
            edit=mark("Change the persona's kind"),
            choices=(("human", mark("a person")), ("machine", mark("a machine"))),
            tip=mark(
                "A connected device that orders by itself is a customer too: it has criteria instead of feelings."
            ),
            part=mark("Who it is"),
        ),
        Field(
            name="share",
            kind="share",
            label=mark("Share"),
            edit=mark("Change the persona's share"),
            hint=mark("what the others leave"),
            tip=mark(
                "How many of all customers are like this: 30, 30% or 0.3. Empty shares equally what the others leave; "
                "the weighted figures follow."
            ),
            part=mark("Share of customers"),
        ),
        Field(
            name="share_source",
            kind="line",
            label=mark("From"),
            edit=mark("Change where the share comes from"),
            hint=mark("member statistics 2026, n = 1840"),
            tip=mark("Where the share comes from"),
            part=mark("Share of customers"),
        ),
        Field(
            name="goals",
            kind="text",
            label=mark("Goals"),
            edit=mark("Change the goals"),
            hint=mark("What it wants to reach; one a line"),
            part=mark("Goals"),
        ),
        Field(
            name="criteria",
            kind="text",
            label=mark("Decides by"),
            edit=mark("Change the decision criteria"),
            hint=mark("Price, delivery time, an interface it understands; one a line"),
            part=mark("Decides by"),
            shown=_of_machines,
        ),
        Field(
            name="context",
            kind="text",
            label=mark("Context"),
            edit=mark("Change the context"),
            hint=mark("Where and how it lives, works, runs"),
            part=mark("Context"),
        ),
        Field(
            name="frustrations",
            kind="text",
            label=mark("Frustrations"),
            edit=mark("Change the frustrations"),
            hint=mark("What gets in the way; one a line"),
            part=mark("Frustrations"),
            shown=_of_people("frustrations"),
        ),
        Field(
            name="quotes",
            kind="text",
            label=mark("Quotes"),
            edit=mark("Change the quotes"),
            hint=mark("In their own words; one a line"),
            part=mark("Quotes"),
            shown=_of_people("quotes"),
        ),
        Field(
            name="habits",
            kind="text",
            label=mark("Habits"),
            edit=mark("Change the habits"),
            hint=mark("What they do anyway; one a line"),
            part=mark("Habits"),
            shown=_of_people("habits"),
        ),
        Field(
            name="channels",
            kind="channels",
            label=mark("Channels"),
            edit=mark("Change the persona's channels"),
            hint=mark("add a channel"),
            tip=mark("Choose a channel it uses, or type a new one and press Enter."),
            part=mark("Channels"),
        ),
    ),
}

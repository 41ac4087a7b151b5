"""The inspector's rows for the map's records: journeys, phases, need points, touchpoints and links.

This module must not know Qt.
"""

from __future__ import annotations

from cjdesigner.i18n import mark
from cjdesigner.model.records import Journey, Link, NeedPoint, Node, Phase, Record, Touchpoint
from cjdesigner.model.state import State
from cjdesigner.ui.panels.fields.field import Field


def _begins(state: State, node: Node) -> bool:
    return node.entry_share is not None or not state.incoming(node.id)


def _ends(state: State, node: Node) -> bool:
    return node.outcome is not None or not state.outgoing(node.id)


def _has_outcome(state: State, node: Node) -> bool:
    return node.outcome is not None or bool(node.reason)


def _has_no_persona(state: State, journey: Journey) -> bool:
    return not state.personas(journey.id)


def _is_next(state: State, link: Link) -> bool:
    return link.kind == "next"


_WAY = (
    Field(
        name="outcome",
        kind="choice",
        label=mark("Outcome"),
        edit=mark("Change the outcome"),
        tip=mark("Where a way ends: the customer has got there, or gives up and goes elsewhere. Who leaves is lost."),
        choices=((None, mark("open")), ("reached", mark("reached")), ("leaves", mark("leaves"))),
        part=mark("Begin and end"),
        shown=_ends,
    ),
    Field(
        name="reason",
        kind="line",
        label=mark("Reason"),
        edit=mark("Change the reason"),
        hint=mark("Why they leave, or what they reached"),
        part=mark("Begin and end"),
        shown=_has_outcome,
    ),
    Field(
        name="entry_share",
        kind="share",
        label=mark("Begin here"),
        edit=mark("Change the entry share"),
        hint=mark("equal share"),
        tip=mark("The share of all customers who begin here: 30, 30% or 0.3. Empty shares what the others leave."),
        part=mark("Begin and end"),
        shown=_begins,
    ),
)

TABLE: dict[type[Record], tuple[Field, ...]] = {
    Journey: (
        Field(name="title", kind="heading", edit=mark("Rename the journey"), hint=mark("Title of the journey")),
        Field(
            name="kind",
            kind="choice",
            label=mark("State"),
            edit=mark("Change the journey's state"),
            choices=(("as-is", mark("as it is")), ("to-be", mark("as it shall be"))),
        ),
        Field(
            name="persona",
            kind="line",
            label=mark("Persona"),
            edit=mark("Change the persona"),
            hint=mark("Whose journey it is"),
            shown=_has_no_persona,
        ),
        Field(
            name="key_message",
            kind="text",
            label=mark("Key message"),
            edit=mark("Change the key message"),
            hint=mark("What the poster's reader shall take away"),
            part=mark("Key message"),
        ),
        Field(
            name="scenario",
            kind="text",
            label=mark("Scenario"),
            edit=mark("Change the scenario"),
            hint=mark("The situation in which it begins"),
            part=mark("Scenario"),
        ),
        Field(
            name="goal",
            kind="text",
            label=mark("Goal"),
            edit=mark("Change the goal"),
            hint=mark("What the customer wants to have reached"),
            part=mark("Goal"),
        ),
        Field(
            name="customers",
            kind="amount",
            label=mark("Customers a year"),
            edit=mark("Change the number of customers"),
            hint=mark("how many start here"),
            tip=mark(
                "An estimate of how many customers start this journey in a year. Shares are then also told as people."
            ),
            lowest=0,
            highest=1e15,
            part=mark("Money (estimates)"),
        ),
        Field(
            name="customer_value",
            kind="amount",
            label=mark("Value of one"),
            edit=mark("Change the value of a customer"),
            hint=mark("in a year"),
            tip=mark("An estimate of what one customer is worth. Shares are then also told as money."),
            lowest=0,
            highest=1e15,
            part=mark("Money (estimates)"),
        ),
        Field(
            name="currency",
            kind="line",
            label=mark("Currency"),
            edit=mark("Change the currency"),
            hint=mark("€, CHF, …"),
            part=mark("Money (estimates)"),
        ),
    ),
    Phase: (
        Field(name="title", kind="heading", edit=mark("Rename the phase"), hint=mark("Title of the phase")),
        Field(
            name="wording",
            kind="text",
            label=mark("In the customer's words"),
            edit=mark("Change the customer's wording"),
            hint=mark("“I should move more”"),
            part=mark("In the customer's words"),
        ),
        Field(
            name="question",
            kind="text",
            label=mark("Guiding question"),
            edit=mark("Change the guiding question"),
            hint=mark("What the company asks itself here"),
            part=mark("Guiding question"),
        ),
        Field(
            name="verb",
            kind="line",
            label=mark("We"),
            edit=mark("Change the company's verb"),
            hint=mark("inform, advise, deliver …"),
            tip=mark("What the company does meanwhile"),
            part=mark("The company"),
        ),
        Field(
            name="side",
            kind="choice",
            label=mark("Side"),
            edit=mark("Change the phase's side"),
            choices=((None, mark("not stated")), ("buy", mark("buying")), ("own", mark("owning"))),
            tip=mark("Whether the customer is buying or already owns: the two halves of the endless journey."),
            part=mark("The company"),
        ),
        Field(
            name="width",
            kind="width",
            label=mark("Width"),
            edit=mark("Resize the phase"),
            tip=mark("Also by dragging the band's edge on the canvas"),
            part=mark("On the canvas"),
        ),
    ),
    NeedPoint: (
        Field(
            name="question",
            kind="heading",
            label=mark("The question in the customer's head"),
            edit=mark("Change the question"),
            hint=mark("What does the customer ask?"),
        ),
        *_WAY,
    ),
    Touchpoint: (
        Field(
            name="name",
            kind="heading",
            label=mark("Name"),
            edit=mark("Rename the touchpoint"),
            hint=mark("Unnamed touchpoint"),
        ),
        Field(
            name="channel",
            kind="channel",
            label=mark("Channel"),
            edit=mark("Change the channel"),
            hint=mark("choose or type"),
            tip=mark("Choose a channel, or type a new one and press Enter."),
        ),
        Field(
            name="owner",
            kind="owner",
            label=mark("Owner"),
            edit=mark("Change the owner"),
            hint=mark("who answers for it"),
        ),
        Field(name="score", kind="score", edit=mark("Score"), part="score"),
        Field(
            name="evidence",
            kind="choice",
            label=mark("Evidence"),
            edit=mark("Change the evidence"),
            choices=(("guess", mark("guess")), ("observed", mark("observed")), ("measured", mark("measured"))),
            tip=mark("How the score was found. On the card a guess is outlined, an observation hatched."),
            part="evidence",
        ),
        Field(
            name="basis",
            kind="line",
            label=mark("Basis"),
            edit=mark("Change the basis of the score"),
            hint=mark("CSAT top-2, n = 212, Q3"),
            part="evidence",
        ),
        Field(
            name="date",
            kind="date",
            label=mark("Date"),
            edit=mark("Change the date of the score"),
            hint=mark("2026-09"),
            tip=mark("When the score was taken: a year, a month or a day, as 2026, 2026-09 or 2026-09-30."),
            part="evidence",
        ),
        Field(
            name="expectation",
            kind="choice",
            label=mark("Expectation"),
            edit=mark("Change the expectation"),
            choices=(
                (None, mark("not stated")),
                ("missed", mark("missed")),
                ("met", mark("met")),
                ("exceeded", mark("exceeded")),
            ),
            tip=mark("A mark beside the score; exceeded never makes it more than 100%."),
            part="evidence",
        ),
        Field(
            name="blocked",
            kind="flag",
            label=mark("Blocked"),
            edit=mark("Block or open the touchpoint"),
            tip=mark("Closed: its customers take the other ways, or are lost."),
            part=mark("Marks"),
        ),
        Field(
            name="signature",
            kind="flag",
            label=mark("Signature"),
            edit=mark("Change the signature mark"),
            tip=mark("One of the few moments that people shall remember. It carries a star."),
            part=mark("Marks"),
        ),
        Field(
            name="actor",
            kind="choice",
            label=mark("Customer is"),
            edit=mark("Change the actor"),
            choices=(("human", mark("a person")), ("machine", mark("a machine"))),
            tip=mark("A connected device that orders by itself is a customer too."),
            part=mark("Marks"),
        ),
        Field(
            name="mandate",
            kind="text",
            label=mark("Mandate"),
            edit=mark("Change the mandate"),
            hint=mark("What this touchpoint is there to do"),
            part=mark("Mandate"),
        ),
        Field(
            name="known",
            kind="text",
            label=mark("Known of the customer"),
            edit=mark("Change what is known of the customer"),
            hint=mark("What this touchpoint knows when the customer comes"),
            part=mark("Known of the customer"),
        ),
        *_WAY,
        Field(name="note", kind="text", label=mark("Note"), edit=mark("Change the note"), part=mark("Note")),
    ),
    Link: (
        Field(
            name="kind",
            kind="choice",
            label=mark("Leads"),
            edit=mark("Change the kind of the link"),
            choices=(("next", mark("onward")), ("return", mark("back, for another round"))),
        ),
        Field(
            name="share",
            kind="share",
            label=mark("Share"),
            edit=mark("Change the share"),
            hint=mark("assumed"),
            tip=mark("How many of the customers at its source go this way: 30, 30% or 0.3. Empty is assumed."),
            shown=_is_next,
        ),
        Field(
            name="label",
            kind="line",
            label=mark("Label"),
            edit=mark("Change the label"),
            hint=mark("why this way"),
        ),
        Field(
            name="hands_over",
            kind="text",
            label=mark("Hands over"),
            edit=mark("Change what is handed over"),
            hint=mark("What the next owner is told of the customer"),
            part=mark("Hands over"),
            shown=_is_next,
        ),
    ),
}

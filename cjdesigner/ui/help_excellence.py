"""The help's page on how excellence is computed, with worked examples that are computed.

The words follow the mathematics; the figures of the examples come from the code itself, so that help and program cannot
differ. This module must not know the open document.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, percent, points
from cjdesigner.model.records import Touchpoint
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.help_examples import Bar, first_example, second_example
from cjdesigner.ui.help_page import Page, Rows
from cjdesigner.ui.plain import plain_label

ANCHORS = (
    (1.0, mark("promise kept")),
    (0.75, mark("small friction")),
    (0.5, mark("done, but annoyed")),
    (0.25, mark("only at the second attempt, or elsewhere")),
    (0.0, mark("failed")),
)

_TERMS = (
    (
        mark("At most"),
        mark(
            "While a touchpoint on a path has no score, or a need has no answer, the figure is an upper bound. Nothing "
            "scored, no figure: a dash."
        ),
    ),
    (
        mark("Shares"),
        mark(
            "Links out of one card are alternatives: each customer takes one. Shares that are not given split what the "
            "given ones leave, equally. Using two channels for one need is a sequence, not an alternative."
        ),
    ),
    (
        mark("Lost"),
        mark(
            "Customers who end where somebody leaves, or whom no link takes on. The sentence under the large figure "
            "tells them apart from those who arrive."
        ),
    ),
    (
        mark("Lever"),
        mark(
            "What the journey gains, in points, if this score alone were 100. The largest come first under “fix this "
            "first”. Single levers do not add up."
        ),
    ),
    (
        mark("Need fulfilment"),
        mark("The scores of the touchpoints that answer a need, weighted by how many customers choose each."),
    ),
    (
        mark("Parked"),
        mark("A card without a next link, in or out, is in no figure until it is linked."),
    ),
    (
        mark("Blocked"),
        mark(
            "Customers are like water: where a touchpoint is closed they spread over the remaining ways, in "
            "proportion. Where no way remains, they are lost to a competitor."
        ),
    ),
    (
        mark("Trust"),
        mark(
            "Excellence kept over a long distance: the chance of never being disappointed in n rounds. Return links "
            "from an exit make the next round."
        ),
    ),
    (
        mark("Exceeded"),
        mark("A mark, never a score above 100. Emotion is a curve of its own and never turned into a score."),
    ),
    (
        mark("One card"),
        mark("One touchpoint is one intent, one channel, one moment. Splitting a card lowers the journey's figure."),
    ),
)


def excellence_page(appearance: Appearance) -> Page:
    """The whole page."""
    page = Page(appearance)
    page.heading(_("A customer does not average a journey"))
    page.say(
        _(
            "One bad touchpoint spoils what the good ones built. So the excellence of a path is the product of its "
            "touchpoints' scores: what one touchpoint has lost, no later one brings back."
        )
    )
    records, expected = first_example()
    page.show_beneath(page.drawn(records))
    page.say(
        _("{one} × {two} = {product}. The average would have said {mean}.").format(
            one=percent(1.0), two=percent(0.5), product=percent(expected), mean=percent(0.75)
        ),
        "strong",
    )
    page.say(
        _(
            "Engineers know the same law as series reliability (Lusser) and rolled throughput yield (Six Sigma). "
            "The staircase under the canvas shows it step by step, from {whole} to what is left."
        ).format(whole=percent(1.0)),
        "second",
    )
    page.heading(_("What a score says"))
    page.say(_("Of 100 customers here, how many got what they came for, without a disappointment?"))
    page.show_beneath(_anchors(appearance))
    page.heading(_("What the large figure says"))
    page.say(
        _(
            "Of 100 who start, so many get through without a disappointment, if touchpoints fail independently. It "
            "is the excellence of every path, weighted by the share of customers who take it."
        )
    )
    page.show_beneath(page.drawn(second_example()))
    page.definitions(_second_figures())
    page.heading(_("What else it says"))
    page.definitions([(_(term), _(meaning)) for term, meaning in _TERMS])
    page.end()
    return page


def _second_figures() -> Rows:
    from cjdesigner.model.excellence import Analysis
    from cjdesigner.model.graph import JourneyGraph
    from cjdesigner.model.state import State

    state = State(second_example())
    figures = Analysis(JourneyGraph(state, 2))
    assert figures.best is not None
    assert figures.worst is not None
    first, second, last = (state.get(key, Touchpoint) for key in (4, 5, 6))
    assert first is not None
    assert second is not None
    assert last is not None
    return [
        (
            _("The journey"),
            _("{share_a} × {first} × {last} + {share_b} × {second} × {last} = {expected}").format(
                share_a=percent(figures.shares[7]),
                share_b=percent(figures.shares[8]),
                first=percent(first.score or 0),
                second=percent(second.score or 0),
                last=percent(last.score or 0),
                expected=percent(figures.expected or 0, 1),
            ),
        ),
        (_("Best and worst path"), f"{percent(figures.best.excellence)} · {percent(figures.worst.excellence)}"),
        (_("Need fulfilment"), percent(figures.fulfilment[3] or 0)),
        (
            _("Fix this first"),
            " · ".join(
                f"{record.name} {points(lever.lever)}"
                for lever in figures.levers
                if (record := state.get(lever.id, Touchpoint)) is not None
            ),
        ),
    ]


def _anchors(appearance: Appearance) -> QWidget:
    px = appearance.px
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(2, 1)
    for row, (score, meaning) in enumerate(ANCHORS):
        figure = plain_label(percent(score), "strong")
        grid.addWidget(figure, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Bar(appearance, score), row, 1)
        words = plain_label(_(meaning))
        words.setWordWrap(True)
        grid.addWidget(words, row, 2)
    return table

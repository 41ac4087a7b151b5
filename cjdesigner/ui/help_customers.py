"""What the help says of the methods that begin with the customers: personas, empathy maps, jobs, forces, needs.

Figures are computed by the model, so that help and program cannot differ. This module must not know how a page is
built.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from cjdesigner.i18n import decimal, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model import jobs
from cjdesigner.model.empathy_canvas import CLASSIC, CLASSIC_TITLES, MARKS, SECTIONS, THINK_AND_FEEL
from cjdesigner.model.insight_words import confidence_words, kind_words, valence_words
from cjdesigner.model.personas import persona_name
from cjdesigner.model.wording import figure
from cjdesigner.ui import help_method_examples as examples
from cjdesigner.ui.help_page import Page, Rows
from cjdesigner.ui.panels.channels import channel_name
from cjdesigner.ui.views.landscape import Dot, Landscape


def personas(page: Page) -> None:
    """Personas, their own values, and the weighted figures."""
    page.say(
        _(
            "A persona is a kind of customer, told as one: role, goals, context, frustrations, what they say. It may "
            "be a machine, a device that orders by itself; it then has criteria to decide by instead of feelings."
        )
    )
    page.definitions(
        [
            (
                _("Own values"),
                _(
                    "A score or a share may be otherwise for one persona. Select the card or link: under “By persona” "
                    "stands its own value, or what holds for all while the field is empty."
                ),
            ),
            (
                _("Share"),
                _(
                    "A persona's part of all customers, with where that figure comes from. Personas without a share "
                    "split what the others leave, equally; then all are scaled so that together they are {whole}."
                ).format(whole=percent(1.0)),
            ),
            (
                _("All together"),
                _(
                    "Each persona is analysed apart, with its own values. Excellence, reach, lost and levers are then "
                    "the sum of the personas' figures, each weighted by its share. The personas stand worst first."
                ),
            ),
            (
                _("Best and worst path"),
                _("Each persona's own. The best path of several personas at once would be nobody's."),
            ),
        ]
    )
    found = examples.two_personas()
    parts = found.in_order
    rows = [
        (
            persona_name(part.persona),
            _("{share} of customers, excellence {figure}").format(
                share=percent(part.weight), figure=percent(part.analysis.expected or 0, 1)
            ),
        )
        for part in found.figures
    ]
    products = " + ".join(f"{percent(part.weight)} × {percent(part.analysis.expected or 0, 1)}" for part in parts)
    together = f"{products} = {percent(found.weighed.expected or 0, 1)}"
    page.example(
        [*rows, (_("All together"), together)],
        _(
            "The journey of “How excellence is computed”, for two personas. The machine has no share, so it takes what "
            "is left. It never calls, and in the app it fails every second time: both are its own values."
        ),
    )
    page.sources("A. Cooper, The Inmates Are Running the Asylum, 1999")


def empathy(page: Page) -> None:
    """The canvas, the marks, promoting and merging."""
    page.say(
        _(
            "What one persona sees, says, does, hears, thinks and feels, on one sheet. Begin with the goal, on top; go "
            "round the outside, what can be observed; end inside the head."
        )
    )
    rows: list[tuple[str, str]] = []
    for section in SECTIONS.values():
        name = _(THINK_AND_FEEL) if section.number == 7 else _(section.title)
        told = _(section.questions).replace("\n", " ")
        if rows and rows[-1][0] == f"{section.number} {name}":
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {told}")
        else:
            rows.append((f"{section.number} {name}", told))
    page.definitions(rows)
    page.say(
        _("The classic form shows four sections of the same map: {sections}.").format(
            sections=", ".join(_(CLASSIC_TITLES[quadrant]) for quadrant in CLASSIC)
        ),
        "second",
    )
    page.heading(_("How a note is known"))
    page.definitions(
        [
            (_(MARKS["heard"]), _("Somebody said it. The source tells who: “interview 3”.")),
            (_(MARKS["observed"]), _("Somebody saw it happen.")),
            (_(MARKS["imagined"]), _("We suppose it. A beginning, and a question to go and ask.")),
        ]
    )
    page.say(
        _(
            "A note can be promoted to a need point, a job or an insight, and stays tied to it. Maps can be merged: "
            "notes of the same words become one, which keeps all sources and the strongest of the marks."
        )
    )
    note, insight, job = examples.promoted_note()
    told = " · ".join(
        [kind_words(insight.kind), valence_words(insight.valence), confidence_words(insight.confidence), insight.source]
    )
    page.example(
        [(_("As an insight"), told), (_("As a job"), jobs.sentence(job))],
        _("{section}, {mark} in {source}: “{text}”").format(
            section=_(SECTIONS[note.section].short), mark=_(MARKS[note.mark]), source=note.source, text=note.text
        ),
    )
    page.sources("D. Gray, XPLANE, Empathy Map Canvas, 2017", "D. Gray, S. Brown, J. Macanufo, Gamestorming, 2010")


def jobs_to_be_done(page: Page) -> None:
    """Job stories, desired outcomes, the opportunity score and its bands."""
    page.say(
        _(
            "People do not want a product; they want to get something done in their life, and hire a product for it. "
            "A job is functional (get it done), emotional (feel so) or social (be seen so)."
        )
    )
    page.example([], jobs.sentence(examples.job_story()))
    page.heading(_("Desired outcomes"))
    page.say(
        _(
            "By what customers tell that the job is done well: direction of change, unit of measure, object, "
            "clarifier. Ask how important each is and how satisfied they are, from 1 to 5: both figures are the share "
            "of answers 4 or 5, times ten. Without answers you may estimate; estimates are drawn hollow."
        )
    )
    page.heading(_("Opportunity score"))
    page.say(_("importance + max(importance − satisfaction, 0)"), "strong")
    page.say(_("From 0 to 20: what is important and badly served stands on top."))
    page.definitions(_bands())
    first = examples.outcomes()[0]
    wanted, served, score = jobs.importance(first), jobs.satisfaction(first), jobs.opportunity(first)
    assert wanted is not None
    assert served is not None
    assert score is not None
    page.example(
        [
            (
                _("Importance"),
                _("{top} of {all} answered 4 or 5: {figure}").format(
                    top=sum(first.importance_counts[3:]), all=sum(first.importance_counts), figure=decimal(wanted, 1)
                ),
            ),
            (
                _("Satisfaction"),
                _("{top} of {all} answered 4 or 5: {figure}").format(
                    top=sum(first.satisfaction_counts[3:]),
                    all=sum(first.satisfaction_counts),
                    figure=decimal(served, 1),
                ),
            ),
            (
                _("Opportunity"),
                _("{wanted} + ({wanted} − {served}) = {score}: {band}").format(
                    wanted=decimal(wanted, 1),
                    served=decimal(served, 1),
                    score=jobs.worded(score),
                    band=_(jobs.BANDS[jobs.band(score)]),
                ),
            ),
        ],
        _("“{outcome}”, number 1 on the landscape beneath; the others are estimates.").format(outcome=first.text),
    )
    page.show_beneath(_landscape(page))
    page.sources(
        "A. W. Ulwick, What Customers Want, 2005",
        "A. Klement, Replacing the User Story with the Job Story, 2013",
        "C. M. Christensen and others, Competing Against Luck, 2016",
    )


def _bands() -> Rows:
    extreme, low, worth, unattractive = (_(name) for name in jobs.BANDS.values())
    above, middle, below = (decimal(edge) for edge in jobs.EDGES)
    return [
        (extreme, _("above {edge}; {edge} itself is not").format(edge=above)),
        (low, _("from {lower} to {upper}").format(lower=middle, upper=above)),
        (worth, _("from {lower}, below {upper}").format(lower=below, upper=middle)),
        (unattractive, _("below {edge}").format(edge=below)),
    ]


def _landscape(page: Page) -> Landscape:
    landscape = Landscape(page.appearance)
    landscape.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    landscape.setFixedHeight(page.appearance.px(340))
    landscape.setMaximumWidth(page.appearance.px(560))
    landscape.show_dots(
        [
            Dot(
                outcome.id,
                number,
                jobs.satisfaction(outcome) or 0.0,
                jobs.importance(outcome) or 0.0,
                estimate=jobs.is_estimate(outcome),
                tip=outcome.text,
            )
            for number, outcome in enumerate(examples.outcomes(), 1)
        ]
    )
    return landscape


def forces(page: Page) -> None:
    """The forces at a switch and their balance."""
    page.say(
        _(
            "Nobody changes how they get a job done without a reason. Two forces drive to the new, two hold to the "
            "present; each has a strength from 0 to 5."
        )
    )
    push, pull, anxiety, habit = (jobs.FORCE_KINDS[kind] for kind in (*jobs.DRIVING, *jobs.HOLDING))
    page.definitions(
        [
            (_(push), _("What is wrong today: the trouble that sets somebody going.")),
            (_(pull), _("What the new promises.")),
            (_(anxiety), _("What might go wrong with the new.")),
            (_(habit), _("What is familiar, and good enough.")),
        ]
    )
    page.say(_("A switch happens if push + pull > anxiety + habit."), "strong")
    page.say(_("Often it is cheaper to take an anxiety away than to promise more."))
    before, after = examples.switch(3), examples.switch(1)
    page.example(
        [(_("Today"), _balance(before)), (_("With a first lesson for free"), _balance(after))],
        _(
            "Push {push}, pull {pull}, habit {habit}; the anxiety of being the slowest falls from {one} to {other}."
        ).format(push=before.push, pull=before.pull, habit=before.habit, one=before.anxiety, other=after.anxiety),
    )
    page.sources("B. Moesta, G. Engle, Demand-Side Sales 101, 2020", "A. Klement, When Coffee and Kale Compete, 2016")


def _balance(found: jobs.Balance) -> str:
    if found.switches:
        return _("{driving} drive, {holding} hold: a switch").format(driving=found.driving, holding=found.holding)
    return _("{driving} drive, {holding} hold: no switch").format(driving=found.driving, holding=found.holding)


def channels(page: Page) -> None:
    """Needs by channels."""
    page.say(
        _(
            "A need is a question in the customer's head; a touchpoint is one place where an answer is found. This "
            "view turns the map round: a row for each need, a column for each channel, in the cell the scores of the "
            "touchpoints that the need leads to directly."
        )
    )
    page.definitions(
        [
            (_("A gap"), _("An empty cell: this need has no answer in this channel. Click it to add one.")),
            (
                _("Need fulfilment"),
                _("The scores in the row, weighted by how many customers choose each: how well the need is met."),
            ),
            (
                _("No need"),
                _("The last row holds touchpoints that no need comes before. Whom do they serve?"),
            ),
            (
                _("Mean of a channel"),
                _("The scores in the column, weighted by how many customers come to each."),
            ),
        ]
    )
    found = examples.needs_by_channels()
    (row,) = found.rows
    rows = [
        (
            channel_name(column.channel),
            ", ".join(figure(entry.score) for entry in row.cells.get(column.channel, ())) or _("a gap"),
        )
        for column in found.columns
    ]
    page.example(
        [*rows, (_("Need fulfilment"), figure(row.fulfilment))],
        _("“{need}”, the need of “How excellence is computed”, by channel.").format(need=_("How do I return this?")),
    )

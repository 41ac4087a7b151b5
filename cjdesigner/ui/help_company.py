"""What the help says of the methods that look from the company: insights, strategy, blueprint, the eight, money.

Figures are computed by the model, so that help and program cannot differ. This module must not know how a page is
built.
"""

from __future__ import annotations

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, percent, points
from cjdesigner.model import money, strategy
from cjdesigner.model.company import LANE_KINDS, LEVELS, LINES
from cjdesigner.model.endless import eight_of
from cjdesigner.model.insight_words import KINDS, VALENCES
from cjdesigner.model.insights import PROVES
from cjdesigner.model.records import LaneKind, Level, Touchpoint
from cjdesigner.model.wording import figure, grouped
from cjdesigner.ui import help_method_examples as examples
from cjdesigner.ui.help_page import Page

_EVIDENCE = {"guess": mark("guess"), "observed": mark("observed"), "measured": mark("measured")}

_LEVEL_MEANINGS: dict[Level, str] = {
    "frontstage": mark("What customers see the company do."),
    "backstage": mark("What its people do out of sight."),
    "support": mark("What other departments, partners and systems do for them."),
}

_LINE_MEANINGS: dict[Level, str] = {
    "frontstage": mark("Above it customers act, beneath it the company."),
    "backstage": mark("What lies beneath it customers do not see."),
    "support": mark("What lies beneath it is done for colleagues."),
}

_LANE_MEANINGS: dict[LaneKind, str] = {
    "text": mark("Words of your own for each phase: opportunities, physical evidence, open questions."),
    "image": mark("Photographs and sketches."),
    "emotion": mark(
        "From −2 to +2, a smooth line that never rises above or falls below the points beside it. Never a score."
    ),
    "channel": mark("Which channels each phase uses; the map knows."),
    "indicator": mark("What hangs on each phase and its cards; the map knows."),
}


def insights_and_evidence(page: Page) -> None:
    """Insights, and how they raise the evidence of a score."""
    page.say(
        _(
            "Something learned, with its evidence and the department that should know it: insights seep away at "
            "department borders. It hangs on anything, a card, a link, a phase, a persona, a job; pains count on the "
            "card."
        )
    )
    page.definitions(
        [
            (_("Kind"), ", ".join(_(word) for word in KINDS.values())),
            (_("Valence"), ", ".join(_(word) for word in VALENCES.values())),
            (_("Confidence"), _("How sure we are; apart from it, source and date.")),
            (
                _("Department"),
                _("Who should know it. “What Service should know” goes out as a sheet to print or as CSV."),
            ),
        ]
    )
    page.heading(_("Evidence"))
    page.say(
        _(
            "A score is a guess, observed, or measured. On request, the insights that hang on a touchpoint raise its "
            "evidence to what they prove. It is never lowered, and the score itself stays as it is."
        )
    )
    page.say(_("What each kind proves:"))
    page.definitions([(_(KINDS[kind]), _(_EVIDENCE[level])) for kind, level in PROVES.items()])
    before, after = examples.raised()
    page.example(
        [
            (_("Before"), _(_EVIDENCE[before.evidence])),
            (
                _("After"),
                _("{evidence}; basis: {basis}").format(evidence=_(_EVIDENCE[after.evidence]), basis=after.basis),
            ),
        ],
        _("On “{name}” hang a quote from an interview and a figure from a survey.").format(name=before.name),
    )


def experience_strategy(page: Page) -> None:
    """Principles, mandates, hand-offs and signature interactions."""
    page.say(_("What the company wants people to live through, and who is asked for what."))
    page.definitions(
        [
            (_("Guard rail"), _("What must hold, on the whole journey or at one touchpoint.")),
            (_("Degree of freedom"), _("What those who serve may decide by themselves.")),
            (_("Mandate"), _("What follows from both for one touchpoint: what is asked of its owner.")),
            (
                _("Known"),
                _("What is known of the customer at a touchpoint. Mostly it is the number plate, not the customer."),
            ),
            (_("Handed over"), _("What a link tells the next touchpoint of the customer.")),
            (
                _("Hand-off"),
                _(
                    "A way from one owner's touchpoint to another's, through need points too. Where nothing is handed "
                    "over, the customer begins anew."
                ),
            ),
        ]
    )
    page.example(
        [
            (_("Nothing on the link"), strategy.handoff_words(examples.handing_over(""))),
            (
                _("“{words}” on the link").format(words=_("name, concern, promised time")),
                strategy.handoff_words(examples.handing_over(_("name, concern, promised time"))),
            ),
        ],
        _("The app belongs to sales, the reception to the workshop."),
    )
    page.heading(_("Signature interactions"))
    page.say(
        _(
            "The few moments that people remember; energy goes there, not into every touchpoint. At most {few} of "
            "them. Those below {weak} come first: they are remembered for the wrong reason."
        ).format(few=strategy.FEW, weak=percent(strategy.WEAK))
    )
    state, found = examples.three_moments()
    rows = []
    for moment in found.moments:
        touchpoint = state.get(moment.id, Touchpoint)
        assert touchpoint is not None
        rows.append((touchpoint.name, strategy.moment_words(moment) or figure(moment.score)))
    page.example([*rows, (_("Their product on the path"), figure(found.product))])
    page.sources("J. Carlzon, Moments of Truth, 1987")


def blueprint(page: Page) -> None:
    """The lines of the service blueprint, activities and further lanes."""
    page.say(
        _(
            "Beneath the map lies what the company does meanwhile, as in a service blueprint: from top to bottom, "
            "three lines and three levels."
        )
    )
    rows = []
    for level, name in LEVELS.items():
        rows.append((_(LINES[level]), _(_LINE_MEANINGS[level])))
        rows.append((_(name), _(_LEVEL_MEANINGS[level])))
    page.definitions(rows)
    page.heading(_("Activities"))
    page.say(
        _(
            "What the company does, on one of the levels, with the department that does it. Tied to touchpoints it "
            "stands beneath them; untied, in its phase. Drop it on a touchpoint to tie it, drop it there again to "
            "untie it."
        )
    )
    page.heading(_("Further lanes"))
    page.say(_("As many as you need, in your order, between the map and the company's side."))
    page.definitions([(_(name), _(_LANE_MEANINGS[kind])) for kind, name in LANE_KINDS.items()])
    page.sources(
        "G. L. Shostack, Designing Services That Deliver, 1984",
        "M. J. Bitner, A. L. Ostrom, F. N. Morgan, Service Blueprinting, 2008",
        "F. N. Fritsch, R. E. Carlson, Monotone Piecewise Cubic Interpolation, 1980",
    )


def endless_journey(page: Page) -> None:
    """The lying eight."""
    page.say(
        _(
            "Customers buy and own; the company acquires and looks after. Whoever owns buys again: the journey is "
            "endless, and its figure is a lying eight."
        )
    )
    page.definitions(
        [
            (_("Buying"), _("The left loop. Meanwhile the company acquires.")),
            (_("Owning"), _("The right loop. Meanwhile the company looks after.")),
            (_("A phase"), _("Belongs to one of the two, has a guiding question, and a verb for the company.")),
            (_("What it is worth"), _("The product of the scores of its touchpoints on the path that is shown.")),
        ]
    )
    state, analysis = examples.two_loops()
    eight = eight_of(state, examples.JOURNEY, analysis.best)
    rows = []
    for side, name in (("buy", _("Buying")), ("own", _("Owning"))):
        worths = [station.worth for station in eight.stations if station.side == side]
        product = " × ".join(figure(worth) for worth in worths)
        rows.append((name, f"{product} = {figure(eight.worths[side])}"))  # type: ignore[index]
    rows.append((_("The path"), figure(analysis.best.excellence if analysis.best is not None else None)))
    page.example(rows, _("Four phases with one touchpoint each: well sold, and less well looked after."))


def estimates(page: Page) -> None:
    """The journey's money."""
    page.say(
        _(
            "A journey may say how many customers start it in a year, and what one is worth. Reach, lost and levers "
            "are then told as people and money too. It is an estimate, always marked so, and rounded to two digits, "
            "because an estimate knows no more."
        )
    )
    journey, analysis = examples.yearly()
    lever = analysis.levers[0]
    page.example(
        [
            (_("Its lever"), points(lever.lever)),
            (_("In a year"), money.told(journey, lever.lever)),
        ],
        _(
            "{customers} customers a year at {value} each; the desk of “How excellence is computed”, were it perfect."
        ).format(
            customers=grouped(round(journey.customers or 0)),
            value=f"{grouped(round(journey.customer_value or 0))}\u00a0{journey.currency}",
        ),
    )
    page.say(
        _(
            "It says nothing of what the change would cost, nor whether those customers would stay: judge that "
            "yourself."
        ),
        "second",
    )

"""What the help says of indicators: their kinds, when a drift tips, and how a score follows one.

Figures are computed by the model, so that help and program cannot differ. This module must not know how a page is
built.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from cjdesigner.i18n import decimal, percent
from cjdesigner.i18n import gettext as _
from cjdesigner.model.binding import score_of
from cjdesigner.model.indicator_library import BY_KEY, LIBRARY
from cjdesigner.model.indicator_words import (
    amount,
    basis_words,
    difference,
    in_unit,
    mapping_words,
    name_of_indicator,
    reading_words,
)
from cjdesigner.model.indicators import KIND_MEANINGS, KIND_WORDS, KINDS, off_target
from cjdesigner.model.jobs import top_boxes
from cjdesigner.model.records import Indicator, IndicatorKind
from cjdesigner.model.tipping import BASELINE, METHOD, WEIGHT, drift
from cjdesigner.ui import help_method_examples as examples
from cjdesigner.ui.help_page import Page
from cjdesigner.ui.panels import scales
from cjdesigner.ui.views.indicators_chart import IndicatorChart


def kinds(page: Page) -> None:
    """CPI, KPI and brand KPI; direction, target and limit; the library."""
    page.say(_("Three views of one journey. Kept apart and seen together, they make the picture."))
    page.definitions([(_kind_name(kind), _(KIND_MEANINGS[kind])) for kind in KINDS])
    page.say(
        _(
            "One indicator may be several of them: first contact resolution is the customer's measure where customers "
            "are asked, and the company's own where it counts. Where the two part, look closer."
        )
    )
    page.heading(_("What an indicator says of itself"))
    page.definitions(
        [
            (_("Question"), _("What it answers. An indicator without a question is a number.")),
            (_("Direction"), _("Whether more is better, or less.")),
            (_("Target"), _("Where it shall be. A latest reading that misses it is off target.")),
            (_("Limit"), _("The value that must not be crossed. A latest reading beyond it is flagged at once.")),
        ]
    )
    indicator, readings = examples.resolution((74, 72, 71))
    latest = readings[-1]
    assert indicator.target is not None
    off = _("yes, by {difference}") if off_target(indicator, readings) else _("no")
    page.example(
        [
            (_("Latest reading"), reading_words(indicator, latest)),
            (_("Target"), in_unit(indicator, indicator.target)),
            (_("Off target"), off.format(difference=difference(indicator, latest.value - indicator.target))),
            (_("Limit"), in_unit(indicator, indicator.limit)),
        ],
        f"{name_of_indicator(indicator)}: {indicator.question}",
    )
    page.heading(_("The library"))
    page.say(_("Common ones, ready to be taken, each with question, definition and formula:"))
    page.definitions(
        [
            (_(KIND_WORDS[kind]), ", ".join(_(common.name) for common in LIBRARY if kind in common.kinds))
            for kind in KINDS
        ]
    )
    page.sources(
        "G. Cornfield, The Most Important Metrics You're Not Tracking (Yet), 2020",
        "F. F. Reichheld, The One Number You Need to Grow, 2003",
        "M. Dixon, K. Freeman, N. Toman, Stop Trying to Delight Your Customers, 2010",
    )


def _kind_name(kind: IndicatorKind) -> str:
    """The heading of a kind, with the mark that stands for it where the heading does not say it."""
    name, word = _(KINDS[kind]), _(KIND_WORDS[kind])
    return name if word in name else f"{name} ({word})"


def tipping_point(page: Page) -> None:
    """The control chart that finds a slow drift, and its source."""
    page.say(
        _(
            "A slow drift alarms nobody: each month is only a little worse than the last. So the readings are "
            "smoothed, each new one counting {weight} and all before it the rest, and the smoothed line is held to "
            "the band in which chance alone would keep it."
        ).format(weight=percent(WEIGHT))
    )
    page.say(_(METHOD))
    page.definitions(
        [
            (_("Smoothed line"), "z(i) = λ · x(i) + (1 − λ) · z(i−1)"),
            (_("Grey band"), "m ± L · s · √( λ / (2 − λ) · (1 − (1 − λ)²ⁱ) )"),
            ("m, s", _("Mean and standard deviation (n − 1) of the first {count} readings.").format(count=BASELINE)),
            (
                _("Least spread"),
                _(
                    "Recorded values are rounded; s is never taken as less than rounding alone makes of it, the step "
                    "of the last digit divided by √12."
                ),
            ),
            (_("In order"), _("Readings count in their order; how far apart they lie does not.")),
        ]
    )
    indicator, readings = examples.resolution(examples.SLOW_DRIFT, limit=75)
    found = drift(indicator, readings)
    assert found is not None
    rows = [
        (
            point.date,
            _("{value}, smoothed {smooth}, band {low} to {high}").format(
                value=amount(reading.value),
                smooth=decimal(point.smooth, 2),
                low=decimal(point.low, 2),
                high=decimal(point.high, 2),
            ),
        )
        for reading, point in zip(readings[BASELINE:], found.points, strict=True)
    ]
    if found.since is not None:
        rows.append((_("Tips"), _("{date}: the smoothed line leaves the band").format(date=found.since)))
    words = _("{indicator}: mean {mean}, spread {spread}. No reading has crossed the limit of {limit}.").format(
        indicator=name_of_indicator(indicator),
        mean=decimal(found.mean, 2),
        spread=decimal(found.spread, 2),
        limit=in_unit(indicator, indicator.limit),
    )
    chart = IndicatorChart(page.appearance)
    chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    chart.setMinimumHeight(page.appearance.px(220))
    chart.show_indicator(indicator, readings, covered=False)
    page.example(rows, words, shown=chart)
    page.sources(
        "S. W. Roberts, Control Chart Tests Based on Geometric Moving Averages, 1959",
        "NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4",
    )


def following(page: Page) -> None:
    """The two mappings from answers and readings to a score."""
    page.say(
        _(
            "A touchpoint's score may follow an indicator: its latest reading, mapped to a score. The score is "
            "measured then, its basis says indicator, reading and mapping, and it moves with each new reading. "
            "Scoring by hand releases it."
        )
    )
    page.heading(_("Two mappings"))
    page.definitions(
        [
            (
                _("Top boxes"),
                _(
                    "The share of satisfied answers: of 1 to 5, those who gave 4 or 5. It says what a score means, of "
                    "100 customers so many, and is the first choice for surveys."
                ),
            ),
            (
                _("Linear"),
                _(
                    "Two values are named, one at which the score is {none} and one at which it is {all}; between them "
                    "it rises evenly, beyond them it stays. For means, times, grades and all that is no share."
                ).format(none=percent(0.0), all=percent(1.0)),
            ),
        ]
    )
    counts = examples.SURVEY
    mean = sum(answer * count for answer, count in enumerate(counts, 1)) / sum(counts)
    page.example(
        [
            (_("Top boxes"), percent((top_boxes(counts) or 0) / 10)),
            (
                _("Linear"),
                _("mean {mean}: {score}").format(
                    mean=decimal(mean, 2), score=percent(scales.BY_KEY["csat"].score(mean))
                ),
            ),
        ],
        _("Of {all} asked, {counts} gave 1, 2, 3, 4 and 5. The same answers, two scores: say which you use.").format(
            all=sum(counts), counts=", ".join(map(str, counts))
        ),
    )
    page.heading(_("Readings as scores"))
    page.definitions(
        [
            _mapped("csat", 71, 0, 100),
            _mapped("nps", 40, -100, 100),
            _mapped("waiting-time", 12, 30, 5),
        ]
    )
    indicator, readings = examples.resolution((74, 72, 71))
    page.say(_("The basis of a score that follows first contact resolution then reads:"))
    page.say(basis_words(indicator, readings[-1], 0, 100), "second")


def _mapped(key: str, value: float, zero: float, one: float) -> tuple[str, str]:
    indicator = Indicator(id=3, **BY_KEY[key].fields())
    told = _("{reading} → {score}; {mapping}.").format(
        reading=in_unit(indicator, value),
        score=percent(score_of(value, zero, one)),
        mapping=mapping_words(indicator, zero, one),
    )
    return name_of_indicator(indicator), told

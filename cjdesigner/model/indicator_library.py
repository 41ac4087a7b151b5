"""Common indicators, ready to be taken: each with its question, definition, formula, unit, direction and scale.

Names and texts are English messages; an indicator is made of them in the language in force and is ordinary content
then.

This module must not know where it is offered.
"""

from __future__ import annotations

from typing import Any

import msgspec

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.indicators import add_indicator
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Direction, IndicatorKind
from cjdesigner.model.state import State


class Common(msgspec.Struct, frozen=True, kw_only=True):
    """One of the library. ``key`` never changes; all texts but the key are messages."""

    key: str
    name: str
    kinds: tuple[IndicatorKind, ...]
    question: str
    definition: str
    formula: str
    unit: str = "%"
    direction: Direction = "up"
    lowest: float | None = 0
    highest: float | None = 100

    def fields(self) -> dict[str, Any]:
        """What the indicator is made of, in the language in force."""
        texts = {name: _(getattr(self, name)) for name in ("name", "question", "definition", "formula", "unit")}
        kept = {name: getattr(self, name) for name in ("kinds", "direction", "lowest", "highest")}
        return texts | kept


LIBRARY: tuple[Common, ...] = (
    Common(
        key="fcr",
        name=mark("First contact resolution"),
        kinds=("cpi", "kpi"),
        question=mark("Is the customer's concern settled at the first contact?"),
        definition=mark(
            "Share of concerns that were settled at the first contact, without a second one about the same thing within"
            " seven days. Asked of customers it is their measure, counted by the company its own: watch both."
        ),
        formula=mark("concerns settled at the first contact \u00f7 all concerns \u00d7 100"),
    ),
    Common(
        key="first-time-right",
        name=mark("Delivered on time, right the first time"),
        kinds=("cpi",),
        question=mark("Does the customer get what was promised, when it was promised?"),
        definition=mark("Share of orders that arrive complete, without fault and by the day that was promised first."),
        formula=mark("orders complete, without fault and on the promised day \u00f7 all orders \u00d7 100"),
    ),
    Common(
        key="waiting-time",
        name=mark("Waiting time"),
        kinds=("cpi",),
        question=mark("How long do customers wait until it is their turn?"),
        definition=mark("Median of the time from when customers ask until somebody or something attends to them."),
        formula=mark("median of (time attended to \u2212 time asked)"),
        unit=mark("min"),
        direction="down",
        highest=None,
    ),
    Common(
        key="completion",
        name=mark("Completion rate"),
        kinds=("cpi", "kpi"),
        question=mark("Do customers finish what they begin?"),
        definition=mark("Share of those who begin something (an order, a booking, a form) and bring it to its end."),
        formula=mark("finished \u00f7 begun \u00d7 100"),
    ),
    Common(
        key="task-success",
        name=mark("Task success"),
        kinds=("cpi",),
        question=mark("Do customers manage what they came for by themselves?"),
        definition=mark("Share of people in a test or a survey who reach their aim without help."),
        formula=mark("people who succeed without help \u00f7 people who try \u00d7 100"),
    ),
    Common(
        key="time-to-value",
        name=mark("Time to value"),
        kinds=("cpi",),
        question=mark("How long until customers have the first benefit?"),
        definition=mark("Median of the time from the purchase until the first use that brings what it was bought for."),
        formula=mark("median of (first benefit \u2212 purchase)"),
        unit=mark("days"),
        direction="down",
        highest=None,
    ),
    Common(
        key="ces",
        name=mark("Customer effort score (CES)"),
        kinds=("cpi", "kpi"),
        question=mark("How easy is it for customers to get their concern settled?"),
        definition=mark(
            "Mean agreement, from 1 (not at all) to 7 (fully), that the company made it easy to settle the concern."
        ),
        formula=mark("sum of answers 1\u20137 \u00f7 number of answers"),
        unit="",
        lowest=1,
        highest=7,
    ),
    Common(
        key="nps",
        name=mark("Net Promoter Score (NPS)"),
        kinds=("kpi",),
        question=mark("Would customers recommend us?"),
        definition=mark(
            "On a scale from 0 to 10, 9 and 10 are promoters, 0 to 6 detractors; those who answer 7 or 8 count only"
            " among all answers."
        ),
        formula=mark("% promoters \u2212 % detractors"),
        unit="",
        lowest=-100,
        highest=100,
    ),
    Common(
        key="csat",
        name=mark("Customer satisfaction (CSAT)"),
        kinds=("kpi",),
        question=mark("How many customers are satisfied?"),
        definition=mark("Share of answers 4 or 5 (the top boxes) on a scale from 1 (not at all) to 5 (fully)."),
        formula=mark("answers 4 and 5 \u00f7 all answers \u00d7 100"),
    ),
    Common(
        key="complaints",
        name=mark("Complaint rate"),
        kinds=("kpi",),
        question=mark("How often does something go so wrong that customers complain?"),
        definition=mark("Complaints received for every hundred transactions of the same time."),
        formula=mark("complaints \u00f7 transactions \u00d7 100"),
        direction="down",
    ),
    Common(
        key="churn",
        name=mark("Churn rate"),
        kinds=("kpi",),
        question=mark("How many customers leave us?"),
        definition=mark("Share of the customers at the beginning of a period who are none any more at its end."),
        formula=mark("customers lost in the period \u00f7 customers at its beginning \u00d7 100"),
        direction="down",
    ),
    Common(
        key="retention",
        name=mark("Retention rate"),
        kinds=("kpi",),
        question=mark("How many customers stay?"),
        definition=mark("Share of the customers at the beginning of a period who still are at its end."),
        formula=mark("(customers at the end \u2212 new ones) \u00f7 customers at the beginning \u00d7 100"),
    ),
    Common(
        key="repurchase",
        name=mark("Repurchase rate"),
        kinds=("kpi",),
        question=mark("How many customers buy again?"),
        definition=mark("Share of customers of a period who bought more than once in it."),
        formula=mark("customers with two purchases or more \u00f7 all customers who bought \u00d7 100"),
    ),
    Common(
        key="cost-to-serve",
        name=mark("Cost to serve"),
        kinds=("kpi",),
        question=mark("What does it cost to look after a customer?"),
        definition=mark("All costs of service, support and returns in a period, for each active customer."),
        formula=mark("cost of serving \u00f7 active customers"),
        unit=mark("\u20ac"),
        direction="down",
        highest=None,
    ),
    Common(
        key="unaided-awareness",
        name=mark("Unaided awareness"),
        kinds=("brand",),
        question=mark("Do target customers think of us by themselves?"),
        definition=mark(
            "Share of the target group that names the brand when asked for brands of its kind, unprompted."
        ),
        formula=mark("people who name the brand by themselves \u00f7 people asked \u00d7 100"),
    ),
    Common(
        key="aided-awareness",
        name=mark("Aided awareness"),
        kinds=("brand",),
        question=mark("Do target customers know us when they hear our name?"),
        definition=mark("Share of the target group that says it knows the brand when it is shown or read out."),
        formula=mark("people who know the brand from a list \u00f7 people asked \u00d7 100"),
    ),
    Common(
        key="consideration",
        name=mark("Consideration"),
        kinds=("brand",),
        question=mark("Are we among those that come into question?"),
        definition=mark("Share of the target group for whom the brand comes into question at the next purchase."),
        formula=mark("people who would consider the brand \u00f7 people asked \u00d7 100"),
    ),
    Common(
        key="preference",
        name=mark("Brand preference"),
        kinds=("brand",),
        question=mark("Are we the first choice?"),
        definition=mark("Share of those who would consider several brands and would choose this one first."),
        formula=mark("people who name the brand as first choice \u00f7 people asked \u00d7 100"),
    ),
    Common(
        key="trust",
        name=mark("Brand trust"),
        kinds=("brand",),
        question=mark("Do people believe that we keep our promises?"),
        definition=mark("Share of those who know the brand and agree (4 or 5 of 5) that it keeps what it promises."),
        formula=mark("answers 4 and 5 \u00f7 all answers of people who know the brand \u00d7 100"),
    ),
)
BY_KEY = {common.key: common for common in LIBRARY}


def add_common(state: State, key: str, target: int | None = None) -> Patch:
    """A new indicator from the library, at the end; with ``target`` it hangs there."""
    return add_indicator(state, target, **BY_KEY[key].fields())

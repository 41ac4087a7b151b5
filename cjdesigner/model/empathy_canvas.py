"""The empathy map canvas (XPLANE, version 2): its sections in their order, what each asks, and the classic four.

Titles, headings and questions are English messages, translated where they are shown. This module must not know maps or
notes, nor how a section is drawn.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cjdesigner.i18n import mark
from cjdesigner.model.record import NoteMark, Section

Quadrant = Literal["says", "thinks", "does", "feels"]


class SectionText(msgspec.Struct, frozen=True):
    """What stands over a section: its number on the canvas, its heading, the guiding questions one a line."""

    number: int
    short: str
    """The section in a word or two: for menus and lists."""
    title: str
    questions: str


SECTIONS: dict[Section, SectionText] = {
    "who": SectionText(
        1,
        mark("Who"),
        mark("WHO are we empathising with?"),
        mark("Who is the person we want to understand?\nWhat is the situation they are in?\nWhat is their role in it?"),
    ),
    "need": SectionText(
        2,
        mark("Need to do"),
        mark("What do they need to DO?"),
        mark(
            "What do they need to do differently?\nWhat jobs do they want or need to get done?\n"
            "What decisions do they need to make?\nHow will we know they succeeded?"
        ),
    ),
    "see": SectionText(
        3,
        mark("See"),
        mark("What do they SEE?"),
        mark(
            "What do they see in the marketplace?\nWhat in their immediate environment?\n"
            "What do they see others saying and doing?\nWhat are they watching and reading?"
        ),
    ),
    "say": SectionText(
        4,
        mark("Say"),
        mark("What do they SAY?"),
        mark("What have we heard them say?\nWhat can we imagine them saying?"),
    ),
    "do": SectionText(
        5,
        mark("Do"),
        mark("What do they DO?"),
        mark("What do they do today?\nWhat behaviour have we observed?\nWhat can we imagine them doing?"),
    ),
    "hear": SectionText(
        6,
        mark("Hear"),
        mark("What do they HEAR?"),
        mark(
            "What are they hearing others say?\nWhat from friends?\nWhat from colleagues?\n"
            "What do they hear second-hand?"
        ),
    ),
    "pain": SectionText(7, mark("Pains"), mark("PAINS"), mark("What are their fears,\nfrustrations and anxieties?")),
    "gain": SectionText(7, mark("Gains"), mark("GAINS"), mark("What are their wants,\nneeds, hopes and dreams?")),
    "thought": SectionText(
        7,
        mark("Other thoughts"),
        mark("OTHER THOUGHTS AND FEELINGS"),
        mark("What else might move them to do what they do?"),
    ),
}
"""In the canvas's order: the goal first, then round the outside, the head last."""

ORDER: tuple[Section, ...] = tuple(SECTIONS)

THINK_AND_FEEL = mark("What do they THINK and FEEL?")
"""The heading over the seventh section's three parts."""

CLASSIC: dict[Quadrant, tuple[Section, ...]] = {
    "says": ("say",),
    "thinks": ("thought",),
    "does": ("do",),
    "feels": ("pain", "gain"),
}
"""The classic form, and what goes where."""

CLASSIC_TITLES: dict[Quadrant, str] = {
    "says": mark("SAYS"),
    "thinks": mark("THINKS"),
    "does": mark("DOES"),
    "feels": mark("FEELS"),
}

NOT_CLASSIC: tuple[Section, ...] = tuple(
    section for section in ORDER if not any(section in sections for sections in CLASSIC.values())
)
"""What the classic form does not show."""

CLASSIC_ORDER: tuple[Section, ...] = tuple(section for sections in CLASSIC.values() for section in sections)

MARKS: dict[NoteMark, str] = {
    "heard": mark("heard"),
    "observed": mark("observed"),
    "imagined": mark("imagined"),
}
"""How a note is known, from what was said to what we suppose."""

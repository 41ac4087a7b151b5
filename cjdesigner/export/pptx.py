"""Writes a journey as slides to edit: an overview, a slide a phase, what to fix first, the staircase, paths and gaps.

Everything is a native shape, chart or table; pictures are portraits and the logo only. What is too long for its place
ends in an ellipsis and stands in full in the slide's notes. The same project gives the same file.

This module must not know how a slide is drawn.
"""

from __future__ import annotations

from cjdesigner.export.journey import Told
from cjdesigner.export.look import look_of, wearing
from cjdesigner.export.options import Options
from cjdesigner.i18n import language, using
from cjdesigner.model.state import State


def write(state: State, journey: int, options: Options) -> bytes:
    """The presentation. Raises BadInput where the journey does not exist."""
    with using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        return _written(Told(state, journey, options))


def _written(told: Told) -> bytes:
    # The library takes its time to load, which the window's start must not wait for.
    from cjdesigner.export.pptx_charts import fix_first, staircase
    from cjdesigner.export.pptx_deck import Deck
    from cjdesigner.export.pptx_overview import Overview
    from cjdesigner.export.pptx_phases import PhaseSlides
    from cjdesigner.export.pptx_sections import sections
    from cjdesigner.export.pptx_tables import paths_and_gaps

    options = told.options
    parts = [told.title, told.project.title] if told.project.title.strip() != told.title else [told.title]
    if options.date is not None:
        parts.append(options.date.isoformat())
    deck = Deck(told.title, "   ·   ".join(part for part in parts if part.strip()), language())
    found = sections(told)
    overview = Overview(deck, told, found)
    if options.shows("head"):
        overview.draw()
    if options.shows("map"):
        slides = {number: slide for number, (_section, slide) in enumerate(PhaseSlides(deck, told, found).draw())}
        overview.lead(slides)
    if options.shows("fix-first"):
        fix_first(deck, told)
    if options.shows("staircase"):
        staircase(deck, told)
    paths_and_gaps(deck, told)
    if not len(deck.presentation.slides):
        overview.draw()  # a presentation without slides is none
    return deck.saved(options.date)

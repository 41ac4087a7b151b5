"""How large what comes out of the printer is, and how many of what there are, in words.

This module must not know widgets.
"""

from __future__ import annotations

from cjdesigner import i18n
from cjdesigner.export.methods import MAP_PAGE
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import ngettext
from cjdesigner.model.wording import grouped
from cjdesigner.ui.studio.desk import Desk
from cjdesigner.ui.studio.exporting import MM, Proof

_INCH_OFF = 0.1
"""Points by which a paper made in inches may differ from quarters of them."""


def size_words(width: float, height: float) -> str:
    """A size in points, told in millimetres; of a paper made in inches in these, too."""
    wide, high = (round(length / MM, 1) for length in (width, height))
    shown = [i18n.decimal(length, 0 if length == round(length) else 1) for length in (wide, high)]
    metric = " × ".join(shown) + " mm"
    inches = [round(length / 18) / 4 for length in (width, height)]
    if any(abs(inch * 72 - length) > _INCH_OFF for inch, length in zip(inches, (width, height), strict=True)):
        return metric
    said = [i18n.decimal(inch, 2).rstrip("0").rstrip(",.") for inch in inches]
    return f"{metric} ({' × '.join(said)} in)"


def tally(proof: Proof, desk: Desk) -> str:
    """How many of what come out of the printer: “25 tiles · 1 assembly sheet · 9 further sheets”."""
    count = len(proof.sizes)
    if desk.now.book:
        return ngettext("{count} page", "{count} pages", count).format(count=grouped(count))
    further = ngettext("{count} further sheet", "{count} further sheets", proof.further)
    said = [further.format(count=grouped(proof.further))] if proof.further else []
    if proof.plan is not None:
        if proof.tiles:
            tiles = ngettext("{count} tile", "{count} tiles", proof.tiles).format(count=grouped(proof.tiles))
            said = [tiles, _("1 assembly sheet"), *said]
        return " · ".join(said)
    whole = desk.which == "all" or not desk.now.tile
    if proof.further and whole and any(desk.shows(name) for name in MAP_PAGE):
        return " · ".join((_("1 poster"), *said))
    return ngettext("{count} sheet", "{count} sheets", count).format(count=grouped(count))

"""The page for what had no room under the map: the same map once more, with its lanes and the company's activities.

This module must not know what else is printed.
"""

from __future__ import annotations

from cjdesigner.export.body import keep_strips
from cjdesigner.export.filling import draw_strips_page
from cjdesigner.export.foot import draw_tie
from cjdesigner.export.method_page import Frame
from cjdesigner.export.sheet import Line, Page
from cjdesigner.i18n import gettext as _
from cjdesigner.model.records import Activity


def strips_pages(frame: Frame) -> list[Page]:
    """The page; none where there is no room here either: then all is printed on the list pages."""
    told = frame.told
    title = _("What stands under the map")
    said = _("The lanes of the journey, in the columns of its map.")
    if told.state.members(told.journey.id, Activity):
        title = _("Customer and company")
        said = _("What the company does while the customer is on the way, in the columns of the map.")
    for legend in ([(draw_tie, _("serves this touchpoint"))], []):
        sheet = frame.begin(title, said, legend=legend)
        if not draw_strips_page(sheet.pen, told, sheet.body, frame.scale, frame.lying):
            keep_strips(sheet.pen, told, sheet.body, frame.scale)
            return []
        if any(isinstance(item, Line) and item.role == "tie" for item in sheet.pen.items):
            break  # else there is nothing to explain: once more without the legend
    return [frame.finished(sheet)]

"""What is to be told of settings before anything is drawn: those that contradict each other, and what is not there.

This module must not know any format.
"""

from __future__ import annotations

from collections.abc import Collection

from cjdesigner.export.options import Options
from cjdesigner.i18n import gettext as _


def remarks(options: Options, uses: Collection[str] = ("sheet", "look", "logo")) -> tuple[str, ...]:
    """Sentences on settings that are left out; ``uses`` is what the format heeds (``exporters.Uses``)."""
    found = []
    if "logo" in uses and options.logo_missing and not options.logo:
        found.append(_("The logo of these settings is not in the project, so none is shown. Choose it anew."))
    if "sheet" in uses and options.tiling is not None and (options.bleed or options.crop_marks):
        found.append(_("Bleed and crop marks are left out: tiles have cut marks of their own."))
    if "look" in uses and options.theme == "mono" and options.accent:
        found.append(_("The accent is left out: the theme mono has no colours."))
    return tuple(found)

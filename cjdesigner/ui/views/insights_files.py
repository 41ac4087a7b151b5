"""Writing the listed insights to a file: a sheet to print (PDF, SVG, PNG) or a table for spreadsheets (CSV).

This module must not know how insights are listed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cjdesigner import paths
from cjdesigner.errors import UserError, WriteFailed
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model.insight_words import title_for
from cjdesigner.model.records import Insight
from cjdesigner.model.state import State
from cjdesigner.ui.appearance import Appearance
from cjdesigner.ui.file_dialogs import ask_save, tell_error

FORMATS: dict[str, str] = {
    ".pdf": mark("Sheet to print (PDF)"),
    ".csv": mark("Table for spreadsheets (CSV)"),
    ".svg": mark("Sheet as a drawing (SVG)"),
    ".png": mark("Sheet as a picture (PNG)"),
}


def content(state: State, found: Sequence[Insight], department: str | None, suffix: str) -> tuple[bytes, list[str]]:
    """The file, and what is to be told of it. Raises UserError."""
    if suffix == ".csv":
        from cjdesigner.export import insight_csv

        return insight_csv.write(state, found), []
    from cjdesigner.export import insight_sheet, pdf, png, svg

    composition = insight_sheet.compose(state, found, department)
    write = {".pdf": pdf.write, ".svg": svg.write, ".png": png.write}[suffix]
    return write(composition), list(composition.warnings)


def save(state: State, found: Sequence[Insight], department: str | None, target: Path) -> list[str]:
    """Write the file whole or not at all, in the format that its name tells; returns what is to be told of it.

    Raises UserError.
    """
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise UserError(
            mark("“{path}” is of no known kind: end its name in {suffixes}."), path=target, suffixes=", ".join(FORMATS)
        )
    data, warnings = content(state, found, department, suffix)
    try:
        paths.replace_atomically(target, data)
    except OSError as error:
        reason = error.strerror or os.strerror(5)
        raise WriteFailed(mark("“{path}” cannot be written: {reason}."), path=target, reason=reason) from error
    return warnings


def proposal(department: str | None, suffix: str) -> str:
    """A file's name made of the title of what is in it."""
    words = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title_for(department))
    words = " ".join(words.split()).strip(". ")
    return (words.encode()[:120].decode(errors="ignore").strip() or _("Insights")) + suffix


def ask_and_save(
    state: State,
    found: Sequence[Insight],
    department: str | None,
    suffix: str,
    appearance: Appearance,
    parent: QWidget,
) -> str:
    """Ask for a file and write it; returns the sentence to tell, empty where the user thought better of it."""
    path = ask_save(appearance, parent, proposal(department, suffix), suffix=suffix, kind=_(FORMATS[suffix]))
    if path is None:
        return ""
    try:
        warnings = save(state, found, department, path)
    except UserError as error:
        tell_error(error, appearance, parent)
        return ""
    return " ".join([_("Written: {path}").format(path=path.name), *warnings])

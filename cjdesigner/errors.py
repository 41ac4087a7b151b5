"""What can go wrong that is not a bug.

A :class:`UserError` is told to the user in one sentence: in a dialogue by the window, on one line of stderr by the
command line. Everything else that is raised is a bug and reaches the log and the crash dialogue.

This module must not know Qt, the model or how a message is shown.
"""

from __future__ import annotations

from cjdesigner.i18n import gettext


class UserError(Exception):
    """A mistake told plainly.

    ``template`` is the English sentence with ``{name}`` fields; it is translated when the error is worded, not when it
    is raised, so a change of language rewords it. ``parameters`` fill the fields and are never interpreted further.
    """

    def __init__(self, template: str, **parameters: object) -> None:
        super().__init__(template, parameters)
        self.template = template
        self.parameters = parameters

    def __str__(self) -> str:
        return gettext(self.template).format(**self.parameters)


class FileRefused(UserError):
    """A file that is not opened: not ours, damaged, too new, unreadable. Nothing was written."""


class FileInUse(FileRefused):
    """Another program holds the project open. A read-only view may be offered."""


class WriteFailed(UserError):
    """A write did not happen (disk full, no permission, replaced underneath). The file is as it was before."""


class EditRefused(UserError):
    """An edit that would break an invariant of the document; the document is unchanged."""


class BadInput(UserError):
    """Input that does not fit its form: interchange JSON, a command line argument, a pasted fragment."""

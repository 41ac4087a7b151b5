"""The German catalogue against the source: what to translate, and folding it in.

After the program's texts have changed, from the root of the checkout::

    python tests/catalogue.py

Messages that are new in the source are added to ``resources/i18n/de.po`` with an empty translation and printed, those
that are gone are dropped, and translations are kept. Then fill in the empty ones by hand (search for ``msgstr ""``);
``tests/test_i18n.py`` tells what is missing or amiss. No template (.pot) and no compiled file (.mo) is kept:
:mod:`cjdesigner.i18n` compiles the catalogue when it is first read.

The file says in which module a message stands but not in which line, and no date, so that a change of the source
changes only its own messages. ``pybabel`` extracts the same by
``pybabel extract --no-default-keywords -k _ -k gettext -k mark -k ngettext:1,2 -k pgettext:1c,2 cjdesigner``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import cjdesigner
from cjdesigner import paths

SOURCE = Path(cjdesigner.__file__).parent  # in a checkout or installed
GERMAN = paths.resource("i18n", "de.po")
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

_HEADER = """\
# German texts of cjdesigner.
# How to refresh this file after a change of the source: see tests/catalogue.py.
"""
_DROPPED = tuple(
    f'"{field}:'
    for field in (
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """All messages but the header."""
    return (message for message in catalogue if message.id)


def parts(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A message's id or translation: one text, or one for each plural form."""
    return (text,) if isinstance(text, str) else tuple(text)


def extracted() -> Catalog:
    """The messages of the source, untranslated."""
    template = Catalog()
    for file, line, message, _comments, context in extract_from_dir(SOURCE, keywords=KEYWORDS):
        template.add(message, locations=[(f"cjdesigner/{Path(file).as_posix()}", line)], context=context)
    for message in messages(template):
        message.flags.discard("python-format")  # a percent sign in our texts is a percent sign
    return template


def german() -> Catalog:
    """The German catalogue as it lies in the resources."""
    return read_po(io.BytesIO(GERMAN.read_bytes()), locale="de", abort_invalid=True)


def refreshed(catalogue: Catalog, template: Catalog) -> bytes:
    """The catalogue's file with exactly the template's messages; what it has translated stays."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.header_comment, catalogue.project, catalogue.version = _HEADER, "cjdesigner", "1"
    for message in messages(catalogue):
        message.flags.discard("python-format")
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_DROPPED)).encode()


def _refresh() -> None:
    catalogue = german() if GERMAN.exists() else Catalog(locale="de")
    written = refreshed(catalogue, extracted())
    GERMAN.write_bytes(written)
    missing = [message.id for message in messages(catalogue) if "" in parts(message.string or "")]
    sys.stdout.writelines(f"to translate: {message!r}\n" for message in missing)
    sys.stdout.write(f"{GERMAN.name}: {len(list(messages(catalogue)))} messages, {len(missing)} to translate\n")


if __name__ == "__main__":
    _refresh()

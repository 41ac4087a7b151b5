"""The samples and templates that come with the program, by name and language.

Each is an interchange file in ``resources/samples`` or ``resources/templates``, one for each language; loaded, it is
ordinary content. This module must not know how a project is stored or shown.
"""

from __future__ import annotations

from cjdesigner import i18n, paths
from cjdesigner.errors import BadInput
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark
from cjdesigner.model import interchange
from cjdesigner.model.interchange import Imported
from cjdesigner.model.interchange_reading import short
from cjdesigner.model.records import Record

SAMPLES = ("car-service", "little-sport", "closed-branch")
TEMPLATES = ("blank", "endless-journey", "service-blueprint")
NAMES = SAMPLES + TEMPLATES

_TITLES = {
    "car-service": mark("Car service appointment"),
    "little-sport": mark("A little sport"),
    "closed-branch": mark("Insurance in a closed branch"),
    "blank": mark("Blank"),
    "endless-journey": mark("The endless journey"),
    "service-blueprint": mark("Service blueprint"),
}


def title(name: str) -> str:
    """What a sample or template is called in menus, in the language in force."""
    return _(_TITLES[name])


def load(name: str, language: str | None = None) -> Imported:
    """The sample or template of that name, in ``language`` or the one in force. Raises BadInput for an unknown name."""
    if name not in NAMES:
        raise BadInput(
            mark("There is no template “{name}”; there are {names}."), name=short(name), names=", ".join(NAMES)
        )
    folder = "samples" if name in SAMPLES else "templates"
    file = f"{name}.{language or i18n.language()}.json"
    return interchange.load(paths.resource(folder, file).read_bytes(), file)


def records(name: str, language: str | None = None) -> list[Record]:
    """The records of :func:`load`."""
    return load(name, language).records

"""What records of any type are called, and how many of a type are told in words.

This module must not know where the words are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark, ngettext
from cjdesigner.model import insights, jobs
from cjdesigner.model.personas import persona_name
from cjdesigner.model.records import (
    Activity,
    DesiredOutcome,
    EmpathyMap,
    Force,
    Indicator,
    Insight,
    Job,
    Journey,
    Lane,
    LaneEntry,
    Link,
    NeedPoint,
    Note,
    Override,
    Persona,
    Phase,
    Preset,
    Principle,
    Reading,
    Record,
    Touchpoint,
)
from cjdesigner.model.state import State
from cjdesigner.model.wording import grouped

KIND_NAMES: dict[type[Record], str] = {
    Journey: mark("Journey"),
    Phase: mark("Phase"),
    NeedPoint: mark("Need point"),
    Touchpoint: mark("Touchpoint"),
    Link: mark("Link"),
    Persona: mark("Persona"),
    EmpathyMap: mark("Empathy map"),
    Note: mark("Note"),
    Job: mark("Job"),
    DesiredOutcome: mark("Desired outcome"),
    Force: mark("Force"),
    Indicator: mark("Indicator"),
    Reading: mark("Reading"),
    Insight: mark("Insight"),
    Activity: mark("Activity"),
    Lane: mark("Lane"),
    LaneEntry: mark("Lane entry"),
    Principle: mark("Guard rail"),
    Preset: mark("Preset"),
}
"""What a record of each type is called."""


def called(state: State, record: Record) -> str:
    """What a record is called, on one line; the word for its kind while it has no text."""
    if isinstance(record, Job):
        name = "" if jobs.is_blank(record) else jobs.sentence(record)
    elif isinstance(record, (Insight, Note, Principle, DesiredOutcome, Force, LaneEntry)):
        name = record.text
    elif isinstance(record, Persona):
        name = persona_name(record)
    elif isinstance(record, (Activity, Preset)):
        name = record.name
    elif isinstance(record, Lane):
        name = record.title
    elif isinstance(record, Reading):
        name = record.date
    else:
        name = insights.place_name(state, record)
    return " ".join(name.split()) or kind_name(record)


def kind_name(record: Record) -> str:
    """What kind of record it is, in a word."""
    if isinstance(record, Principle) and record.kind == "freedom":
        return _("Degree of freedom")
    if isinstance(record, Insight) and record.valence != "neutral":
        return _("Pain") if record.valence == "pain" else _("Gain")
    return _(KIND_NAMES[type(record)]) if type(record) in KIND_NAMES else ""


_COUNTED: dict[type[Record] | str, Callable[[int], str]] = {
    Journey: lambda n: ngettext("{count} journey", "{count} journeys", n),
    Phase: lambda n: ngettext("{count} phase", "{count} phases", n),
    NeedPoint: lambda n: ngettext("{count} need point", "{count} need points", n),
    Touchpoint: lambda n: ngettext("{count} touchpoint", "{count} touchpoints", n),
    Link: lambda n: ngettext("{count} link", "{count} links", n),
    Persona: lambda n: ngettext("{count} persona", "{count} personas", n),
    EmpathyMap: lambda n: ngettext("{count} empathy map", "{count} empathy maps", n),
    Note: lambda n: ngettext("{count} note", "{count} notes", n),
    Job: lambda n: ngettext("{count} job", "{count} jobs", n),
    DesiredOutcome: lambda n: ngettext("{count} desired outcome", "{count} desired outcomes", n),
    Force: lambda n: ngettext("{count} force", "{count} forces", n),
    Insight: lambda n: ngettext("{count} insight", "{count} insights", n),
    Indicator: lambda n: ngettext("{count} indicator", "{count} indicators", n),
    Reading: lambda n: ngettext("{count} reading", "{count} readings", n),
    Principle: lambda n: ngettext("{count} guard rail", "{count} guard rails", n),
    "freedom": lambda n: ngettext("{count} degree of freedom", "{count} degrees of freedom", n),
    Activity: lambda n: ngettext("{count} activity", "{count} activities", n),
    Lane: lambda n: ngettext("{count} lane", "{count} lanes", n),
    LaneEntry: lambda n: ngettext("{count} lane entry", "{count} lane entries", n),
    Preset: lambda n: ngettext("{count} preset", "{count} presets", n),
    Override: lambda n: ngettext("{count} own value of a persona", "{count} own values of personas", n),
}


def counted(records: Iterable[Record]) -> list[str]:
    """How many there are of each kind: “3 insights”, “1 indicator”."""
    numbers = Counter(map(_sort, records))
    return [
        words(number).format(count=grouped(number)) for kind, words in _COUNTED.items() if (number := numbers[kind])
    ]


def _sort(record: Record) -> type[Record] | str:
    """What a record is counted as: principles of one kind apart from those of the other."""
    return record.kind if isinstance(record, Principle) and record.kind == "freedom" else type(record)

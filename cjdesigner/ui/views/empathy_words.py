"""What an empathy map's view says of maps and notes, in words.

This module must not know Qt.
"""

from __future__ import annotations

from collections.abc import Mapping

from cjdesigner.i18n import gettext as _
from cjdesigner.model.empathy_canvas import SECTIONS
from cjdesigner.model.record import Section
from cjdesigner.model.records import EmpathyMap, Insight, Job, Journey, Node, Phase, Record
from cjdesigner.model.wording import name_of


def map_name(record: EmpathyMap) -> str:
    """A map's title on one line."""
    return " ".join(record.title.split()) or _("Unnamed empathy map")


def name(record: Record) -> str:
    """What a record that a map or note is tied to is called, on one line."""
    if isinstance(record, Node):
        return " ".join(name_of(record).split())
    if isinstance(record, Phase):
        return " ".join(record.title.split()) or _("Unnamed phase")
    if isinstance(record, Journey):
        return " ".join(record.title.split()) or _("Unnamed journey")
    if isinstance(record, Insight):
        return " ".join(record.text.split()) or _("Unnamed insight")
    if isinstance(record, Job):
        words = " ".join(record.motivation.split()) or " ".join(record.situation.split())
        return words or _("Unnamed job")
    return ""


def became_words(record: Record) -> str:
    """What a note was promoted to."""
    if isinstance(record, Node):
        return _("Became the need point “{name}”. Click to open it.").format(name=name(record))
    if isinstance(record, Job):
        return _("Became the job “{name}”. Click to open it.").format(name=name(record))
    return _("Became the insight “{name}”. Click to open it.").format(name=name(record))


def hidden_words(counts: Mapping[Section, int]) -> str:
    """Which notes the classic form does not show; empty where it shows all."""
    parts = " · ".join(f"{_(SECTIONS[section].short)} {count}" for section, count in counts.items() if count)
    return _("Not shown in this form: {sections}").format(sections=parts) if parts else ""

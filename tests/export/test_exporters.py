"""The table of formats says truly what each makes of the options."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from PIL import Image

from cjdesigner.export import EXPORTERS
from cjdesigner.export.options import Options
from cjdesigner.export.presets import path_of
from cjdesigner.model import samples
from cjdesigner.model.state import State

DAY = datetime.date(2026, 11, 22)
SAMPLE = State(samples.records("little-sport", "en"))
JOURNEY = SAMPLE.journeys()[0].id
WRITERS = [suffix for suffix, exporter in EXPORTERS.items() if "sheet" not in exporter.uses]


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "#C8402F").save(out, "PNG")
    return out.getvalue()


CHANGES: dict[str, dict[str, Any]] = {
    "client": {"client": True},
    "look": {"theme": "bold", "accent": "#8a1c7c"},
    "path": {"path": path_of("best", SAMPLE, JOURNEY)},
    "message": {"key_message": "Otherwise told"},
    "logo": {"logo": logo()},
    "sections": {"sections": ("head", "map")},
    "diagram": {"diagram": "flowchart"},
}

FLOWCHART = {"diagram": "flowchart"}


def content(suffix: str, **fields: Any) -> bytes:
    return EXPORTERS[suffix].content(SAMPLE, JOURNEY, Options(**{"language": "en", "date": DAY, **fields}))


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_format_heeds_what_it_says_it_does(suffix: str) -> None:
    plain = content(suffix)
    assert plain == content(suffix), "the same options give the same file"
    heeded = {name for name, fields in CHANGES.items() if content(suffix, **fields) != plain}
    if "diagram" in heeded:  # a flowchart shows colours, a journey diagram the path
        other = content(suffix, diagram="flowchart")
        heeded |= {name for name, fields in CHANGES.items() if content(suffix, **fields | FLOWCHART) != other}
    # Where nothing is only for the team, a client's copy is the same.
    said = EXPORTERS[suffix].uses
    assert heeded | ({"client"} & said) == said - {"journey"}


def test_every_sheet_heeds_all_that_is_set_on_it() -> None:
    for suffix, exporter in EXPORTERS.items():
        if "sheet" in exporter.uses:
            assert exporter.uses >= {"journey", *CHANGES} - {"diagram"}, suffix


def test_a_file_comes_with_what_is_to_be_told_of_it() -> None:
    exported = EXPORTERS[".pdf"].exported(SAMPLE, JOURNEY, Options(language="en", date=DAY, paper="A5"))
    assert exported.content.startswith(b"%PDF-")
    assert exported.warnings
    assert EXPORTERS[".csv"].exported(SAMPLE, JOURNEY, Options(language="en")).warnings == ()


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_a_picture_of_several_pages_is_told(suffix: str) -> None:
    def warnings(**fields: Any) -> tuple[str, ...]:
        chosen = Options(**{"language": "en", "date": DAY, "dpi": 20.0, **fields})
        return EXPORTERS[suffix].exported(SAMPLE, JOURNEY, chosen).warnings

    several = [words for words in warnings(sections=("map", "jobs")) if "below each other" in words]
    assert several == ["The picture holds 2 pages below each other; choose fewer sections for one."]
    assert not any("below each other" in words for words in warnings(sections=("map",), paper="A0"))

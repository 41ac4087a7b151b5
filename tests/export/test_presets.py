"""Presets become options, and options presets."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from cjdesigner.errors import BadInput
from cjdesigner.export.exporters import EXPORTERS
from cjdesigner.export.options import PAGES, Options, Tiling
from cjdesigner.export.presets import STARTS, options_of, preset_of, started
from cjdesigner.export.printed import printed
from cjdesigner.model import samples
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Preset
from cjdesigner.model.state import State

LOGO = b"<svg/>"


@pytest.fixture(scope="module")
def state() -> State:
    return State(samples.records("little-sport", "en"))


@pytest.fixture
def journey(state: State) -> int:
    return state.journeys()[0].id


FULL = Preset(
    id=0,
    name="Client",
    paper="914mm-roll",
    landscape=False,
    margin=12.5,
    bleed=3.0,
    crop_marks=True,
    tile="A4",
    overlap=7.0,
    book=True,
    blank=True,
    client=True,
    theme="bold",
    accent="#1f6feb",
    logo="l",
    language="de",
    path="travelled",
    sections=("map", "paths"),
    side=("paths",),
    side_width=0.25,
    dpi=150.0,
    transparent=True,
)


def test_every_setting_comes_through(state: State, journey: int) -> None:
    found = options_of(FULL, state, journey, {"l": LOGO})
    assert found == Options(
        paper="914mm-roll",
        landscape=False,
        margin=12.5,
        bleed=3.0,
        crop_marks=True,
        tiling=Tiling(paper="A4", overlap=7.0),
        book=True,
        blank=True,
        client=True,
        theme="bold",
        accent="#1f6feb",
        logo=LOGO,
        language="de",
        sections=("map", "paths"),
        side=("paths",),
        side_width=0.25,
        dpi=150.0,
        transparent=True,
    )
    assert preset_of(found, "Client", state, logo="l") == FULL


def test_the_plainest_preset_asks_for_nothing(state: State, journey: int) -> None:
    plain = Preset(id=0, name="Plain")
    found = options_of(plain, state, journey, {})
    assert found == Options(paper="A3", landscape=True)
    assert preset_of(found, "Plain", state) == plain


def test_options_without_a_paper_take_the_projects(state: State) -> None:
    made = preset_of(Options(), "New", state)
    assert (made.paper, made.landscape) == (state.project.settings.paper, state.project.settings.landscape)


def test_paths_are_those_of_the_journey(state: State, journey: int) -> None:
    analysis = Analysis(JourneyGraph(state, journey))
    assert analysis.best is not None
    assert analysis.worst is not None
    assert analysis.best.nodes != analysis.worst.nodes
    for name, path in (("best", analysis.best), ("worst", analysis.worst)):
        preset = Preset(id=0, name="P", path=name)
        assert options_of(preset, state, journey, {}).path == path.nodes
        assert preset_of(options_of(preset, state, journey, {}), "P", state, path=name) == preset


@pytest.mark.parametrize(
    ("wrong", "value", "known"),
    [
        ({"paper": "B9"}, "B9", "A0"),
        ({"tile": "B9"}, "B9", "A4"),
        ({"theme": "neon"}, "neon", "paper, bold, mono"),
        ({"path": "longest"}, "longest", "travelled, best, worst"),
        ({"language": "tlh"}, "tlh", "en, de"),
        ({"sections": ("map", "holograms")}, "holograms", "staircase"),
        ({"side": ("map",)}, "map", "paths"),
        ({"accent": "red"}, "red", "#1f6feb"),
    ],
)
def test_what_there_is_not_is_refused_by_name(
    wrong: dict[str, Any], value: str, known: str, state: State, journey: int
) -> None:
    with pytest.raises(BadInput) as caught:
        options_of(msgspec.structs.replace(FULL, **wrong), state, journey, {"l": LOGO})
    assert "“Client”" in str(caught.value)
    assert f"“{value}”" in str(caught.value)
    assert known in str(caught.value)


def test_sizes_of_ones_own_are_papers(state: State, journey: int) -> None:
    preset = Preset(id=0, name="P", paper="594x1200mm", tile="200x300mm")
    assert options_of(preset, state, journey, {}).tiling == Tiling(paper="200x300mm")


def test_a_logo_that_is_gone_is_none_and_told(state: State, journey: int) -> None:
    preset = msgspec.structs.replace(FULL, book=False, blank=False, tile="", language="en", sections=("map",))
    gone, there = (options_of(preset, state, journey, images) for images in ({}, {"l": LOGO}))
    assert (gone.logo, there.logo) == (None, LOGO)
    assert gone.logo_missing
    assert not there.logo_missing
    told = [word for word in EXPORTERS[".html"].exported(state, journey, gone).warnings if "logo" in word]
    assert told == ["The logo of these settings is not in the project, so none is shown. Choose it anew."]
    assert told[0] in EXPORTERS[".svg"].exported(state, journey, gone).warnings
    assert EXPORTERS[".csv"].exported(state, journey, gone).warnings == ()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"tile": "A4", "bleed": 3.0}, "Bleed and crop marks are left out: tiles have cut marks of their own."),
        ({"tile": "A4", "crop_marks": True}, "Bleed and crop marks are left out: tiles have cut marks of their own."),
        ({"theme": "mono", "accent": "#1f6feb"}, "The accent is left out: the theme mono has no colours."),
    ],
)
def test_settings_that_contradict_each_other_are_told(
    settings: dict[str, Any], told: str, state: State, journey: int
) -> None:
    preset = Preset(id=0, name="P", paper="A3", language="en", sections=("map",), **settings)
    assert told in printed(state, journey, options_of(preset, state, journey, {})).warnings
    plain = Preset(id=0, name="P", paper="A3", language="en", sections=("map",), bleed=3.0, accent="#1f6feb")
    assert told not in printed(state, journey, options_of(plain, state, journey, {})).warnings


@pytest.mark.parametrize("key", list(STARTS))
def test_every_starting_point_can_be_followed(key: str, state: State, journey: int) -> None:
    preset = started(key, state)
    options = options_of(preset, state, journey, {})
    assert options.paper == preset.paper
    own = state.project.settings
    assert (preset.paper, preset.landscape) == (own.paper, own.landscape) or key not in ("usual", "client")
    assert (options.tiling is not None) == (key == "tiled")
    assert any(options.shows(name) for name in PAGES) == (key != "wall")

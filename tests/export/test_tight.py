"""That a sheet stays sound where there is little room, or little or far too much to say."""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest
from export.test_filling import sound, words_of

from cjdesigner import text
from cjdesigner.errors import BadInput
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.paper import MM
from cjdesigner.export.poster import compose
from cjdesigner.export.printed import printed
from cjdesigner.export.sheet import Composition, TextLine, overlaps, smallest_type, strays, texts
from cjdesigner.model import samples
from cjdesigner.model.records import Journey, Phase, Project
from cjdesigner.model.state import State

_POSTER = ("head", "map", "staircase", "legend", "fix-first", "paths", "gaps")


def sample(name: str, arrangement: Any = "flow") -> State:
    records = samples.records(name, "de")
    return State(
        msgspec.structs.replace(record, arrangement=arrangement) if isinstance(record, Journey) else record
        for record in records
    )


def poster(state: State, place: int = 0, **options: Any) -> Composition:
    return compose(state, state.journeys()[place].id, Options(**{"language": "de", **options}))


@pytest.mark.parametrize("name", ["little-sport", "car-service", "closed-branch"])
@pytest.mark.parametrize(
    ("paper", "landscape", "margin"),
    [
        ("A5", True, 30.0),
        ("A5", False, 37.0),
        ("4000x80mm", True, None),
        ("100x100mm", None, None),
        ("76x76mm", None, None),
    ],
)
def test_small_sheets_and_large_margins(name: str, paper: str, landscape: bool | None, margin: float | None) -> None:
    sound(poster(sample(name), paper=paper, landscape=landscape, margin=margin, sections=_POSTER))


@pytest.mark.parametrize("paper", ["50mm-roll", "60x1000mm", "50x50mm", "51x5000mm"])
def test_sheets_without_room_inside_their_margins_are_refused(paper: str) -> None:
    with pytest.raises(BadInput, match="Inside its margins"):
        poster(sample("little-sport"), paper=paper)


def test_endless_texts_of_phases_take_no_time() -> None:
    words = "Lorem ipsum dolor sit amet " * 185
    records = [
        msgspec.structs.replace(record, wording=words, question=words, verb=words)
        if isinstance(record, Phase)
        else record
        for record in samples.records("little-sport", "en")
    ]
    start = time.process_time()
    sound(poster(State(records), paper="A3", sections=_POSTER))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("name", "arrangement", "paper"),
    [
        ("endless-journey", "channel", "A5"),
        ("endless-journey", "owner", "A4"),
        ("car-service", "owner", "A4"),
        ("little-sport", "channel", "A5"),
    ],
)
def test_no_share_stands_on_the_heading_of_a_lane(name: str, arrangement: str, paper: str) -> None:
    state = sample(name, arrangement)
    for place in range(len(state.journeys())):
        sound(poster(state, place, paper=paper, landscape=True))


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_scale_of_a_low_staircase_is_told_once(paper: str) -> None:
    sound(poster(sample("car-service"), 1, paper=paper, landscape=True, side_width=0.4))


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("name", ["little-sport", "closed-branch", "service-blueprint"])
def test_no_text_stands_in_the_margin(name: str, landscape: bool) -> None:
    for margin in (None, 15.0):
        page = poster(sample(name), paper="A4", landscape=landscape, margin=margin).pages[0]
        edge = 28.0 if margin is None else margin * MM
        assert min(line.x for line in texts(page)) >= edge - 0.1
        assert max(line.ink.right for line in texts(page)) <= page.width - edge + 0.1


@pytest.mark.parametrize("phases", [0, 1, 60])
def test_a_journey_without_cards_says_so_in_large_type(phases: int) -> None:
    records = [Project(id=1, title="P"), Journey(id=2, title="Empty")]
    records += [Phase(id=3 + rank, journey=2, rank=rank, title=f"Phase {rank}") for rank in range(phases)]
    composition = poster(State(records), paper="A0", language="en")
    sound(composition)
    assert composition.warnings == () or phases > 20
    page = composition.pages[0]
    said = [line for line in texts(page) if line.text.startswith("This journey has")]
    assert said[0].size > 80
    assert abs(said[0].ink.centre_x - page.width / 2) < 2
    assert "What a score means".upper() not in words_of(page).upper()
    assert (smallest_type(composition) or 0) >= 24


def test_the_smallest_type_of_tiles_and_of_a_book() -> None:
    state = sample("little-sport")
    journey = state.journeys()[0].id
    tiled = printed(state, journey, Options(paper="A0", language="de", sections=_POSTER, tiling=Tiling(paper="A4")))
    assert smallest_type(tiled) == pytest.approx(tiled.smallest) == pytest.approx(24.02, abs=0.01)
    book = printed(state, journey, Options(paper="A3", language="de", book=True))
    drawn = min(line.size for page in book.pages if not page.in_hand for line in texts(page))
    assert book.smallest <= drawn + 1e-9


@pytest.mark.parametrize(("paper", "tile"), [("A0", "60x60mm"), ("A0", "5000x60mm"), ("5000x900mm", "A5")])
def test_an_assembly_sheet_of_tiny_tiles(paper: str, tile: str) -> None:
    state = sample("little-sport")
    options = Options(paper=paper, language="de", sections=("head", "map"), tiling=Tiling(paper=tile, only=((0, 0),)))
    sheet = printed(state, state.journeys()[0].id, options).pages[0]
    assert overlaps(sheet) == []
    assert strays(sheet) == []
    assert any(line.text == "A1" for line in texts(sheet))


def test_voices_are_whole_or_numbered() -> None:
    for paper in ("A4", "A3", "A0"):
        state = sample("little-sport")
        page = poster(state, paper=paper, landscape=True).pages[0]
        quoted = [line for line in texts(page) if line.face == "italic" and line.text.endswith(text.ELLIPSIS)]
        assert not quoted


def test_channels_of_a_lane_do_not_stand_on_each_other(draw: Any) -> None:
    from cjdesigner.export.drawing import Notes, Pen
    from cjdesigner.export.journey import Told
    from cjdesigner.export.lanes import draw_channels
    from cjdesigner.model.geometry import Rect
    from cjdesigner.model.records import Lane

    drawn = draw()
    phase = drawn.phase("One")
    for place, channel in enumerate(("مرحبا كيف", "a\nb", "كيف مرحبا")):
        drawn.touchpoint(f"Step {place}", phase, 0, 100.0 * place, score=0.5, channel=channel)
    told = Told(State(drawn.records), drawn.journey, Options())
    pen = Pen(Notes(), 6)
    draw_channels(pen, told, Lane(id=900, journey=drawn.journey, kind="channel"), phase, Rect(0, 0, 400, 12), 1.0)
    found = [item.ink for item in pen.items if isinstance(item, TextLine)]
    assert len(found) == 3
    assert not any(one.intersects(other) for place, one in enumerate(found) for other in found[place + 1 :])
    assert not pen.notes.cut

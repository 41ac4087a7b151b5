"""The slides: everything in them and native, connectors that hold, nothing too large, the same bytes each time."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.util import Emu

from cjdesigner import text
from cjdesigner.export import pptx as writer
from cjdesigner.export.journey import Told
from cjdesigner.export.options import Options
from cjdesigner.export.pptx_places import layers, placed
from cjdesigner.i18n import using
from cjdesigner.model import samples
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Journey, Link, NeedPoint, Phase, Project, Record, Touchpoint, node_title
from cjdesigner.model.state import State

NASTY = (
    '=HYPERLINK("http://example.org")',
    "<b>bold</b> &amp; </a:t>",
    "control \x00\x1b\x0b\ufffe characters",
    "Arzthaftpflichtversicherungsvertragsunterlagenzusammenstellung " * 5,
    "مرحبا كيف يمكنني البدء",
    "👨\u200d👩\u200d👧 健康保険の申し込み手続き",
    "x" * 5000,
    "",
)


def sample(name: str, language: str = "en") -> tuple[State, int]:
    state = State(samples.records(name, language))
    return state, state.journeys()[0].id


def made(names: list[str], phases: int = 1, *, chain: bool = False) -> tuple[State, int]:
    """A journey with so many touchpoints: a chain, or each leading to the next three; every third is a need point."""
    records: list[Record] = [Project(id=1), Journey(id=2, title="Made")]
    records += [Phase(id=10 + n, journey=2, rank=n, title=f"Phase {n}", wording="wording") for n in range(phases)]
    first = 1000
    for place, name in enumerate(names):
        phase, identity = 10 + place * phases // len(names), first + place
        x, y = 240.0 * (place % 5), 120.0 * (place // 5)
        if place % 3 == 0 and not chain:
            records.append(NeedPoint(id=identity, journey=2, phase=phase, x=x, y=y, question=name))
        else:
            records.append(
                Touchpoint(
                    id=identity, journey=2, phase=phase, x=x, y=y, name=name, score=0.8 + place % 4 / 20,
                    owner="The owner", note="The note", signature=place % 7 == 0, blocked=place % 50 == 49,
                )
            )  # fmt: skip
    number = 10_000
    for place in range(len(names)):
        for step in (1,) if chain else (1, 3):
            if place + step < len(names):
                records.append(Link(id=number, journey=2, source=first + place, target=first + place + step))
                number += 1
    if len(names) > 3:
        records.append(Link(id=number, journey=2, source=first + 3, target=first, kind="return"))
    return State(records), 2


def opened(state: State, journey: int, **options: Any) -> Any:
    return pptx.Presentation(io.BytesIO(writer.write(state, journey, Options(**options))))


def shapes_of(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from shapes_of(shape.shapes)


def words_of(deck: Any) -> str:
    """All that is on slides and in notes."""
    found = []
    for slide in deck.slides:
        for shape in shapes_of(slide.shapes):
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def packed(words: str) -> str:
    return "".join(character for character in words if character.isprintable() and not character.isspace())


@pytest.mark.parametrize(("name", "language"), [*((name, "en") for name in samples.NAMES), ("closed-branch", "de")])
def test_every_text_of_the_journey_is_in_the_slides(name: str, language: str) -> None:
    state, journey = sample(name, language)
    deck = opened(state, journey, language=language)
    words = packed(words_of(deck))
    for node in state.nodes(journey):
        assert packed(node_title(node)) in words
    for phase in state.phases(journey):
        assert packed(phase.wording) in words
        assert any(slide.shapes.title.text_frame.text.startswith(phase.title) for slide in deck.slides)
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
    assert (deck.slide_width, deck.slide_height) == (Emu(12192000), Emu(6858000))


def test_links_are_connectors_that_hold_on_to_their_cards() -> None:
    state, journey = sample("little-sport")
    told = Told(state, journey, Options())
    deck = opened(state, journey)
    inner = 0
    for slide in deck.slides:
        known = {shape.shape_id for shape in shapes_of(slide.shapes)}
        assert len(known) == len(list(shapes_of(slide.shapes)))
        for shape in slide.shapes:
            if shape._element.tag.endswith("cxnSp"):
                ends = [int(end) for end in shape._element.xpath(".//a:stCxn/@id | .//a:endCxn/@id")]
                assert len(ends) == 2
                assert set(ends) <= known
                inner += any(link_words(told, link) in shape.name for link in told.links if link.kind == "next")
    within = [link for link in told.links if told.nodes[link.source].phase == told.nodes[link.target].phase]
    assert inner >= len(within) > 5


def link_words(told: Told, link: Link) -> str:
    return f"{told.name(link.source)} → {told.name(link.target)}"


def test_nothing_is_a_picture_and_charts_are_native() -> None:
    state, journey = sample("little-sport")
    data = writer.write(state, journey, Options())
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [name for name in names if re.search(r"media|\.(png|jpe?g|emf|bin)$", name)] == []
    deck = pptx.Presentation(io.BytesIO(data))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    told = Told(state, journey, Options())
    levers = [round(lever.lever * 100, 2) for lever in told.analysis.levers if lever.lever > 1e-9][:10]
    assert list(charts[0].plots[0].series[0].values) == levers
    assert told.path is not None
    left, lost = (list(series.values) for series in charts[1].plots[0].series)
    assert left == [100.0, *(round(step.after * 100, 2) for step in told.path.steps)]
    assert all(abs(before - gone - after) < 0.02 for before, gone, after in zip(left, lost[1:], left[1:], strict=False))


def test_cards_are_groups_told_in_words() -> None:
    state, journey = sample("car-service")
    deck = opened(state, journey)
    told = [
        shape._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")[0]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.shape_type == 6
    ]
    assert any("Reception at the dealer" in words and "50%" in words and "in person" in words for words in told)


def test_two_hundred_touchpoints_of_a_phase_go_on_to_further_slides() -> None:
    state, journey = made([f"Touchpoint number {number}" for number in range(200)])
    deck = opened(state, journey)
    seen: list[str] = []
    for slide in deck.slides:
        cards = [shape for shape in slide.shapes if shape.shape_type == 6 and "number" in shape.name]
        seen += [shape.name.split(": ")[1] for shape in cards]
        boxes = [Rect(s.left, s.top, s.width, s.height) for s in cards]
        for place, box in enumerate(boxes):
            assert not any(box.intersects(other) for other in boxes[place + 1 :])
            assert box.width > Emu(12700 * 100)
    assert sorted(seen) == sorted(f"Touchpoint number {number}" for number in range(200))


def test_a_long_chain_fills_slides_and_leads_downwards_or_to_the_right() -> None:
    order = list(range(60))
    room = Rect(100, 100, 700, 360)
    slides = placed(order, {node: [node + 1] for node in order}, room)
    assert len(slides) == 3
    for slide in slides:
        for node, (column, row) in slide.columns.items():
            if node + 1 in slide.columns:
                assert slide.columns[node + 1] > (column, row)
            assert room.united(slide.cards[node].inflated(-0.01)) == room
    assert layers([1, 2, 3], {1: [3], 2: [3]}) == [[1, 2], [3]]


@pytest.mark.parametrize("theme", ["paper", "bold", "mono"])
def test_texts_fit_their_shapes_and_shapes_their_slide(theme: Any) -> None:
    state, journey = made([NASTY[place % len(NASTY)] for place in range(16)], phases=2)
    deck = opened(state, journey, theme=theme, language="de")
    for slide in deck.slides:
        for shape in shapes_of(slide.shapes):
            if shape._element.tag.endswith("cxnSp"):
                continue  # turned by a quarter, its frame is not where it runs
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 2
            assert shape.top + shape.height <= deck.slide_height + 2
            if shape.has_text_frame and shape.text_frame.text and not shape.is_placeholder:
                with using("de"):
                    high = height_of(shape.text_frame, shape.width)
                assert high <= shape.height / 12700 + 1.5, shape.text_frame.text


def height_of(frame: Any, width: int) -> float:
    """What the text takes in points, measured as the window measures."""
    room = (width - frame.margin_left - frame.margin_right) / 12700
    high = (frame.margin_top + frame.margin_bottom) / 12700
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            size = run.font.size / 12700
            face: text.Face = "semibold" if run.font.bold else "italic" if run.font.italic else "regular"
            # The half points that sizes are rounded to may take a hair's breadth.
            high += len(text.lines(run.text, face, size * 0.98, room + 0.5).lines) * size * 1.15
        high += (paragraph.space_before or 0) / 12700
    return high


def test_hostile_texts_are_texts_and_stand_in_full_in_the_notes() -> None:
    state, journey = made(list(NASTY), phases=1)
    data = writer.write(state, journey, Options())
    deck = pptx.Presentation(io.BytesIO(data))
    words = packed(words_of(deck))
    for name in NASTY:
        assert packed(re.sub("[\x00-\x1f\ufffe]", "", name)) in words
    assert "_x00" not in words
    archive = zipfile.ZipFile(io.BytesIO(data))
    books = [name for name in archive.namelist() if name.endswith(".xlsx")]
    assert len(books) == 2
    for name in books:
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name)))["Sheet1"]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s", "n"}
        assert [cell for cell in cells if cell.hyperlink] == []


def test_the_same_journey_gives_the_same_bytes() -> None:
    state, journey = sample("little-sport")
    options = Options(date=datetime.date(2026, 9, 30))
    data = writer.write(state, journey, options)
    assert data == writer.write(state, journey, options)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert pptx.Presentation(io.BytesIO(data)).core_properties.modified == datetime.datetime(2026, 9, 30)
    for name in archive.namelist():
        if name.endswith(".xlsx"):
            book = zipfile.ZipFile(io.BytesIO(archive.read(name)))
            assert b"2000-01-01" in book.read("docProps/core.xml")


def test_a_clients_copy_has_no_owners_and_no_notes() -> None:
    state, journey = made([f"Touchpoint {number}" for number in range(20)], phases=3)
    for client in (False, True):
        archive = zipfile.ZipFile(io.BytesIO(writer.write(state, journey, Options(client=client))))
        whole = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
        assert (b"The owner" in whole, b"The note" in whole) == (not client, not client)


def test_theme_language_and_typeface_are_those_asked_for() -> None:
    state, journey = sample("car-service", "de")
    data = writer.write(state, journey, Options(language="de", accent="#0A7A5A"))
    archive = zipfile.ZipFile(io.BytesIO(data))
    theme = archive.read("ppt/theme/theme1.xml").decode()
    assert re.search(r'<a:accent1><a:srgbClr val="0A7A5A"/>', theme)
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', theme)) == {"Arial"}
    slide = archive.read("ppt/slides/slide1.xml").decode()
    assert 'lang="de-DE"' in slide
    assert 'lang="en' not in slide
    mono = zipfile.ZipFile(io.BytesIO(writer.write(state, journey, Options(theme="mono"))))
    colours = set(re.findall(r'srgbClr val="(\w{6})"', mono.read("ppt/slides/slide2.xml").decode()))
    assert all(len({value[0:2], value[2:4], value[4:6]}) == 1 for value in colours)


def test_what_is_not_wanted_is_left_out_and_nothing_at_all_is_a_slide() -> None:
    state, journey = sample("little-sport")
    assert len(opened(state, journey, sections=("fix-first",)).slides) == 1
    assert len(opened(state, journey, sections=("jobs",)).slides) == 1
    empty = State([Project(id=1), Journey(id=2)])
    assert [slide.shapes.title.text_frame.text for slide in opened(empty, 2).slides] == ["Untitled journey"]


def test_the_overview_leads_to_the_phases() -> None:
    state, journey = made([f"Touchpoint {number}" for number in range(30)], phases=30)
    deck = opened(state, journey)
    targets = [
        shape.click_action.target_slide.shapes.title.text_frame.text
        for slide in deck.slides
        for shape in shapes_of(slide.shapes)
        if shape.shape_type != 6 and not shape.has_chart and not shape.has_table and shape.click_action.target_slide
    ]
    assert targets == [f"Phase {number}" for number in range(30)]


def test_portrait_and_logo_are_the_only_pictures() -> None:
    logo = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#c30"/></svg>'
    )
    state, journey = made(["Touchpoint"])
    data = writer.write(state, journey, Options(logo=logo, theme="bold"))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [name for name in names if "media" in name] == ["ppt/media/image1.png"]
    pictures = [shape for shape in pptx.Presentation(io.BytesIO(data)).slides[0].shapes if shape.shape_type == 13]
    assert [shape.name for shape in pictures] == ["Logo"]
    assert abs(pictures[0].width / pictures[0].height - 3) < 0.05

"""Presets of exports in the document: edits, names, logos."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from model import random_edits
from model.pictures import drawing, jpeg, name_of, png

from cjdesigner.errors import BadInput, EditRefused
from cjdesigner.model import images, presets, rules
from cjdesigner.model.document import Document
from cjdesigner.model.images import LARGEST, LARGEST_DRAWING, Images
from cjdesigner.model.naming import called, counted, kind_name
from cjdesigner.model.patch import added
from cjdesigner.model.records import Preset
from cjdesigner.model.removing import remove
from cjdesigner.model.store import create, open_document


@pytest.fixture
def document() -> Document:
    return Document(random_edits.start())


def add(document: Document, name: str, **fields: object) -> Preset:
    document.apply(presets.add(document.state, msgspec.convert({"id": 0, "name": name, **fields}, Preset)), "Preset")
    return document.state.ranked(Preset)[-1]


def test_presets_are_added_in_order_each_with_a_name_of_its_own(document: Document) -> None:
    for name in ("Client A0", " client  a0 ", "Client A0", "Office"):
        add(document, name)
    assert [preset.name for preset in document.state.ranked(Preset)] == [
        "Client A0",
        "client a0 2",
        "Client A0 3",
        "Office",
    ]
    assert [preset.rank for preset in document.state.ranked(Preset)] == [0, 1, 2, 3]
    assert document.undo()
    assert len(document.state.all(Preset)) == 3


def test_a_preset_is_found_however_its_name_is_written(document: Document) -> None:
    made = add(document, "Größe A0")
    assert presets.named(document.state, "  GRÖSSE a0") == made
    assert presets.named(document.state, "Größe") is None


def test_renaming_keeps_names_apart(document: Document) -> None:
    first, second = add(document, "One"), add(document, "Two")
    document.apply(presets.rename(document.state, second.id, "one"), "Rename")
    assert document.state.get(second.id, Preset) == msgspec.structs.replace(second, name="one 2")
    document.apply(presets.rename(document.state, first.id, "ONE"), "Rename")
    assert document.state.get(first.id, Preset) == msgspec.structs.replace(first, name="ONE")
    assert presets.rename(document.state, first.id, " ") == {}
    assert presets.rename(document.state, 9999, "x") == {}


def test_replacing_takes_the_settings_and_keeps_name_and_place(document: Document) -> None:
    add(document, "One")
    second = add(document, "Two", paper="A0")
    document.apply(presets.replace(document.state, second.id, Preset(id=0, name="x", paper="A1", bleed=3.0)), "Save")
    assert document.state.get(second.id, Preset) == msgspec.structs.replace(second, paper="A1", bleed=3.0)
    document.undo()
    assert document.state.get(second.id, Preset) == second


def test_removing(document: Document) -> None:
    made = add(document, "One")
    assert presets.remove(document.state, made.id) == remove(document.state, [made.id]) == {made.id: (made, None)}
    assert presets.remove(document.state, 9999) == {}


def test_words_for_presets(document: Document) -> None:
    made = add(document, "Client A0")
    assert called(document.state, made) == "Client A0"
    assert kind_name(made) == "Preset"
    assert counted([made]) == ["1 preset"]


@pytest.mark.parametrize(
    "wrong", [{"margin": -1.0}, {"bleed": 30.1}, {"overlap": float("nan")}, {"side_width": 0.5}, {"dpi": 5.0}]
)
def test_what_is_out_of_range_is_refused(document: Document, wrong: dict[str, float]) -> None:
    preset = msgspec.structs.replace(Preset(id=document.state.allocate(), name="x"), **wrong)
    with pytest.raises(EditRefused):
        document.apply(added([preset]), "Preset")


def test_names_of_a_later_program_are_kept(document: Document) -> None:
    made = add(document, "Later", theme="neon", paper="B9", path="longest", sections=["holograms"], tile="?")
    rules.check_all(document.state)
    assert (made.theme, made.paper, made.path, made.sections) == ("neon", "B9", "longest", ("holograms",))


# logos


DRAWINGS = [
    b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"\xef\xbb\xbf \n<svg\n>",
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made > by -->\n<!-- - -->\n<svg>',
    b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<svg width="1">',
]


@pytest.mark.parametrize("data", DRAWINGS)
def test_an_svg_is_a_logo_and_no_other_picture(data: bytes) -> None:
    kept = Images()
    with pytest.raises(BadInput, match="only PNG and JPEG can"):
        kept.put(data)
    name = kept.put(data, logo=True)
    assert (kept.get(name), kept.media_type(name)) == (data, "image/svg+xml")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svgx>",
        b"<html><svg>",
        b"text <svg>",
        b"<?xml version='1.0'?>",
        b"<!--" + b"-->" * 5000 + b"<!--" * 5000,
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>",
        b"<!--" + b" " * 70_000 + b"--><svg>",
    ],
)
def test_what_is_no_logo(data: bytes) -> None:
    with pytest.raises(BadInput, match="only PNG, JPEG and SVG can"):
        Images().put(data, logo=True)


def test_how_large_a_logo_may_be() -> None:
    kept = Images()
    assert kept.get(kept.put(drawing(1, LARGEST_DRAWING), logo=True)) is not None
    assert kept.put(jpeg(1, LARGEST), logo=True)
    with pytest.raises(BadInput, match="larger than 1 MB"):
        kept.put(drawing(1, LARGEST_DRAWING + 1), logo=True)
    with pytest.raises(BadInput, match="larger than 4 MB"):
        kept.put(jpeg(1, LARGEST + 1), logo=True)


def test_a_logo_lies_in_the_file_while_a_preset_names_it(tmp_path: Path) -> None:
    path, logo = tmp_path / "a.cjd", drawing(1)
    with create(path, random_edits.start()) as made:
        document = made.document
        document.images.put(png(1))
        add(document, "Client", logo=document.images.put(logo, logo=True))
        assert images.named(document.state.records.values()) == {name_of(logo)}
    document, opened = open_document(path)
    assert document.images.get(name_of(logo)) == logo
    assert document.images.get(name_of(png(1))) is None
    assert document.state.all(Preset)[0].logo == name_of(logo)
    assert document.undo()
    assert document.state.all(Preset) == []
    opened.close()

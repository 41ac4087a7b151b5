"""Images beside the records: kept by hash, read when wanted, gone when nothing names them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
from model import freeze, random_edits
from model.pictures import jpeg, name_of, png

from cjdesigner.errors import BadInput, FileRefused, WriteFailed
from cjdesigner.model import images, store
from cjdesigner.model.document import Document
from cjdesigner.model.images import LARGEST, Image, Images
from cjdesigner.model.patch import added, changed, removed
from cjdesigner.model.records import RECORD_TYPES, Insight, Lane, LaneEntry, Persona, Record
from cjdesigner.model.store import FileReplaced, Store, create, create_untitled, open_document

A, B, C, D = png(1), png(2), jpeg(1), jpeg(2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journey.cjd"


@pytest.fixture
def opened(path: Path) -> Store:
    return create(path, random_edits.start())


def show(document: Document, picture: bytes) -> int:
    """Put a picture into the document and name it by a new insight; the insight's id."""
    name = document.images.put(picture)
    identity = document.state.allocate()
    document.apply(added([Insight(id=identity, text="photo", image=name)]), "Photo")
    return identity


def unshow(document: Document, identity: int) -> None:
    document.apply(removed([document.state[identity]]), "Delete")


def kept(path: Path) -> set[bytes]:
    """The pictures in a file, whose names and types are right."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT hash, media_type, bytes FROM image").fetchall()
    assert all(name == name_of(data) and kind == images.media_type(data) for name, kind, data in found)
    return {data for _name, _kind, data in found}


def sql(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, values)


# without a file


def test_an_image_comes_back_by_its_name() -> None:
    found = Images()
    name = found.put(A)
    assert name == name_of(A)
    assert (found.get(name), found.media_type(name)) == (A, "image/png")
    assert (found.get(found.put(C)), found.media_type(name_of(C))) == (C, "image/jpeg")
    assert found.image(name) == Image(name, "image/png", A)
    assert found.put(A) == name
    assert (found.get(name_of(B)), found.media_type(name_of(B)), found.get("")) == (None, None, None)


@pytest.mark.parametrize(
    "data", [b"", b"x", b"GIF89a" + b"x" * 40, b"<svg xmlns='http://www.w3.org/2000/svg'/>", A[1:]]
)
def test_what_is_no_png_or_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="only PNG and JPEG"):
        Images().put(data)


def test_what_is_too_large_is_refused() -> None:
    found = Images()
    assert found.get(found.put(jpeg(1, LARGEST))) is not None
    with pytest.raises(BadInput, match="larger than 4 MB"):
        found.put(jpeg(1, LARGEST + 1))


def test_the_fields_that_name_images() -> None:
    assert all(get_type_hints(kind)[field] is str for kind, field in images.FIELDS.items())
    hold = {kind for kind in RECORD_TYPES for name in get_type_hints(kind) if name in ("image", "portrait", "logo")}
    assert hold == set(images.FIELDS)
    records: list[Record] = [
        Persona(id=1, name="n", portrait="p"),
        Insight(id=2, text="t", image="i"),
        LaneEntry(id=3, lane=4, image="l"),
        Insight(id=5, text="none"),
        Lane(id=4, journey=2, title="x"),
    ]
    assert images.named(records) == {"p", "i", "l"}


# in a file


def test_an_image_is_in_the_file_at_once_and_comes_back(path: Path, opened: Store) -> None:
    document = opened.document
    show(document, A)
    assert kept(path) == {A}
    opened.close()
    document, again = open_document(path)
    assert document.images.get(name_of(A)) == A
    assert document.images.media_type(name_of(A)) == "image/png"
    assert document.images.get(name_of(B)) is None
    again.close()


def test_putting_an_image_is_no_edit(path: Path, opened: Store) -> None:
    document = opened.document
    gesture = document.begin("Drag")
    document.images.put(A)
    assert gesture.open
    gesture.cancel()
    assert document.undo_label is None
    before = path.read_bytes()
    document.images.put(A)
    assert path.read_bytes() == before, "what is there is not written again"
    opened.close()


def test_images_are_read_when_they_are_wanted(path: Path, opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    show(opened.document, A)
    opened.close()
    read: list[str] = []
    usual = Store.read_image
    monkeypatch.setattr(Store, "read_image", lambda self, name: read.append(name) or usual(self, name))
    document, again = open_document(path)
    assert read == []
    assert document.images.get(name_of(A)) == A
    assert document.images.get("no hash") is None
    assert read == [name_of(A)]
    again.close()


def test_a_view_reads_images_and_takes_none(path: Path, opened: Store) -> None:
    show(opened.document, A)
    document, view = open_document(path, read_only=True)
    assert document.images.get(name_of(A)) == A
    assert document.images.put(A) == name_of(A)
    with pytest.raises(WriteFailed, match="reading only"):
        document.images.put(B)
    later = opened.document.images.put(B)
    assert document.images.get(later) == B, "as the writer has left it"
    view.close()
    opened.close()
    path.unlink()
    assert document.images.get(name_of(A)) is None


def test_a_view_of_an_older_file_has_no_images(tmp_path: Path) -> None:
    path = tmp_path / "old.cjd"
    path.write_bytes((freeze.FILES / "format-1.cjd").read_bytes())
    document, view = open_document(path, read_only=True)
    assert document.images.get(name_of(A)) is None
    view.close()


def test_a_full_disk_refuses_an_image_and_keeps_the_file(path: Path, opened: Store) -> None:
    assert opened._file is not None
    connection = opened._file.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    before = path.read_bytes()
    with pytest.raises(WriteFailed, match="disk is full"):
        opened.document.images.put(jpeg(1, 100_000))
    assert path.read_bytes() == before
    assert opened.document.images.get(name_of(jpeg(1, 100_000))) is None
    connection.execute("PRAGMA max_page_count = 1000000")
    show(opened.document, jpeg(1, 100_000))
    opened.close()
    assert kept(path) == {jpeg(1, 100_000)}


# what stays and what goes


def test_making_keeps_the_pictures_that_records_name(path: Path) -> None:
    records = [*random_edits.start(), Persona(id=20, name="Zoë", portrait=name_of(A))]
    with create(path, records, pictures=[A, B]) as made:
        assert made.document.images.get(name_of(A)) == A
        assert made.document.images.get(name_of(B)) is None
    assert kept(path) == {A}
    with pytest.raises(BadInput):
        create(path.with_name("other.cjd"), records, pictures=[b"text"])
    assert not path.with_name("other.cjd").exists()


def test_closing_drops_what_neither_records_nor_history_name(path: Path, opened: Store) -> None:
    document = opened.document
    document.images.put(D)
    first = show(document, A)
    unshow(document, first)
    show(document, B)
    document.undo()
    show(document, C)
    assert kept(path) == {A, B, C, D}
    opened.close()
    assert kept(path) == {A, C}, "A may be brought back by undo; B can no longer be redone; D was never named"
    document, again = open_document(path)
    while document.undo():
        pass
    again.close()
    assert kept(path) == {A, C}, "both may be redone"
    whole = path.read_bytes()
    assert B not in whole
    assert D not in whole


def test_closing_writes_nothing_where_nothing_is_to_be_dropped(path: Path, opened: Store) -> None:
    show(opened.document, A)
    opened.close()
    before = path.read_bytes(), path.stat().st_mtime_ns
    open_document(path)[1].close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_falls_out_of_history_takes_its_image_along(
    path: Path, opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = opened.document
    unshow(document, show(document, A))
    monkeypatch.setattr(store, "HISTORY_BYTES", 1)
    show(document, B)
    opened.close()
    assert kept(path) == {B}
    assert A not in path.read_bytes()


def test_where_closing_cannot_drop_the_next_closing_does(path: Path, opened: Store) -> None:
    opened.document.images.put(A)
    assert opened._file is not None
    opened._file.connection.execute("PRAGMA query_only = ON")
    opened.close()
    assert kept(path) == {A}
    open_document(path)[1].close()
    assert kept(path) == set()


def test_a_copy_with_history_has_what_may_be_brought_back(path: Path, opened: Store) -> None:
    document = opened.document
    unshow(document, show(document, A))
    show(document, B)
    show(document, C)
    document.undo()
    document.images.put(D)
    copy = path.with_name("copy.cjd")
    opened.save_copy(copy)
    assert kept(copy) == {A, B, C}
    document, again = open_document(copy)
    document.redo()
    while document.undo():
        for name in images.named(document.state.records.values()):
            assert document.images.get(name) is not None
    again.close()
    opened.close()


def test_a_copy_without_history_has_no_picture_that_was_deleted(path: Path, opened: Store) -> None:
    document = opened.document
    unshow(document, show(document, A))
    shown = show(document, D)
    insight = document.state[shown]
    document.apply(changed([(insight, msgspec.structs.replace(insight, image=document.images.put(B)))]), "Another")
    document.images.put(C)
    copy = path.with_name("copy.cjd")
    opened.copy_without_history(copy)
    assert kept(copy) == {B}
    assert not any(picture in copy.read_bytes() for picture in (A, C, D))
    opened.close()


def by_relocating(opened: Store, target: Path) -> None:
    opened.relocate(target)


@pytest.mark.parametrize("twice", [False, True])
def test_saving_as_takes_the_images_along(path: Path, opened: Store, twice: bool) -> None:
    document = opened.document
    unshow(document, show(document, A))
    show(document, B)
    document.images.put(C)
    target = path.with_name("target.cjd")
    by_relocating(opened, target)
    if twice:
        by_relocating(opened, path.with_name("third.cjd"))
    assert document.images.get(name_of(A)) == A
    assert document.images.get(name_of(B)) == B
    assert document.images.get(name_of(C)) is None
    show(document, D)
    opened.close()
    assert kept(opened.path) == {A, B, D}
    assert kept(path) == {A, B}, "what nothing names does not stay behind either"


def test_a_view_saved_under_another_name_has_its_images(path: Path, opened: Store) -> None:
    unshow(opened.document, show(opened.document, A))
    show(opened.document, B)
    opened.close()
    _document, view = open_document(path, read_only=True)
    view.relocate(path.with_name("mine.cjd"))
    view.close()
    assert kept(path.with_name("mine.cjd")) == {A, B}


def test_an_untitled_project_takes_its_images_to_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJDESIGNER_HOME", str(tmp_path / "home"))
    records = [*random_edits.start(), Persona(id=20, name="Zoë", portrait=name_of(A))]
    opened = create_untitled(records, pictures=iter([A, B]))
    show(opened.document, C)
    opened.relocate(tmp_path / "named.cjd")
    opened.close()
    assert kept(tmp_path / "named.cjd") == {A, C}


def test_a_file_replaced_underneath_is_given_no_image_and_its_images_are_saved(path: Path, opened: Store) -> None:
    show(opened.document, A)
    theirs = path.with_name("theirs.cjd")
    create(theirs, random_edits.start()).close()
    theirs.replace(path)
    before = path.read_bytes()
    with pytest.raises(FileReplaced):
        opened.document.images.put(B)
    opened.relocate(path.with_name("mine.cjd"))
    opened.close()
    assert kept(path.with_name("mine.cjd")) == {A}
    assert path.read_bytes() == before


# images that are not what they say


HOSTILE: dict[str, tuple[object, object, object]] = {
    "another picture": (name_of(A), "image/png", B),
    "no picture": (name_of(b"#!/bin/sh"), "image/png", b"#!/bin/sh"),
    "too large": (name_of(jpeg(1, LARGEST + 1)), "image/jpeg", jpeg(1, LARGEST + 1)),
    "a text": (name_of(A), "image/png", "text"),
    "a number": (name_of(A), "image/png", 7),
    "a name that is none": ("../../etc/passwd", "image/png", A),
    "a name of bytes": (b"\xff\xfe", "image/png", A),
}


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE)
def test_an_image_that_is_not_what_it_says_is_none_and_goes(
    path: Path, opened: Store, row: tuple[object, object, object]
) -> None:
    document = opened.document
    name = row[0] if isinstance(row[0], str) else name_of(A)
    document.apply(added([Insight(id=document.state.allocate(), text="photo", image=name)]), "Photo")
    opened.close()
    sql(path, "INSERT INTO image VALUES (?, ?, ?)", *row)
    for read_only in (True, False):
        document, again = open_document(path, read_only=read_only)
        assert document.images.get(name) is None
        assert document.images.media_type(name) is None
        copy = path.with_name(f"copy {read_only}.cjd")
        again.save_copy(copy)
        assert kept(copy) == set()
        again.close()


def test_the_right_image_takes_the_place_of_a_wrong_one(path: Path, opened: Store) -> None:
    show(opened.document, A)
    opened.close()
    sql(path, "UPDATE image SET bytes = ?", B)
    document, again = open_document(path)
    assert document.images.get(name_of(A)) is None
    assert document.images.put(A) == name_of(A)
    assert document.images.get(name_of(A)) == A
    again.close()
    assert kept(path) == {A}


def test_names_that_are_no_text_are_dropped(path: Path, opened: Store) -> None:
    show(opened.document, A)
    opened.close()
    sql(path, "INSERT INTO image VALUES (CAST(x'ff00' AS TEXT), 'x', 'y')")
    sql(path, "INSERT INTO image VALUES (x'00', 'x', 'y')")
    open_document(path)[1].close()
    assert kept(path) == {A}


def test_a_view_does_not_read_a_file_that_has_become_another(path: Path, opened: Store) -> None:
    show(opened.document, A)
    opened.close()
    document, view = open_document(path, read_only=True)
    sql(path, "DROP TABLE image")
    sql(path, "CREATE VIEW image AS SELECT '' AS hash, '' AS media_type, x'' AS bytes")
    assert document.images.get(name_of(A)) is None
    view.close()
    with pytest.raises(FileRefused):
        open_document(path)


# the law


def test_what_a_document_names_is_there_whatever_was_done(path: Path) -> None:
    """Edits, undoing, saving as, closing: never is an image missing that a record names."""
    opened = create(path, random_edits.start())
    pictures = [png(number) for number in range(12)]
    steps: list[Callable[[Document], object]] = [lambda document, p=p: show(document, p) for p in pictures]  # type: ignore[misc]
    for number, step in enumerate(steps):
        step(opened.document)
        if number % 3 == 1:
            opened.document.undo()
        if number % 4 == 2:
            opened.relocate(path.with_name(f"{number}.cjd"))
        if number % 5 == 3:
            opened.close()
            opened = open_document(opened.path)[1]
        while number == 7 and opened.document.undo():
            everything_shown(opened.document)
        everything_shown(opened.document)
    while opened.document.undo():
        everything_shown(opened.document)
    while opened.document.redo():
        everything_shown(opened.document)
    opened.close()


def everything_shown(document: Document) -> None:
    for name in images.named(document.state.records.values()):
        data = document.images.get(name)
        assert data is not None
        assert name_of(data) == name


@pytest.mark.parametrize(
    "data",
    [b"\n" * 64_000 + b"x", b"<!--x-->" * 8000 + b"x", b" <!--" * 12_000, b"<?xml " * 10_000, b"<!DOCTYPE a>" * 5000],
    ids=["blanks", "comments", "open comments", "declarations", "doctypes"],
)
def test_what_is_no_picture_is_known_at_once_however_it_begins(data: bytes) -> None:
    began = time.process_time()
    assert images.media_type(data) is None
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    "before", [b"", b"\xef\xbb\xbf", b"\n \t", b"<?xml version='1.0'?>\n<!-- a > b --> <!DOCTYPE svg>\n", b" \n" * 8000]
)
def test_an_svg_is_known_by_its_first_element(before: bytes) -> None:
    assert images.media_type(before + b"<svg>") == images.DRAWING
    assert images.media_type(before + b"<svgx>") is None

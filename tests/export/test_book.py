"""The book: its contents tell the right pages, links lead somewhere, the outline is whole, every record is in it."""

from __future__ import annotations

import datetime
import functools
import re
from typing import Any

import msgspec
import pypdfium2
import pytest

from cjdesigner.errors import BadInput
from cjdesigner.export import pdf
from cjdesigner.export.book import compose
from cjdesigner.export.options import Options
from cjdesigner.export.sheet import Box, Composition, Page, overlaps, smallest_type, strays, texts
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import using
from cjdesigner.model import samples
from cjdesigner.model.records import Attachment, Insight, Job, Journey, Project, Record
from cjdesigner.model.state import State

DAY = datetime.date(2026, 11, 22)
BOOKS = [(name, language) for name in samples.SAMPLES for language in ("en", "de")]


def made(records: list[Record], **options: Any) -> Composition:
    state = State(records)
    return compose(state, state.journeys()[0].id, Options(**{"date": DAY, "language": "en", **options}))


@functools.cache
def book(name: str, language: str) -> Composition:
    return made(samples.records(name, language), language=language)


def said(page: Page) -> str:
    return " ".join(line.text for line in texts(page))


def folded(words: str) -> str:
    return re.sub(r"[\s\u00ad‐-]+", "", words).casefold()


def contents(found: Composition) -> list[Page]:
    """The pages after the cover that hold nothing but links."""
    return [page for page in found.pages[1:] if any(getattr(item, "role", "") == "leader" for item in page.items)]


@pytest.mark.parametrize(("name", "language"), BOOKS)
def test_nothing_overlaps_strays_or_is_too_small(name: str, language: str) -> None:
    found = book(name, language)
    for page in found.pages:
        assert not overlaps(page)
        assert not strays(page)
    assert (smallest_type(found) or 0) >= found.smallest
    sizes = {(round(page.width, 2), round(page.height, 2)) for page in found.pages}
    assert len(sizes) == 1
    assert found.pages[0].width > found.pages[0].height


@pytest.mark.parametrize(("name", "language"), [("little-sport", "en"), ("closed-branch", "de")])
def test_the_contents_tell_the_right_pages(name: str, language: str) -> None:
    found = book(name, language)
    document = pypdfium2.PdfDocument(pdf.write(found))
    try:
        read = [folded(document[place].get_textpage().get_text_range()) for place in range(len(document))]
    finally:
        document.close()
    assert len(read) == len(found.pages)
    entries = 0
    for page in contents(found):
        lines = sorted(texts(page), key=lambda line: (round(line.y, 1), line.x))
        for jump in page.jumps:
            row = [line for line in lines if jump.rect.y <= line.y <= jump.rect.bottom]
            title, number = " ".join(line.text for line in row[:-1]), row[-1].text
            assert int(number) == jump.page + 1
            with using(language):
                listed = title == _("What had no room, in full")
                wanted = _("{title}: what the poster had no room for").format(title="") if listed else title
            assert folded(wanted.rstrip("…")) in read[jump.page], title
            assert read[jump.page].count(number)
            entries += 1
    assert entries >= 4
    for place, page in enumerate(found.pages[1:], 2):
        assert any(line.text == str(place) for line in texts(page)), place
    assert not any(line.text == "1" for line in texts(found.pages[0]))


@pytest.mark.parametrize(("name", "language"), BOOKS)
def test_jumps_lead_to_pages_and_the_outline_is_whole(name: str, language: str) -> None:
    found = book(name, language)
    for place, page in enumerate(found.pages):
        for jump in page.jumps:
            assert 0 <= jump.page < len(found.pages)
            assert jump.page != place
            assert 0 <= jump.y < found.pages[jump.page].height
    chapters = [entry.title for page in found.pages for entry in page.outline if entry.level == 0]
    told = [line.text for page in contents(found) for line in texts(page) if line.face == "semibold"]
    with using(language):
        assert chapters[:2] == [found.title, _("Contents")]
    assert [title for title in chapters[2:] if title in told] == chapters[2:]
    levels = [entry.level for page in found.pages for entry in page.outline]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_numbers_of_cut_texts_lead_to_where_they_are_in_full() -> None:
    found = book("car-service", "de")
    numbered = [(page, line) for page in found.pages for line in texts(page) if re.search(r"… ?\[\d+\]$", line.text)]
    assert numbered
    for page, line in numbered:
        jump = next(jump for jump in page.jumps if jump.rect == line.ink)
        mark = re.findall(r"\[\d+\]$", line.text)[0]
        target = next(other for other in texts(found.pages[jump.page]) if other.text == mark)
        assert jump.y <= target.y <= jump.y + 4 * target.size


def test_every_record_of_the_project_is_in_it_once() -> None:
    records = samples.records("little-sport", "en")
    state = State(records)
    second = state.journeys()[1].id
    # What hangs on the second journey alone is the project's too.
    insight = Insight(id=state.allocate(), text="Only seen in spring, zebra", department="Marketing")
    records += [insight, Attachment(id=state.allocate(), subject=insight.id, target=second)]
    pages = [said(page) for page in made(records, sections=("insights", "jobs")).pages]
    chapters = [page for page in pages if "zebra" in page]
    assert len(chapters) == 1
    whole = folded(" ".join(pages))
    for job in state.all(Job):
        assert folded(job.motivation)[:20] in whole


def test_empty_parts_are_left_out_and_an_empty_project_is_a_cover() -> None:
    found = made([Project(id=1, title="Nothing yet"), Journey(id=2, title="Empty")])
    assert len(found.pages) == 2
    assert "Nothing yet" in said(found.pages[0])
    titles = [entry.title for page in book("car-service", "en").pages for entry in page.outline if entry.level == 0]
    assert "Indicators" not in titles
    assert "Personas" not in titles


def test_sections_paper_and_look_are_the_options() -> None:
    records = samples.records("little-sport", "en")
    found = made(records, sections=("jobs", "personas"), paper="A4", landscape=False, theme="bold", accent="#0B6E4F")
    titles = [entry.title for page in found.pages for entry in page.outline if entry.level == 0]
    assert titles[2:] == ["Personas", "Jobs to be done"]
    assert found.pages[0].width < found.pages[0].height
    assert any(isinstance(item, Box) and item.fill == "#0B6E4F" for item in found.pages[0].items)
    for page in found.pages:
        assert not overlaps(page)
        assert not strays(page)


def test_a_journey_that_is_twice_there_has_two_chapters() -> None:
    records = samples.records("car-service", "en")
    state = State(records)
    one, two = state.journeys()
    records = [msgspec.structs.replace(r, title=one.title) if r.id == two.id else r for r in records]  # type: ignore[call-arg]
    titles = [entry.title for page in made(records, sections=("map",)).pages for entry in page.outline]
    assert one.title in titles
    assert f"{one.title} (2)" in titles


def test_a_roll_is_refused() -> None:
    with pytest.raises(BadInput, match="roll"):
        made(samples.records("car-service", "en"), paper="914mm-roll")


def test_the_same_input_gives_the_same_bytes() -> None:
    records = samples.records("car-service", "en")
    assert pdf.write(made(records)) == pdf.write(book("car-service", "en"))


def test_the_blank_book_has_the_blank_sheets_alone() -> None:
    found = made(samples.records("little-sport", "en"), blank=True)
    titles = [entry.title for page in found.pages for entry in page.outline if entry.level == 0]
    assert titles[2:] == ["A little sport", "To-be, spring"]
    assert all(not re.search(r"\d%", said(page)) for page in found.pages[2:])


@pytest.mark.parametrize("paper", ["A5", "5000x5000mm"])
def test_page_numbers_stand_clear_of_the_imprint_however_narrow_the_margin(paper: str) -> None:
    found = made(
        samples.records("little-sport", "en"), paper=paper, margin=1.0, client=True, sections=("personas", "strategy")
    )
    for page in found.pages:
        assert [(one.text, other.text) for one, other in overlaps(page)] == []
        assert [line.text for line in strays(page)] == []


def test_a_journey_with_nothing_to_say_has_no_empty_page() -> None:
    found = made(samples.records("little-sport", "en"), paper="A4", client=True, sections=("hand-offs", "personas"))
    empty = [page for page in found.pages[2:] if len(texts(page)) < 5]
    assert empty == []

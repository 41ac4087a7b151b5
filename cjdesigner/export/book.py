"""The book: one document of a whole project, with a cover, contents, page numbers and links.

Each journey is a chapter: its map, its own sheets, and in full what these had no room for. Then come the sheets of what
belongs to the project, each record once, whichever journeys it hangs on. What has nothing to say is left out. This
module must not know how a sheet is drawn, nor any file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from cjdesigner.errors import BadInput
from cjdesigner.export.book_contents import Line, contents_pages, contents_size
from cjdesigner.export.book_cover import cover_page
from cjdesigner.export.concerning import whole_project
from cjdesigner.export.drawing import Notes, Pen
from cjdesigner.export.journey import Told
from cjdesigner.export.lists import list_pages, list_title
from cjdesigner.export.look import INK, look, look_of, wearing
from cjdesigner.export.methods import MAP_PAGE, method_pages, with_content
from cjdesigner.export.options import PAGES, SECTIONS, Options, known_sections
from cjdesigner.export.paper import MM, Paper
from cjdesigner.export.poster import compose as compose_poster
from cjdesigner.export.poster import paper_of
from cjdesigner.export.sheet import Box, Composition, Entry, Jump, Page, TextLine, smallest_type, texts
from cjdesigner.i18n import decimal, language, mark, using
from cjdesigner.i18n import gettext as _
from cjdesigner.model.client_copy import for_client
from cjdesigner.model.geometry import Rect
from cjdesigner.model.records import Journey, Node
from cjdesigner.model.state import State
from cjdesigner.text import ELLIPSIS

OF_A_JOURNEY = ("eight", "strategy")
"""The sheets that each journey has for itself; the others are the project's."""

_PAPER = "A4"
_MARGIN = 28.0
_LEAST_MARGIN = 9 * MM
"""Page numbers stand in the margin."""
_NUMBERED = re.compile(r"\[(\d+)\]$")


class Chapter(msgspec.Struct, frozen=True):
    """Pages under a title; ``listed`` is what its list pages call it. Jumps count pages from the chapter's first."""

    title: str
    pages: tuple[Page, ...]
    listed: str
    warnings: tuple[str, ...] = ()


def compose(state: State, journey: int, options: Options | None = None) -> Composition:
    """The project's book; ``journey`` is the one that a path and a key message in the options are of.

    Raises BadInput for a paper that there is not, or a roll.
    """
    options = options or Options()
    with using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        paper = book_paper(state, options)
        return _Book(for_client(state) if options.client else state, journey, options, paper).composed()


def book_paper(state: State, options: Options) -> Paper:
    """The book's paper, lying A4 unless the options say otherwise. Raises BadInput."""
    chosen = msgspec.structs.replace(
        options, paper=options.paper or _PAPER, landscape=True if options.landscape is None else options.landscape
    )
    paper = paper_of(state, chosen)
    if paper.roll:
        raise BadInput(
            mark("A book is printed on sheets, not on a roll. Choose another paper than “{name}”."), name=paper.name
        )
    return paper


class _Book:
    def __init__(self, state: State, journey: int, options: Options, paper: Paper) -> None:
        self.state, self.journey, self.paper = state, journey, paper
        margin = _MARGIN * paper.unit if options.margin is None else options.margin * MM
        self.margin = max(margin, _LEAST_MARGIN, 2 * paper.smallest)
        self.options = msgspec.structs.replace(
            options,
            paper=paper.name,
            landscape=paper.width > paper.height,
            margin=self.margin / MM,
            book=False,
            tiling=None,
            bleed=0.0,
            crop_marks=False,
            language=language(),
        )
        wanted = known_sections(options.sections) if options.sections is not None else tuple(SECTIONS)
        self.sections = tuple(name for name in wanted if name not in PAGES or name in OF_A_JOURNEY)
        self.of_project = tuple(name for name in wanted if name in PAGES and name not in OF_A_JOURNEY)
        self.title = " ".join(state.project.title.split()) or self._first_title()

    def _first_title(self) -> str:
        titles = (" ".join(journey.title.split()) for journey in self.state.journeys())
        return next((title for title in titles if title), _("Untitled project"))

    def composed(self) -> Composition:
        """All pages in order, numbered and linked."""
        chapters = [*self._journeys(), *self._project()]
        first = 1 + contents_size(self._lines(chapters, 0), self.paper, self.margin)
        lines = self._lines(chapters, first)
        pages = [cover_page(self.state, self.title, self.options, self.paper, self.margin)]
        pages += contents_pages(lines, self.paper, self.margin)
        heads = [""] * len(pages)
        for chapter in chapters:
            start = len(pages)
            pages += [
                _moved(page, start, chapter.title if not place else "") for place, page in enumerate(chapter.pages)
            ]
            heads += [chapter.title] * len(chapter.pages)
        numbered = [self._numbered(page, place, heads[place]) if place else page for place, page in enumerate(pages)]
        warnings = dict.fromkeys(warning for chapter in chapters for warning in chapter.warnings)
        found = Composition(tuple(_nested(numbered)), self.title, language(), self.paper.smallest, tuple(warnings))
        smallest = min(self.paper.smallest, smallest_type(found) or self.paper.smallest)
        return msgspec.structs.replace(found, smallest=smallest)

    # chapters

    def _journeys(self) -> Iterator[Chapter]:
        """A chapter for each journey that has cards, or anything else to say."""
        titles: dict[str, int] = {}
        for journey in self.state.journeys():
            own = (
                self.options
                if journey.id == self.journey
                else msgspec.structs.replace(self.options, key_message=None, path=None)
            )
            wanted = [name for name in self.sections if name in with_content(self.state, journey.id)]
            drawn = self.state.nodes(journey.id) or self.state.phases(journey.id)
            if not drawn or not any(name in MAP_PAGE or name in OF_A_JOURNEY for name in wanted):
                continue
            if not self.state.members(journey.id, Node):
                wanted = (
                    wanted if self.options.blank else [name for name in wanted if name in ("head", "map", "legend")]
                )
            own = msgspec.structs.replace(own, sections=tuple(wanted))
            found = compose_poster(self.state, journey.id, own, bound=True)
            if not any(line for page in found.pages for line in texts(page)):
                continue
            title = " ".join(journey.title.split()) or _("Untitled journey")
            titles[title] = titles.get(title, 0) + 1
            if titles[title] > 1:
                title = f"{title} ({decimal(titles[title])})"
            yield Chapter(title, _linked(found.pages), found.title, found.warnings)

    def _project(self) -> Iterator[Chapter]:
        """A chapter for each sheet of the project; what had no room on any of them ends the last."""
        journeys = self.state.journeys()
        if not journeys or self.options.blank:
            return
        told = _Whole(self.state, (self.state.get(self.journey, Journey) or journeys[0]).id, self.options)
        told.title = self.title
        with whole_project():
            for name in self.of_project:
                if name not in with_content(self.state, told.journey.id):
                    continue
                notes = Notes()
                pages = method_pages(told, [name], self.paper, self.margin, notes)
                if not pages:
                    continue
                title = pages[0].outline[0].title if pages[0].outline else _(SECTIONS[name])
                title = _(SECTIONS[name]) if len(pages) > 1 and name == "empathy" else title
                pages += list_pages(notes, title, self.paper, self.margin)
                yield Chapter(title, _linked(pages), title)

    # contents

    def _lines(self, chapters: Sequence[Chapter], first: int) -> list[Line]:
        """The contents: chapters and their sheets, with the places of their pages; the first chapter begins there."""
        found: list[Line] = []
        start = first
        for chapter in chapters:
            found.append(Line(chapter.title, 0, start))
            known = {chapter.title}
            for place, page in enumerate(chapter.pages):
                entry = page.outline[0] if page.outline else None
                title = _("What had no room, in full") if _is_list(page, chapter) else entry.title if entry else ""
                if title and title not in known:
                    known.add(title)
                    found.append(Line(title, 1, start + place, entry.y if entry else 0.0))
            start += len(chapter.pages)
        return found

    # every page

    def _numbered(self, page: Page, place: int, head: str) -> Page:
        """The page with its number at the foot and, small at its head, project and chapter."""
        pen = Pen(Notes(), self.paper.smallest)
        size, inner = self.paper.smallest, page.width - 2 * self.margin
        foot = page.height - 0.42 * self.margin
        pen.figure(decimal(place + 1), page.width - self.margin, foot, "semibold", size, INK.second, align="right")
        words = "  ·  ".join(part for part in (self.title, head) if part and part != self.title) if head else ""
        words = words or self.title
        grounded = any(isinstance(item, Box) and item.role == "bleed" and item.rect.y < 0 for item in page.items)
        colour = look().head_second if grounded else INK.second
        box = Rect(self.margin, 0.5 * self.margin - 0.6 * size, inner, 1.5 * size)
        pen.text(words, box, "regular", size, colour, align="right", max_lines=1, ending=ELLIPSIS)
        return msgspec.structs.replace(page, items=(*page.items, *pen.items))


class _Whole(Told):
    """What the project's sheets are told of: the project, not one of its journeys."""

    def __init__(self, state: State, journey: int, options: Options) -> None:
        super().__init__(state, journey, options)
        self.title = ""
        if len(state.journeys()) > 1:
            self.comparison = None  # the figures by persona are a journey's


def _is_list(page: Page, chapter: Chapter) -> bool:
    """Whether a page prints in full what its chapter's sheets had no room for."""
    first = next(iter(texts(page)), None)
    return (
        first is not None
        and first.face == "semibold"
        and list_title(chapter.listed).startswith(first.text.rstrip(ELLIPSIS))
    )


def _moved(page: Page, start: int, title: str) -> Page:
    """The page as one of a book: its jumps from the book's first page on, its outline under its chapter's ``title``,
    which stands on the chapter's first page."""
    entries = [msgspec.structs.replace(entry, level=entry.level + 1) for entry in page.outline]
    if title:
        if entries and entries[0].title == title:
            entries = [msgspec.structs.replace(entry, level=max(1, entry.level - 1)) for entry in entries[1:]]
        entries.insert(0, Entry(title, 0, 0.0))
    jumps = tuple(msgspec.structs.replace(jump, page=jump.page + start) for jump in page.jumps)
    return msgspec.structs.replace(page, outline=tuple(entries), jumps=jumps)


def _nested(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages with no entry of the outline more than one level below the one before it."""
    before = 0
    for page in pages:
        entries = []
        for entry in page.outline:
            before = min(entry.level, before + 1)
            entries.append(msgspec.structs.replace(entry, level=before))
        yield msgspec.structs.replace(page, outline=tuple(entries))


def _linked(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Numbers of texts that were cut lead to where these are printed in full."""
    targets: dict[str, tuple[int, TextLine]] = {}
    for place, page in enumerate(pages):
        for line in texts(page):
            if line.face == "semibold" and _NUMBERED.fullmatch(line.text):
                targets[line.text] = place, line
    found = []
    for place, page in enumerate(pages):
        jumps = []
        for line in texts(page):
            number = _NUMBERED.search(line.text)
            target = targets.get(number[0]) if number else None
            if target is not None and target[0] != place:
                jumps.append(Jump(line.ink, target[0], max(0.0, target[1].y - 2 * target[1].size)))
        found.append(msgspec.structs.replace(page, jumps=(*page.jumps, *jumps)))
    return tuple(found)

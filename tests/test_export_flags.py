"""The command export: what each flag asks for, which formats heed it, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest
from PIL import Image

from cjdesigner import i18n
from cjdesigner.cli import main
from cjdesigner.export import EXPORTERS
from cjdesigner.export.exporters import Exported
from cjdesigner.export.options import Options, Tiling
from cjdesigner.export.paper import MM
from cjdesigner.model import presets, samples
from cjdesigner.model.excellence import Analysis
from cjdesigner.model.graph import JourneyGraph
from cjdesigner.model.records import Journey, Preset, Record
from cjdesigner.model.state import State
from cjdesigner.model.store import create

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
CLIENT = Preset(
    id=0,
    name="Client A0",
    paper="A0",
    landscape=False,
    margin=20.0,
    client=True,
    theme="bold",
    accent="#1f6feb",
    language="de",
    path="worst",
    sections=("map", "paths"),
    side=("paths",),
    tile="A3",
    overlap=12.0,
    dpi=100.0,
)


def records() -> list[Record]:
    state = State(samples.records("little-sport", "en"))
    for preset in (CLIENT, Preset(id=0, name="Plain"), Preset(id=0, name="Gone", paper="B9")):
        state.advance(presets.add(state, preset))
    second = Journey(id=state.allocate(), rank=9, title="Second")
    return [*state.records.values(), second]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("project") / "sport.cjd"
    create(path, records()).close()
    return path


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


Wanted = Callable[..., Options]


@pytest.fixture
def wanted(project: Path, monkeypatch: pytest.MonkeyPatch) -> Wanted:
    """The options that flags come to, without anything being drawn."""
    found: list[Options] = []

    def exported(state: State, journey: int, options: Options) -> Exported:
        found.append(options)
        return Exported(b"")

    for suffix, exporter in list(EXPORTERS.items()):
        monkeypatch.setitem(EXPORTERS, suffix, msgspec.structs.replace(exporter, exported=exported))

    def go(*flags: str, suffix: str = ".pdf") -> Options:
        assert main(["export", str(project), "-o", f"out{suffix}", *flags]) == 0
        assert len(found) == 1
        return msgspec.structs.replace(found.pop(), images={})

    return go


@pytest.fixture
def refused(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The one line that a refused export says; nothing is written."""

    def go(*flags: str, out: str = "out.pdf") -> str:
        before = sorted(Path().iterdir())
        assert main(["export", str(project), "-o", out, *flags]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.count("\n") == 1
        assert sorted(Path().iterdir()) == before
        return told.err.rstrip("\n")

    return go


def options(**fields: Any) -> Options:
    return Options(**{"language": "en", **fields})


# what flags ask for


def test_no_flags_ask_for_nothing(wanted: Wanted) -> None:
    assert wanted() == options()
    assert wanted("--language", "de") == options(language="de")


@pytest.mark.parametrize(
    ("flags", "fields"),
    [
        ("--paper a0", {"paper": "A0"}),
        ("--paper 36x48in", {"paper": "ARCH E", "landscape": False}),
        ("--paper 48x36in", {"paper": "48x36in", "landscape": True}),
        ('--paper 36"x48"', {"paper": "ARCH E", "landscape": False}),
        ("--paper 36x48inch", {"paper": "ARCH E", "landscape": False}),
        ("--paper 594x1200mm", {"paper": "594x1200mm", "landscape": False}),
        ("--paper 594x1200mm --landscape", {"paper": "594x1200mm", "landscape": True}),
        ("--paper 1200x594 --portrait", {"paper": "1200x594mm", "landscape": False}),
        ("--paper 600x600mm", {"paper": "600x600mm"}),
        ("--paper 914mm-roll", {"paper": "914mm-roll"}),
        ("--landscape", {"landscape": True}),
        ("--portrait", {"landscape": False}),
        ("--margin 15mm", {"margin": 15.0}),
        ("--margin 15", {"margin": 15.0}),
        ("--margin 1,5cm", {"margin": 15.0}),
        ("--margin 0.5in", {"margin": 12.7}),
        ("--margin 0", {"margin": 0.0}),
        ("--bleed 3mm", {"bleed": 3.0}),
        ("--crop-marks", {"crop_marks": True}),
        ("--tile A4", {"tiling": Tiling(paper="A4")}),
        ("--tile letter --overlap 1cm", {"tiling": Tiling(paper="Letter", overlap=10.0)}),
        ("--tile A4 --tiles B2,c3,AB10,B2", {"tiling": Tiling(only=((1, 1), (2, 2), (27, 9)))}),
        ("--book", {"book": True}),
        ("--blank", {"blank": True}),
        ("--client", {"client": True}),
        ("--sections staircase,Map", {"sections": ("map", "staircase")}),
        ("--side paths,fix-first", {"side": ("paths", "fix-first")}),
        ("--path travelled", {}),
        ("--theme mono", {"theme": "mono"}),
        ("--theme BOLD --accent #1F6FEB", {"theme": "bold", "accent": "#1f6feb"}),
        ("--key-message Half", {"key_message": "Half"}),
        ("--key-message=", {"key_message": ""}),
    ],
)
def test_each_flag_by_itself(flags: str, fields: dict[str, Any], wanted: Wanted) -> None:
    assert wanted(*flags.split()) == options(**fields)


def test_flags_of_pictures_and_diagrams(wanted: Wanted) -> None:
    assert wanted("--dpi", "150", "--transparent", suffix=".png") == options(dpi=150.0, transparent=True)
    assert wanted("--diagram", "flowchart", suffix=".mmd") == options(diagram="flowchart")


def test_a_logo_is_read(wanted: Wanted) -> None:
    Path("logo.svg").write_bytes(SVG)
    assert wanted("--logo", "logo.svg") == options(logo=SVG)


def test_paths_by_name(wanted: Wanted) -> None:
    state = State(records())
    analysis = Analysis(JourneyGraph(state, state.journeys()[0].id))
    assert analysis.best is not None
    assert analysis.worst is not None
    assert wanted("--path", "best") == options(path=analysis.best.nodes)
    assert wanted("--path", "worst") == options(path=analysis.worst.nodes)


# presets


def test_a_preset_and_what_flags_override(wanted: Wanted) -> None:
    plain = wanted("--preset", "client a0")
    assert plain.path is not None
    preset = options(
        paper="A0",
        landscape=False,
        margin=20.0,
        client=True,
        theme="bold",
        accent="#1f6feb",
        language="de",
        sections=("map", "paths"),
        side=("paths",),
        tiling=Tiling(paper="A3", overlap=12.0),
        dpi=100.0,
        path=plain.path,
    )
    assert plain == preset
    flags = "--paper A2 --landscape --margin 5 --theme paper --accent #000000 --path travelled --sections map"
    more = "--tile A4 --tiles A1 --side gaps --language en"
    assert wanted("--preset", "Client A0", *flags.split(), *more.split()) == msgspec.structs.replace(
        preset,
        paper="A2",
        landscape=True,
        margin=5.0,
        theme="paper",
        accent="#000000",
        path=None,
        sections=("map",),
        side=("gaps",),
        language="en",
        tiling=Tiling(paper="A4", overlap=12.0, only=((0, 0),)),
    )


def test_a_preset_gives_other_formats_what_they_heed(wanted: Wanted) -> None:
    assert wanted("--preset", "Client A0", suffix=".csv").client


# what is refused


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        ("--paper A9", "--paper A9: there are A5, A4, A3, A2, A1, A0, Letter,"),
        ("--paper 5x5mm", "--paper 5x5mm: a sheet measures from 50 mm to 5 m on each side."),
        ("--paper 6x6m", "--paper 6x6m: a sheet measures from 50 mm to 5 m"),
        ("--paper 36x48", "--paper 36x48: without a unit these are millimetres, and a sheet measures from 50 mm"),
        ("--paper -5x5", "--paper -5x5: must not be negative."),
        ("--tile 200x-5mm", "--tile 200x-5mm: must not be negative."),
        ("--tile A9", "--tile A9: there are A5,"),
        ("--landscape --portrait", "out.pdf: the paper cannot lie and stand at once."),
        ("--portrait --paper 914mm-roll", "--portrait: a roll always lies."),
        (
            "--margin 90 --paper A4",
            "--margin 90: must be a length from 0 to 52 mm, such as 12mm, 1.2cm or 0.5in.",
        ),
        ("--margin", "cjdesigner export: --margin needs a value."),
        ("--margin -5mm", "--margin -5mm: must not be negative."),
        ("--bleed=-3mm", "--bleed -3mm: must not be negative."),
        ("--margin 5pt", "--margin 5pt: must be a length from 0 to 74 mm,"),
        ("--bleed 20cm", "--bleed 20cm: must be a length from 0 to 30 mm,"),
        ("--bleed nan", "--bleed nan: must be a length from 0 to 30 mm,"),
        ("--tile A4 --overlap 1000", "--overlap 1000: must be a length from 0 to 500 mm,"),
        ("--overlap 5", "--overlap is for tiles; say by --tile on which paper, such as A4."),
        ("--tiles B2", "--tiles is for tiles; say by --tile on which paper, such as A4."),
        ("--tile A4 --tiles B2,x", "--tiles x: tiles are named as on the assembly sheet, such as B2,C3."),
        ("--tile A4 --tiles A0", "--tiles A0: tiles are named"),
        ("--tile A4 --tiles ,", "--tiles ,: tiles are named"),
        ("--changed-since old.pdf", "--changed-since is for tiles;"),
        ("--tile A4 --changed-since gone.pdf", "--changed-since: there is no file gone.pdf."),
        ("--tile A4 --changed-since .", "--changed-since: . is a folder, not a file."),
        ("--tile A4 --bleed 3", "--bleed is for a sheet that is cut at its edge; tiles have marks of their own."),
        ("--tile A4 --crop-marks", "--crop-marks is for a sheet that is cut at its edge;"),
        ("--sections map,holograms", "--sections holograms: there are head, map,"),
        ("--sections ,", "--sections: name at least one of head, map,"),
        ("--side map", "--side map: there are fix-first, paths,"),
        ("--side ,", "--side ,: there are fix-first, paths,"),
        ("--path longest", "--path longest: there are travelled, best, worst."),
        ("--theme neon", "--theme neon: there are paper, bold, mono."),
        ("--accent red", "--accent red: a colour is written as #1f6feb."),
        ("--theme mono --accent #112233", "--accent #112233: the theme mono has no colours."),
        ("--logo gone.svg", "--logo: there is no file gone.svg."),
        ("--book --key-message x", "--key-message is for one journey; a book holds all of them."),
        ("--book --path best", "--path is for one journey; a book holds all of them."),
        ("--book --blank", "--blank is for one journey; a book holds all of them."),
        ("--book --journey Second", "--journey is for one journey; a book holds all of them."),
        ("--journey Third", "sport.cjd: there is no journey “Third”; there are "),
        (
            "--preset Clients",
            "--preset Clients: there is no such preset; there are “Client A0”, “Plain”, “Gone”, “Usual poster”, “Wall",
        ),
        ("--preset Gone", "The preset “Gone” names the paper “B9”, which there is not; there are A5,"),
        ("--language tlh", "--language tlh: there are en, de."),
        ("--dpi 150", "--dpi changes nothing in a .pdf file; it is for .png."),
        ("--transparent", "--transparent changes nothing in a .pdf file; it is for .png."),
        ("--diagram journey", "--diagram changes nothing in a .pdf file; it is for .mmd."),
    ],
)
def test_refused_in_one_sentence(flags: str, line: str, refused: Callable[..., str]) -> None:
    assert line in refused(*flags.split())


@pytest.mark.parametrize(
    ("flags", "out", "line"),
    [
        ("--tile A4", "out.xlsx", "--tile changes nothing in a .xlsx file; it is for .pdf, .svg, .png."),
        ("--crop-marks", "out.pptx", "--crop-marks changes nothing in a .pptx file; it is for .pdf, .svg, .png."),
        ("--client", "out.json", "--client changes nothing in a .json file; it is for .pdf,"),
        ("--preset Plain", "out.json", "--preset changes nothing in a .json file; it is for .pdf,"),
        ("--sections map", "out.csv", "--sections changes nothing in a .csv file; it is for .pdf, .svg, .png, .pptx,"),
        (
            "--logo x.png",
            "out.xlsx",
            "--logo changes nothing in a .xlsx file; it is for .pdf, .svg, .png, .pptx, .html.",
        ),
        ("--path best", "out.csv", "--path changes nothing in a .csv file;"),
        ("--theme bold", "out.csv", "--theme changes nothing in a .csv file; it is for .pdf,"),
        ("--dpi 5", "out.png", "--dpi 5: must be a number from 10 to 1200."),
        ("--dpi many", "out.png", "--dpi many: must be a number from 10 to 1200."),
        ("--diagram pie", "out.mmd", "--diagram pie: there are journey, flowchart."),
        ("", "out.docx", "out.docx: the name must end in one of .pdf, .svg, .png, .pptx, .html, .xlsx, .csv, .mmd,"),
    ],
)
def test_flags_that_a_format_does_not_heed(flags: str, out: str, line: str, refused: Callable[..., str]) -> None:
    assert refused(*flags.split(), out=out).startswith(line)


def test_a_logo_that_is_none(refused: Callable[..., str]) -> None:
    Path("logo.gif").write_bytes(b"GIF89a")
    line = refused("--logo", "logo.gif")
    assert line == "--logo logo.gif: This is not a logo that can be kept: only PNG, JPEG and SVG can."
    Path("logo.svg").write_bytes(SVG.ljust(2 << 20))
    assert refused("--logo", "logo.svg").startswith("--logo logo.svg: The picture is larger than 1 MB.")


def test_an_earlier_export_without_tiles(refused: Callable[..., str]) -> None:
    Path("old.pdf").write_bytes(b"%PDF-1.4")
    line = refused("--tile", "A4", "--changed-since", "old.pdf")
    assert line == "--changed-since old.pdf: this is no PDF with tiles that cjdesigner wrote."


def test_a_project_without_presets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "plain.cjd"]) == 0
    capsys.readouterr()
    assert main(["export", "plain.cjd", "-o", "a.pdf", "--preset", "X"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("plain.cjd: --preset X: there is no such preset; there are “Usual poster”, ")
    assert told.endswith("“Book of the project”.\n")


def test_presets_to_start_from_are_known_by_both_names(wanted: Wanted) -> None:
    client = wanted("--preset", "client COPY")
    assert (client.client, client.paper, client.landscape) == (True, "A3", True)
    tiled = wanted("--preset", "Tiled on A4")
    assert (tiled.paper, tiled.tiling) == ("A1", Tiling(paper="A4"))
    assert wanted("--preset", _german("Client copy"), "--language", "de").client
    assert wanted("--preset", "Client copy", "--language", "de").client


def _german(words: str) -> str:
    with i18n.using("de"):
        return i18n.gettext(words)


def test_a_flag_goes_before_what_a_preset_makes_of_the_whole_project(wanted: Wanted) -> None:
    blank = wanted("--preset", "Book of the project", "--blank")
    assert (blank.book, blank.blank) == (False, True)
    book = wanted("--preset", "Blank sheet for the workshop", "--book")
    assert (book.book, book.blank) == (True, False)


def test_every_flag_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    told = capsys.readouterr().out
    for flag in (
        *("--journey", "--preset", "--paper", "--landscape", "--portrait", "--margin", "--bleed", "--crop-marks"),
        *("--tile", "--overlap", "--tiles", "--changed-since", "--book", "--blank", "--client", "--sections"),
        *("--side", "--path", "--key-message", "--theme", "--accent", "--logo", "--dpi", "--transparent"),
        *("--diagram", "--language"),
    ):
        assert f"\n  {flag}" in told
    assert max(map(len, told.splitlines())) < 110


# what is written


def sizes(path: str) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_size() for page in document]


def test_what_is_told_is_composed_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cjdesigner.export import printed

    made: list[int] = []
    usual = printed.printed

    def counting(*words: Any) -> Any:
        made.append(1)
        return msgspec.structs.replace(usual(*words), warnings=("A text was cut.",))

    monkeypatch.setattr(printed, "printed", counting)
    assert main(["export", str(project), "-o", "a.pdf", "--paper", "A3"]) == 0
    assert made == [1]
    assert capsys.readouterr().out == "A text was cut.\na.pdf is written.\n"


def test_sheets_of_the_size_that_was_asked_for(project: Path) -> None:
    assert main(["export", str(project), "-o", "a.pdf", "--paper", "594x800mm", "--portrait", "--sections", "map"]) == 0
    assert sizes("a.pdf")[0] == pytest.approx((594 * MM, 800 * MM), abs=0.1 * MM)


def test_a_picture_of_the_resolution_that_was_asked_for(project: Path) -> None:
    words = ("--paper", "A4", "--landscape", "--sections", "map", "--dpi", "50")
    assert main(["export", str(project), "-o", "a.png", *words]) == 0
    with Image.open("a.png") as picture:
        assert picture.width == pytest.approx(297 / 25.4 * 50, abs=1)


def test_tiles_and_only_those_that_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["export", str(project), "--paper", "A2", "--landscape", "--tile", "A4", "--sections", "head,map"]
    words += ["--key-message", "Half is lost."]
    assert main([*words, "-o", "old.pdf"]) == 0
    assert len(sizes("old.pdf")) > 4
    assert all(sorted(size) == pytest.approx([210 * MM, 297 * MM], abs=0.1 * MM) for size in sizes("old.pdf"))
    assert main([*words, "-o", "few.pdf", "--tiles", "A1,A2"]) == 0
    assert len(sizes("few.pdf")) == 3
    capsys.readouterr()
    assert main([*words, "-o", "new.pdf", "--changed-since", "old.pdf"]) == 2
    assert "Nothing has changed" in capsys.readouterr().err
    assert not Path("new.pdf").exists()
    assert main([*words, "-o", "new.pdf", "--changed-since", "old.pdf", "--key-message", "Much is lost."]) == 0
    assert 2 <= len(sizes("new.pdf")) < len(sizes("old.pdf"))


def test_an_export_that_fails_leaves_the_old_file(project: Path) -> None:
    Path("a.pdf").write_bytes(b"old")
    assert main(["export", str(project), "-o", "a.pdf", "--sections", "gaps", "--tile", "A4", "--tiles", "Z9"]) == 2
    assert Path("a.pdf").read_bytes() == b"old"
    assert [path.name for path in Path().iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(
    "flag", ["--key-message", "--journey", "--preset", "--sections", "--path", "--accent", "--paper"]
)
def test_bytes_that_are_no_text_are_told_in_a_sentence(flag: str, refused: Callable[..., str]) -> None:
    assert refused(flag, "bad \udcff byte") == (
        f"cjdesigner export: what follows {flag} is no text: its bytes are not UTF-8."
    )


def test_names_of_files_may_be_of_any_bytes(project: Path) -> None:
    assert main(["export", str(project), "-o", "a\udcff.csv"]) == 0
    assert Path("a\udcff.csv").exists()


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("--blank --sections personas", "A blank sheet shows nothing of these sections: Personas."),
        ("--client --sections hand-offs", "This journey has nothing to print in these sections: Hand-offs."),
    ],
)
def test_an_empty_page_is_not_printed(flags: str, told: str, refused: Callable[..., str]) -> None:
    assert refused(*flags.split()) == told

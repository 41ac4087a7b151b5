"""The command export chooses the parts of a poster by name."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from cjdesigner.cli import main
from cjdesigner.export.options import SECTIONS


def titles(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    found = [entry.get_title() for entry in document.get_toc() if entry.level == 0]
    document.close()
    return found


@pytest.fixture
def sport(tmp_path: Path) -> Path:
    path = tmp_path / "sport.cjd"
    assert main(["new", str(path), "--template", "little-sport", "--language", "en"]) == 0
    return path


def test_sections_by_name(sport: Path, tmp_path: Path) -> None:
    target = tmp_path / "some.pdf"
    words = ["export", str(sport), "-o", str(target), "--sections", "insights, Personas", "--language", "en"]
    assert main(words) == 0
    assert titles(target) == ["Personas", "Insights"]


def test_all_by_default(sport: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    assert main(["export", str(sport), "-o", str(target), "--language", "en"]) == 0
    found = titles(target)
    for title in ("Personas", "Jobs to be done", "Indicators", "Insights", "Experience strategy"):
        assert title in found


@pytest.mark.parametrize("names", ["maps", "personas,maps", ","])
def test_an_unknown_section_is_refused_in_a_sentence(
    sport: Path, tmp_path: Path, names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "none.pdf"
    code = main(["export", str(sport), "-o", str(target), "--sections", names, "--language", "en"])
    told = capsys.readouterr().err
    assert code == 2
    assert told.count("\n") == 1
    assert ", ".join(SECTIONS) in told
    assert not target.exists()


def test_what_the_journey_lacks_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, target = tmp_path / "blank.cjd", tmp_path / "none.pdf"
    assert main(["new", str(path), "--language", "en"]) == 0
    capsys.readouterr()
    assert main(["export", str(path), "-o", str(target), "--sections", "jobs", "--language", "en"]) == 2
    assert "nothing to print in these sections: Jobs" in capsys.readouterr().err
    assert not target.exists()

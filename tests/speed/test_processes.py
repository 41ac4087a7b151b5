"""The poster, and the start of the program, each as whole as a user meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter
from pytest_benchmark.fixture import BenchmarkFixture
from speed import bare
from speed.poster import write_poster
from speed.starting import environment, seconds_until_painted

from cjdesigner.export import Options, pdf
from cjdesigner.export.poster import compose
from cjdesigner.model.store import open_document


def test_poster_on_a0(benchmark: BenchmarkFixture, journey_file: Callable[[int], Path]) -> None:
    data, _seconds = benchmark.pedantic(write_poster, args=(journey_file(200),), rounds=3)
    assert data.startswith(b"%PDF-")
    assert len(data) > 20_000


def test_the_bare_program_draws_the_same(journey_file: Callable[[int], Path]) -> None:
    document, store = open_document(journey_file(60), read_only=True)
    options = Options(paper="A0", landscape=True, language="en")
    composition = compose(document.state, document.state.journeys()[0].id, options)
    store.close()
    rasters = []
    for data in (pdf.write(composition), bare.write(composition)):
        opened = pypdfium2.PdfDocument(data)
        assert len(opened) == len(composition.pages)
        rasters.append(opened[0].render(scale=0.3).to_pil().convert("L").filter(ImageFilter.GaussianBlur(1)))
        opened.close()
    assert rasters[0].getextrema()[0] < 200
    unlike = ImageChops.difference(*rasters).point(lambda value: 255 if value > 50 else 0)
    assert unlike.histogram()[255] < 0.002 * unlike.width * unlike.height


@pytest.mark.benchmark(group="start")
@pytest.mark.parametrize("kind", ["bare", "welcome", "file"])
def test_start_until_painted(
    benchmark: BenchmarkFixture, tmp_path: Path, journey_file: Callable[[int], Path], measuring: bool, kind: str
) -> None:
    if not measuring and kind == "welcome":
        pytest.skip("a process of its own: seen by the test with a file")
    words = {"bare": ("bare",), "welcome": ("program",), "file": ("program", str(journey_file(200)))}[kind]
    variables = environment(tmp_path)
    benchmark.pedantic(seconds_until_painted, args=(variables, *words), rounds=5, warmup_rounds=1 if measuring else 0)

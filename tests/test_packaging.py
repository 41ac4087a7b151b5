"""What is shipped: the resources are found, the pins fit the declared ranges, nothing names a place."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from cjdesigner import __version__, paths
from cjdesigner.model import samples
from cjdesigner.ui import display

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"


def pins() -> dict[str, str]:
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def test_the_constraints_are_names_and_versions_only() -> None:
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)
    assert lines == sorted(lines, key=str.casefold)


def test_every_requirement_is_pinned_within_its_range() -> None:
    pinned = pins()
    for text in metadata.requires("cjdesigner") or ():
        requirement = Requirement(text)
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), text


def test_what_the_requirements_require_is_pinned_too() -> None:
    pinned = pins()
    for name in pinned:
        try:
            required = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue  # a development tool that is not installed here
        for text in required:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                assert canonicalize_name(requirement.name) in pinned, f"{name} requires {text}"


def test_the_version_is_one() -> None:
    assert metadata.version("cjdesigner") == __version__
    assert Version(__version__).public == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize(
    "parts",
    [
        ("schema", "cjdesigner.schema.json"),
        ("i18n", "de.po"),
        ("themes", "window.qss"),
        *(("samples", f"{name}.{language}.json") for name in samples.SAMPLES for language in ("en", "de")),
        *(("templates", f"{name}.{language}.json") for name in samples.TEMPLATES for language in ("en", "de")),
    ],
)
def test_a_resource_is_found(parts: tuple[str, ...]) -> None:
    assert paths.resource(*parts).stat().st_size > 0


def test_the_readmes_commands_are_those_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    for command in ('pip install ".[test]"', "python -m pytest", "cjdesigner demo"):
        assert command in readme
        assert command in script


def test_the_readme_names_the_packages_that_the_program_asks_for() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = {package for packages in display.DEBIAN_PACKAGES.values() for package in packages.values()}
    assert not {package for package in named if not re.search(rf"\b{re.escape(package)}\b", readme)}

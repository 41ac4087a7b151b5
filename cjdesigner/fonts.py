"""The font files: static cuts of Inter, made once into the cache folder, and fonts for scripts that Inter lacks.

The typeface comes as a variable font, of which Qt and PDF writers take only the default, so each face is cut out of it
as a file of its own. A character Inter lacks is looked up in font packages named ``fontpkg_*`` and in the system's
font folders, through an index of what each file covers.

This module must not know Qt, shaping or what is set with the fonts.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from cjdesigner import paths

Face = Literal["regular", "semibold", "bold", "italic"]
FACES: tuple[Face, ...] = get_args(Face)

FAMILY = "Inter"


class FontFile(NamedTuple):
    """A font in a file; ``number`` counts the fonts of a collection."""

    path: str
    number: int = 0


class _Cut(NamedTuple):
    source: str
    weight: int
    optical: int
    style: str


_CUTS: dict[Face, _Cut] = {
    "regular": _Cut("Inter[opsz,wght].ttf", 400, 14, "Regular"),
    "semibold": _Cut("Inter[opsz,wght].ttf", 600, 14, "SemiBold"),
    "bold": _Cut("Inter[opsz,wght].ttf", 700, 32, "Bold"),
    "italic": _Cut("Inter-Italic[opsz,wght].ttf", 400, 14, "Italic"),
}

_RECIPE = 1
"""Counted up when the way the cuts are made changes, so that old ones are made again."""

_SCRIPTS = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x052F),  # modifiers, combining marks, Greek, Cyrillic
    (0x1E00, 0x1FFF),  # Latin and Greek, extended
    (0x2000, 0x22FF),  # punctuation, currencies, letter-like, fractions, arrows, mathematics
    (0x2300, 0x2BFF),  # technical, circled, shapes, stars, ticks
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "pnum", "lnum", "case", "frac", "sups", "subs")
# "calt" is left out: it turns typed "->" into an arrow and lets Qt and HarfBuzz disagree about widths.


@functools.cache
def face_file(face: Face) -> Path:
    """The static TrueType file of a face, made on first use in a tenth of a second. Raises OSError if it cannot be."""
    cut = _CUTS[face]
    source = _package_folder("fontpkg_inter") / "files" / cut.source
    version = f"{source.stat().st_size:x}.{_RECIPE}"
    target = paths.cache("fonts") / f"{FAMILY}-{cut.style}-{version}.ttf"
    if not target.is_file():
        paths.replace_atomically(target, _make(source, cut))
    return target


def icon_file() -> Path:
    """The icon font, for canvas and poster alike."""
    return _package_folder("qtawesome") / "fonts" / "remixicon-2.5.0.ttf"


@functools.cache
def icon_character(name: str) -> str:
    """The character of an icon named like ``ri.phone-line``; "" if the icon font has none of that name."""
    return chr(code) if (code := _icon_codes().get(name.removeprefix("ri."))) else ""


def icon_names() -> list[str]:
    """All icons by name, in alphabetical order."""
    return sorted(f"ri.{name}" for name in _icon_codes())


@functools.cache
def _icon_codes() -> dict[str, int]:
    data = icon_file().with_name("remixicon-charmap-2.5.0.json").read_bytes()
    return {name: int(code, 16) for name, code in msgspec.json.decode(data, type=dict[str, str]).items()}


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name=name)
    return Path(next(iter(spec.submodule_search_locations)))


# cutting


def _make(source: Path, cut: _Cut) -> bytes:
    """HarfBuzz cuts in milliseconds what fontTools' instancer needs ten seconds for; fontTools then renames."""
    import io

    import uharfbuzz as hb
    from fontTools.ttLib import TTFont

    variable = hb.Face(hb.Blob.from_file_path(str(source)))
    wish = hb.SubsetInput()
    wish.pin_axis_location(variable, "wght", cut.weight)
    wish.pin_axis_location(variable, "opsz", cut.optical)
    for first, last in _SCRIPTS:
        wish.unicode_set.update(range(first, last + 1))
    wish.layout_feature_tag_set.clear()
    wish.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    wish.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    font = TTFont(io.BytesIO(hb.subset(variable, wish).blob.data), recalcTimestamp=False)
    _name(font, cut)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def subset_of(face: Face, characters: Iterable[str]) -> bytes:
    """A face's file with these characters only, for files that carry their fonts."""
    import uharfbuzz as hb

    font = hb.Face(hb.Blob.from_file_path(str(face_file(face))))
    wish = hb.SubsetInput()
    wish.unicode_set.update(map(ord, characters))
    wish.layout_feature_tag_set.clear()
    wish.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    return bytes(hb.subset(font, wish).blob.data)


def _name(font: Any, cut: _Cut) -> None:
    """Names and style bits, so that systems and readers tell the cuts apart and file them under one family."""
    table = font["name"]
    for number in (3, 16, 17, 21, 22, 25):
        table.removeNames(nameID=number)
    linked = cut.style if cut.style in ("Regular", "Bold", "Italic") else "Regular"
    family = FAMILY if cut.style == linked else f"{FAMILY} {cut.style}"
    postscript = f"{FAMILY}-{cut.style}"
    names = {1: family, 2: linked, 3: f"{postscript};{_RECIPE}", 4: f"{FAMILY} {cut.style}", 6: postscript}
    if family != FAMILY:
        names |= {16: FAMILY, 17: cut.style}
    for number, value in names.items():
        table.removeNames(nameID=number)
        table.setName(value, number, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]
    bold, italic = cut.weight >= 700, cut.style == "Italic"
    metrics = font["OS/2"]
    metrics.usWeightClass = cut.weight
    metrics.fsSelection = (metrics.fsSelection & ~0b1100001) | bold << 5 | italic | (not bold and not italic) << 6
    font["head"].macStyle = bold | italic << 1


# fonts for other scripts


class _Covered(msgspec.Struct, frozen=True, array_like=True):
    """What a font file covers: the first codes of its runs and the codes after their last."""

    path: str
    number: int
    rank: int
    bold: bool
    italic: bool
    starts: list[int]
    ends: list[int]

    def covers(self, code: int) -> bool:
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code < self.ends[at]


@functools.lru_cache(maxsize=4096)
def fallback(character: str, face: Face, preferred: FontFile | None = None) -> FontFile | None:
    """A font other than Inter that has the character, or None; ``preferred`` if it has it."""
    code = ord(character)
    if preferred is not None:
        for font in _index():
            if font.path == preferred.path and font.number == preferred.number and font.covers(code):
                return preferred
    bold, italic = face in ("semibold", "bold"), face == "italic"
    found = [font for font in _index() if font.covers(code)]
    if not found:
        return None
    best = min(found, key=lambda font: (font.rank // 10, font.italic != italic, font.bold != bold, font.rank))
    return FontFile(best.path, best.number)


@functools.cache
def _index() -> tuple[_Covered, ...]:
    files = list(_font_files())
    key = hashlib.sha256(msgspec.json.encode([_RECIPE, files])).hexdigest()[:20]
    cached = paths.cache("fonts") / f"coverage-{key}.json"
    try:
        return msgspec.json.decode(cached.read_bytes(), type=tuple[_Covered, ...])
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        pass
    found = tuple(font for path, _, _ in files for font in _coverage(path))
    try:
        for old in cached.parent.glob("coverage-*.json"):
            old.unlink(missing_ok=True)
        paths.replace_atomically(cached, msgspec.json.encode(found))
    except OSError:
        pass  # no cache is slower, not wrong
    return found


def _font_files() -> Iterator[tuple[str, int, int]]:
    """Font files with size and time of change: packages first, then the system's."""
    seen = set()
    for folder in _font_folders():
        for parent, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(parent, name)
                if name.lower().endswith((".ttf", ".otf", ".ttc", ".otc")) and path not in seen:
                    seen.add(path)
                    try:
                        status = os.stat(path)
                    except OSError:
                        continue
                    yield path, status.st_size, status.st_mtime_ns


def _font_folders() -> Iterator[Path]:
    import pkgutil

    for module in sorted(pkgutil.iter_modules(), key=lambda module: module.name):
        if module.name.startswith("fontpkg_") and module.name != "fontpkg_inter":
            yield _package_folder(module.name)
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    else:
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        yield from (Path(folder) / "fonts" for folder in shared.split(":") if folder)
        yield Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "fonts"
        yield home / ".fonts"


_COLOUR_TABLES = {"CBDT", "sbix", "SVG ", "COLR"}
_RANKS = (("mono", 30), ("serif", 20), ("condensed", 20), ("narrow", 20), ("light", 20), ("thin", 30), ("black", 20))


def _coverage(path: str) -> Iterator[_Covered]:
    """The fonts of a file that draw by outlines; a file that is no font is passed over."""
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(path)
        count = max(1, hb.Face(blob).count)
    except (OSError, ValueError, RuntimeError):
        return
    for number in range(count):
        face = hb.Face(blob, number)
        tables = set(face.table_tags)
        if not tables & {"glyf", "CFF ", "CFF2"} or tables & _COLOUR_TABLES:
            continue
        family = (face.get_name(1) or "").lower()
        style = f"{face.get_name(2) or ''} {face.get_name(17) or ''}".lower()
        rank = 0 if "sans" in family or "ui" in family.split() else 10
        rank += sum(weight for word, weight in _RANKS if word in f"{family} {style}".replace("sans serif", ""))
        rank += 0 if "noto" in family else 2
        starts: list[int] = []
        ends: list[int] = []
        for code in sorted(face.unicodes):
            if ends and ends[-1] == code:
                ends[-1] = code + 1
            else:
                starts.append(code)
                ends.append(code + 1)
        if starts:
            italic = "italic" in style or "oblique" in style
            yield _Covered(path, number, rank, "bold" in style, italic, starts, ends)

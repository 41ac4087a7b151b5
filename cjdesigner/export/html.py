"""Writes a journey as one page for any browser: the map with zoom, search and details, without a single request.

The page holds its style, script, typeface and pictures. Its content policy allows those by their hashes and nothing
else, so not even a text that were taken for markup could fetch or run anything. Texts are texts: they are escaped in
the markup, and the script sets them as text. The same project gives the same page.

This module must not know how the map is drawn.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from cjdesigner import fonts, paths
from cjdesigner.export import logo, logo_drawing
from cjdesigner.export.html_colours import style
from cjdesigner.export.html_data import PageData, cleaned
from cjdesigner.export.html_map import MapDrawing, said
from cjdesigner.export.journey import Told, named
from cjdesigner.export.look import INK, look_of, wearing
from cjdesigner.export.options import Options
from cjdesigner.export.pictures import Decoded, decoded
from cjdesigner.export.side import gaps_of
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import language, ngettext, pgettext, using
from cjdesigner.model import money, wording
from cjdesigner.model.images import DRAWING, media_type
from cjdesigner.model.records import Persona
from cjdesigner.model.state import State
from cjdesigner.text import Face

_FIELD = re.compile(r"\{\{(\w+)\}\}")
_LEVERS = 12
_FACES: dict[Face, int] = {"regular": 400, "semibold": 600}
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "äöüÄÖÜß«»„“”‚‘’–—…·×−≈≤≥→←↑↓\u00a0"
"""Set in the page's typeface whatever is typed into its search."""


def write(state: State, journey: int, options: Options) -> bytes:
    """The page. Raises BadInput where the journey does not exist."""
    with using(options.language or language()), wearing(look_of(options.theme, options.accent)):
        return _page(Told(state, journey, options)).encode()


def _page(told: Told) -> str:
    drawing = MapDrawing(told)
    data = PageData(told, drawing.order, drawing.map.cards)
    svg = drawing.markup()
    content = _script_json(cleaned(data.content()))
    script = _resource("page.js")
    fields = {
        "language": language(),
        "title": said(told.title),
        "icon": _data("image/svg+xml", _favicon().encode()),
        "content": content,
        "script": script,
        "script_hash": _hash(script),
        "map": svg,
        **_head(told, drawing),
        "lists": "".join(_lists(told, data)),
        **_labels(told),
    }
    drawn = "".join(fields.values())
    css = style(_resource("page.css"), drawing.scores) + "".join(_typeface(drawn))
    fields |= {"style": css, "style_hash": _hash(css)}
    # One pass: what a text holds is never taken for a field.
    return _FIELD.sub(lambda match: fields[match[1]], _resource("page.html"))


def _resource(name: str) -> str:
    return paths.resource("html", name).read_text("utf-8").replace("\r\n", "\n")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _script_json(content: Any) -> str:
    """JSON that can stand in a script element: no text in it ends the element or begins a comment."""
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _favicon() -> str:
    """Three steps down, as the staircase."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" '
        f'fill="{INK.accent}"/><path d="M3 4h3v3h3v3h4v3H3z" fill="{INK.on_accent}"/></svg>'
    )


def _typeface(content: str) -> Iterator[str]:
    """The two cuts of the typeface with the characters that the page uses."""
    from fontTools.ttLib import TTFont

    for face, weight in _FACES.items():
        cut = TTFont(io.BytesIO(fonts.subset_of(face, sorted({*content, *_ALWAYS}))), recalcTimestamp=False)
        cut.flavor = "woff"
        out = io.BytesIO()
        cut.save(out, reorderTables=None)
        yield (
            f"@font-face{{font-family:Inter;font-weight:{weight};"
            f'src:url("{_data("font/woff", out.getvalue())}") format("woff")}}\n'
        )


# the parts of the page


def _head(told: Told, drawing: MapDrawing) -> dict[str, str]:
    journey, analysis = told.journey, told.analysis
    kind = _("to be") if journey.kind == "to-be" else _("as is")
    message = _message(told)
    # Where the message is the title itself, the project stands before it.
    lead = [told.title if message != told.title else told.project.title, kind, told.persona, journey.scenario]
    bound = wording.is_bound(analysis.expected, analysis.upper_bound)
    return {
        "lead": said("  ·  ".join(part for part in (" ".join(p.split()) for p in lead) if part)),
        "message": said(message),
        "figure": said(wording.figure(analysis.expected)),
        "bound": said(_("at most")) if bound else "",
        "sentence": said(wording.sentences(analysis)[0]),
        "logo": _logo(told),
        "counted": said(drawing.counted()),
    }


def _message(told: Told) -> str:
    wanted = told.options.key_message
    return " ".join((told.journey.key_message if wanted is None else wanted).split()) or told.title


def _logo(told: Told) -> str:
    """The logo as a picture; of an SVG what is drawn of it, and nothing else of the file."""
    if not told.options.logo:
        return ""
    data = logo.checked(told.options.logo, _("logo"))
    kind = media_type(data) or DRAWING
    if kind == DRAWING:
        data = logo_drawing.rewritten(data, _("logo"))
    return f'<img class="logo" alt="" src="{_data(kind, data)}">'


def _labels(told: Told) -> dict[str, str]:
    """The words of buttons and headings."""
    words = {
        "say_search": _("Search the cards"),
        "say_map": _("The map; drag or use the arrow keys to move, + and − to zoom, Enter to open a card"),
        "say_in": _("Zoom in"),
        "say_out": _("Zoom out"),
        "say_fit": _("Show all"),
        "say_panel": _("Details"),
        "say_back": _("Back to the overview"),
        "say_colours": _("Colours: as the system"),
        "say_excellence": _("Journey excellence"),
        "say_previous": _("Previous hit"),
        "say_next": _("Next hit"),
        "say_noscript": _("The map below can be read as it is; search and details need scripts to be allowed."),
        "say_made": _("Made with cjdesigner"),
        "say_toggle": _("Show or hide the details"),
        "date": told.options.date.isoformat() if told.options.date else "",
    }
    return {name: said(text) for name, text in words.items()}


def _lists(told: Told, data: PageData) -> Iterator[str]:
    """The panel's sections: what the figure says, whose journey it is, paths, what to fix first, gaps, keys."""
    yield _section(_("Journey excellence"), _paragraphs(_figures(told)), "figures")
    yield from _path_choice(data)
    yield from _fix_first(told, data)
    gaps = gaps_of(told)
    if gaps:
        rows = "".join(f"<li><span>{said(words)}</span><b>{said(figure)}</b></li>" for words, figure in gaps)
        yield _section(_("Gaps"), f'<ul class="rows">{rows}</ul>', "gaps")
    yield from _people(told)
    keys = (
        ("+ −", _("zoom")),
        ("0", _("show all")),
        ("← → ↑ ↓", _("from card to card, or move the map")),
        ("Enter", _("open a card; in the search, the next hit")),
        ("Esc", _("close")),
        ("/", _("search")),
    )
    rows = "".join(f"<dt><kbd>{said(key)}</kbd></dt><dd>{said(what)}</dd>" for key, what in keys)
    yield _section(pgettext("keyboard", "Keys"), f'<dl class="keys">{rows}</dl>', "screen")


def _section(title: str, content: str, kind: str) -> str:
    return f'<section class="{kind}"><h2>{said(title)}</h2>{content}</section>'


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{said(line)}</p>" for line in lines if line.strip())


def _figures(told: Told) -> Iterator[str]:
    analysis = told.analysis
    yield from wording.sentences(analysis)
    if analysis.paths:
        yield ngettext("{count} path", "{count} paths", analysis.paths).format(count=wording.large(analysis.paths))
    if money.is_told(told.journey):
        yield money.told(told.journey, 1.0)


def _people(told: Told) -> Iterator[str]:
    if told.journey.goal.strip():
        yield _section(_("Goal"), _paragraphs([told.journey.goal]), "goal")
    found = "".join(_person(told, persona) for persona in told.personas)
    if found:
        yield _section(ngettext("Persona", "Personas", len(told.personas)), found, "personas")


def _person(told: Told, persona: Persona) -> str:
    picture = decoded(told.options.images.get(persona.portrait, b"")) if persona.portrait else None
    shown = f'<img class="portrait" alt="" src="{_picture(picture)}">' if picture is not None else ""
    lines = [persona.role, persona.quotes, persona.goals, persona.frustrations, persona.criteria]
    about = _paragraphs(line for words in lines for line in words.split("\n"))
    said_of = f'<div class="person">{shown}<div>{about}</div></div>'
    return f"<details><summary>{said(named(persona))}</summary>{said_of}</details>"


def _picture(picture: Decoded) -> str:
    return _data("image/png" if picture.data.startswith(b"\x89PNG") else "image/jpeg", picture.data)


def _path_choice(data: PageData) -> Iterator[str]:
    found = data.paths()
    if not found:
        return
    choices = [("", pgettext("path", "None"), ""), *((path["id"], path["title"], path["figure"]) for path in found)]
    rows = "".join(
        f'<label><input type="radio" name="path" value="{said(name)}"{"" if name else " checked"}>'
        f"<span>{said(title)}</span><b>{said(figure)}</b></label>"
        for name, title, figure in choices
    )
    words = said(_("Path that is marked"))
    legend = f'<legend class="hidden">{words}</legend>'
    yield _section(_("Paths"), f'<fieldset>{legend}{rows}</fieldset><div id="steps" aria-live="polite"></div>', "paths")


def _fix_first(told: Told, data: PageData) -> Iterator[str]:
    levers = data.levers()
    if not levers:
        return
    rows = "".join(
        f'<li><a href="#card={said(_quoted(data.keys[node]))}">{said(told.name(node))}</a><b>{said(gain)}</b></li>'
        for node, gain in levers[:_LEVERS]
    )
    words = _("points of the whole journey, were this one perfect")
    if told.analysis.upper_bound:
        words = _("points of the whole journey at most, were this one perfect")
    yield _section(_("Fix this first"), f'<ol class="rows">{rows}</ol><p class="remark">{said(words)}</p>', "first")


def _quoted(key: str) -> str:
    from urllib.parse import quote

    return quote(key, safe="")

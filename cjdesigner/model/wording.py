"""The figures in words, alike in window, poster and command line: percentages, sentences, numbers of any size.

This module must not know where the words are shown, nor compute a figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cjdesigner.i18n import ONE_POINT, decimal, language, ngettext, pgettext, rounded
from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import percent as _percent
from cjdesigner.i18n import points as _points
from cjdesigner.model.excellence import Analysis, Path
from cjdesigner.model.patch import Patch
from cjdesigner.model.records import Link, NeedPoint, Node, Touchpoint, node_title
from cjdesigner.model.state import State

COVERED = "\u2022\u2022"
DASH = "\u2013"
MIXED = "\u2014"

_SUPERSCRIPTS = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def figure(value: float | None, covered: bool = False) -> str:
    """A share of 1 as a percentage that is never rounded to nothing or to all; a dash where it is undefined."""
    if covered:
        return COVERED
    if value is None:
        return DASH
    if 0 < value < 0.0005:
        return "<" + _percent(0.001, 1)
    if 0.9995 <= value < 1 - 1e-9:
        return ">" + _percent(0.999, 1)
    return _percent(value)


def number(value: float) -> str:
    """A figure without its per cent sign, for where many stand side by side."""
    return figure(value).rstrip("% \u00a0")


def is_bound(value: float | None, upper_bound: bool) -> bool:
    """Whether “at most” says something of the figure: not where it is undefined, and nothing is below nothing."""
    return upper_bound and value is not None and value > 0


def at_most(value: float | None, upper_bound: bool, covered: bool = False) -> str:
    """The figure, with “at most” before it where it is an upper bound."""
    text = figure(value, covered)
    return _("at most {figure}").format(figure=text) if is_bound(value, upper_bound) and not covered else text


def loss(before: float, after: float) -> str:
    """What lies between two figures, in points: the difference of what is shown, so that they add up for the reader."""
    difference = rounded(_shown(after) - _shown(before), 1)
    return _points(difference / 100) if difference % 1 == 0 else decimal(difference, 1)


def _shown(value: float) -> float:
    """The percentage that :func:`figure` shows, as a number; what it shows as almost nothing or almost all is that."""
    if value < 0.0005 or value >= 0.9995:
        return 0.0 if value < 0.5 else 100.0
    return rounded(value * 100, 1 if value * 100 < ONE_POINT - 1e-9 or value * 100 >= 99.5 - 1e-9 else 0)


def out_of(value: float) -> tuple[int, int]:
    """``(base, count)``: of how many, how many; the base is 100 or as large as the share needs to be seen."""
    base = 100
    while 0 < round(value * base, 9) < ONE_POINT and base < 1_000_000:
        base *= 10
    while base - 0.5 <= round(value * base, 9) and value < 1 - 1e-9 and base < 1_000_000:
        base *= 10
    return base, int(rounded(value * base))


def meaning(expected: float, upper_bound: bool) -> str:
    """What the journey's figure says, in a sentence."""
    base, count = out_of(expected)
    if is_bound(expected, upper_bound):
        text = ngettext(
            "of {base} who start, at most {count} gets through without a disappointment",
            "of {base} who start, at most {count} get through without a disappointment",
            count,
        )
    else:
        text = ngettext(
            "of {base} who start, {count} gets through without a disappointment",
            "of {base} who start, {count} get through without a disappointment",
            count,
        )
    return text.format(base=grouped(base), count=grouped(count))


def arriving(analysis: Analysis) -> str:
    """How many arrive, and what they keep where that is another figure than the journey's; empty where nobody is lost
    or nothing is known."""
    lost = analysis.lost
    if not lost:
        return ""
    if lost >= 1 - 1e-12:
        return _("nobody arrives")
    base, count = out_of(1 - lost)
    if analysis.arriving is None or figure(analysis.arriving) == figure(analysis.expected):
        text = ngettext("of {base}: {count} arrives", "of {base}: {count} arrive", count)
    elif is_bound(analysis.arriving, analysis.upper_bound):
        text = ngettext(
            "of {base}: {count} arrives, keeping at most {figure}",
            "of {base}: {count} arrive, those keep at most {figure}",
            count,
        )
    else:
        text = ngettext(
            "of {base}: {count} arrives, keeping {figure}", "of {base}: {count} arrive, those keep {figure}", count
        )
    return text.format(base=grouped(base), count=grouped(count), figure=figure(analysis.arriving))


def sentences(analysis: Analysis) -> list[str]:
    """What the journey's figure says, who arrives and what they keep, and why the figure is an upper bound."""
    if not analysis.linked:
        return [_("no card is linked yet")]
    if analysis.expected is None:
        return [_("nothing is scored yet")]
    said = (meaning(analysis.expected, analysis.upper_bound), arriving(analysis), scored(analysis))
    return [sentence for sentence in said if sentence]


def scored(analysis: Analysis) -> str:
    """Why the figures are upper bounds: “7 of 12 scored”, or the unanswered needs; empty where they are not."""
    if not analysis.upper_bound:
        return ""
    total, known = analysis.linked_touchpoints, analysis.linked_scored
    if known < total:
        return _("{scored} of {touchpoints} scored").format(scored=grouped(known), touchpoints=grouped(total))
    count = analysis.unanswered
    return ngettext("{count} need unanswered", "{count} needs unanswered", count).format(count=grouped(count))


def path_worth(path: Path, covered: bool = False) -> str:
    """A path's excellence; a dash while nothing on it is scored."""
    if covered:
        return COVERED
    if path.touchpoints and path.mean is None:
        return DASH
    return at_most(path.excellence, path.upper_bound)


def path_title(choice: object) -> str:
    """What a chosen path is called."""
    if choice == "best":
        return _("Best path")
    if choice == "worst":
        return _("Worst path")
    if choice == "travelled":
        return _("Most travelled path")
    return _("Chosen path")


def path_ends(path: Path, most_travelled: bool) -> str:
    """What is left at a path's end, in words."""
    if is_bound(path.excellence, path.upper_bound):
        template = _("the chosen path ends at {figure} at most")
        if most_travelled:
            template = _("the most travelled path ends at {figure} at most")
    else:
        template = (
            _("the most travelled path ends at {figure}") if most_travelled else _("the chosen path ends at {figure}")
        )
    return template.format(figure=figure(path.excellence))


def path_comparison(path: Path, expected: float | None, upper_bound: bool) -> list[tuple[str, int]]:
    """What stands beside a path's figure: its share, the journey's figure, and what an average would say.

    With each comes its rank: where there is no room for all, those with the highest are left out first.
    """
    parts = [(_("{share} of customers").format(share=figure(path.probability)), 2)]
    if expected is not None:
        parts.append((_("whole journey {figure}").format(figure=at_most(expected, upper_bound)), 1))
    if path.mean is not None:
        parts.append((_("the average of its scores would say {figure}").format(figure=figure(path.mean)), 0))
    if path.peak_end is not None:
        parts.append((_("peak and end {figure}").format(figure=figure(path.peak_end)), 3))
    return parts


def grouped(number: int) -> str:
    """A whole number with its digits in groups of three, as the language groups them."""
    text = f"{number:,}"
    return text.replace(",", ".") if language() == "de" else text


def large(number: int) -> str:
    """A whole number of any size: grouped up to a thousand million, then as a power of ten."""
    if number < 10**9:
        return grouped(number)
    exponent = int(math.log10(number))
    if number < 10**exponent:
        exponent -= 1  # the logarithm was rounded up
    tenths = (number + 5 * 10 ** (exponent - 2)) // 10 ** (exponent - 1)
    if tenths >= 100:
        tenths, exponent = tenths // 10, exponent + 1
    return decimal(tenths / 10, 1) + " \u00d7 10" + str(exponent).translate(_SUPERSCRIPTS)


def exactly(number: int) -> str:
    """All digits of a number that :func:`large` shortens; empty where it does not, or no tooltip could hold them."""
    return grouped(number) if 10**9 <= number < 10**1200 else ""


def listed(names: Sequence[str]) -> str:
    """Names joined as a language joins them: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return pgettext("enumeration", "{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def name_of(node: Node | None) -> str:
    """A card's text on one line, or what stands for it while it has none."""
    if node is None:
        return DASH
    text = " ".join(node_title(node).split())
    return text or (_("Unnamed need point") if isinstance(node, NeedPoint) else _("Unnamed touchpoint"))


def brief(name: str, most: int = 60) -> str:
    """A name that stands among other words, cut where it is long beyond reason."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "\u2026"


def renames(patch: Patch) -> bool:
    """Whether a patch changes what a card is called."""
    return any(
        isinstance(before, Node) and isinstance(after, Node) and node_title(before) != node_title(after)
        for before, after in patch.values()
    )


def link_name(link: Link, state: State, *, short: bool = False) -> str:
    """“source → target” of a link; ``short`` cuts names so that both are seen."""
    names = [name_of(state.get(end, Node)) for end in (link.source, link.target)]
    return " \u2192 ".join(brief(name) if short else name for name in names)


def path_name(nodes: Sequence[int], state: State) -> str:
    """The names of a path's touchpoints joined by arrows; of its cards where it has no touchpoint."""
    records = [record for node in nodes if (record := state.get(node, Node)) is not None]
    touchpoints = [record for record in records if isinstance(record, Touchpoint)]
    return " \u2192 ".join(name_of(record) for record in touchpoints or records)

"""Everything the window can be asked to do, in one table.

Menus, tool bar, command palette and shortcut sheet are all drawn from it. To add a command, add a row here and its name
to a menu.

This module must not know how a menu is drawn or a widget is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from cjdesigner.export import EXPORTERS
from cjdesigner.i18n import mark
from cjdesigner.model.records import Lane, LaneKind, Link, Node, Touchpoint
from cjdesigner.ui.views import MAP, VIEWS

if TYPE_CHECKING:
    from cjdesigner.ui.main_window import MainWindow

Run = Callable[["MainWindow"], object]
Ask = Callable[["MainWindow"], bool]


def _always(window: MainWindow) -> bool:
    return True


def _open(window: MainWindow) -> bool:
    return window.editor is not None


def _writable(window: MainWindow) -> bool:
    return window.editor is not None and not window.editor.read_only


def _selected(kind: type, least: int = 1) -> Ask:
    def ask(window: MainWindow) -> bool:
        return _writable(window) and len(window.editor_.selected(kind)) >= least

    return ask


def _anything(window: MainWindow) -> bool:
    return _writable(window) and bool(window.editor_.selection)


def _can_undo(window: MainWindow) -> bool:
    return _writable(window) and window.editor_.document.undo_label is not None


def _can_redo(window: MainWindow) -> bool:
    return _writable(window) and window.editor_.document.redo_label is not None


def _tool(name: str) -> Run:
    def run(window: MainWindow) -> None:
        window.workspace_.show_view(MAP)
        window.canvas_.use_tool(name)

    return run


def _tool_used(name: str) -> Ask:
    return lambda window: window.canvas is not None and window.canvas.tool == name


_ADD_LANE: dict[LaneKind, str] = {
    "text": mark("Add text lane"),
    "image": mark("Add image lane"),
    "emotion": mark("Add emotion curve"),
    "channel": mark("Add channel lane"),
    "indicator": mark("Add indicator lane"),
}


def _add_lane(kind: LaneKind) -> Run:
    return lambda window: window.lanes.add_lane(kind)


def _view(name: str) -> Run:
    return lambda window: window.workspace_.show_view(name)


def _view_shown(name: str) -> Ask:
    return lambda window: window.workspace is not None and window.workspace.view == name


def _panel_shown(name: str) -> Ask:
    return lambda window: window.workspace is not None and window.workspace.is_shown(name)


def _type_back(window: MainWindow) -> None:
    from cjdesigner.ui.typing_back import TypingBack

    TypingBack(window.editor_, window.appearance, window).exec()


def _export_as(suffix: str) -> Run:
    return lambda window: window.export_as(suffix)


class Action(msgspec.Struct, frozen=True):
    """One command. ``text`` and ``tip`` are English messages, translated where shown.

    ``canvas``: its keys work only while the canvas has the focus, so that they can be plain letters. ``checked`` makes
    it a switch.
    """

    id: str
    text: str
    run: Run
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Ask = _always
    checked: Ask | None = None
    canvas: bool = False
    tip: str = ""


def _path(choice: str) -> Run:
    return lambda window: window.editor_.choose_path(choice)  # type: ignore[arg-type]


def _path_chosen(choice: str) -> Ask:
    return lambda window: window.editor is not None and window.editor.choice == choice


_ROWS = [
    # File
    Action("new", mark("New journey"), lambda w: w.files.new(), ("Ctrl+N",), "ri.file-add-line"),
    Action("open", mark("Open …"), lambda w: w.files.open(), ("Ctrl+O",), "ri.folder-open-line"),
    Action("new-window", mark("New window"), lambda w: w.new_window(), ("Ctrl+Shift+N",), ""),
    Action("import", mark("Import JSON …"), lambda w: w.files.import_json(), (), "ri.login-box-line"),
    Action("save-as", mark("Save as …"), lambda w: w.files.save_as(), ("Ctrl+Shift+S",), "ri.save-line", _writable),
    Action("save", mark("Save now"), lambda w: w.files.save(), ("Ctrl+S",), "", _open),
    Action("save-copy", mark("Save a copy …"), lambda w: w.files.save_copy(), (), "", _open),
    Action(
        "copy-without-history",
        mark("Save a copy without history …"),
        lambda w: w.files.save_copy(history=False),
        (),
        "",
        _open,
        tip=mark("The copy holds nothing that was deleted or changed: what clients must not see does not travel."),
    ),
    Action("export", mark("Export or print poster …"), lambda w: w.export(), ("Ctrl+E",), "ri.printer-line", _open),
    *(Action(f"export-{suffix[1:]}", row.label, _export_as(suffix), (), "", _open) for suffix, row in EXPORTERS.items()),
    Action(
        "type-back", mark("Type back a blank sheet …"), _type_back, (), "ri.keyboard-line", _writable,
        tip=mark("What was written into the numbered boxes of a blank sheet, box by box"),
    ),
    Action("close", mark("Close file"), lambda w: w.files.close_file(), ("Ctrl+W",), "", _open),
    Action("quit", mark("Quit"), lambda w: w.quit(), ("Ctrl+Q",)),
    # Edit
    Action("undo", mark("Undo"), lambda w: w.editor_.undo(), ("Ctrl+Z",), "ri.arrow-go-back-line", _can_undo),
    Action(
        "redo", mark("Redo"), lambda w: w.editor_.redo(), ("Ctrl+Shift+Z", "Ctrl+Y"), "ri.arrow-go-forward-line", _can_redo
    ),
    Action("cut", mark("Cut"), lambda w: w.cards.cut(), ("Ctrl+X",), "ri.scissors-line", _selected(Node), canvas=True),
    Action("copy", mark("Copy"), lambda w: w.cards.copy(), ("Ctrl+C",), "ri.file-copy-line", _open, canvas=True),
    Action("paste", mark("Paste"), lambda w: w.cards.paste(), ("Ctrl+V",), "ri.clipboard-line", _writable, canvas=True),
    Action("duplicate", mark("Duplicate"), lambda w: w.cards.duplicate(), ("Ctrl+D",), "", _selected(Node)),
    Action(
        "delete",
        mark("Delete"),
        lambda w: w.cards.delete(),
        ("Del", "Backspace"),
        "ri.delete-bin-line",
        _anything,
        canvas=True,
    ),
    Action("edit-text", mark("Edit text"), lambda w: w.cards.edit_text(), ("F2",), "ri.edit-line", _anything),
    Action("select-all", mark("Select all"), lambda w: w.cards.select_all(), ("Ctrl+A",), "", _open, canvas=True),
    Action("palette", mark("Search or do …"), lambda w: w.show_palette(), ("Ctrl+K",), "ri.search-line"),
    # Insert: the tools
    Action(
        "tool-select", mark("Select"), _tool("select"), ("V",), "ri.cursor-line", _open, _tool_used("select"), canvas=True,
        tip=mark("Select, move, score by the bar; draw the next card from a card's edge"),
    ),
    Action(
        "tool-need-point", mark("Need point"), _tool("need-point"), ("N",), "ri.question-line", _writable,
        _tool_used("need-point"), canvas=True, tip=mark("Click where a question of the customer goes"),
    ),
    Action(
        "tool-touchpoint", mark("Touchpoint"), _tool("touchpoint"), ("T",), "ri.checkbox-blank-line", _writable,
        _tool_used("touchpoint"), canvas=True, tip=mark("Click where an answer is found"),
    ),
    Action(
        "tool-link", mark("Link"), _tool("link"), ("L",), "ri.arrow-right-line", _writable, _tool_used("link"), canvas=True,
        tip=mark("Draw from one card to another"),
    ),
    Action(
        "tool-phase", mark("Phase"), _tool("phase"), ("P",), "ri.layout-column-line", _writable, _tool_used("phase"),
        canvas=True, tip=mark("Click where a phase begins"),
    ),
    Action(
        "tool-pan", mark("Pan"), _tool("pan"), ("H",), "ri.drag-move-2-line", _open, _tool_used("pan"), canvas=True,
        tip=mark("Move the paper; holding the space bar does the same"),
    ),
    # Card
    Action("unscore", mark("Remove score"), lambda w: w.cards.remove_score(), ("U",), "", _anything, canvas=True),
    Action(
        "block", mark("Block or open"), lambda w: w.cards.block(), ("B",), "ri.forbid-line", _selected(Touchpoint), canvas=True,
        tip=mark("See where customers go when this is closed"),
    ),
    Action(
        "signature", mark("Signature interaction"), lambda w: w.cards.toggle_signature(), ("S",), "ri.star-line",
        _selected(Touchpoint), canvas=True, tip=mark("One of the few moments that people remember"),
    ),
    Action(
        "raise-evidence", mark("Raise evidence by insights"), lambda w: w.cards.raise_evidence(), (), "", _selected(Touchpoint),
        tip=mark("As far as the insights that hang here prove it: an observation or a quote, a figure"),
    ),
    Action("leaves", mark("Customers leave here"), lambda w: w.cards.toggle_outcome("leaves"), (), "", _selected(Node)),
    Action("reached", mark("Goal reached here"), lambda w: w.cards.toggle_outcome("reached"), (), "", _selected(Node)),
    Action("equal-shares", mark("Equal shares onward"), lambda w: w.cards.equal_shares(), (), "", _selected(Node)),
    Action(
        "turn-link", mark("Next link or return link"), lambda w: w.cards.turn_links(), ("R",), "", _selected(Link), canvas=True
    ),
    Action("align-left", mark("Align left edges"), lambda w: w.cards.align("left"), (), "ri.align-left", _selected(Node, 2)),
    Action("align-centre", mark("Align centres"), lambda w: w.cards.align("centre"), (), "ri.align-center", _selected(Node, 2)),
    Action("align-right", mark("Align right edges"), lambda w: w.cards.align("right"), (), "ri.align-right", _selected(Node, 2)),
    Action("align-top", mark("Align upper edges"), lambda w: w.cards.align("top"), (), "ri.align-top", _selected(Node, 2)),
    Action("align-middle", mark("Align middles"), lambda w: w.cards.align("middle"), (), "ri.align-vertically", _selected(Node, 2)),
    Action("align-bottom", mark("Align lower edges"), lambda w: w.cards.align("bottom"), (), "ri.align-bottom", _selected(Node, 2)),
    Action("distribute-h", mark("Equal gaps across"), lambda w: w.cards.distribute("horizontal"), (), "", _selected(Node, 3)),
    Action("distribute-v", mark("Equal gaps down"), lambda w: w.cards.distribute("vertical"), (), "", _selected(Node, 3)),
    # Journey
    Action("add-journey", mark("Add journey"), lambda w: w.cards.add_journey(), (), "ri.add-line", _writable),
    Action("duplicate-journey", mark("Duplicate journey"), lambda w: w.cards.duplicate_journey(), (), "", _writable),
    Action("next-journey", mark("Next journey"), lambda w: w.cards.step_journey(1), ("Ctrl+PgDown",), "", _open),
    Action("previous-journey", mark("Previous journey"), lambda w: w.cards.step_journey(-1), ("Ctrl+PgUp",), "", _open),
    Action("arrange-flow", mark("Arrange by flow"), lambda w: w.cards.arrange("flow"), ("Ctrl+Shift+F",), "ri.flow-chart", _writable),
    Action("arrange-channel", mark("Arrange by channel"), lambda w: w.cards.arrange("channel"), (), "ri.menu-line", _writable),
    Action("arrange-owner", mark("Arrange by owner"), lambda w: w.cards.arrange("owner"), (), "ri.team-line", _writable),
    Action("path-travelled", mark("Show most travelled path"), _path("travelled"), ("Ctrl+1",), "", _open, _path_chosen("travelled")),
    Action("path-worst", mark("Show worst path"), _path("worst"), ("Ctrl+2",), "", _open, _path_chosen("worst")),
    Action("path-best", mark("Show best path"), _path("best"), ("Ctrl+3",), "", _open, _path_chosen("best")),
    Action(
        "cover", mark("Cover all figures"), lambda w: w.editor_.cover(not w.editor_.covered), ("F8",), "ri.eye-off-line", _open,
        lambda w: w.editor is not None and w.editor.covered,
        tip=mark("Hide all figures while people score, and reveal them together"),
    ),
    # The company's side
    Action(
        "add-activity", mark("Add company activity"), lambda w: w.lanes.add_activity(), ("Shift+A",), "ri.building-line", _writable,
        canvas=True, tip=mark("What the company does here; tied to the touchpoints that are selected"),
    ),
    *(
        Action(f"add-lane-{kind}", _ADD_LANE[kind], _add_lane(kind), (), "", _writable)
        for kind in _ADD_LANE
    ),
    Action("lane-up", mark("Move lane up"), lambda w: w.lanes.move_lane(-1), (), "", _selected(Lane)),
    Action("lane-down", mark("Move lane down"), lambda w: w.lanes.move_lane(1), (), "", _selected(Lane)),
    # View
    Action("view-map", mark("Map"), _view(MAP), ("Alt+1",), "ri.map-2-line", _open, _view_shown(MAP), tip=mark("The journey as a drawing that computes")),
    *(
        Action(f"view-{view.id}", view.title, _view(view.id), (f"Alt+{number}",), view.icon, _open, _view_shown(view.id), tip=view.tip)
        for number, view in enumerate(VIEWS, 2)
    ),
    # Window
    Action("zoom-in", mark("Zoom in"), lambda w: w.canvas_.zoom_in(), ("Ctrl++", "Ctrl+="), "ri.zoom-in-line", _open),
    Action("zoom-out", mark("Zoom out"), lambda w: w.canvas_.zoom_out(), ("Ctrl+-",), "ri.zoom-out-line", _open),
    Action("zoom-actual", mark("Actual size"), lambda w: w.canvas_.zoom_to(1.0), ("Ctrl+0",), "", _open),
    Action("fit", mark("Show whole journey"), lambda w: w.canvas_.fit(), ("F", "Home"), "ri.fullscreen-line", _open, canvas=True),
    Action("fit-selection", mark("Show selection"), lambda w: w.canvas_.fit_selection(), ("Shift+F",), "", _open, canvas=True),
    Action("panel-left", mark("Navigator"), lambda w: w.workspace_.toggle("left"), ("F9",), "", _open, _panel_shown("left")),
    Action("panel-right", mark("Inspector and journey"), lambda w: w.workspace_.toggle("right"), ("F10",), "", _open, _panel_shown("right")),
    Action("panel-bottom", mark("Staircase and paths"), lambda w: w.workspace_.toggle("bottom"), ("F11",), "", _open, _panel_shown("bottom")),
    Action("next-pane", mark("Next pane"), lambda w: w.workspace_.step_pane(1), ("F6",), "", _open),
    Action("dark", mark("Dark theme"), lambda w: w.toggle_theme(), (), "ri.moon-line", _always, lambda w: w.appearance.theme == "dark"),
    Action("full-screen", mark("Full screen"), lambda w: w.toggle_full_screen(), ("Shift+F11",), "", _always, lambda w: w.isFullScreen()),
    Action("settings", mark("Settings …"), lambda w: w.show_settings(), ("Ctrl+,",), "ri.settings-3-line"),
    # Help
    Action("help", mark("How excellence is computed"), lambda w: w.show_help(), ("F1",), "ri.book-open-line"),
    Action("methods", mark("Methods and terms"), lambda w: w.show_help("methods"), ("Ctrl+F1",), "ri.compass-discover-line"),
    Action("shortcuts", mark("Keys and mouse"), lambda w: w.show_help("shortcuts"), ("Shift+F1",), "ri.keyboard-line"),
    Action("about", mark("About cjdesigner"), lambda w: w.show_about()),
]  # fmt: skip

ACTIONS: dict[str, Action] = {action.id: action for action in _ROWS}

SEPARATOR = ""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        mark("File"),
        (
            "new",
            "new-window",
            "menu:templates",
            "open",
            "menu:recent",
            SEPARATOR,
            "save",
            "save-as",
            "save-copy",
            "copy-without-history",
            SEPARATOR,
            "import",
            "export",
            "menu:exports",
            "type-back",
            SEPARATOR,
            "close",
            "quit",
        ),
    ),
    (
        mark("Edit"),
        (
            "undo",
            "redo",
            SEPARATOR,
            "cut",
            "copy",
            "paste",
            "duplicate",
            "delete",
            SEPARATOR,
            "edit-text",
            "select-all",
            SEPARATOR,
            "palette",
        ),
    ),
    (
        mark("Insert"),
        (
            "tool-select",
            "tool-need-point",
            "tool-touchpoint",
            "tool-link",
            "tool-phase",
            "tool-pan",
            SEPARATOR,
            "add-activity",
            *(f"add-lane-{kind}" for kind in _ADD_LANE),
        ),
    ),
    (
        mark("Card"),
        (
            "unscore",
            "block",
            "signature",
            "raise-evidence",
            "leaves",
            "reached",
            "equal-shares",
            "turn-link",
            SEPARATOR,
            "align-left",
            "align-centre",
            "align-right",
            "align-top",
            "align-middle",
            "align-bottom",
            "distribute-h",
            "distribute-v",
        ),
    ),
    (
        mark("Journey"),
        (
            "add-journey",
            "duplicate-journey",
            "next-journey",
            "previous-journey",
            SEPARATOR,
            "arrange-flow",
            "arrange-channel",
            "arrange-owner",
            SEPARATOR,
            "path-travelled",
            "path-worst",
            "path-best",
            SEPARATOR,
            "cover",
        ),
    ),
    (mark("View"), ("view-map", *(f"view-{view.id}" for view in VIEWS))),
    (
        mark("Window"),
        (
            "zoom-in",
            "zoom-out",
            "zoom-actual",
            "fit",
            "fit-selection",
            SEPARATOR,
            "panel-left",
            "panel-right",
            "panel-bottom",
            "next-pane",
            SEPARATOR,
            "dark",
            "full-screen",
            "settings",
        ),
    ),
    (mark("Help"), ("help", "methods", "shortcuts", "about")),
)

TOOL_BAR = ("tool-select", "tool-need-point", "tool-touchpoint", "tool-link", "tool-phase", "tool-pan")

CARD_MENU = (
    "edit-text",
    SEPARATOR,
    "unscore",
    "block",
    "signature",
    "raise-evidence",
    "leaves",
    "reached",
    "equal-shares",
    SEPARATOR,
    "cut",
    "copy",
    "duplicate",
    "delete",
)
STRIP_MENU = ("edit-text", SEPARATOR, "delete")
LANE_MENU = ("lane-up", "lane-down", SEPARATOR, "delete")
LINK_MENU = ("turn-link", SEPARATOR, "delete")
PHASE_MENU = ("edit-text", SEPARATOR, "delete")
PAPER_MENU = ("paste", "select-all", SEPARATOR, "arrange-flow", "arrange-channel", "arrange-owner", SEPARATOR, "fit")

# What the pointer and the keyboard do on the canvas besides: for the shortcut sheet. Messages in English.
GESTURES: tuple[tuple[str, str], ...] = (
    (mark("Add the next touchpoint"), "Enter"),
    (mark("Add the next need point"), "Shift+Enter"),
    (mark("Add an alternative beside"), "Tab"),
    (mark("Walk along the links"), "← ↑ → ↓"),
    (mark("Move the selected cards"), "Shift+← ↑ → ↓"),
    (mark("Score 80 %: 8; 85 %: 85; 0 %: 00; 100 %: 0"), "0–9"),
    (mark("Share of a selected link"), "0–9"),
    (mark("Pan"), mark("Space and drag")),
    (mark("Zoom to the pointer"), mark("Ctrl and wheel")),
    (mark("Move a card without changing its phase"), mark("Alt and drag")),
    (mark("Move without snapping"), mark("Ctrl and drag")),
    (mark("Move along one axis"), mark("Shift and drag")),
    (mark("Draw the next card and its link"), mark("Drag from a card's edge")),
    (mark("Draw a need point and its link"), mark("Alt and drag from a card's edge")),
    (mark("Score in steps of 5"), mark("Shift and drag the bar")),
    (mark("Open what hangs on a card"), mark("Click its small sign")),
    (mark("Add an activity or a lane's entry"), mark("Double click in its strip")),
    (mark("Tie an activity to a touchpoint, or untie it"), mark("Drag it onto the card")),
    (mark("Move a point of an emotion curve; in steps of a half"), mark("Drag; Shift and drag")),
    (mark("Take back what is under the pointer"), "Esc"),
)

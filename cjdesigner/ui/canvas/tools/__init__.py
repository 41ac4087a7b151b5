"""The tools and the states of interaction: one small class each.

A tool (:mod:`base`) gets pointer events in scene coordinates. Pressing may enter a state such as a drag; the state ends
by itself on release, or by Escape, and the tool is in force again.
"""

from cjdesigner.ui.canvas.tools.base import Hit, Pointer, Tool
from cjdesigner.ui.canvas.tools.create import NeedPointTool, PhaseTool, TouchpointTool
from cjdesigner.ui.canvas.tools.link import LinkTool
from cjdesigner.ui.canvas.tools.pan import PanTool
from cjdesigner.ui.canvas.tools.select import SelectTool

TOOLS: dict[str, type[Tool]] = {
    "select": SelectTool,
    "need-point": NeedPointTool,
    "touchpoint": TouchpointTool,
    "link": LinkTool,
    "phase": PhaseTool,
    "pan": PanTool,
}

__all__ = ["TOOLS", "Hit", "Pointer", "Tool"]

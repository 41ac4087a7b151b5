"""Whether a window can open here, found out before Qt is asked: where Qt finds no display it aborts the process.

On Linux a display is a Wayland or X11 server that answers, not a variable that names one; and Qt's plugin for it needs
system libraries that a bare machine lacks.

This module must not import Qt.
"""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from cjdesigner.i18n import gettext as _
from cjdesigner.i18n import mark

WAIT = 2.0
"""Seconds a display has to answer."""

DEBIAN_PACKAGES = {
    "any": {
        "libGL.so.1": "libgl1",
        "libEGL.so.1": "libegl1",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libdbus-1.so.3": "libdbus-1-3",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libX11.so.6": "libx11-6",
    },
    "xcb": {
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
    },
    "wayland": {
        "libwayland-client.so.0": "libwayland-client0",
        "libwayland-cursor.so.0": "libwayland-cursor0",
        "libwayland-egl.so.1": "libwayland-egl1",
    },
}
"""The system libraries Qt's widgets and its plugin for a platform load, and the Debian package that brings each."""

NO_DISPLAY = mark(
    "No window can open: no display answers here. The command line works without one, see “cjdesigner --help”."
)
NO_LIBRARY = mark(
    "No window can open: the system lacks {libraries}. On Debian or Ubuntu, install them by: apt install {packages}"
)


def display_answers() -> bool:
    """Whether there is a display that Qt can open a window on."""
    return bool(_platforms())


def obstacle() -> str | None:
    """Why no window can open, as one plain sentence; None where one can.

    Where Qt left to itself would try a platform that cannot work before one that can, QT_QPA_PLATFORM is set.
    """
    if not sys.platform.startswith("linux"):
        return None
    usable = _platforms()
    if not usable:
        return _(NO_DISPLAY)
    missing = {name: _missing(name) for name in usable}
    ready = [name for name in usable if not missing[name]]
    if not ready:
        lacking = missing["xcb"] if "xcb" in missing else missing[usable[0]]
        return _(NO_LIBRARY).format(libraries=", ".join(lacking), packages=" ".join(lacking.values()))
    if not os.environ.get("QT_QPA_PLATFORM") and ready != ["wayland", "xcb"]:
        os.environ["QT_QPA_PLATFORM"] = ready[0]
    return None


def _platforms() -> list[str]:
    """Names of Qt's platforms that would find their display, in the order Qt tries them."""
    wished = [name.partition(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    if not sys.platform.startswith("linux"):
        return wished or ["native"]
    return [name for name in wished or ["wayland", "xcb"] if _answers(name)]


def _answers(platform: str) -> bool:
    if platform.startswith("wayland"):
        return _wayland_answers()
    return _x11_answers() if platform == "xcb" else True


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not os.path.isabs(name) and not folder:
        return False
    return _connects(socket.AF_UNIX, os.path.join(folder, name))


def _x11_answers() -> bool:
    display = os.environ.get("DISPLAY", "")
    return _x11_listens(display) and _x11_lets_in(display)


def _x11_listens(display: str) -> bool:
    """Whether somebody listens where the display says: ``[host]:number[.screen]`` or the path of a socket."""
    if display.startswith("/"):
        return any(_connects(socket.AF_UNIX, path) for path in (display, display.rpartition(".")[0]) if path)
    parts = re.fullmatch(r"(?:(?P<protocol>[a-z0-9]+)/)?(?P<host>.*?):(?P<number>\d{1,5})(?:\.\d+)?", display)
    if parts is None:
        return False
    host, number = parts["host"].strip("[]"), int(parts["number"])
    if host in ("", "unix") or parts["protocol"] == "unix":
        path = f"/tmp/.X11-unix/X{number}"
        if _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, "\0" + path):
            return True
        host = host if host not in ("", "unix") else "localhost"
    try:
        with socket.create_connection((host, 6000 + number), timeout=WAIT):
            return True
    except (OSError, OverflowError, UnicodeError):
        return False


def _x11_lets_in(display: str) -> bool:
    """Whether the server accepts our key. Asked by libxcb, as Qt will; that it is missing is told apart."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    accepted: list[bool] = []

    def ask() -> None:
        connection = xcb.xcb_connect(display.encode(), None)
        accepted.append(xcb.xcb_connection_has_error(connection) == 0)
        xcb.xcb_disconnect(connection)

    asking = threading.Thread(target=ask, daemon=True)  # a server that hangs must not hang us
    asking.start()
    asking.join(WAIT)
    return accepted == [True]


def _connects(family: int, address: str) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(WAIT)
            probe.connect(address)
            return True
    except (OSError, ValueError):
        return False


def _missing(platform: str) -> dict[str, str]:
    """The libraries that cannot be loaded for a platform, with the Debian package that brings each."""
    wanted = DEBIAN_PACKAGES["any"] | DEBIAN_PACKAGES.get(platform.partition("-")[0], {})
    return {name: package for name, package in wanted.items() if not _loads(name)}


def _loads(library: str) -> bool:
    for name in (library, *_bundled(library)):
        try:
            ctypes.CDLL(str(name))
        except OSError:
            continue
        return True
    return False


def _bundled(library: str) -> Iterable[Path]:
    """The library as PySide6 may bring it along."""
    import importlib.util

    spec = importlib.util.find_spec("PySide6")
    for folder in spec.submodule_search_locations or () if spec is not None else ():
        yield Path(folder) / "Qt" / "lib" / library

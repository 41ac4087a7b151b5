"""Starting and ending the program, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_START = """
import sys
from PySide6.QtCore import QTimer
from cjdesigner import app
from cjdesigner.ui.main_window import MainWindow
shown = MainWindow.show
def show(self):
    shown(self)
    QTimer.singleShot(0, lambda: print("ready", type(self.centralWidget()).__name__, flush=True))
MainWindow.show = show
sys.exit(app.run(sys.argv[1] if len(sys.argv) > 1 else None))
"""


def _start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"CJDESIGNER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LANG": "C"}
    return subprocess.Popen(
        [sys.executable, "-c", _START, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quietly(number: signal.Signals, tmp_path: Path) -> None:
    process = _start(tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline().split() == ["ready", "WelcomePage"]
    process.send_signal(number)
    _out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in err
    assert not list((tmp_path / "log").glob("fault-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
def test_a_crash_leaves_a_trace_for_the_next_start(tmp_path: Path) -> None:
    process = _start(tmp_path)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGSEGV)
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGSEGV
    (trace,) = (tmp_path / "log").glob("fault-*.log")
    assert "Segmentation fault" in trace.read_text()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are probed on Linux only")
def test_a_stale_display_is_told_in_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"CJDESIGNER_HOME": str(tmp_path), "DISPLAY": ":7399", "LANG": "C"}
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        environment.pop(name, None)
    begun = time.monotonic()
    found = subprocess.run(
        [sys.executable, "-c", _START], capture_output=True, text=True, env=environment, timeout=30, check=False
    )
    assert found.returncode == 2
    assert found.stderr.startswith("No window can open: no display answers")
    assert found.stderr.count("\n") == 1
    assert time.monotonic() - begun < 10

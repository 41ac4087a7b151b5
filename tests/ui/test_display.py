"""Whether a window can open: real sockets, dead ones, and servers that refuse or hang."""

from __future__ import annotations

import ctypes
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjdesigner import app
from cjdesigner.ui import display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are probed on Linux only")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM", "XAUTHORITY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(display, "WAIT", 0.3)


def _free_display() -> int:
    for number in range(7300, 7400):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.bind(f"\0/tmp/.X11-unix/X{number}")
            except OSError:
                continue
            return number
    raise AssertionError("no display number is free")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Somebody who listens where an X server would."""
    number = _free_display()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"\0/tmp/.X11-unix/X{number}")
        listening.listen()
        monkeypatch.setenv("DISPLAY", f":{number}.0")
        yield listening


def test_nothing_answers_without_variables() -> None:
    assert not display.display_answers()
    assert display.obstacle() == display.NO_DISPLAY


@pytest.mark.parametrize("name", [":7399", "nowhere", "", ":", "127.0.0.1:7399", ":99999", "/tmp/no such socket:0"])
def test_a_stale_display_does_not_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert not display.display_answers()


def test_a_server_that_hangs_does_not_hang_us(server: socket.socket) -> None:
    begun = time.monotonic()
    assert not display.display_answers()
    assert time.monotonic() - begun < 3


def test_a_server_that_refuses_our_key_does_not_answer(server: socket.socket) -> None:
    try:
        ctypes.CDLL("libxcb.so.1")
    except OSError:
        pytest.skip("libxcb is not installed")
    reason = b"go away!"

    def refuse() -> None:
        for _ in range(2):
            connection, _ = server.accept()
            with connection:
                connection.settimeout(1)
                try:
                    if connection.recv(1024):
                        head = bytes([0, len(reason), 11, 0, 0, 0, len(reason) // 4, 0])
                        connection.sendall(head + reason)
                except OSError:
                    pass

    refusing = threading.Thread(target=refuse, daemon=True)
    refusing.start()
    assert not display.display_answers()
    refusing.join(2)


def test_a_wayland_socket_answers_only_while_somebody_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-5")
    assert not display.display_answers()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-5"))
        assert not display.display_answers()
        listening.listen()
        assert display.display_answers()
    assert not display.display_answers()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "xcb;offscreen"])
def test_platforms_without_a_display_answer(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert display.display_answers()


def test_a_missing_library_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_answers", lambda platform: platform == "xcb")
    monkeypatch.setattr(display, "_loads", lambda library: library != "libxcb-cursor.so.0")
    sentence = display.obstacle()
    assert sentence is not None
    assert "libxcb-cursor.so.0" in sentence
    assert "apt install libxcb-cursor0" in sentence


def test_qt_is_led_to_the_platform_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_answers", lambda platform: True)
    monkeypatch.setattr(display, "_loads", lambda library: "wayland" not in library)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    assert display.obstacle() is None
    assert display.os.environ["QT_QPA_PLATFORM"] == "xcb"


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_a_real_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "WAIT", 5.0)
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert xvfb.stdout is not None
        monkeypatch.setenv("DISPLAY", f":{xvfb.stdout.readline().strip()}")
        assert display.display_answers()
    finally:
        xvfb.terminate()
        xvfb.wait()
        assert xvfb.stdout is not None
        xvfb.stdout.close()
    assert not display.display_answers()


def test_without_a_display_run_says_so_and_returns_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(None) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == display.NO_DISPLAY + "\n"


def test_asking_imports_no_qt() -> None:
    code = "import sys, cjdesigner.app as app; app.display_answers(); print([m for m in sys.modules if 'PySide' in m])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

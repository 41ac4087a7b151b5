"""Where things lie: resources (checkout or wheel), and the user's data, cache and log folders.

This module must not know what the files mean. ``CJDESIGNER_HOME`` moves all three user folders below one folder, for
tests and for a stick that carries its own settings.
"""

from __future__ import annotations

import errno
import functools
import os
import tempfile
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """A file of ``resources/``: inside the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "resources"
    return (installed if installed.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)


def data(*parts: str) -> Path:
    """The user's data folder: untitled projects, recent files, writer locks. Made on demand."""
    return _made("data", platformdirs.user_data_dir("cjdesigner", appauthor=False), parts)


def cache(*parts: str) -> Path:
    """What can be made again: fonts, compiled catalogues, thumbnails. Made on demand."""
    return _made("cache", platformdirs.user_cache_dir("cjdesigner", appauthor=False), parts)


def logs() -> Path:
    """The folder of the log and the crash reports. Made on demand."""
    return _made("log", platformdirs.user_log_dir("cjdesigner", appauthor=False), ())


def replace_atomically(target: Path, content: bytes) -> None:
    """Write ``content`` so that ``target`` is the old file or the whole new one, never a part. Raises OSError."""
    target = Path(os.path.realpath(target))  # a link stays one, and what it leads to is replaced
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(target))
    handle, name = tempfile.mkstemp(prefix=".cjd-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _usual_mode(target))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _usual_mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _made(kind: str, usual: str, parts: tuple[str, ...]) -> Path:
    home = os.environ.get("CJDESIGNER_HOME")
    folder = (Path(home) / kind if home else Path(usual)).joinpath(*parts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        if kind != "cache":
            raise
        folder = _passing().joinpath(*parts)  # what can be made again can be made anywhere
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@functools.cache
def _passing() -> Path:
    """A cache for this run alone."""
    return Path(tempfile.mkdtemp(prefix="cjdesigner-"))

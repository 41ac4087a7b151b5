"""The images of an open document as pixmaps, each decoded once.

Only bytes that the document holds are shown; nothing is fetched. This module must not know what an image is for.
"""

from __future__ import annotations

from PySide6.QtGui import QPixmap, QPixmapCache

from cjdesigner.ui.editor import Editor


def pixmap(editor: Editor, name: str) -> QPixmap:
    """The image of that hash; a null pixmap where the document has none, or what it has cannot be read."""
    picture = QPixmap()
    if not name or QPixmapCache.find(name, picture):
        return picture
    data = editor.document.images.get(name)
    if data is not None and picture.loadFromData(data):
        QPixmapCache.insert(name, picture)
    return picture

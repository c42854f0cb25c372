"""Where the timeline is to be written: asked in a dialog, and what went wrong told in another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.errors import UserError
from annotator.ui.timeline.header import EXPORTS

if TYPE_CHECKING:
    from annotator.ui.timeline.panel import TimelinePanel


def ask_where(panel: TimelinePanel, suffix: str) -> None:
    """Ask for a file of this kind (`png`, `svg`, `pdf`, `csv`) and write into it what the panel shows."""
    label = dict(EXPORTS)[suffix].rstrip(" …")
    name, _ = QFileDialog.getSaveFileName(panel, f"Export the timeline: {label}", f"timeline.{suffix}")
    if not name:
        return
    path = Path(name) if Path(name).suffix else Path(f"{name}.{suffix}")
    try:
        (panel.save_numbers if suffix == "csv" else panel.save_picture)(path)
    except UserError as trouble:
        box = QMessageBox(QMessageBox.Icon.Warning, "Export", "", parent=panel)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(str(trouble))
        box.open()

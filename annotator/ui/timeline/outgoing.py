"""A panel whose chart can be taken along: as a picture in a file or on the clipboard, and as numbers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from annotator.timeline.provenance import Provenance
from annotator.ui.timeline.counted_panel import CountedPanel

if TYPE_CHECKING:
    from annotator.ui.timeline.plot import Plot


class Outgoing(CountedPanel):
    """Writes what is seen; `export_asked` carries the suffix of a file that somebody wants, `copy_asked` nothing."""

    export_asked = Signal(str)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.provenance: Callable[[], Provenance] = Provenance
        """What pictures say of the project."""
        self.tag_names: Callable[[], Mapping[int, str]] = dict
        """The names of the tags by their numbers, for words about filters."""

    @abstractmethod
    def ensure_plot(self) -> Plot:
        """The chart, made now if need be."""

    def save_picture(self, path: str | Path) -> None:
        """Write exactly what is seen, with legend and caption, as PNG, SVG or PDF (by the suffix).

        Raises UserError for another suffix or a place that cannot be written to.
        """
        from annotator.ui.timeline.picture import save  # late, as all that needs the libraries of the chart

        save(self.ensure_plot().chart, Path(path), self.provenance())

    def as_clip(self) -> QMimeData:
        """Exactly what is seen, with legend and caption, for the clipboard."""
        from annotator.ui.timeline.picture import as_clip

        return as_clip(self.ensure_plot().chart, self.provenance())

    def save_numbers(self, path: str | Path) -> None:
        """Write the counts of what is seen, the undated among it, as CSV; raises UserError like `save_picture`."""
        from annotator.timeline import numbers

        chart = self.ensure_plot().chart
        counts, view = chart.whole_timeline, self.view
        if chart.other is None:
            rows = numbers.rows(counts.tally(chart.unit), numbers.names_in(counts, view), only=chart.seen())
        else:
            rows = numbers.compared_rows(counts, chart.other.timeline, view, chart.unit, chart.seen())
        numbers.write(rows, Path(path), series=view.group.value, compared=chart.other is not None)

"""The floor of a start: an empty PySide6 window; tells on the pipe given as argument when it is painted."""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Watch(QObject):
    """Writes one byte after the first paint event, once Qt has dealt with it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: os.write(int(sys.argv[1]), b"p"))
        return False


def main() -> int:
    """Show the window until the parent ends this process."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1440, 900)
    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())

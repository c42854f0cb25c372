"""The timeline on the screen; pyqtgraph and numpy are loaded with the first chart, not with this package."""

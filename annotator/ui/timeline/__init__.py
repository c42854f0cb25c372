"""The timeline on the screen; pyqtgraph and numpy are loaded with the first chart, not with this package."""

import os

# Set before any module here imports numpy, which would else reserve memory for a thread a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

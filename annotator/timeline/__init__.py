"""Dates and counts as numbers: calendar bins, annotations per bin and series, the rows of its CSV.

What counts needs numpy, which is loaded late; the calendar, the view and the almanac do not.
"""

import os

# Set before any module here imports numpy, which would else reserve memory for a thread a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""What the sheet of keys tells besides those that can be changed: the hand on the mouse, and the keys of every text."""

from __future__ import annotations

from collections.abc import Sequence

Told = Sequence[tuple[str, str]]
"""What one does, and how."""

BY_MOUSE: Told = (
    ("Mark words", "drag"),
    ("Mark exact letters", "Alt+drag"),
    ("Mark a word", "double click"),
    ("Mark a sentence, a paragraph", "three, four clicks"),
    ("Mark more, or less", "Shift+click"),
    ("Apply a tag", "click it"),
    ("Show only one tag", "Alt+click on it"),
    ("Rename a tag, recolour it", "double click, its square"),
    ("Order the tags", "drag"),
    ("Open a link", "Ctrl+click"),
    ("Larger, smaller text", "Ctrl+wheel"),
)
"""Every gesture of the mouse on text and tags."""

FIXED: Told = (
    ("Move the caret", "← → ↑ ↓"),
    ("By word", "Ctrl+←  Ctrl+→"),
    ("To the ends of the line", "Home  End"),
    ("To the ends of the text", "Ctrl+Home  Ctrl+End"),
    ("By page", "PgUp  PgDown  Space"),
    ("Select on the way", "Shift with any of these"),
    ("Tag the words, or tag anew", "the tag's key"),
    ("Tag the same words once more", "Alt+the tag's key"),
    ("The annotation around this one", "Tab"),
    ("Let go, go back, leave", "Esc"),
    ("In the tags: rename, edit, delete", "F2  Alt+Enter  Del"),
    ("In the tags: order and nest", "Alt+arrows"),
)
"""Keys that mean the same in every text and list, and so cannot be given to anything else."""

ON_THE_TIMELINE: Told = (
    ("Bin before, next bin", "←  →"),
    ("Bar above, bar below", "↑  ↓"),
    ("First bin, last bin", "Home  End"),
    ("Earlier days, later days", "PgUp  PgDown"),
    ("Choose the bin or bar", "Space, click"),
    ("Open its sentence", "Enter, double click"),
    ("Next annotation, the one before", ".  ,"),
    ("Choose days, then their edges", "drag"),
    ("Zoom", "+  −, wheel, pinch"),
    ("All days, the chosen days", "0  F"),
    ("Move the days in view", "Space+drag, Shift+wheel"),
    ("Name a day, a period", "Ctrl+click, Ctrl+drag, E"),
    ("Overview: move it, its edges", "← →, with Shift, Ctrl"),
    ("Give up card, choice, zoom", "Esc"),
)
"""What keys and mouse mean to the chart, and only while it has the focus."""

"""Pictures kept in tests/data/pictures, and how what is painted now is compared with them.

A picture that differs is left in build/pictures beside the kept one, with their difference. After a wanted change run
the tests with ANNOTATOR_RENEW_PICTURES=1 and look at each new picture before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[1]
KEPT, LEFT = ROOT / "tests" / "data" / "pictures", ROOT / "build" / "pictures"
RENEW = bool(os.environ.get("ANNOTATOR_RENEW_PICTURES"))
COARSE = 3
"""Pictures are compared with so many pixels a side taken together, since edges of letters differ between systems."""

UNLIKE = 40
"""How many of 255 levels a coarse pixel may differ by."""

MOST_UNLIKE = 0.002
"""The share of coarse pixels that may differ by more."""


def compare(name: str, seen: QImage) -> None:
    """Fail where a picture differs from the one kept under its name."""
    path = KEPT / f"{name.replace(' ', '-')}.png"
    if RENEW:
        assert seen.save(str(path))
    kept = QImage(str(path))
    if share_unlike(seen, kept) > MOST_UNLIKE:
        leave(name, seen, kept)
        pytest.fail(f"“{name}” looks otherwise: see {LEFT.relative_to(ROOT)}")


def levels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    found = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return found[:, :, :3].astype(np.int16)


def coarse(image: QImage) -> np.ndarray:
    found = levels(image)
    height, width = (length // COARSE * COARSE for length in found.shape[:2])
    blocks = found[:height, :width].reshape(height // COARSE, COARSE, width // COARSE, COARSE, 3)
    return np.asarray(blocks.mean(axis=(1, 3)))


def share_unlike(one: QImage, other: QImage) -> float:
    if one.size() != other.size():
        return 1
    return float((np.abs(coarse(one) - coarse(other)).max(axis=2) > UNLIKE).mean())


def leave(name: str, seen: QImage, kept: QImage) -> None:
    """Put what was seen, what is kept and their difference where a person can look at them."""
    LEFT.mkdir(parents=True, exist_ok=True)
    seen.save(str(LEFT / f"{name} seen.png"))
    kept.save(str(LEFT / f"{name} kept.png"))
    if seen.size() == kept.size():
        difference = np.abs(levels(seen) - levels(kept)).max(axis=2).astype(np.uint8)
        grey = QImage(difference.tobytes(), seen.width(), seen.height(), seen.width(), QImage.Format.Format_Grayscale8)
        grey.save(str(LEFT / f"{name} difference.png"))

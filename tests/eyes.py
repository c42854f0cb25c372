"""How colours look to eyes that tell fewer of them apart, and on paper printed without colour.

The matrices are those of Machado, Oliveira and Fernandes (2009) for the full deficiency, on linear light; distances are
Euclid's in OKLab (Ottosson 2020), times 100: about 2 is just seen side by side.
"""

import math

import numpy as np
from PySide6.QtGui import QColor

DEFICIENCIES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey print": ((0.2126, 0.7152, 0.0722),) * 3,
}
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def linear(color: QColor) -> np.ndarray:
    parts = np.array((color.redF(), color.greenF(), color.blueF()))
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(color: QColor, eye: str) -> np.ndarray:
    """The light of a colour as an eye of this kind has it, linear red, green and blue."""
    return np.clip(np.array(DEFICIENCIES[eye]) @ linear(color), 0, 1)


def distance(one: QColor, other: QColor, eye: str = "all cones") -> float:
    """How far apart an eye sees two colours."""
    return 100 * math.dist(_lab(seen(one, eye)), _lab(seen(other, eye)))


def _lab(light: np.ndarray) -> np.ndarray:
    return np.array(_TO_LAB) @ np.cbrt(np.array(_TO_CONES) @ light)

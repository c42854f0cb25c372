"""Colours, faces and tints of the window in light, sepia and dark; no other module names a colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from annotator.resources import resource
from annotator.ui import styling

READING_FACE = "Noto Serif"
UI_FACE = "Noto Sans"


LIFTED = 3.2  # contrast of a mark against the dark paper; a little over the 3:1 that it must keep


@dataclass(frozen=True, slots=True)
class Theme:
    """The named colours of one appearance, as `#RRGGBB`."""

    name: str
    window: str  # side panels, menu and status bars
    paper: str  # behind the article
    field: str  # inputs and cards
    ink: str  # text
    soft: str  # secondary text, 4.5:1 on window and paper
    line: str  # hairlines and borders
    track: str  # scroll and overview tracks
    chosen: str  # background of the current row
    accent: str  # focus, brush, links
    selection: str  # selected text
    selection_ink: str
    bad: str  # what cannot be accepted as it is
    tint: float  # share of a tag's colour in its tint over paper

    def color(self, role: str) -> QColor:
        """The QColor of a role by its name."""
        return QColor(getattr(self, role))


LIGHT = Theme(
    name="light", window="#fbfaf9", paper="#fffffd", field="#fffffe", ink="#1c1c1e", soft="#66666a", line="#dcdbd8",
    track="#efeeea", chosen="#e6edfb", accent="#2457b8", selection="#2a5dbe", selection_ink="#ffffff",
    bad="#b3261e", tint=0.25,
)  # fmt: skip
DARK = Theme(
    name="dark", window="#1f2023", paper="#222326", field="#26272b", ink="#ececec", soft="#a2a2a6", line="#36373b",
    track="#2b2c2f", chosen="#2a3550", accent="#8ab0ff", selection="#8ab0ff", selection_ink="#14161a",
    bad="#ff8a80", tint=0.32,
)  # fmt: skip
SEPIA = Theme(
    name="sepia", window="#f1e8d6", paper="#f9f2e3", field="#fcf7ec", ink="#2f261b", soft="#695c49", line="#d9ccb3",
    track="#e9dec9", chosen="#e8d9ba", accent="#1d5690", selection="#2d6098", selection_ink="#ffffff",
    bad="#a3231a", tint=0.27,
)  # fmt: skip
BY_NAME = {theme.name: theme for theme in (LIGHT, SEPIA, DARK)}


class _Announcer(QObject):
    changed = Signal()


_announcer: _Announcer | None = None
_current = LIGHT


def announcer() -> _Announcer:
    """The object whose signal `changed` tells that another theme is in force."""
    global _announcer
    if _announcer is None:
        _announcer = _Announcer()
    return _announcer


def current() -> Theme:
    """The theme in force."""
    return _current


def use(choice: str) -> Theme:
    """Put `light`, `sepia`, `dark` or `system` in force for the whole application and tell those who paint."""
    global _current
    # The system's own parts, such as title bars and file dialogs, follow as well.
    hints = QGuiApplication.styleHints()
    if choice in BY_NAME:
        hints.setColorScheme(Qt.ColorScheme.Dark if BY_NAME[choice] is DARK else Qt.ColorScheme.Light)
    else:
        hints.unsetColorScheme()
    _current = meant(choice)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setPalette(_palette(_current))
        application.setStyleSheet(styling.sheet(_current, chevron=resource("icons", "chevron.svg").as_posix()))
    announcer().changed.emit()
    return _current


def meant(choice: str) -> Theme:
    """The theme that a choice stands for just now; what is unknown follows the system."""
    return BY_NAME.get(choice) or (DARK if _system_is_dark() else LIGHT)


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, name in (
        (roles.Window, "window"), (roles.WindowText, "ink"), (roles.Base, "field"), (roles.AlternateBase, "window"),
        (roles.Text, "ink"), (roles.PlaceholderText, "soft"), (roles.Button, "window"), (roles.ButtonText, "ink"),
        (roles.ToolTipBase, "field"), (roles.ToolTipText, "ink"), (roles.Highlight, "selection"),
        (roles.HighlightedText, "selection_ink"), (roles.Link, "accent"), (roles.Mid, "line"), (roles.Dark, "line"),
    ):  # fmt: skip
        palette.setColor(role, theme.color(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("soft"))
    return palette


def load_faces() -> None:
    """Make the bundled faces known to Qt; call once after the application exists."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def reading_font(point_size: float = 12.5) -> QFont:
    """The face of the article; `point_size` in points."""
    font = QFont([READING_FACE, "Georgia", "serif"])
    font.setPointSizeF(point_size)
    return font


def ui_font(point_size: float = 9.5, *, bold: bool = False) -> QFont:
    """The face of everything around the article; `point_size` in points."""
    font = QFont([UI_FACE, "sans-serif"])
    font.setPointSizeF(point_size)
    font.setBold(bold)
    return font


def icon(name: str, role: str = "ink") -> QIcon:
    """A self-drawn icon from `resources/icons`, in the colour of a role."""
    picture = _drawn(name, getattr(_current, role), 64)
    return QIcon(picture)


def swatch_icon(tag_color: str, pixels: int = 14) -> QIcon:
    """A tag's colour as a small rounded square, for menus and buttons."""
    picture = QPixmap(pixels * 2, pixels * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(data_color(tag_color))
    painter.drawRoundedRect(QRectF(1, 1, pixels - 2, pixels - 2), 3, 3)
    painter.end()
    return QIcon(picture)


@lru_cache(maxsize=256)
def _drawn(name: str, color: str, pixels: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # late: nothing of the first paint is an icon

    words = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(words.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """`share` (0 to 1) of `color` over `ground`."""
    rest = 1 - share
    return QColor.fromRgbF(
        color.redF() * share + ground.redF() * rest,
        color.greenF() * share + ground.greenF() * rest,
        color.blueF() * share + ground.blueF() * rest,
    )


def data_color(tag_color: str, on: Theme | None = None) -> QColor:
    """The colour of a tag's marks, in the theme in force or another; lifted in the dark until it keeps 3:1."""
    return QColor(_lifted(tag_color) if (on or _current) is DARK else tag_color)


@lru_cache(maxsize=512)
def _lifted(tag_color: str) -> QColor:
    color, ink, paper = QColor(tag_color), DARK.color("ink"), DARK.color("paper")
    lifted = (mixed(color, ink, share / 100) for share in range(100, 0, -1))
    return next((one for one in lifted if contrast(one, paper) >= LIFTED), ink)


def tint(tag_color: str) -> QColor:
    """The tag's colour thinned over the paper, to lie under text."""
    return mixed(data_color(tag_color), _current.color("paper"), _current.tint)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2 relative luminance)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def linear(value: float) -> float:
    """A part of a colour in sRGB, 0 to 1, as light."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _luminance(color: QColor) -> float:
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())

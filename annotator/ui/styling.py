"""The application's style sheet: hairlines, rounded fields, flat lists; colours come from the theme."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.theme import Theme

# Objects are named by their role, so that a widget asks for a look with `setObjectName` or a property.
_SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QToolTip { background: $field; color: $ink; border: 1px solid $line; padding: 4px 6px; }

QMenuBar { background: $window; border: none; border-bottom: 1px solid $line; padding: 0 8px; }
QMenuBar::item { padding: 6px 9px; margin: 2px 0; border-radius: 6px; background: transparent; color: $ink; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $chosen; color: $ink; }
QMenu { background: $field; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 5px; color: $ink; }
QMenu::item:selected { background: $chosen; color: $ink; }
QMenu::item:disabled { color: $soft; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }

QStatusBar { background: $window; border-top: 1px solid $line; color: $soft; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $soft; padding: 2px 0; font-size: 9pt; }
QLabel#project { font-weight: bold; padding: 0 8px 0 4px; }
QLabel[soft="true"] { color: $soft; }
QLabel#legend { font-size: 8.5pt; }
QLabel#badge { color: $ink; border: 1px solid $line; border-radius: 8px; padding: 0 8px; }

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QTextBrowser {
    background: $field; color: $ink; border: 1px solid $line; border-radius: 6px; padding: 4px 9px;
    selection-background-color: $selection; selection-color: $selection_ink;
}
QPlainTextEdit { padding: 3px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 1px solid $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $soft; background: $window; }
QLineEdit[wrong="true"] { border: 1px solid $bad; }
QComboBox { padding: 3px 9px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url($chevron); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $field; border: 1px solid $line; selection-background-color: $chosen;
    selection-color: $ink; outline: none; }

QPushButton { background: $field; color: $ink; border: 1px solid $line; border-radius: 6px; padding: 5px 14px; }
QPushButton:hover { background: $chosen; }
QPushButton:pressed { background: $track; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $accent_ink; border: 1px solid $accent; }
QPushButton:default:hover, QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border: 2px solid $ink; padding: 4px 13px; }
QPushButton:disabled { color: $soft; background: $window; border: 1px solid $line; }
QToolButton { background: transparent; color: $ink; border: 1px solid transparent; border-radius: 6px;
    padding: 3px 6px; }
QToolButton:hover, QToolButton:checked { background: $chosen; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton:disabled { color: $soft; }
QToolButton::menu-indicator { image: none; }
QToolButton#menu { border: 1px solid $line; padding: 3px 24px 3px 9px; background: $field; }
QToolButton#menu:focus, QToolButton#menu:hover { border: 1px solid $accent; }
QToolButton#menu::menu-indicator { image: url($chevron); width: 12px; height: 12px; right: 7px;
    subcontrol-origin: border; subcontrol-position: right center; }
QToolButton#chip { border: 1px solid $line; border-radius: 10px; padding: 1px 9px; background: $field; color: $soft; }
QToolButton#chip:hover, QToolButton#chip:focus { border: 1px solid $accent; color: $ink; }
QToolButton#clearing { border: 1px solid transparent; border-radius: 10px; padding: 1px 4px; background: transparent;
    color: $accent; }
QToolButton#clearing:hover, QToolButton#clearing:focus { border: 1px solid $accent; }
QToolButton#tight { padding: 3px; }
QToolButton#counter { border: 1px solid $line; border-radius: 9px; padding: 1px 6px; background: $window; color: $soft;
    font-size: 8.5pt; }
QToolButton#counter[tight="true"] { padding: 1px; border-radius: 6px; font-size: 8pt; }
QToolButton#counter:hover, QToolButton#counter:focus { border: 1px solid $accent; color: $ink; }
QToolButton#switch { color: $soft; border: 1px solid transparent; min-width: 18px; }
QToolButton#switch:disabled { color: $line; }
QToolButton#switch:checked { color: $ink; border: 1px solid $accent; }
QToolButton#switch:focus { border: 2px solid $accent; padding: 2px 5px; }
QToolButton#analyst { color: $soft; padding: 1px 6px; font-size: 9pt; }
QToolButton#analyst:hover { color: $ink; }

QListView, QTableView, QTreeView { background: $window; border: none; outline: none; color: $ink; }
QTableView { gridline-color: transparent; selection-background-color: $chosen; selection-color: $ink; }
QTableView::item { border-bottom: 1px solid $line; padding: 0 6px; }
QListWidget#views::item { border-bottom: 1px solid $line; padding: 5px 6px; }
QListWidget#views::item:selected { background: $chosen; color: $ink; }
QHeaderView { background: $window; }
QHeaderView::section { background: $window; color: $soft; border: none; border-bottom: 1px solid $line;
    padding: 4px 6px; font-weight: normal; }
QTableView#twin QHeaderView::section:vertical { padding: 0 10px 0 14px; }
QTableView#twin::item { padding: 0 8px; }
QAbstractScrollArea::corner { background: $window; border: none; }
QTableCornerButton::section { background: $window; border: none; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

QFrame#card { background: $field; border: 1px solid $line; border-radius: 8px; }
QFrame#card QLabel, QFrame#card QPlainTextEdit { background: transparent; font-size: 9pt; }
QFrame#card QPlainTextEdit { padding: 1px 3px; }
QScrollArea#cards, QWidget#cards { background: $window; border: none; }
QFrame#popup { background: $field; border: 1px solid $line; border-radius: 8px; }
QFrame#popup QListView { background: $field; }
QFrame#drop { background: transparent; border: 1px dashed $soft; border-radius: 10px; }
QFrame#dropping { background: $veil; border: 3px dashed $accent; }
QLabel#dropwords { background: $field; color: $ink; border: 1px solid $line; border-radius: 8px; padding: 12px 22px;
    font-size: 12pt; font-weight: bold; }
QFrame#notice { background: $chosen; border: none; border-bottom: 1px solid $line; }
QFrame#hairline { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame#upright { background: $line; border: none; max-width: 1px; min-width: 1px; }
QLabel#cap { background: $field; border: 1px solid $line; border-radius: 4px; padding: 0 5px; color: $soft;
    font-size: 8.5pt; }
QToolButton#cap { background: $field; border: 1px solid $line; border-radius: 4px; padding: 0 5px; min-width: 10px;
    color: $soft; font-size: 8.5pt; }
QToolButton#cap[changed="true"] { color: $ink; border: 1px solid $soft; font-weight: bold; }
QToolButton#cap[empty="true"] { background: transparent; border: 1px dashed $line; }
QToolButton#cap:hover, QToolButton#cap:focus { border: 1px solid $accent; color: $ink; }
QToolButton#cap[waits="true"] { background: $accent; color: $accent_ink; border: 1px solid $accent; }
QFrame#ask { background: $chosen; border: 1px solid $line; border-radius: 8px; }
QLabel#heading { font-weight: bold; }
QLineEdit#search { padding: 2px 9px; }

QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCheckBox { spacing: 7px; }
QCheckBox::indicator:unchecked, QTableView::indicator:unchecked { background: $field; border: 1px solid $soft;
    border-radius: 3px; }

QToolButton#step { background: $field; border: 1px solid $line; min-width: 20px; font-size: 11pt; padding: 1px 4px; }
QToolButton#step:hover { background: $chosen; }
QToolButton#step:focus { border: 1px solid $accent; }
QToolButton#aa { background: $paper; color: $soft; padding: 1px 4px; }
QToolButton#aa:hover, QToolButton#aa:focus { color: $ink; }
QSlider { min-height: 22px; }
QSlider::groove:horizontal { background: $handle; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $field; border: 2px solid $accent; width: 12px; height: 12px; margin: -6px 0;
    border-radius: 8px; }
QSlider::handle:horizontal:hover { background: $chosen; }
QSlider::handle:horizontal:focus { background: $accent; border: 2px solid $ink; }
""")


def sheet(theme: Theme, *, chevron: str = "") -> str:
    """The style sheet of one theme; `chevron` is the path of the picture of a drop-down arrow."""
    from annotator.ui import theme as colours

    accent = theme.color("accent")
    chosen = theme.color("chosen")
    handle = colours.mixed(theme.color("soft"), theme.color("window"), 0.45)
    return _SHEET.substitute(
        window=theme.window,
        paper=theme.paper,
        field=theme.field,
        ink=theme.ink,
        soft=theme.soft,
        line=theme.line,
        track=theme.track,
        chosen=theme.chosen,
        accent=theme.accent,
        accent_ink=theme.selection_ink,
        accent_hover=accent.lighter(112).name(),
        selection=theme.selection,
        selection_ink=theme.selection_ink,
        handle=handle.name(),
        bad=theme.bad,
        veil=f"rgba({chosen.red()}, {chosen.green()}, {chosen.blue()}, 200)",
        chevron=chevron,
    )

"""What each appearance promises: words that can be read on every ground they stand on."""

import json

import pytest
from PySide6.QtGui import QColor

from annotator.project import settings
from annotator.resources import resource
from annotator.ui import theme
from annotator.ui.article.inks import ground

GROUNDS = ("window", "paper", "field", "chosen", "track")


@pytest.fixture(autouse=True)
def _light_again(qapp):
    yield
    theme.use("light")


def codebook_colors():
    return [tag["color"] for tag in json.loads(resource("codebook.json").read_text(encoding="utf-8"))["tags"]]


@pytest.mark.parametrize("name", theme.BY_NAME)
@pytest.mark.parametrize("role", ["ink", "soft", "accent", "bad"])
@pytest.mark.parametrize("below", GROUNDS)
def test_words_keep_their_contrast_on_every_ground(name, role, below):
    appearance = theme.BY_NAME[name]
    assert theme.contrast(appearance.color(role), appearance.color(below)) >= 4.5


@pytest.mark.parametrize("name", theme.BY_NAME)
def test_selected_words_keep_their_contrast(name):
    appearance = theme.BY_NAME[name]
    assert theme.contrast(appearance.color("selection_ink"), appearance.color("selection")) >= 4.5
    assert theme.contrast(appearance.color("selection"), appearance.color("paper")) >= 3


@pytest.mark.parametrize("name", theme.BY_NAME)
def test_text_keeps_its_contrast_under_the_tints_of_the_codebook(name):
    appearance = theme.use(name)
    for color in codebook_colors():
        assert theme.contrast(appearance.color("ink"), theme.tint(color)) >= 4.5
        assert all(theme.contrast(appearance.color("ink"), QColor(ground(color, n))) >= 4.5 for n in range(1, 9))


def test_every_choice_of_an_appearance_has_its_theme():
    assert set(settings.THEMES) == {"system", *theme.BY_NAME}
    assert all(theme.use(name).name == name for name in theme.BY_NAME)
    assert theme.use("system").name in ("light", "dark")

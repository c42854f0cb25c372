"""The shipped files are found, and the two faces are what Qt takes them for."""

import pytest
from PySide6.QtGui import QFontDatabase

from annotator.errors import AnnotatorError, UserError
from annotator.resources import resource, sample_corpus


def test_a_resource_is_found_in_a_checkout():
    assert resource("fonts", "OFL.txt").read_text(encoding="utf-8").startswith("Noto Serif and Noto Sans")


def test_the_sample_corpus_is_a_folder():
    assert sample_corpus().is_dir()


def test_a_missing_resource_is_a_broken_installation_and_not_the_users_error():
    with pytest.raises(AnnotatorError, match=r"lacks resources/fonts/Absent\.ttf") as caught:
        resource("fonts", "Absent.ttf")
    assert not isinstance(caught.value, UserError)


@pytest.mark.parametrize(
    ("file", "family", "style"),
    [
        ("NotoSerif-Regular.ttf", "Noto Serif", "Regular"),
        ("NotoSerif-Italic.ttf", "Noto Serif", "Italic"),
        ("NotoSerif-Bold.ttf", "Noto Serif", "Bold"),
        ("NotoSans-Regular.ttf", "Noto Sans", "Regular"),
        ("NotoSans-Bold.ttf", "Noto Sans", "Bold"),
    ],
)
def test_qt_loads_each_bundled_face(qapp, file, family, style):
    number = QFontDatabase.addApplicationFont(str(resource("fonts", file)))
    assert QFontDatabase.applicationFontFamilies(number) == [family]
    assert style in QFontDatabase.styles(family)

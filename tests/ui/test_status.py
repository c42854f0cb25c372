"""The status bar says each sentence whole: what has no room ends in an ellipsis, and the tooltip has the rest."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator.ui.status import Status

LONG = "There is a tag <b>claim</b> already. Merge the two, or choose another name."


@pytest.fixture
def status(qtbot: QtBot) -> Status:
    found = Status()
    qtbot.addWidget(found)
    return found


def painted(status: Status, width: int) -> str:
    status.resize(width, 28)
    status.show()
    status.say(LONG)
    status.grab()
    return status.message.shown()


def test_a_sentence_that_has_room_is_shown_as_it_is(status: Status):
    assert painted(status, 1400) == LONG
    assert status.message.toolTip() == ""


def test_a_sentence_without_room_ends_in_an_ellipsis_and_its_tooltip_says_it_whole(status: Status):
    assert painted(status, 300).endswith("…")
    assert status.message.text() == LONG
    assert "&lt;b&gt;claim&lt;/b&gt; already" in status.message.toolTip()
    assert status.message.toolTip().endswith("another name.</p>")

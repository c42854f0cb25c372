"""A job runs beside the window, tells how far it is, can be stopped, and tells exactly one end."""

from __future__ import annotations

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from annotator.errors import UserError
from annotator.ui.jobs import Job


def test_a_job_hands_back_its_result_from_another_thread(qtbot: QtBot) -> None:
    job = Job("Counting", lambda _: threading.get_ident())
    with qtbot.waitSignal(job.succeeded) as told:
        job.start()
    job.wait()
    assert told.args[0] != threading.get_ident()


def test_a_stopped_job_says_that_it_was_stopped(qtbot: QtBot) -> None:
    begun = threading.Event()

    def count(progress: Any) -> None:
        for done in range(10_000_000):
            begun.set()
            progress.step(done, None)

    job = Job("Counting", count)
    with qtbot.assertNotEmitted(job.succeeded), qtbot.waitSignal(job.stopped):
        job.start()
        begun.wait(5)
        job.stop()
    job.wait()


def test_a_job_tells_its_last_step(qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    job = Job("Counting", lambda progress: [progress.step(done, 3) for done in (1, 2, 3)])
    job.stepped.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(job.succeeded):
        job.start()
    job.wait()
    assert steps[-1] == (3, 3)


def test_a_users_error_comes_back_as_it_is(qtbot: QtBot) -> None:
    def refuse(_: Any) -> None:
        raise UserError("The disk is full. Make room and try again.")

    job = Job("Writing", refuse)
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    job.wait()
    assert str(told.args[0]) == "The disk is full. Make room and try again."

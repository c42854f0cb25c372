"""What the first picture of the window waits for, in a process of its own."""

import subprocess
import sys

from annotator.project import create_project
from annotator.records import NewAnnotation, NewArticle

SCRIPT = """
import sys
from pathlib import Path
from annotator.ui import app

make_window = app.make_window

def watched(*arguments, **named):
    window = make_window(*arguments, **named)
    window.painted.connect(lambda: told(window))
    return window

def told(window):
    print("text" if window.desk.article is not None else "nothing", *{"numpy", "pyqtgraph"} & set(sys.modules))
    window.close()

app.make_window = watched
sys.exit(app.run(Path(sys.argv[1])))
"""


def test_the_first_picture_waits_for_none_of_the_libraries_of_the_timeline(tmp_path):
    path = tmp_path / "small.annotations"
    with create_project(path) as project:
        project.add_articles([NewArticle("Strait", "Ships wait.", annotations=(NewAnnotation(0, 5, "claim"),))])
    ran = subprocess.run([sys.executable, "-c", SCRIPT, str(path)], stdout=subprocess.PIPE, check=True, timeout=60)
    assert ran.stdout.split() == [b"text"]

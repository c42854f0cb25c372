"""What may be asked of the timeline on the command line: all that a view of it can say, and how it shall look."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter

from annotator.cli import kinds

SUMMARY = "draw the timeline, or write its numbers"
WEEKS = ("monday", "sunday", "saturday")
UNITS = ("auto", "day", "week", "month", "quarter", "year")
MODES = ("stacked", "grouped", "normalized", "lanes")
GROUPS = ("tag", "source", "analyst")
SHARES = ("annotations", "articles")
RULES = ("published", "annotated")
THEMES = ("light", "sepia", "dark")
EXAMPLES = """examples:
  annotator timeline strait.annotations -o claims.svg --tag claim --by month
  annotator timeline strait.annotations -o spring.png --from 2024-03-01 --to 2024-05-31 --compare-with 2023-03-01
  annotator timeline strait.annotations -o report.pdf --view "Claims by source" --size 900x500
  annotator timeline strait.annotations -o - --by week --source Meridian

Two runs give the same bytes, whatever the language, the time zone and the screen of the system."""


def add(timeline: ArgumentParser) -> None:
    """Let the command be asked for a timeline."""
    timeline.formatter_class = RawDescriptionHelpFormatter
    timeline.epilog = EXAMPLES
    where = "ends in .png (two pixels a pixel), .svg, .pdf or .csv; - is the numbers on standard output"
    timeline.add_argument("-o", "--output", metavar="FILE", required=True, help=where)
    saved = "begin with a saved view of the project; other options go on top"
    timeline.add_argument("--view", metavar="NAME", type=kinds.words, default="", help=saved)
    _add_counts(timeline)
    _add_filters(timeline)
    _add_picture(timeline)


def _add_counts(timeline: ArgumentParser) -> None:
    counts = timeline.add_argument_group("what is counted")
    counts.add_argument("--by", choices=UNITS, help="the bins (auto: as fits)")
    counts.add_argument("--weeks", choices=WEEKS, default="monday", help="the day on which weeks begin (monday)")
    counts.add_argument("--mode", choices=MODES, help="how the series stand together (stacked)")
    counts.add_argument("--group", choices=GROUPS, help="what a series stands for (tag)")
    counts.add_argument("--share", choices=SHARES, help="with normalized: of the annotations, or per 100 articles")
    counts.add_argument("--dates", choices=RULES, help="which date counts (published)")


def _add_filters(timeline: ArgumentParser) -> None:
    together = "Filters of one kind add up; those of different kinds must agree."
    seen = timeline.add_argument_group("what is seen", together)
    seen.add_argument("--from", dest="first", metavar="DATE", type=kinds.day, help="the first day in view")
    seen.add_argument("--to", dest="last", metavar="DATE", type=kinds.day, help="the last day in view")
    seen.add_argument("--tag", dest="tags", metavar="T", **kinds.AGAIN, help="only this one; again for more")
    source = 'only this one ("": articles without one); again for more'
    seen.add_argument("--source", dest="sources", metavar="S", **kinds.AGAIN, help=source)
    seen.add_argument("--analyst", dest="analysts", metavar="A", **kinds.AGAIN, help="only this one; again for more")
    words = "only articles with these words, as the search finds them"
    seen.add_argument("--matching", metavar="WORDS", type=kinds.words, help=words)
    hidden = "leave this series out; again for more"
    seen.add_argument("--hide", dest="hidden", metavar="NAME", **kinds.AGAIN, help=hidden)
    other = "an outline: the days from DATE on, or the same with another tag=T, source=S, analyst=A, matching=WORDS"
    seen.add_argument("--compare-with", dest="compared", metavar="WHAT", type=kinds.compared, help=other)


def _add_picture(timeline: ArgumentParser) -> None:
    looks = timeline.add_argument_group("how the picture looks")
    looks.add_argument("--theme", choices=THEMES, default="light", help="its colours (light)")
    size = "pixels of the whole picture; by default 1200x400 for the chart, and as many more as its words need"
    looks.add_argument("--size", metavar="WIDTHxHEIGHT", type=kinds.size, help=size)
    looks.add_argument("--plain", action="store_true", help="no patterns in the bars")

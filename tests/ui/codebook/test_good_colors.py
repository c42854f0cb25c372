"""The colours that a tag may have: seen on every paper, told apart, and a better one offered for each that is not."""

from __future__ import annotations

import json
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from annotator.project.codebook import FREE_COLORS
from annotator.resources import resource, sample_corpus
from annotator.ui import theme
from annotator.ui.codebook.good_colors import LEAST_CONTRAST, LEAST_DISTANCE, NAMED, _distance, judged, taken_by
from tests.ui.codebook.tags import tag

OTHERS = [tag(at, f"tag {at}", color=color) for at, color in enumerate(FREE_COLORS[:10], 1)]
colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def weakest(color: str) -> float:
    """The least contrast of a tag's marks on any paper."""
    return min(theme.contrast(theme.data_color(color, one), one.color("paper")) for one in theme.BY_NAME.values())


@given(colors)
def test_a_colour_is_taken_only_if_it_is_seen_on_every_paper_and_told_from_the_others(color: str) -> None:
    verdict = judged(color, OTHERS)
    nearest = min(_distance(color, other.color) for other in OTHERS)
    assert (verdict.trouble == "") == (
        (weakest(color) >= LEAST_CONTRAST or color in NAMED) and nearest >= LEAST_DISTANCE
    )
    if verdict.trouble:
        assert judged(verdict.better, OTHERS).trouble == ""


@pytest.mark.parametrize("color", ["#FFFF00", "#FFFFFF", "#F5F5DC", "#00FF00"])
def test_a_pale_colour_is_refused_with_its_contrast(color: str) -> None:
    verdict = judged(color, [])
    assert verdict.trouble.startswith("Too pale on light paper: a contrast of 1.")
    assert weakest(verdict.better) >= LEAST_CONTRAST


def test_the_colour_of_another_tag_is_refused_by_its_name() -> None:
    assert judged("#0072B3", OTHERS).trouble == "Hardly to be told from the colour of tag 1."
    assert taken_by("#0072B3", OTHERS) is OTHERS[0]
    assert taken_by("#0072B3", OTHERS[1:]) is None


def test_what_is_offered_is_of_a_like_hue() -> None:
    better = QColor(judged("#00FF00", OTHERS).better)
    assert better.green() > max(better.red(), better.blue())


def test_the_colours_that_are_given_out_pass_the_rule_beside_each_other() -> None:
    for one, other in combinations(FREE_COLORS, 2):
        assert _distance(one, other) >= LEAST_DISTANCE
    assert all(weakest(color) >= LEAST_CONTRAST for color in FREE_COLORS[10:])


@pytest.mark.parametrize("path", [resource("codebook.json"), sample_corpus() / "codebook.json"], ids=["ours", "sample"])
def test_the_codebooks_that_come_with_the_program_pass_the_rule(path) -> None:
    tags = json.loads(path.read_text(encoding="utf-8"))["tags"]
    shown = [tag(at, one["name"], color=one["color"]) for at, one in enumerate(tags, 1)]
    for one in shown:
        assert judged(one.color, [other for other in shown if other is not one]).trouble == ""


def test_with_so_many_tags_that_none_is_far_from_all_any_colour_that_is_seen_will_do() -> None:
    levels = range(0, 256, 32)
    crowd = [tag(1 + at, f"tag {at}", color=f"#{red:02X}{green:02X}{blue:02X}")
             for at, (red, green, blue) in enumerate(product(levels, levels, levels))]  # fmt: skip
    assert judged("#123456", crowd).trouble == ""
    assert judged("#FEFEFE", crowd).trouble != ""

"""Whatever colour somebody chooses, it can be read, and it stays that colour."""

import colorsys
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.grouping.general import GENERAL
from digest.pipeline import theme
from digest.rendering import colour
from digest.rendering.edition import HUES

colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def test_contrast_is_as_wcag_has_it() -> None:
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colour.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert colour.contrast("#ffffff", "#FFFFFF") == 1


@given(colours)
def test_any_colour_can_be_read_by_day_and_by_night(chosen: str) -> None:
    assert colour.least(colour.by_day(chosen), colour.LIGHT) >= 4.5
    assert colour.least(colour.by_night(chosen), colour.DARK) >= 7
    assert colour.contrast(colour.letters_on(chosen), chosen) >= 4  # of an icon; text in between has no better


@given(colours)
def test_what_can_be_read_already_is_left_alone(chosen: str) -> None:
    assert (colour.by_day(chosen) == chosen) == (colour.least(chosen, colour.LIGHT) >= 4.5)
    assert colour.by_night(colour.by_night(chosen)) == colour.by_night(chosen)


@pytest.mark.parametrize("chosen", ["#FFCC00", "#FF00FF", "#7DB8F2", "#0B6E4F", "#1D4ED8", "#D00000"])
def test_the_hue_stays(chosen: str) -> None:
    def hue(text: str) -> float:
        return colorsys.rgb_to_hls(*(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)))[0] * 360

    for made in (colour.by_day(chosen), colour.by_night(chosen)):
        assert abs((hue(made) - hue(chosen) + 180) % 360 - 180) < 20, made


def test_paper_and_card_are_those_of_the_sheet() -> None:
    sheet = (theme() / "assets/style.css").read_text("utf-8")
    assert tuple(re.findall(r"--paper: (#\w{6}); --card: (#\w{6})", sheet)) == (colour.LIGHT, colour.DARK)


@pytest.mark.parametrize(("scheme", "papers"), [(0, colour.LIGHT), (1, colour.DARK)])
def test_each_general_topic_has_a_colour_that_is_seen(scheme: int, papers: tuple[str, str]) -> None:
    sheet = (theme() / "assets/style.css").read_text("utf-8")
    chosen = re.findall(r"--t\d+: #(\w+);", sheet)[scheme * HUES :][:HUES]
    assert len(GENERAL) == HUES == len(set(chosen)) == len(re.findall(r"\.t\d { fill", sheet))
    assert min(colour.least("#" + "".join(c * (6 // len(it)) for c in it), papers) for it in chosen) >= 4.5

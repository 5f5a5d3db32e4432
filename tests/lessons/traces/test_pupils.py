"""The 120 pupils: what rows hide, what coins tell and what noise costs are what Python says of them."""

import re

import pytest
from playwright.sync_api import expect

from enclair import explore
from enclair.lessons.traces import Pupils, figures, traces
from enclair.views import polling

VIEW = Pupils
KINDS = pytest.mark.parametrize


def told(page, name):
    """The number that stands above its words."""
    words = page.locator("dt", has_text=re.compile(f"^{name}$"))
    return page.locator(".enclair-pupils dl div", has=words).locator("dd")


def counts(view):
    """The true and the published count of each row of its table."""
    return [line.split(" | ")[-2:] for line in view.table().splitlines() if line[0].isdigit()]


def test_the_rows_of_the_view_are_those_of_the_survey_at_each_step():
    view = Pupils(birth=3, home=1)
    rows = traces.generalise(traces.survey(), 3, 1)
    for birth, home, alike in view.states["3 1"]["alike"]:
        assert {*map(tuple, rows.loc[alike, ["birth", "home"]].to_numpy())} == {(birth, home)}
    expected = {"k": 4, "unique": 0, "revealed": 5, "groups": 12, "named": 0}
    assert view.states["3 1"]["told"].items() >= expected.items()
    assert "2012 | 0041* | worries | █████" in view.table()
    assert view._html().count("<tr", 0, view._html().index("<details")) == 16  # paper leaves out the rest


def test_what_notebooks_explored_before_is_shown():
    assert explore(figures.Hidden, birth=3, home=1).birth == 3
    for old in (figures.Noise, figures.CoinAndDie):
        assert explore(old, "fr", scale=0, people=24, throw=1).shows == "noise"
    assert explore(figures.CoinAndDie, stop=3).scale == 5


@KINDS("opened", [{"shows": "names"}], indirect=True)
def test_names_come_back_in_as_many_rows_as_the_run_has_them(opened):
    expect(told(opened.page, "of 120 have a name again")).to_have_text("81")
    rows = opened.page.locator("tbody tr")
    assert (rows.count(), rows.filter(has_text="Flalou").count()) == (120, 1)
    assert opened.page.locator(".enclair-lit .enclair-lifted").count() == 81
    assert opened.page.locator(".enclair-legend").text_content().endswith("◇ nothing")


@KINDS("opened", [{"shows": "bars"}], indirect=True)
def test_bars_cover_digits_who_is_alone_stays_lit_and_k_is_what_one_sees(opened, page):
    page.emulate_media(reduced_motion="reduce")
    expect(told(page, "alone")).to_have_text("118")
    assert page.locator(".enclair-lit").count() == 118
    page.get_by_role("button", name="year", exact=True).press("Enter")
    assert opened.focused() == "year"
    expect(told(page, "alone")).to_have_text("5")
    expect(page.locator(".enclair-lit")).to_have_count(5)
    assert not re.search(r"\d{4}-\d\d", page.locator("tbody").inner_text())
    page.get_by_role("button", name="district", exact=True).press("Enter")
    expect(told(page, "k, the smallest group")).to_have_text("4")
    expect(page.locator(".enclair-lit")).to_have_count(4)
    expect(page.locator(".enclair-begins")).to_have_count(12)
    expect(page.locator("tbody tr").first.get_by_role("img", name="barred")).to_have_count(3)
    # Back at the day, no row is left behind by a change that came too soon.
    page.emulate_media(reduced_motion="no-preference")
    for name in ("hidden", "day", "street"):
        page.get_by_role("button", name=name, exact=True).first.press("Enter")
    expect(told(page, "alone")).to_have_text("118")
    assert page.locator("tbody td", has_text=re.compile(r"^\d{4}-\d\d-\d\d$")).count() == 120


@KINDS("opened", [{"shows": "bars", "birth": 3}], indirect=True)
def test_no_bar_makes_a_row_of_the_projector_higher(opened, page):
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Projector").press("Enter")
    expect(told(page, "alone")).to_have_text("5")  # of the year
    high = page.locator("tbody").evaluate("one => one.offsetHeight")
    for name in ("day", "month", "hidden"):
        page.get_by_role("button", name=name, exact=True).first.press("Enter")
        assert page.locator("tbody").evaluate("one => one.offsetHeight") == high


@KINDS("opened", [{"shows": "coin", "people": 60}], indirect=True)
def test_the_pupils_throw_and_the_estimate_is_what_python_says_of_what_they_say(opened, page):
    for _ in range(2):
        coins = opened.trait("coins")
        # Thrown again, and the number of yes may be the same.
        expect(page.locator("tbody td:last-child:not(:empty)")).to_have_count(60)
        yes = page.locator("tbody tr td:last-child", has_text=re.compile("^yes$"))
        expect(told(page, "said yes")).to_have_text(f"{yes.count()}")
        table = Pupils(shows="coin", people=60, coins=coins).table().splitlines()[2]
        numbers = [told(page, name).inner_text() for name in ("said yes", "estimate", "from", "to")]
        assert table == " | ".join(["60", *numbers]).replace("%", "")
        page.get_by_role("button", name="Throw the coins").press("Enter")
        page.wait_for_function("coins => enclair.model.get('coins') !== coins", arg=coins)
    assert re.fullmatch("[hyn]{120}", coins)
    page.get_by_role("button", name="Throw 20 times").click()
    expect(page.locator(".enclair-round")).to_have_count(22)
    assert page.locator("tbody .enclair-lifted").count() == 0
    page.get_by_role("button", name="Lift the bars").press("Enter")
    mean = Pupils().answers[:60].count("screens") / 60
    expect(told(page, "true share")).to_have_text(f"{polling.points(mean)}%")
    rows = page.locator("tbody tr:not(.enclair-waiting)")
    assert rows.filter(has_text="heads").count() == opened.trait("coins")[:60].count("h")
    page.get_by_label("Pupils asked").press("End")
    expect(page.locator("tbody tr:not(.enclair-waiting)")).to_have_count(120)
    expect(page.locator(".enclair-round")).to_have_count(0)
    for name, many in (("yes", 12), ("no", 12)):
        opened.set(name, many)
    assert "estimate 50%, from 10% to 90%" in page.locator(".enclair-strip").last.get_attribute("aria-label")


@KINDS("opened", [{"shows": "noise"}], indirect=True)
def test_published_counts_are_those_of_the_twin_and_cost_more_in_a_class(opened, page):

    def shown():
        return [re.split(r"\s*\|\s*", line) for line in page.evaluate(ROWS)]

    twin = counts(Pupils(shows="noise"))
    assert shown() == twin
    page.get_by_role("button", name="New throw").press("Enter")
    assert opened.focused() == "New throw"
    assert shown() == counts(Pupils(shows="noise", draws=opened.trait("draws"))) != twin
    page.get_by_role("button", name="0", exact=True).click()
    assert all(true == published for true, published in shown())
    expect(told(page, "off on average by")).to_have_text("0")


ROWS = """() => [...document.querySelectorAll(".enclair-sizes tbody tr")]
  .map((row) => [...row.children].slice(2).map((cell) => cell.textContent).join("|"))"""

"""The timeline: what Python keeps of it, and the view in a page of its own, without a kernel or a network."""

import datetime
import re
from functools import partial

import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair import Timeline
from enclair.case import events
from tests.helpers import CASE, assert_in, assert_not_in, in_language

VIEW = partial(Timeline, CASE)
FOCUS = {"start": "2024-08-24", "end": "2024-09-23"}


def test_filtered_rows_go_to_pandas(case):
    assert Timeline(case).rows.equals(case.timeline)
    timeline = Timeline(case, tracks=["justice"], start="2024-08-24", end=datetime.date(2024, 9, 23))
    rows = timeline.rows
    assert 0 < len(rows) < len(case.timeline)
    assert set(rows["track"]) == {"justice"}
    rows.loc[:, "track"] = "mine"
    assert set(timeline.rows["track"]) == {"justice"}
    timeline.set_state({"day": "2024-08-25", "tracks": []})  # as the page sends it
    assert timeline.rows.equals(events.filter_events(case.timeline, **FOCUS, day="2024-08-25"))


def test_names_of_actors_and_countries_are_said_in_french_and_chosen_by_their_own(case):
    words = Timeline(case, lang="fr", actors=["Paris prosecutor"], countries=["France"]).words["fr"]
    assert (words["Paris prosecutor"], words["European Union"]) == ("parquet de Paris", "Union européenne")


def shown(page, marks=".enclair-mark"):
    """The events that have a mark."""
    return set(page.locator(marks).evaluate_all("marks => marks.map((mark) => mark.dataset.id)"))


def zoom(page):
    page.locator(f"button[value='{FOCUS['start']}']").click()


def test_scrubber_hides_what_came_later(case, opened, page):
    zoom(page)
    slider = page.locator(".enclair-scrub input")
    slider.press("Home")
    assert opened.trait("day") == FOCUS["start"]
    known = events.filter_events(case.timeline, **FOCUS, day=FOCUS["start"])
    assert shown(page) == {*known["id"]}
    assert "not yet public on 24 August 2024" in page.locator(".enclair-count").inner_text()
    page.get_by_role("button", name="Next news").click()
    assert opened.trait("day") == "2024-08-25"
    table = case.timeline
    dated = (table["date_precision"] == "day") | table["known_on"].notna()
    new = table[dated & (events.known_from(table) == pd.Timestamp("2024-08-25"))]
    assert shown(page, ".enclair-new") == set(new["id"])
    news = page.locator(".enclair-told")
    assert news.inner_text() == f"New on this day: {'; '.join(new['title_en'])}."
    assert page.locator(".enclair-card .enclair-head").inner_text() == new["title_en"].iloc[0]
    slider.press("End")
    assert page.locator(".enclair-new").count() == 0
    assert news.inner_text() == opened.trait("day") == ""


LASTED = {"asked": "travel-ban-lifted", "since": "formal-investigation"}


@pytest.mark.parametrize("opened", [LASTED], indirect=True)
def test_a_bar_says_since_when_and_how_long(opened, page):
    marks = page.locator(".enclair-new")
    starts = "all => all.map((one) => one.transform.baseVal[0].matrix.e + +one.firstChild.getAttribute('x1'))"
    start, since = (round(place) for place in marks.evaluate_all(starts))
    assert (shown(page, ".enclair-new"), start) == ({*LASTED.values()}, since)
    lasted = "28 August 2024 – 10 November 2025: 439 days"
    assert lasted in VIEW(**LASTED)._html()
    expect(page.get_by_role("button", name=lasted)).to_contain_text("439 days")


def test_each_event_of_the_dense_weeks_is_reached_by_mouse_on_a_phone(case, page):
    page.set_viewport_size({"width": 390, "height": 1000})
    zoom(page)
    rows = events.filter_events(case.timeline, **FOCUS)
    assert len(rows) >= 17
    head = page.locator(".enclair-head")
    for _, row in rows.iterrows():
        page.locator(f"[data-id='{row['id']}'] .enclair-hit").click()
        assert head.inner_text() == row["title_en"]
    assert_in(page.locator(".enclair-card").inner_text(), row["description_en"], "Firmness")
    page.locator(".enclair-mark[tabindex='0']").press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(head).to_be_in_viewport()


def test_each_event_is_reached_by_keyboard_alone(case, opened, page):
    zoom(page)
    opened.tab_to(".enclair-mark", "Home", most=5)
    assert page.get_by_role("group", name="Timeline. Arrow keys move").count() == 1
    reached = []
    for _ in range(len(shown(page))):
        page.keyboard.press("Enter")
        reached.append(opened.trait("selected"))
        page.keyboard.press("ArrowRight")
    assert {*reached} == shown(page)
    page.keyboard.press("Escape")
    assert opened.trait("selected") == ""
    opened.set("selected", "arrest")
    page.get_by_role("button", name="Later", exact=True).press("Enter")
    assert opened.focused() == "Later"
    assert opened.trait("selected") != "arrest"


@pytest.mark.parametrize("opened", [{"start": "2024-03-01", "end": "2024-12-09"}], indirect=True)
def test_a_range_the_wrong_way_round_changes_nothing_and_says_so(opened, page):
    count = page.locator(".enclair-count")
    page.locator(".enclair-filters summary").click()
    field = page.get_by_label("To", exact=True)
    field.focus()
    for key in ("0", "1", "1", "5", "2", "0", "2", "4", "Tab", "Tab"):
        page.keyboard.press(key)
        assert opened.trait("start") == "2024-03-01"
    assert count.inner_text().endswith(": not 15 January 2024.")
    assert opened.trait("end") == field.input_value() == "2024-12-09"
    field.fill("2190-01-01")
    field.blur()
    assert count.inner_text().startswith("Choose a day from 1 March 2024 to ")
    field.fill("2024-06-30")
    assert opened.trait("end") == "2024-06-30"


def test_a_pressed_button_under_the_pointer_can_be_read(page):
    button = page.get_by_role("button", name="Telegram's thread")
    button.click()  # the pointer stays on it: axe does not try that
    colours = "(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in button.evaluate(colours)]
        assert abs(light[0] - light[1]) > 450


def test_table_is_the_twin_of_the_picture(case, opened, page):
    zoom(page)
    opened.set("lang", "fr")
    page.locator(".enclair-timeline > details summary").last.click()
    listed = page.locator(".enclair-rows tbody tr")
    listed.first.wait_for()
    rows = listed.evaluate_all(
        "rows => rows.map((row) => [...row.cells].slice(0, 7).map((cell) => cell.textContent))"
    )
    narrow = [[row[0], f"{row[1]}. {row[2]}", " · ".join(row[3:])] for row in rows]
    twin = in_language("fr", events.print_table, case.timeline[case.timeline["id"].isin(shown(page))])
    assert sorted(narrow) == sorted(twin.iloc[:, :3].to_numpy().tolist())


#: How many titles there are, and which run into a mark, into each other or out of the picture.
CLASHES = """() => {
  const box = (node) => node.getBoundingClientRect();
  const all = (name) => [...document.querySelectorAll(name)];
  const right = box(document.querySelector(".enclair-plot")).right;
  const titles = all(".enclair-title").filter((one) => one.textContent);
  const shapes = all(".enclair-mark .enclair-shape");
  const across = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
  const along = (a, b) => a.top < b.bottom - 4 && b.top < a.bottom - 4;
  const over = (a, b) => across(box(a), box(b)) && along(box(a), box(b));
  const touches = (a, b) => across(box(a), box(b)) && Math.abs(box(a).top - box(b).top) < 14;
  const bad = (title) =>
    box(title).right > right + 1 ||
    titles.some((other) => other !== title && touches(title, other)) ||
    shapes.some((shape) => shape.parentNode !== title.parentNode && over(title, shape));
  return [titles.length, titles.filter(bad).map((title) => title.textContent)];
}"""


@pytest.mark.parametrize("opened", [{}, FOCUS], indirect=True)
def test_titles_run_neither_into_marks_nor_into_each_other_nor_out_of_the_picture(case, opened, page):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(50)  # a picture is drawn anew once its size has changed
        count, bad = page.evaluate(CLASHES)
        assert count >= (5 if opened.trait("start") else 2)  # whole, or none: most of all events have none
        assert bad == [], width
        titles = page.locator(".enclair-title").all_text_contents()
        assert {*titles} <= {"", *case.timeline["title_en"]}


def test_on_the_projector_the_weeks_have_room_and_what_tasks_ask_for_is_there(case, opened, page):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Projector").press("Enter")
    zoom(page)
    expect(page.locator(".enclair-count")).to_have_text(re.compile(rf"^18 of {len(case.timeline)} events"))
    expect(page.locator(".enclair-scrub")).to_be_hidden()
    lanes = page.locator(".enclair-lane rect")
    expect(lanes.last).to_be_in_viewport(ratio=1)
    assert sum(box["height"] for box in (one.bounding_box() for one in lanes.all())) > 18 * 24
    plot = page.locator(".enclair-plot")
    top = plot.bounding_box()["y"]
    page.locator(".enclair-filters summary").click()  # over the picture, which stays where it is
    page.get_by_label("Opinion").check()
    expect(page.locator(".enclair-count")).not_to_contain_text("18 of")
    assert plot.bounding_box()["y"] == top


EVENING = {"start": "2024-02-01", "end": FOCUS["end"], "day": "2024-08-25"}


def hidden_events(case, day):
    """The events of the range of `EVENING` that the public could not know of on a day."""
    rows = events.filter_events(case.timeline, start=EVENING["start"], end=EVENING["end"])
    return rows[events.known_from(rows) > pd.Timestamp(day)]


@pytest.mark.parametrize("opened", [EVENING], indirect=True)
def test_what_was_not_public_yet_is_a_bar_whose_words_are_nowhere(case, opened, page):
    before = hidden_events(case, EVENING["day"])
    bars = page.locator(".enclair-redacted path")
    assert bars.count() == len(before) > 10
    view = page.locator("#view")
    assert_not_in(view.evaluate("(view) => view.innerHTML") + view.aria_snapshot(), *before["title_en"])
    # What is heard in their place: how many on which track, and what lifts them. On paper they are outlines.
    count = (before["track"] == "law-and-politics").sum()
    law = page.get_by_role("img", name=f"Law and politics: {count}. Hidden: not yet public on 25 August 2024")
    assert "Next news" in str(law.get_attribute("aria-label"))
    page.emulate_media(media="print")
    assert bars.first.evaluate("(one) => getComputedStyle(one).fill") == "none"
    page.emulate_media(media="screen")
    # A search finds none of their words; the card of an event that was hidden since is a bar, too.
    opened.set("query", before["title_en"].iloc[0].split()[0])
    assert bars.count() == 0
    opened.set("query", "")
    hidden = before.iloc[0]
    opened.set("selected", hidden["id"])
    card = page.locator(".enclair-card")
    assert card.locator(".enclair-redacted i").count() == len(hidden["title_en"].split())
    assert_not_in(card.inner_html(), hidden["title_en"], hidden["description_en"])
    # The others stay where they are while the bars lift; who wants no motion sees none.
    lifting = page.locator(".enclair-lifting")
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=motion)
        page.get_by_role("button", name="Next news").click()
        lifted = {*before["id"]} - {*hidden_events(case, opened.trait("day"))["id"]}
        assert bars.count() == len(before) - len(lifted)
        names = lifting.evaluate_all("all => all.map((one) => one.parentNode.dataset.id)")
        assert {*names} <= lifted <= shown(page)
        assert motion != "reduce" or not names
        expect(lifting).to_have_count(0)

"""The timeline in a page of its own: no kernel, no server, no network."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

from enclair import Case, Timeline
from enclair.case import events, filters
from tests.browser.pages import Opened, opened_page
from tests.helpers import assert_in, in_language

pytestmark = pytest.mark.browser

FOCUS = ("2024-08-24", "2024-09-23")


class Explored(Opened):
    """A page with the timeline."""

    def shown(self) -> set[str]:
        return set(
            self.page.locator(".enclair-mark").evaluate_all("marks => marks.map((mark) => mark.dataset.id)")
        )

    def zoom(self) -> None:
        self.page.locator(f"button[value='{FOCUS[0]}']").click()


@pytest.fixture
def opened(
    case: Case, chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Explored]:
    options = getattr(request, "param", {})
    html = Timeline(case, **options.get("timeline", {})).to_html()
    with opened_page(chromium, tmp_path, html, **options.get("context", {})) as one:
        yield Explored(one.page)


def test_page_and_python_filter_by_the_same_rule(case: Case, opened: Explored) -> None:
    table = case.timeline
    draw = random.Random(7)
    days = ["", "", "", "2013-08-14", "2024-02-29", "2024-08-24", "2024-08-31", "2024-09-06", "2025-12-31"]
    words = [
        *("", "DUROV", "enquête", "ENQUETE preliminaire", "l’article", "l'article", "œuvre", "straße"),
        *("5 millions", "zzz"),
    ]
    kept = 0
    for _ in range(300):
        choices = {name: [] for name in events.FILTERS}
        for name in draw.sample(list(events.FILTERS), k=draw.choice([0, 0, 1, 2])):
            choices[name] = draw.sample(events.options(table, name), k=draw.choice([1, 2]))
        start, end = sorted([draw.choice(days), draw.choice(days)])
        lang = draw.choice(["en", "fr"])
        one = {
            "query": draw.choice(words),
            "start": start,
            "end": end,
            "day": draw.choice(days),
            "preset": draw.choice(["", "", *events.THREADS]),
        }
        expected = in_language(lang, events.filter_events, table, **one, **choices)["id"].tolist()
        found = opened.page.evaluate(
            """([choices, lang]) => enclair.model.get("events")
                 .filter((event) => enclair.view.fits(event, choices, lang)).map((event) => event.id)""",
            [one | choices, lang],
        )
        assert found == expected, (one, choices, lang)
        kept += bool(expected)
    assert kept > 40  # the rule was tried on rows, not on emptiness alone


@pytest.mark.parametrize(
    "words", ["Mise en Examen", "l’Œuvre", "Straße", "« Øl »", "16\u202f000", "ÉÈÊË", "Dž"]
)
def test_page_and_python_fold_alike(opened: Explored, words: str) -> None:
    assert opened.page.evaluate("words => enclair.fold(words)", words) == filters.fold(words)


def test_filter_by_type_of_source(case: Case, opened: Explored) -> None:
    opened.page.locator(".enclair-filters summary").click()
    opened.page.get_by_label("State media").check()
    expected = set(events.filter_events(case.timeline, source_types=["state-media"])["id"])
    assert opened.shown() == expected
    assert opened.trait("source_types") == ["state-media"]
    assert (
        opened.page.locator(".enclair-count").inner_text()
        == f"{len(expected)} of {len(case.timeline)} events."
    )


def test_no_event_left_says_what_to_do_and_loses_nothing(opened: Explored) -> None:
    opened.page.get_by_role("searchbox", name="Search").fill("zzz")
    assert "No event fits" in opened.page.locator(".enclair-count").inner_text()
    opened.page.get_by_role("button", name="Show everything again").click()
    assert opened.trait("query") == ""
    assert opened.page.locator(".enclair-mark").count() == len(opened.trait("events"))


def new_on(case: Case, day: str) -> pd.DataFrame:
    """What became public on a day that is recorded."""
    table = case.timeline
    known = events.known_from(table)
    told = (table["date_precision"] == "day") | table["known_on"].notna()
    return table[told & (known == pd.Timestamp(day))]


def test_scrubber_hides_what_came_later(case: Case, opened: Explored) -> None:
    opened.zoom()
    slider = opened.page.locator(".enclair-scrub input")
    slider.focus()
    slider.press("Home")
    day = opened.trait("day")
    assert day == FOCUS[0]
    rows = events.filter_events(case.timeline, start=FOCUS[0], end=FOCUS[1], day=day)
    assert opened.shown() == set(rows["id"])
    assert "not yet public on 24 August 2024" in opened.page.locator(".enclair-count").inner_text()
    opened.page.get_by_role("button", name="Next news").click()
    assert opened.trait("day") == "2024-08-25"
    new = new_on(case, "2024-08-25")
    ringed = opened.page.locator(".enclair-new").evaluate_all("all => all.map((one) => one.dataset.id)")
    assert set(ringed) == set(new["id"])
    told = opened.page.locator(".enclair-told")
    assert told.inner_text() == f"New on this day: {'; '.join(new['title_en'])}."
    assert opened.page.locator(".enclair-card .enclair-head").inner_text() == new["title_en"].iloc[0]
    slider.press("End")
    assert opened.page.locator(".enclair-new").count() == 0
    assert told.inner_text() == ""
    assert opened.trait("day") == ""


def test_dragging_shows_a_picture_for_every_step(opened: Explored) -> None:
    opened.zoom()
    slider = opened.page.locator(".enclair-scrub input")
    seen = slider.evaluate(
        """async (slider) => {
          const seen = new Set();
          for (let value = +slider.min; value < +slider.max; value++) {
            slider.value = value;
            slider.dispatchEvent(new Event("input"));
            await new Promise(requestAnimationFrame);
            seen.add(document.querySelector(".enclair-veil line").getAttribute("x1"));
          }
          return [seen.size, slider.max - slider.min];
        }"""
    )
    assert seen[0] == seen[1] == 30


@pytest.mark.parametrize("width", [1280, 390])
def test_each_event_of_the_dense_weeks_is_reached_by_mouse(case: Case, opened: Explored, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 1000})
    opened.zoom()
    rows = events.filter_events(case.timeline, start=FOCUS[0], end=FOCUS[1])
    assert len(rows) >= 17
    for _, row in rows.iterrows():
        opened.page.locator(f"[data-id='{row['id']}'] .enclair-hit").click()
        assert opened.page.locator(".enclair-head").inner_text() == row["title_en"]


def test_each_event_is_reached_by_keyboard_alone(case: Case, opened: Explored) -> None:
    page = opened.page
    opened.zoom()
    opened.tab_to(".enclair-mark")
    assert page.get_by_role("group", name="Timeline. Arrow keys move").count() == 1
    page.keyboard.press("Home")
    reached = []
    for _ in range(len(opened.shown())):
        page.keyboard.press("Enter")
        reached.append(opened.trait("selected"))
        page.keyboard.press("ArrowRight")
    assert set(reached) == set(events.filter_events(case.timeline, start=FOCUS[0], end=FOCUS[1])["id"])
    page.keyboard.press("Home")
    before = page.evaluate("document.activeElement.dataset.id")
    page.keyboard.press("ArrowDown")
    track = case.timeline.set_index("id")["track"]
    assert track[page.evaluate("document.activeElement.dataset.id")] != track[before]
    page.keyboard.press("Escape")
    assert opened.trait("selected") == ""


def test_card_shows_status_date_citation_and_source(case: Case, opened: Explored) -> None:
    opened.page.evaluate("enclair.model.set('selected', 'judicial-investigation')")
    card = opened.page.locator(".enclair-card")
    row = case.timeline.set_index("id").loc["judicial-investigation"]
    assert_in(card.inner_text(), "8 July 2024", row["description_en"], "This became public later")
    assert card.get_by_role("link").first.get_attribute("href") == row["source_url"]
    for word in ["Status", "Firmness", "Type of source"]:
        assert word in card.inner_text()


def test_kinds_of_source_that_deserve_care_are_visible(case: Case, opened: Explored) -> None:
    labels = {"state-media": "State media", "mirror": "Copy on another site", "blog": "Blog"}
    for kind, label in labels.items():
        one = case.timeline[case.timeline["source_type"] == kind]["id"].iloc[0]
        opened.page.evaluate("id => enclair.model.set('selected', id)", one)
        assert label in opened.page.locator(".enclair-card dl").inner_text()


def test_what_was_not_coded_can_be_asked_for_on_both_sides(case: Case, opened: Explored) -> None:
    opened.page.locator(".enclair-filters summary").click()
    opened.page.locator(".enclair-filters fieldset").first.get_by_label("not coded").check()
    timeline = Timeline(case)
    timeline.set_state({"tracks": opened.trait("tracks")})
    assert opened.shown() == set(timeline.rows["id"]) == set(case.timeline.query("track == ''")["id"])


def test_a_date_can_be_typed_digit_by_digit(case: Case, opened: Explored) -> None:
    opened.page.locator(".enclair-filters summary").click()
    opened.page.get_by_label("From", exact=True).focus()
    seen = set()
    for key in "08242024":
        opened.page.keyboard.press(key)
        seen.add(opened.trait("start"))
    assert seen == {"", "2024-08-24"}
    assert "NaN" not in opened.page.locator(".enclair-plot").inner_html()
    assert opened.shown() == set(events.filter_events(case.timeline, start="2024-08-24")["id"])


def test_a_range_the_wrong_way_round_changes_nothing_and_says_so(opened: Explored) -> None:
    opened.page.evaluate("enclair.model.set('start', '2024-03-01')")
    opened.page.evaluate("enclair.model.set('end', '2024-12-09')")
    opened.page.locator(".enclair-filters summary").click()
    field = opened.page.get_by_label("To", exact=True)
    field.focus()
    for key in "01152024":
        opened.page.keyboard.press(key)
    assert opened.trait("start") == "2024-03-01"
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Tab")
    assert "ends before it starts: 15 January 2024" in opened.page.locator(".enclair-count").inner_text()
    assert [opened.trait("start"), opened.trait("end")] == ["2024-03-01", "2024-12-09"]
    assert field.input_value() == "2024-12-09"
    field.fill("2190-01-01")
    field.blur()
    assert "1 January 2190 lies outside" in opened.page.locator(".enclair-count").inner_text()
    field.fill("2024-06-30")
    assert opened.trait("end") == "2024-06-30"


@pytest.mark.parametrize("opened", [{"timeline": {"lang": "fr"}}], indirect=True)
def test_no_label_stays_english(opened: Explored) -> None:
    opened.page.locator(".enclair-filters summary").click()
    heads = opened.page.locator(".enclair-filters legend, .enclair-filters label[for]").all_inner_texts()
    assert len(heads) == 10
    assert not set(heads) & {"Track", "Firmness", "Kind of event", "Actor", "Country", "From", "To"}
    assert opened.page.locator("h1").inner_text() == "Telegram et la France"


def test_focus_stays_on_the_button_that_was_pressed(opened: Explored) -> None:
    active = "document.activeElement.textContent"
    opened.page.locator("button[value=fr]").focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(active) == "FR"
    opened.page.evaluate("enclair.model.set('selected', 'arrest')")
    later = opened.page.get_by_role("button", name="Suivant", exact=True)
    later.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate(active) == "Suivant"
    assert opened.trait("selected") != "arrest"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_pressed_button_under_the_pointer_can_be_read(opened: Explored, scheme: str) -> None:
    opened.page.emulate_media(color_scheme=scheme)
    button = opened.page.get_by_role("button", name="Telegram's thread")
    button.click()  # the pointer stays on it: axe does not try that
    colours = button.evaluate("(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]")
    light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours]
    assert abs(light[0] - light[1]) > 450


def test_threads_are_presets_of_equal_size(opened: Explored) -> None:
    sizes = []
    for name in ["The investigators' thread", "Telegram's thread"]:
        opened.page.get_by_role("button", name=name).click()
        sizes.append(len(opened.shown()))
        opened.page.get_by_role("button", name=name).click()
    assert sizes[0] == sizes[1]
    assert sizes[0] < len(opened.trait("events"))


def test_language_switch_changes_labels_and_data(case: Case, opened: Explored) -> None:
    opened.page.locator("button[value=fr]").click()
    opened.page.evaluate("enclair.model.set('selected', 'arrest')")
    assert (
        opened.page.locator(".enclair-head").inner_text()
        == case.timeline.set_index("id").loc["arrest", "title_fr"]
    )
    assert opened.page.get_by_role("searchbox", name="Rechercher").is_visible()
    assert "Status" not in opened.page.locator(".enclair-card").inner_text()


def test_table_is_the_twin_of_the_picture(case: Case, opened: Explored) -> None:
    opened.zoom()
    opened.page.locator(".enclair-timeline > details summary").last.click()
    rows = events.filter_events(case.timeline, start=FOCUS[0], end=FOCUS[1])
    titles = opened.page.locator(".enclair-rows tbody td:nth-child(2)").all_inner_texts()
    assert sorted(titles) == sorted(rows["title_en"])


@pytest.mark.parametrize("opened", [{"context": {"java_script_enabled": False}}], indirect=True)
def test_without_scripts_the_page_still_tells_everything(case: Case, opened: Explored) -> None:
    text = opened.page.locator("body").inner_text()
    assert all(title in text for title in case.timeline["title_en"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800, 640, 390])
def test_axe_finds_nothing_and_nothing_overflows(opened: Explored, width: int, scheme: str) -> None:
    page = opened.page
    page.locator(".enclair-filters summary").click()
    page.locator(".enclair-timeline > details summary").last.click()
    page.locator(".enclair-hit").nth(4).click()
    opened.check_access(width, scheme)


@pytest.mark.parametrize("width", [1280, 800, 390])
def test_titles_run_neither_into_marks_nor_out_of_the_picture(opened: Explored, width: int) -> None:
    page = opened.page
    page.set_viewport_size({"width": width, "height": 1000})
    for _ in range(2):
        clashes = page.evaluate(
            """() => {
              const box = (node) => node.getBoundingClientRect();
              const all = (name) => [...document.querySelectorAll(name)];
              const right = box(document.querySelector(".enclair-plot")).right;
              const titles = all(".enclair-title").filter((one) => one.textContent);
              const shapes = all(".enclair-mark .enclair-shape");
              const across = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
              const along = (a, b) => a.top < b.bottom - 4 && b.top < a.bottom - 4;
              const over = (a, b) => across(box(a), box(b)) && along(box(a), box(b));
              const bad = (title) =>
                box(title).right > right + 1 ||
                shapes.some((shape) => shape.parentNode !== title.parentNode && over(title, shape));
              return [titles.length, titles.filter(bad).map((title) => title.textContent)];
            }"""
        )
        assert clashes[0] > 5
        assert clashes[1] == []
        page.locator(f"button[value='{FOCUS[0]}']").click()


def test_printing_leaves_the_controls_out(opened: Explored) -> None:
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".enclair-bar").first.is_visible()
    assert opened.page.locator(".enclair-mark").first.is_visible()


def test_two_thousand_events_each_keep_a_mark(case: Case, chromium: Browser, tmp_path: Path) -> None:
    many = pd.concat([case.timeline] * 29, ignore_index=True).head(2000)
    many["id"] = [f"event-{number}" for number in range(len(many))]
    timeline = Timeline(case)
    timeline.events = events.records(many)
    path = tmp_path / "many.html"
    path.write_text(timeline.to_html(), encoding="utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.locator(".enclair-mark").first.wait_for(state="attached")
    assert page.locator(".enclair-mark").count() == 2000
    page.get_by_role("searchbox", name="Search").fill("bail")
    assert 0 < page.locator(".enclair-mark").count() < 2000
    page.close()

"""The figures of lesson 1, and the stop before 28 August 2024: what was decided comes from the case."""

import html
import re

import matplotlib as mpl
import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair.case import events
from enclair.lessons.what_happened import decide
from enclair.lessons.what_happened.decision import say
from enclair.lessons.what_happened.figures import actor_map, events_by_track, procedure
from enclair.text.locale import text
from tests.browser.pages import no_barriers, opened_page
from tests.helpers import REPO, assert_in, assert_not_in, forms, read


def test_bars_and_table_and_sentence_show_the_same_numbers(case, lang):
    settings = dict(mpl.rcParams)
    drawn = events_by_track(case.timeline)
    assert dict(mpl.rcParams) == settings  # the student's own stay
    expected = [int((case.timeline["track"] == track).sum()) for track in (*events.TRACKS, "")]
    assert drawn.table.iloc[:, 1].tolist() == [*map(str, expected)]
    assert_in(drawn.alt, *map(str, expected))
    assert events_by_track(case.timeline.head(0)).table.empty
    assert len(events_by_track(case.timeline.iloc[[0]]).table) == 1


def test_every_step_of_the_procedure_is_on_the_ladder_in_order_and_in_its_text(case, lang):
    ladder, rows = procedure(case.procedure), case.procedure.sort_values("order")
    page = html.unescape(ladder._repr_html_())
    assert re.findall(r"<strong>(.+?)</strong>", page) == rows[f"term_{lang}"].tolist()
    other = {"en": "fr", "fr": "en"}[lang]
    assert re.findall(f'<i lang="{other}">(.+?)</i>', page) == rows[f"term_{other}"].tolist()
    assert re.findall(r"<b[^>]*>(\d+)</b>", page) == [f"{n}" for n in range(1, len(rows))]
    asked = rows.set_index("id").loc["detention-provisoire", "order"]
    assert re.findall(r'"enclair-marked">(\d+)<', page) == [f"{asked}"]
    assert page.count(f"</details><p>{text('or')}</p><details>") == 3  # of two steps, one or the other
    for column in ("meaning", "who_decides", "not_the_same_as"):
        assert_in(page, *rows[f"{column}_{lang}"])
        assert_in(repr(ladder), *rows[f"{column}_{lang}"])
    assert_in(page, *(f'href="{address}"' for address in rows["source_url"]))


def test_every_power_is_a_numbered_arrow_and_only_what_binds_is_solid(case, lang):
    drawn, powers = actor_map(case.powers), case.powers
    page = html.unescape(drawn._repr_html_())
    askers = re.findall(r'<p class="enclair-asker">(.+?)</p>(.+?)</section>', page)
    arrow = re.compile(r'<strong class="enclair-(\w+)">(.+?)</strong>')
    asked = [(asker, whom, line) for asker, own in askers for line, whom in arrow.findall(own)]
    lines = ["binds" if binding == "yes" else "dashed" for binding in powers["binding"]]
    assert sorted(asked) == sorted(zip(powers[f"from_{lang}"], powers[f"to_{lang}"], lines, strict=True))
    assert len(askers) == powers["from_en"].nunique()
    assert re.findall(r"<b[^>]*>(\d+)</b>", page) == [f"{n}" for n in range(1, len(powers) + 1)]
    marked = powers.set_index("id").loc["commission-platforms", f"asks_{lang}"]
    assert re.findall(r'"enclair-marked">.*?<p>(.+?)</p>', page) == [marked]
    assert_in(repr(drawn), *powers[f"asks_{lang}"])
    assert_in(page, *(f'href="{address}"' for address in powers["source_url"]))


def test_what_the_judges_decided_comes_from_the_case_and_is_folded(case, lang):
    stop, row = decide(case, lang), case.timeline.set_index("id").loc["formal-investigation"]
    assert stop.outcome == f"{row[f'title_{lang}']}. {row[f'description_{lang}']}"
    assert stop.source_url == row["source_url"]
    before, folded = forms(stop)["text/html"].split("<details data-no-text>")
    ways = [title for _, title, _ in stop.options] + [title for _, title in stop.terms]
    # On paper what is folded behind a bar is printed after all questions (last_sheet.js).
    assert_in(folded.split("</summary>")[0], "enclair-redacted")
    assert_in(folded.split("</summary>")[1], f"{ways[1]}.", stop.outcome, stop.explanation)
    for form in (before, forms(stop)["text/plain"]):
        assert_in(form, stop.question, *ways, say("decision.page.sum"))
        assert_not_in(form, stop.explanation, stop.outcome)
    # If only what the judges asked for were offered, the choice would tell what they decided.
    assert len(stop.terms) > 3


@pytest.mark.parametrize("name", ["00_start_here", "01_what_happened"])
def test_no_timeline_before_the_decision_holds_what_tells_it_whatever_is_chosen_there(case, lang, name):
    cells = ["".join(cell["source"]) for cell in read(REPO / f"notebooks/{lang}/{name}.ipynb")["cells"]]
    exec(next(cell for cell in cells if "load_case(" in cell), space := {})
    before = "\n".join(cells).split("\ndecide(case)")[0]
    shown = [eval(made, space) for made in re.findall(r"Timeline\(.+\)$", before, re.MULTILINE)]
    assert len(shown) == 2
    for view in shown:
        assert not view.preset_order  # until then one thread is longer
        page = pd.DataFrame(view.events)  # all that the page has
        late = page[page["last"] >= "2024-08-28"]
        assert {*late["track"]} <= {"reactions"}
        assert_not_in(" ".join(late["description_en"]), "bail", "supervision", "released", "leaving France")
    reactions = case.timeline.query("track == 'reactions'")["id"]
    assert ("Task 2" not in before and "Tâche 2" not in before) or {*shown[-1].rows["id"]} == {*reactions}


def test_the_bar_lifts_from_the_ruling_when_somebody_has_decided(case, chromium, tmp_path):
    stop = decide(case)
    with opened_page(chromium, tmp_path, stop, waits=".enclair-decision") as opened:
        page, shown = opened.page, opened.page.locator(".enclair-decision")
        assert shown.get_by_role("img", name="Hidden until you have decided").count() == 1
        assert_not_in(opened.text(), stop.outcome, stop.explanation, "5 million")
        bail = shown.get_by_label("Bail, in millions of euros")
        opened.tab_to("input[type=radio]")
        page.keyboard.press("ArrowDown")  # under supervision
        expect(bail).to_be_hidden()
        shown.get_by_label("A bail (a sum deposited)").press("Space")
        bail.fill("2.5")
        button = shown.get_by_role("button", name="Decide")
        expect(button).to_be_disabled()
        shown.get_by_label("My reason").fill("He could leave.")
        button.press("Enter")
        mine = ("the judges Free, under judicial supervision", "in millions of euros: 2.5", "He could leave.")
        assert_in(opened.focused(), *mine, stop.outcome, stop.explanation)
        expect(shown.locator(".enclair-redacted")).to_have_count(0)
        assert opened.trait("lifted")
        no_barriers(page)

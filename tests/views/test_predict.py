"""A prediction: what waits for it, and in a page of its own rows to tap and an explanation that is barred."""

import re
from functools import partial

import ipywidgets
import pytest
from matplotlib.text import Annotation
from playwright.sync_api import expect

from enclair import Timeline, predict
from enclair.lessons.what_can_the_server_see.figures import alleged_offences as charges
from enclair.lessons.what_happened import figures
from enclair.text import locale
from enclair.text.locale import current_locale, text
from enclair.views.predict import Question
from tests.helpers import assert_in, assert_not_in


def test_the_view_waits_in_its_language_but_its_traits_do_not(case):
    timeline = Timeline(case, lang="fr")
    asked = predict(timeline, question="Qui & quand ?", choices=["Justice", "Telegram"])
    assert timeline.layout.display == "none"
    timeline.tracks = ["justice"]
    assert 0 < len(timeline.rows) < len(case.timeline)
    assert asked.children[1] is timeline
    assert asked.children[0].lang == "fr"
    bundle = asked._repr_mimebundle_()  # without scripts question and view are both there
    assert_in(bundle["text/html"], "<summary>Qui &amp; quand ?</summary>", "<table")
    assert bundle["text/plain"].startswith("Qui & quand ?")


def test_a_figure_can_wait_too_and_keeps_its_picture_in_an_export(case):
    asked = predict(figures.events_by_track(case.timeline), question="Who?")
    assert isinstance(asked.children[1], ipywidgets.HTML)
    assert_in(asked.children[1].value, '<svg xmlns="http://www.w3.org/2000/svg" class="enclair-picture"')
    assert_not_in(asked.children[1].value, "<img")
    page = asked._repr_mimebundle_()["text/html"]
    assert '<img class="enclair-picture enclair-still" alt="' in page
    assert "HTML(value" not in page


def test_a_guess_has_a_stamp_on_the_row_of_the_figure_that_is_asked_about(case, lang):
    drawn = charges(case.charges)
    assert "<g data-guess" not in drawn._repr_html_()
    choices = {"a": 0, "b": 1, "c": 3, "d": None, "e": 12}  # the last lies beyond the axis
    asked = predict(drawn, question="How many?", choices=choices)
    assert asked.children[0].choices == [*choices]
    page = asked.children[1].value
    stamps = re.findall(r'<g data-guess="(\d)" display="none">(.*?)</g>', page)
    assert [number for number, _ in stamps] == ["1", "2", "3"]
    stamped = [words for _, part in stamps for words in re.findall(r"<text.*?>(.*?)</text>", part)]
    assert stamped == [text("you")] * 3
    # A line stands where the figure ends what it counts: three squares in the row of cryptology.
    [axes] = drawn.figure.axes
    ends = [(stamp.xy[0], round(stamp.xy[1])) for stamp in axes.findobj(Annotation)]
    assert ends == [(0, drawn.row), (1, drawn.row), (3, drawn.row)]
    sorts = locale.tables("enclair.lessons.what_can_the_server_see", "figures", current_locale())["sorts"]
    assert axes.get_yticklabels()[drawn.row].get_text() == sorts["cryptology declaration"]


#: As in a notebook: what cells print, a text cell of the section, what explains, and the next section.
PRINTED = """<div class="jp-CodeCell"><div class="jp-OutputArea-child" id="{name}">
<div data-mime-type="application/vnd.jupyter.{kind}"><pre>u16 6</pre></div></div></div>"""
AFTER = f"""{PRINTED.format(name="printed", kind="stdout")}{PRINTED.format(name="broken", kind="error")}
<div class="jp-OutputArea-child" id="drawn"><p data-mime-type="text/html"><i class="enclair-drawn"></p></div>
<div class="cell"><details class="result" id="result"><summary>Show the result</summary>6</details></div>
<p><strong>Task 1.</strong> Look.</p>
<details id="why"><summary><strong>Read this when you have looked</strong></summary>
<p><em>After</em>: because it was noon, and not <em>Before</em>.</p></details><h2>Next</h2>
{PRINTED.format(name="later", kind="stdout")}
<details id="next"><summary><strong>Later</strong></summary></details>"""


#: What a view says that shows what came out only once something was done with it.
TO_DO = "Lay the bars, then compare."


VIEW = partial(Question, question="When?", choices=["Before", "That day", "After"], to_do=TO_DO)


@pytest.fixture
def page(page):
    """The page of the question, with what waits for it."""
    page.locator("main").evaluate("(main, after) => main.insertAdjacentHTML('beforeend', after)", AFTER)
    page.locator("#why[data-enclair-waits]").wait_for()
    return page


def test_the_whole_row_is_a_large_target_and_arrows_choose(opened, page):
    page.set_viewport_size({"width": 390, "height": 1000})
    box = page.locator(".enclair-rows label").nth(1).bounding_box()
    assert box["height"] >= 44
    assert box["width"] > 150  # short ones stand in a line
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + 8)
    expect(page.get_by_label("That day")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("After")).to_be_checked()
    opened.press("ArrowUp", "Enter")
    line = page.locator("[role=status]:focus")  # so that a screen reader says it
    assert line.inner_text().split("\n") == ["When?", "you That day", TO_DO]
    page.locator("#why summary").click()
    expect(page.locator(".enclair-result")).to_have_text("answer After")
    expect(page.get_by_text(TO_DO)).to_have_count(0)
    opened.check_access(390, "dark")


def test_what_came_out_is_said_once_the_view_shows_it(page):
    page.get_by_label("Before").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text(TO_DO)).to_be_visible()
    page.locator("#view").evaluate("(view) => view.toggleAttribute('data-enclair-answers', true)")
    expect(page.locator(".enclair-result")).to_have_text("answer After")


@pytest.mark.parametrize("opened", [{"to_do": ""}], indirect=True)
def test_what_came_out_is_said_at_once_where_the_view_shows_it_by_itself(page):
    page.get_by_label("Before").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.locator(".enclair-result")).to_have_text("answer After")
    expect(page.locator("#why > p")).to_be_hidden()  # the reasons wait for the task


def test_the_explanation_is_barred_until_the_guess_and_then_folded_below_a_task(opened, page):
    summary = page.locator("#why summary")
    expect(summary).to_have_css("visibility", "hidden")  # for no eye, key or reader
    expect(page.locator("#next summary")).to_be_visible()  # it belongs to another section
    expect(page.locator(".enclair-explained")).to_be_hidden()  # the task comes first
    barred = page.get_by_label("Hidden: guess, and it opens.")
    assert barred.evaluate_all("all => all.map((one) => one.id)") == ["printed", "drawn", "result", "why"]
    # What is printed between the question and its explanation waits with it; an error does not.
    waiting = [page.locator("#printed pre"), page.locator("#result summary"), summary]
    for part in waiting:
        expect(part).to_be_hidden()
    for name in ("broken", "later"):  # the second one stands in the next section
        expect(page.locator(f"#{name} pre")).to_be_visible()
    page.emulate_media(media="print")
    expect(barred.first).to_have_css("background-image", "none")  # an outline
    page.emulate_media(media="screen")
    page.get_by_label("Before").check()
    page.get_by_role("button", name="Show it").click()
    for part in waiting:
        expect(part).to_be_visible()
    expect(page.locator("#why > p")).to_be_hidden()
    expect(page.locator(".enclair-explained")).to_be_hidden()
    expect(barred).to_have_count(0)
    assert opened.trait("display") == ""


SECOND = """() => {
  document.querySelector("#result").closest(".cell").nextElementSibling.remove(); // the task
  const el = document.body.insertBefore(document.createElement("div"), document.body.firstChild);
  el.dataset.view = "enclair/views/predict";
  const get = (name) => (name === "display" ? "none" : enclair.model.get(name));
  const model = { ...enclair.model, get };
  enclair.view.render({ model, el });
}"""


def test_of_two_guesses_before_one_explanation_the_nearer_one_shows_it(page):
    page.evaluate(SECOND)
    inside = page.locator("#view .enclair-explained")
    expect(page.locator(".enclair-explained:visible")).to_have_count(1)
    bars = inside.get_by_label("Hidden: guess, and it opens.").locator("i")
    expect(bars).to_have_count(8)  # one for each word
    expect(page.locator("#why")).to_be_hidden()
    page.locator("#view").get_by_label("Before").check()
    page.locator("#view").get_by_role("button", name="Show it").click()
    expect(inside).to_have_text("After: because it was noon, and not Before.")
    expect(page.locator("#why")).to_be_hidden()
    page.emulate_media(media="print")  # on paper a page shows what it has without a script
    expect(page.locator("#why")).to_be_visible()


def test_an_explanation_that_is_rendered_anew_stands_in_its_box_once_and_names_the_result(page):
    """Somebody may guess before the page has looked again; JupyterLab renders a text whenever it likes."""
    page.evaluate(
        """() => {
          window.why = document.getElementById("why");
          window.why.previousElementSibling.remove(); // the task
          window.why.remove();
        }"""
    )
    page.get_by_label("Before").check()
    anew = """() => {
      document.getElementById("why")?.remove();
      document.querySelector("h2").before(window.why.cloneNode(true));
    }"""
    page.evaluate(anew)
    page.get_by_role("button", name="Show it").click()
    shown = page.get_by_text("because it was")
    expect(shown.locator("visible=true")).to_have_count(1)
    page.evaluate("() => { window.why.lastElementChild.append('!') }")
    page.evaluate(anew)
    expect(page.locator(".enclair-explained")).to_have_text("After: because it was noon, and not Before.!")
    expect(shown.locator("visible=true")).to_have_count(1)
    assert page.locator(".enclair-answer").inner_text().split("\n") == ["When?", "you Before", "answer After"]
    page.evaluate("document.getElementById('view').remove()")
    assert page.get_by_text("because it was").count() == 1


def test_a_class_raises_hands_on_the_projector_and_space_lifts_the_one_bar(opened, page):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Projector").press("Enter")
    root = page.locator(".enclair-projected")
    assert root.bounding_box() == {"x": 0, "y": 0, "width": 1366, "height": 768}
    opened.press("Digit1", "Digit2", "Digit2", "Shift+Digit2", "Shift+Digit3")
    page.get_by_role("button", name=re.compile("^3")).click()
    expect(root.locator("output")).to_have_text(["1", "1", "1"])
    page.get_by_role("button", name="One hand less: After").click()
    assert root.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
    expect(root.locator(".enclair-redacted:visible")).to_have_count(0)  # one bar
    expect(root.locator(".enclair-veil")).to_have_css("border-style", "solid")  # forced colours keep it alone
    page.keyboard.press("Space")
    expect(root.locator(".enclair-said li")).to_have_text(["1Before1", "2That day1", "3After answer0"])
    expect(root.locator(".enclair-said [style*='--hands: 0.5']")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(root).to_have_count(0)
    expect(page.get_by_role("button", name="Projector")).to_be_focused()  # what was opened goes there again
    assert (opened.trait("display"), opened.trait("prediction")) == ("", "")  # no hand is kept


BOX = """() => {
  const box = Object.assign(document.createElement("div"), { className: "widget-vbox" });
  const view = document.getElementById("view");
  view.replaceWith(box);
  box.innerHTML = "<div>What opens</div>";
  box.prepend(view);
}"""


def test_on_the_projector_space_turns_to_what_explains_and_back(page):
    page.evaluate("document.getElementById('why').previousElementSibling.remove()")  # the task
    page.evaluate(BOX)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Projector").press("Enter")
    explained = page.locator(".enclair-explained")
    for key in ("Digit1", "Space", "Space"):
        page.keyboard.press(key)
        expect(explained).to_be_hidden()
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    for _ in range(2):  # at the end it stays
        page.keyboard.press("Space")
        expect(explained).to_be_visible()
    page.get_by_role("button", name="From the beginning").click()
    expect(explained).to_be_hidden()
    page.keyboard.press("Space")
    explained.evaluate("one => one.style.fontSize = '200px'")  # what has no room goes on the next page
    for has_turned in (False, True):
        page.keyboard.press("Space")
        expect(explained).to_be_visible()
        assert explained.evaluate("one => one.scrollLeft > 0") == has_turned

"""A prediction in a page of its own: rows to tap, and an explanation that waits for the guess."""

import pytest
from playwright.sync_api import expect

from enclair.views import view
from enclair.views.predict import Question
from tests.browser.pages import opened_page, page_of

pytestmark = pytest.mark.browser

#: As in a notebook: what cells print, a text cell of the section, what explains, and the next section.
PRINTED = """<div class="jp-CodeCell"><div class="jp-OutputArea-child" id="{name}">
<div data-mime-type="application/vnd.jupyter.{kind}"><pre>u16 6</pre></div></div></div>"""
AFTER = f"""{PRINTED.format(name="printed", kind="stdout")}{PRINTED.format(name="broken", kind="error")}
<div class="cell"><details class="result" id="result"><summary>Show the result</summary>6</details></div>
<p><strong>Task 1.</strong> Look.</p>
<details id="why"><summary><strong>Read this when you have looked</strong></summary>
<p>Because.</p></details><h2>Next</h2>
{PRINTED.format(name="later", kind="stdout")}
<details id="next"><summary><strong>Later</strong></summary></details>"""


@pytest.fixture
def asked(chromium, tmp_path):
    question = Question(
        question="When?", choices=["Before", "That day", "After"], lang="en", words=view.words(Question.HOME)
    )
    with opened_page(chromium, tmp_path, page_of(question).replace("</main>", f"{AFTER}</main>")) as opened:
        opened.page.locator("#why[data-enclair-waits]").wait_for()
        yield opened


def test_the_whole_row_is_a_large_target_and_keys_choose(asked):
    page = asked.page
    asked.page.set_viewport_size({"width": 390, "height": 1000})
    rows = page.locator(".enclair-rows label")
    box = rows.nth(1).bounding_box()
    assert box["height"] >= 44
    assert box["width"] > 300
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + 8)
    expect(page.get_by_label("That day")).to_be_checked()
    page.keyboard.press("3")
    expect(page.get_by_label("After")).to_be_checked()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("9")  # no such row
    page.keyboard.press("Enter")
    mine = page.locator("[role=status]:focus .enclair-mine")
    assert mine.inner_text().split("\n") == ["That day", "you"]
    assert page.locator(".enclair-rows li").count() == 3
    asked.check_access(390, "dark")


def test_the_explanation_is_barred_until_the_guess_and_then_folded_below_a_task(asked):
    page = asked.page
    summary = page.locator("#why summary")
    expect(summary).to_have_css("visibility", "hidden")  # for no eye, key or reader
    expect(page.locator("#next summary")).to_be_visible()  # it belongs to another section
    expect(page.get_by_text("It also lifts the bar below.")).to_be_visible()
    barred = page.get_by_label("Hidden: guess, and it opens.")
    assert barred.evaluate_all("all => all.map((one) => one.id)") == ["printed", "result", "why"]
    # What is printed between the question and its explanation waits with it; an error does not.
    waiting = [page.locator("#printed pre"), page.locator("#result summary"), summary]
    for part in waiting:
        expect(part).to_be_hidden()
    for name in ("broken", "later"):  # the second one stands in the next section
        expect(page.locator(f"#{name} pre")).to_be_visible()
    page.emulate_media(media="print")
    for one in barred.all():
        expect(one).to_have_css("background-color", "rgba(0, 0, 0, 0)")  # an outline
    page.emulate_media(media="screen")
    page.get_by_label("Before").check()
    page.get_by_role("button", name="Show it").click()
    for part in waiting:
        expect(part).to_be_visible()
    expect(page.get_by_text("Because.")).to_be_hidden()
    expect(barred).to_have_count(0)
    assert asked.trait("display") == ""


def test_two_guesses_share_a_bar_and_one_that_leaves_lifts_its_own(asked):
    page = asked.page
    page.evaluate(
        """() => {
          const el = document.body.insertBefore(document.createElement("div"), document.body.firstChild);
          el.dataset.view = "enclair/views/predict";
          const get = (name) => (name === "display" ? "none" : enclair.model.get(name));
          const model = { ...enclair.model, get };
          window.gone = enclair.view.render({ model, el });
        }"""
    )
    page.wait_for_function("document.getElementById('why').dataset.enclairWaits.includes(' ')")
    page.locator("#view").get_by_label("Before").check()
    page.locator("#view").get_by_role("button", name="Show it").click()
    expect(page.locator("#why summary")).not_to_be_visible()
    page.evaluate("window.gone()")
    expect(page.locator("#why summary")).to_be_visible()
    expect(page.get_by_text("Because.")).not_to_be_visible()


def test_an_explanation_that_is_rendered_after_its_view_is_barred_and_opened(asked):
    page = asked.page
    render = "document.querySelector('h2').before(window.why.cloneNode(true))"
    page.evaluate(
        """() => {
          window.why = document.getElementById("why");
          window.why.previousElementSibling.remove(); // the task
          document.querySelectorAll("#printed, #result").forEach((one) => one.remove());
          window.why.remove();
          window.why.removeAttribute("data-enclair-waits");
        }"""
    )
    late = page.get_by_text("It also lifts the bar below.")
    expect(late).not_to_be_visible()
    page.evaluate(render)
    expect(late).to_be_visible()
    # Somebody may guess before the page has looked again.
    page.get_by_label("Before").check()
    page.evaluate("document.getElementById('why').remove()")
    page.evaluate(f"{render}; document.querySelector('.enclair-show').click()")
    expect(page.get_by_text("Because.")).to_be_visible()

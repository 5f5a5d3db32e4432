"""Exercise 1 as somebody does it who writes no code: a real JupyterLab, the keyboard alone."""

import re

from playwright.sync_api import expect

from tests.browser import lab
from tests.helpers import exercise_path, read, solution_path

NAME = "01_what_happened"
PATH = f"exercises/en/{NAME}.ipynb"
#: For each form the keys that answer it, from its first control on.
KEYS = {
    "days": ["f", "Tab", "a"],  # a menu takes the option that begins with the letter
    "lines": [("E", "F", "C", "A", "B")],
    "most": ["p", "p", "Tab", "1", "4"],
    "firmness": ["ArrowDown", "Tab", "ArrowUp", "Tab", "Space"],
}


def answers(notebook):
    """The cell of each answer in code, without the marks of a solution."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    return {
        name: re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", cells[f"{name}-answer"]).rstrip() for name in KEYS
    }


def test_an_exercise_is_done_without_a_character_of_python(lab_page):
    page = lab_page.page
    lab.open_notebook(lab_page, PATH)
    lab.run_all(lab_page)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")
    sources = [cell["id"] for cell in read(exercise_path(NAME))["cells"]]
    for name, keys in KEYS.items():
        place = sources.index(f"{name}-form")
        content = "window.jupyterapp.shell.currentWidget.content"
        page.evaluate(f"place => {{ {content}.activeCellIndex = place; {content}.node.focus(); }}", place)
        form = page.locator(".jp-Cell").nth(place).locator(".enclair-form")
        form.scroll_into_view_if_needed()
        assert page.locator(".jp-Cell").nth(place + 1).locator(".jp-InputPlaceholder").count() == 1
        for _ in range(30):
            page.keyboard.press("Tab")
            if form.evaluate("form => form.contains(document.activeElement)"):
                break
        for key in keys:
            for letter in key if isinstance(key, tuple) else ():
                form.get_by_role("button", name=f"Take: {letter}").press("Enter")
            if isinstance(key, str):
                page.keyboard.press(key)
        check = form.get_by_role("button", name="Check this answer")
        expect(check).to_be_enabled()
        check.press("Enter")
        expect(page.locator(".jp-Cell").nth(place + 2).get_by_text("Passed.")).to_be_visible()
        expect(form.get_by_role("status")).to_contain_text("Passed.")
        expect(check).to_be_focused()
    lab.no_barriers(lab_page)
    lab.save(lab_page)
    assert answers(read(lab_page.lab.root / PATH)) == answers(read(solution_path(NAME)))
    assert lab_page.requests_elsewhere == []


def opened(lab_page, name, words, path=PATH):
    """The place of the cell that defines a function, and the form with these words; tests share a kernel."""
    if not lab_page.page.evaluate(lab.IS_OPEN, path):
        lab.open_notebook(lab_page, path)
        lab.run_all(lab_page)
    form = lab_page.page.locator(".enclair-form").filter(has_text=words)
    form.evaluate("form => form.scrollIntoView()")  # at once: cells that come into view may move it
    return lab.place_of(lab_page, f"def {name}"), form


def test_without_the_object_of_jupyterlab_a_line_is_to_be_copied_and_no_unreadable_number_is_kept(lab_page):
    """A hub may have settings of its own."""
    page = lab_page.page
    place, form = opened(lab_page, "most_common_source", "Type of source")
    status, check = form.get_by_role("status"), form.get_by_role("button", name="Check this answer")
    page.evaluate("() => { window.kept = window.jupyterapp; delete window.jupyterapp; }")
    form.get_by_role("combobox").select_option("press")
    expect(status).to_contain_text("Put this line in the place of its last one")
    expect(status.locator("code")).to_contain_text('return ("press", ')
    page.evaluate("() => { window.jupyterapp = window.kept; }")
    for typed, answer, number in (("1 4", "Write a number alone", "None"), ("14", "Written into", "14")):
        form.get_by_role("textbox").fill(typed)
        expect(status).to_contain_text(answer)
        expect(check).to_be_enabled(enabled=number != "None")
        assert lab.cell_sources(lab_page)[place].endswith(f'\n    return ("press", {number})')
    # Whoever runs the check by hand has this answer judged, though its folded cell was not run.
    lab.run_cell(lab_page, place + 1)
    expect(page.locator(".jp-Cell").nth(place + 1)).to_contain_text("Passed.")


TWICE = """(form, [place, source]) => {
  window.jupyterapp.shell.currentWidget.content.widgets[place].model.sharedModel.setSource(source);
  const around = form.parentElement;  // the form itself is built anew
  for (const time of [1, 2]) around.querySelector('input[value="disputed"]').click();
}"""


def test_nothing_that_is_written_by_hand_is_lost_to_a_click(lab_page):
    place, form = opened(lab_page, "firmness", "DGSE")
    mine = 'def firmness():\n    # My line.\n    return {"romania-dispute": "reported"}\n\n\nprint(1)'
    disputed = form.get_by_role("group", name="Telegram now answers").get_by_label("disputed")
    disputed.wait_for()
    # It is not run, and clicked twice before Python can have read it: the form asks to click again.
    form.evaluate(TWICE, [place, mine])
    assert lab.cell_sources(lab_page)[place] == mine
    expect(form.get_by_role("status")).to_contain_text("Click again")
    expect(form.get_by_role("group", name="Durov says").get_by_label("reported")).to_be_checked()
    disputed.check()
    line = '{"prosecutors-see-answers": "disputed", "romania-dispute": "reported"}'
    assert lab.cell_sources(lab_page)[place] == mine.replace('{"romania-dispute": "reported"}', line)


def test_clicking_after_code_of_ones_own_begins_with_the_cell_as_it_was(lab_page):
    name = "days_to_formal_investigation"
    place, _ = opened(lab_page, name, "in days")
    form = lab_page.page.locator(".enclair-form").first
    lab.set_cell(lab_page, place, f'def {name}(events):\n    """Mine."""\n    return len(events)')
    lab.run_cell(lab_page, place)
    form.get_by_role("button", name="Answer by clicking all the same").click()
    expect(form.get_by_role("status")).to_contain_text("brings your code back")
    assert lab.cell_sources(lab_page)[place].endswith("\n    raise NotImplementedError")
    lab.kernel_says(lab_page, "print(1)")  # until Python has read the cell, a form asks to click again
    for gap, step in enumerate(("formal-investigation", "arrest"), 1):
        form.get_by_role("combobox", name=f"Gap {gap}").select_option(step)
    form.get_by_role("button", name="Check this answer").click()
    expect(lab_page.page.locator(".jp-Cell").nth(place + 1)).to_contain_text("Passed.")


def test_what_a_table_says_of_an_option_stands_beside_its_choice(lab_page):
    _, form = opened(lab_page, "press_claims", "user of Telegram", PATH.replace(NAME, "06_judge_for_a_day"))
    form.get_by_role("combobox").first.select_option("1")
    expect(form).to_contain_text("sits in Strasbourg")
    path = PATH.replace(NAME, "04_needles_and_haystacks")
    _, form = opened(lab_page, "what_is_left_out", "raised an alarm on 90", path)  # its table stands above
    form.get_by_role("combobox").first.select_option("4")
    expect(form).to_contain_text("Whoever is not suspected of anything is not looked at")


def test_what_was_shown_before_its_kernel_ended_says_what_to_do(lab_page):
    opened(lab_page, "firmness", "DGSE")
    lab.save(lab_page)
    lab.close_all(lab_page)  # as on the next day
    lab.open_notebook(lab_page, PATH)
    shown = lab_page.page.locator(".jp-OutputArea-output.jupyter-widgets").first
    expect(shown).to_contain_text("model not found")
    expect(shown).to_have_css("font-size", "0px")
    assert "Run this cell" in shown.evaluate("output => getComputedStyle(output, '::after').content")

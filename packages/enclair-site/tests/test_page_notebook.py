"""What the site adds to JupyterLite: the list of files closes where it would leave no room for a lesson."""

from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser

#: What of JupyterLite's application is asked.
APP = """() => {
  window.folded = 0;
  const panel = { context: { path: "kit/fr/01.ipynb" }, content: { node: document.body } };
  const currentChanged = { connect: () => {} };
  window.jupyterapp = {
    restored: Promise.resolve(),
    shell: { currentWidget: panel, currentChanged, collapseLeft: () => { window.folded += 1; } },
  };
}"""


@pytest.mark.parametrize(("width", "closed"), [(390, 1), (1280, 0)])
def test_on_a_phone_the_list_of_files_closes_and_a_lesson_has_its_language(chromium, tmp_path, width, closed):
    script = files("enclair_site").joinpath("active_notebook.js").read_text("utf-8")
    (tmp_path / "lab.html").write_text(f"<title>x</title><body><script>{script}</script>", encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto((tmp_path / "lab.html").as_uri())
    page.evaluate(APP)
    page.wait_for_function("document.body.lang === 'fr'")
    assert page.evaluate("window.folded") == closed
    page.close()

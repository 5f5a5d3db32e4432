"""What is added to JupyterLab and Notebook: the list of files closes where a lesson would have no room."""

import pytest

from tests.helpers import REPO

pytestmark = pytest.mark.browser

#: What of the application is asked.
APP = """async () => {
  window.folded = 0;
  const panel = { context: { path: "kit/fr/01.ipynb" }, content: { node: document.body } };
  const shell = {
    currentWidget: panel,
    currentChanged: { connect: () => {} },
    collapseLeft: () => { window.folded += 1; }, // as in Notebook, which has no bars of tabs
  };
  const { default: plugin } = (await window._JUPYTERLAB["enclair-lab"].get("./extension"))();
  plugin.activate({ restored: Promise.resolve(), shell });
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_on_a_phone_the_list_of_files_closes_and_a_lesson_has_its_language(chromium, tmp_path, width):
    script = (REPO / "packages/enclair-lab/lab/extension.js").read_text("utf-8")
    body = '<div id="jp-left-stack">files</div><div class="jp-Notebook"><button>x</button></div>'
    (tmp_path / "lab.html").write_text(f"<title>x</title><body>{body}<script>{script}</script>", "utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto((tmp_path / "lab.html").as_uri())
    page.evaluate(APP)
    page.wait_for_function("document.body.lang === 'fr'")

    def folds(size):
        """Whether the list is closed when something opens it."""
        page.evaluate(f"window.folded = 0; document.getElementById('jp-left-stack').style.width = '{size}px'")
        page.wait_for_timeout(200)
        return page.evaluate("window.folded > 0")

    assert folds(200) == (width == 390)
    page.set_viewport_size({"width": 500, "height": 844})  # a window that is made narrow
    page.get_by_role("button").click()
    assert folds(201)
    page.keyboard.press("Control+b")  # from now on the list is the reader's
    assert not folds(202)
    page.close()

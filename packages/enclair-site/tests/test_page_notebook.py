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
    collapseLeft: () => { window.folded += 1; },
    toggleSideTabBarVisibility: () => {},
  };
  const { default: plugin } = (await window._JUPYTERLAB["enclair-lab"].get("./extension"))();
  plugin.activate({ restored: Promise.resolve(), shell });
}"""


@pytest.mark.parametrize(("width", "closed"), [(390, True), (1280, False)])
def test_on_a_phone_the_list_of_files_closes_and_a_lesson_has_its_language(chromium, tmp_path, width, closed):
    script = (REPO / "packages/enclair-lab/lab/extension.js").read_text("utf-8")
    page = f'<title>x</title><body><div id="jp-left-stack">files</div><script>{script}</script>'
    (tmp_path / "lab.html").write_text(page, encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto((tmp_path / "lab.html").as_uri())
    page.evaluate(APP)
    page.wait_for_function("document.body.lang === 'fr'")
    if closed:
        page.wait_for_function("window.folded")
        page.keyboard.press("Tab")  # from now on the list is the reader's
    folded = page.evaluate("window.folded")
    page.evaluate("document.getElementById('jp-left-stack').style.width = '9px'")
    page.wait_for_timeout(200)
    assert (folded > 0, page.evaluate("window.folded")) == (closed, folded)
    page.close()

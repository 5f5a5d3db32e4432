import shutil
import subprocess

import pytest

from enclair.views import modules, view

NODE = shutil.which("node")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of files that a test writes."""

    def write(**texts):
        for name, text in texts.items():
            (tmp_path / "a_package").mkdir(exist_ok=True)
            (tmp_path / "a_package" / f"{name}.js").write_text(text, encoding="utf-8")

    monkeypatch.setattr(modules, "source", lambda path: (tmp_path / path).read_text(encoding="utf-8"))
    return write


SHARED = "export const ONE = 1;\nconst kept = 2;\nexport function two() {\n  return kept;\n}\n"
USER = 'import { ONE as a, two } from "./shared.js";\n\nconst kept = 3;\nexport default [a, two(), kept];\n'


@pytest.mark.skipif(not NODE, reason="there is no Node.js")
def test_each_module_keeps_its_own_names_and_gives_what_it_exports(package):
    package(shared=SHARED, user=USER, other='import list from "./user.js";\nexport default list.concat(4);\n')
    text = modules.joined(["a_package/other.js", "a_package/user.js"])
    asked = f"{text}\nconsole.log(JSON.stringify({modules.exported('a_package/other.js')}));"
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", asked], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[1,2,3,4]"
    assert text.count("const ONE = 1") == 1


@pytest.mark.parametrize(
    "form",
    [
        "export let count = 0;",
        "export { a };",
        'import * as all from "./shared.js";',
        'import { h } from "lit";',
        'const other = await import("./shared.js");',
    ],
)
def test_what_cannot_be_joined_is_refused(package, form):
    package(user=f"const a = 1;\n{form}\n")
    with pytest.raises(ImportError, match="cannot be joined"):
        modules.joined(["a_package/user.js"])


def test_what_several_views_share_stands_in_a_page_once():
    script, _ = view.bundle(["enclair/views/timeline", "enclair/views/quotes"], "enclair/views/standalone.js")
    for name in ("view", "controls", "timeline", "quotes", "standalone"):
        assert script.count(f'modules["enclair/views/{name}.js"] = ') == 1

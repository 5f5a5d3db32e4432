import re
import shutil
import subprocess

import pytest

from enclair.views import modules, view

NODE = shutil.which("node")


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of files that a test writes."""

    def write(**texts: str) -> None:
        for name, text in texts.items():
            (tmp_path / "a_package").mkdir(exist_ok=True)
            (tmp_path / "a_package" / f"{name}.js").write_text(text, encoding="utf-8")

    monkeypatch.setattr(modules, "source", lambda path: (tmp_path / path).read_text(encoding="utf-8"))
    return write


SHARED = "export const ONE = 1;\nconst kept = 2;\nexport function two() {\n  return kept;\n}\n"
USER = 'import { ONE as a, two } from "./shared.js";\n\nconst kept = 3;\nexport default [a, two(), kept];\n'


@pytest.mark.skipif(not NODE, reason="there is no Node.js")
def test_each_module_keeps_its_own_names_and_gives_what_it_exports(package) -> None:
    package(shared=SHARED, user=USER, other='import list from "./user.js";\nexport default list.concat(4);\n')
    text = modules.joined(["a_package/other.js", "a_package/user.js"])
    asked = f"{text}\nconsole.log(JSON.stringify({modules.exported('a_package/other.js')}));"
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", asked], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[1,2,3,4]"
    assert text.count("const ONE = 1") == 1


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"user": 'import { three } from "./shared.js";\n', "shared": SHARED}, "export 'three'"),
        ({"user": 'import list from "./shared.js";\n', "shared": SHARED}, "does not export 'default'"),
        (
            {"user": 'import { a } from "./b.js";\n', "b": 'import { c } from "./user.js";\n'},
            "itself in the end",
        ),
        ({"user": "export let count = 0;\n"}, "'export let count = 0;' cannot be joined"),
        ({"user": "const a = 1;\nexport { a };\n"}, "cannot be joined"),
        ({"user": 'import * as all from "./shared.js";\n', "shared": SHARED}, "cannot be joined"),
        ({"user": 'import { h } from "lit";\n'}, "cannot be joined"),
        ({"user": 'const other = await import("./shared.js");\n'}, "cannot be joined"),
    ],
)
def test_what_cannot_be_joined_is_refused(package, texts, said) -> None:
    package(**texts)
    with pytest.raises(ImportError, match=re.escape(said)):
        modules.joined(["a_package/user.js"])


def test_what_several_views_share_stands_in_a_page_once() -> None:
    script, _ = view.bundle(["enclair/views/timeline", "enclair/views/quotes"], "enclair/views/standalone.js")
    for name in ("view", "controls", "timeline", "quotes", "standalone"):
        assert script.count(f'modules["enclair/views/{name}.js"] = ') == 1

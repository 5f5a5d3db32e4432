"""What the site is made of: every file is checked, whatever its origin; nothing half-done keeps a name."""

import hashlib
import json

import pytest

from enclair_site import fetch as fetching
from enclair_site.fetch import FetchError, fetch
from tests.helpers import put, refused

WHEEL = "small-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
PURE = {"pure.whl": "pure"}


def sha(data):
    return hashlib.sha256(data.encode()).hexdigest()


LOCK = json.dumps({"packages": {"small": {"file_name": WHEEL, "sha256": sha("wasm")}}})
RELEASED = {"pyodide.mjs": "export {}", WHEEL: "wasm", fetching.LOCK: LOCK}
ALL = RELEASED | PURE


@pytest.fixture
def small(monkeypatch):
    """A site of four files; the registries' clients have none."""
    runtime = {name: sha(RELEASED[name]) for name in ("pyodide.mjs", fetching.LOCK)}
    pure = {"pure": {"version": "1.0", "sha256": sha("pure")}}
    wanted = {"version": "0", "carrier": "carrier==1", "runtime": runtime, "wasm": ["small"], "pure": pure}
    monkeypatch.setattr(fetching, "parts", lambda: wanted)
    monkeypatch.setattr(fetching, "_ran", lambda *_: None)
    # Nothing listens on this port of this machine.
    monkeypatch.setattr(fetching, "RELEASE", "http://127.0.0.1:9/{version}/")


def test_a_folder_on_this_computer_is_enough_and_names_of_wheels_do_not_matter(tmp_path, small):
    put(tmp_path / "local", RELEASED | {"pure-1.0-py3-none-any.whl": "pure"})
    found = fetch(tmp_path / "local", tmp_path / "cache")
    assert {path.name: path.read_text("utf-8") for path in found.iterdir()} == ALL
    # The second time nothing is asked of anybody: the cache has it all.
    assert fetch(None, tmp_path / "cache") == found


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_file_with_another_digest_is_not_taken_from_a_folder_or_the_cache(tmp_path, small, name):
    put(tmp_path / "local", ALL | {name: "changed"})
    refused(FetchError, name.replace(".", r"\."), fetch, tmp_path / "local", tmp_path / "cache")
    assert [*(tmp_path / "cache").rglob(f"*{name}*")] == []


def test_what_is_missing_is_said_with_what_to_do(tmp_path, small):
    refused(FetchError, r"pyodide\.mjs.*Is there a network.*--files", fetch, None, tmp_path)
    refused(FetchError, r"There is no folder .*nowhere", fetch, tmp_path / "nowhere", tmp_path)


def test_the_release_gives_its_files_and_a_wrong_one_stops_with_its_name(tmp_path, small, monkeypatch):
    put(tmp_path / "0", RELEASED)
    put(tmp_path / "local", PURE)
    monkeypatch.setattr(fetching, "RELEASE", f"{tmp_path.as_uri()}/{{version}}/")
    found = fetch(tmp_path / "local", tmp_path / "one")
    assert {path.name for path in found.iterdir()} == {*ALL}
    put(tmp_path / "0", {WHEEL: "somebody else's"})
    sentence = rf"{WHEEL} from Pyodide's release is not the file it should be"
    refused(FetchError, sentence, fetch, tmp_path / "local", tmp_path / "two")
    assert not (tmp_path / "two" / "pyodide-0" / WHEEL).exists()


def test_every_file_has_a_digest_and_the_lists_agree():
    wanted = fetching.parts()
    pure, wasm = wanted["pure"], {*wanted["wasm"]}
    digests = [*wanted["runtime"].values(), *(each["sha256"] for each in pure.values())]
    assert {len(each) for each in digests} == {64}
    assert not wasm & pure.keys()
    assert {depend for each in pure.values() for depend in each.get("depends", [])} <= wasm | pure.keys()

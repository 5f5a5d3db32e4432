"""One submission of each hostile family among honest work, in one run: what `.ci/run` sees of marking."""

import pytest

from batch import marked
from enclair_marking import say
from hostile import FAMILIES
from kinds import FULL, SLUG, ZIPS, honest_zip


def more(inbox):
    (inbox / "Ann.zip").write_bytes(honest_zip(f"../../climber/{SLUG}.ipynb")())
    for name in ("link.zip", "deep.zip", "locked.zip", "damaged.zip"):
        (inbox / name).write_bytes(ZIPS[name][0]())
    (inbox / "a link.ipynb").symlink_to("/etc/passwd")


@pytest.fixture(scope="module")
def batch(sandbox, tmp_path_factory):
    settings = "c.ExecuteClosed.timeout = 10\nc.ExecuteClosed.budget = 60\n"
    return marked(tmp_path_factory.mktemp("families"), FAMILIES, [1], settings, more)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_hostile_family_costs_no_other_task_and_the_teacher_is_told(batch, name):
    batch.assert_marked_and_told(name)


def test_honest_work_in_a_zip_among_them_has_its_marks_and_nothing_is_left_open(batch):
    assert batch.marks[batch.who["Ann"], SLUG]["points"] == str(FULL)
    notes = [row["why"] for row in batch.notes]
    assert [notes.count(say(key)) for key in ("link", "bad-zip")] == [2, 2]
    batch.assert_nothing_got_out()
    assert batch.done.returncode == 1, batch.done.stdout
    assert "Traceback" not in batch.done.stderr
    kept = [path for path in batch.course.folder.rglob("*") if "inbox" not in path.parts]
    assert max(path.stat().st_size for path in kept) < 20 << 20
    assert not list(batch.course.folder.glob("records/errors/*"))

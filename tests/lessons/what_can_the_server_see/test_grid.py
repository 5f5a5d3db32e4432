import random

import pytest

from enclair.lessons.what_can_the_server_see import Grid, desk, visibility
from enclair.text.locale import text
from tests.helpers import assert_in, assert_not_in

SOME = {"e2ee/server/time": "no", "e2ee/server/text": "no", "cloud/judge/text": "yes"}
SERVICES = "Real services, as of September 2024"


@pytest.fixture(scope="module", params=[Grid, desk], ids=["grid", "desk"])
def view(case, request):
    return request.param(case)


def test_text_tells_answers_to_predictions_and_no_others(case, lang):
    said = Grid(case, lang, predictions=SOME).table()
    reasons = {visibility.answer(*key.split("/"))[1] for key in SOME}
    assert_in(said, *reasons)
    every = {visibility.answer(*cell)[1] for view in (Grid(case), desk(case)) for cell in view.cells()}
    assert_not_in(said, *(f"| {reason}" for reason in every - reasons))
    assert_in(said, *case.messengers["service"], *case.messengers["source_url"])
    settings = case.messengers[[*visibility.texts()["settings"]]].drop(columns="note")
    assert said.count(text("no source read")) == (settings == "").sum().sum() > 0
    assert lang == "fr" or "you: ○ does not see it | ● sees it | It sees each message pass" in said


def test_html_has_every_answer_folded_below_empty_sheets_to_fill_in(view):
    before, *folded = view._html().replace("&#x27;", "'").split("<details")
    assert before.count('enclair-blank"><p>') == len(folded) == (3 if view.OFS is visibility.REQUESTS else 4)
    reasons = {view.phrases[reason] for _, reason, _ in view.answers.values()}
    assert_in("".join(folded), *reasons)
    assert_not_in(before, *reasons)


def test_what_follows_from_an_answer_waits_for_it(case):
    told = visibility.texts()
    alike = [told["page"]["alike"]]
    after = {"stored": alike, "coming": alike, "key": [told["page"]["settled"], *told["losses"].values()]}
    sentences = set().union(*after.values())
    before, *folded = desk(case)._html().split("<details")
    assert_not_in(before, *sentences)
    assert_in(before, "Start from a situation:", "How French law asks a company")
    assert [row["id"] for row in desk(case).asked] == ["judges-company", "police-company"]
    assert_in(
        desk(case).table(), *(row[part] for row in desk(case).asked for part in ("asks_en", "source_url"))
    )
    for (request, expected), closed in zip(after.items(), folded, strict=True):
        said = desk(case, predictions={f"e2ee/{request}/text": "no"}).table()
        for form in (said, closed):
            assert {words for words in sentences if words in form} == set(expected)


def test_examples_come_in_random_order(case, monkeypatch):
    monkeypatch.setattr(random, "sample", lambda items, k: items[::-1][:k])
    assert Grid(case).question_order == [*visibility.QUESTIONS][::-1]
    assert desk(case).situation_order == [*visibility.SITUATIONS][::-1]
    assert desk(case).losses == [*visibility.texts()["losses"].values()][::-1]


def test_the_page_has_each_answer_and_no_idea_that_does_not_fit(view):
    for key, (level, reason, ideas) in view.answers.items():
        assert (level, view.phrases[reason]) == visibility.answer(*key.split("/"))
        for mine in visibility.LEVELS:
            idea = visibility.idea(*key.split("/"), mine)
            assert idea.get("says") == (view.phrases[ideas[mine]] if mine in ideas else None)
            assert mine != level or not idea


@pytest.mark.parametrize("part", ["designs", "services"])
def test_each_part_has_its_own_text_forms(case, part):
    grid = Grid(case, part=part)
    for form in (grid.table(), grid._html()):
        assert ("Client-server (cloud)" in form) == (part == "designs")
        assert (SERVICES in form) == ("no source read" in form) == (part == "services")

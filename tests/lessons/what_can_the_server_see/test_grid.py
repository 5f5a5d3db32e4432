import random

import pytest

from enclair.lessons.what_can_the_server_see import Grid, desk, visibility
from enclair.text.errors import ChoiceError
from enclair.text.locale import catalogue
from tests.helpers import assert_in, refused

SOME = {"e2ee/server/time": "no", "e2ee/server/text": "no", "cloud/judge/text": "yes"}


def test_rows_tell_the_answer_only_where_one_has_predicted(case):
    grid = Grid(case)
    assert grid.rows.columns.tolist() == ["design", "of", "kind", "mine", "answer", "reason"]
    assert (grid.rows[["mine", "answer", "reason"]] == "").all(axis=None)
    grid.predictions = SOME
    told = grid.rows.query("mine != ''")
    assert len(told) == len(SOME)
    for row in told.itertuples():
        assert row.mine == SOME[f"{row.design}/{row.of}/{row.kind}"]
        assert (row.answer, row.reason) == visibility.answer(row.design, row.of, row.kind)
    assert repr(grid) == "Grid(3 of 140 cells predicted)"
    assert repr(desk(case)) == "Desk(0 of 84 cells predicted)"


def test_text_tells_answers_to_predictions_and_no_others(case, lang):
    said = Grid(case, lang, predictions=SOME).table()
    reasons = {visibility.answer(*key.split("/"))[1] for key in SOME}
    assert all(reason in said for reason in reasons)
    assert said.count(" ● " if lang == "en" else "● ") >= 1
    cells = [*visibility.seen().to_numpy(), *visibility.handed_over().to_numpy()]
    others = {visibility.answer(*cell[:3])[1] for cell in cells} - reasons
    assert not any(f"| {reason}" in said for reason in others)
    for service in case.messengers["service"]:
        assert service in said
    assert said.count(catalogue(lang).get("no source read", "no source read")) >= 20
    for url in case.messengers["source_url"]:
        assert url in said


def test_html_has_every_answer_and_empty_sheets_to_fill_in(case):
    for view, rows, sheets in ((Grid(case), visibility.seen(), 4), (desk(case), visibility.handed_over(), 3)):
        page = view._repr_mimebundle_()[0]["text/html"]
        before = page.split("<details")[0]
        assert page.count("<details") == before.count('enclair-blank"><p>') == sheets
        for reason in rows["reason"]:
            escaped = reason.replace("'", "&#x27;")
            assert escaped in page
            assert escaped not in before
        assert view.table() == view._repr_mimebundle_()[0]["text/plain"]


def test_the_desk_cites_how_french_law_asks(case):
    view = desk(case)
    assert [row["id"] for row in view.asked] == ["judges-company", "police-company"]
    for row in view.asked:
        assert_in(view.table(), row["asks_en"], row["source_url"])


def test_what_follows_an_answer_waits_for_it(case):
    told = visibility.texts()
    after = {"stored": [told["page"]["alike"]], "coming": [told["page"]["alike"]]}
    after["key"] = [told["page"]["settled"], *told["losses"].values()]
    every = {words for told in after.values() for words in told}
    assert not [words for words in every if words in desk(case).table()]
    before = desk(case)._html().split("<details")[0]
    assert not [words for words in every if words in before]
    assert_in(before, "Start from a situation:", "How French law asks a company")
    for request, expected in after.items():
        view = desk(case, predictions={f"e2ee/{request}/text": "no"})
        assert {words for words in every if words in view.table()} == set(expected)
        closed = view._html().split("<details")[1:]
        part = closed[list(visibility.REQUESTS).index(request)]
        assert {words for words in every if words in part} == set(expected)


def test_examples_come_in_random_order(case):
    for make, trait in ((Grid, "question_order"), (desk, "situation_order"), (desk, "losses")):
        assert len({tuple(getattr(make(case), trait)) for _ in range(20)}) > 1


def test_the_page_never_speaks_of_an_idea_that_does_not_fit(case):
    for view in (Grid(case), desk(case)):
        for key, (level, reason, ideas) in view.answers.items():
            assert (level, view.phrases[reason]) == visibility.answer(*key.split("/"))
            for mine, place in ideas.items():
                assert view.phrases[place] == visibility.idea(*key.split("/"), mine)["says"]
                assert mine != level


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"design": 3}, "design: found 3; choose among plain"),
        ({"party": ["server"]}, "party: found ['server']; choose among you"),
        ({"guesses": [1]}, 'guesses: found [1]; write a dictionary, such as {"Telegram": "cloud"}'),
        ({"guesses": {"Signal": ["plain"]}}, "Signal has ['plain']; choose among plain"),
        ({"predictions": {"e2ee/server/text": ["no"]}}, "has ['no']; choose among yes, part, no"),
        ({"design": "e3ee"}, "design: found 'e3ee'; choose among plain, cloud, e2ee, e2ee-backup"),
        ({"party": "spy"}, "party: found 'spy'"),
        ({"by": "kind"}, "choose among design, party"),
        ({"part": "half"}, "choose among both, designs, services"),
        (
            {"planet": "Mars"},
            "Grid has no choice 'planet'; it has design, party, by, part, guesses, predictions",
        ),
        ({"predictions": "no"}, 'write a dictionary, such as {"e2ee/server/time": "yes"}'),
        ({"predictions": {"e2ee/server": "no"}}, "predictions: found 'e2ee/server'"),
        ({"predictions": {"e2ee/server/text": "maybe"}}, "has 'maybe'; choose among yes, part, no"),
        ({"predictions": {"e2ee/key/text": "no"}}, "does not belong here; choose among you, friend"),
        ({"guesses": {"Pigeon": "plain"}}, "there is no service 'Pigeon'; there are Telegram, Signal"),
        ({"guesses": {"Signal": "safe"}}, "Signal has 'safe'; choose among plain"),
        ({"lang": "de"}, "choose among en, fr"),
    ],
)
def test_choices_must_make_sense(case, choices, said):
    with pytest.raises(ChoiceError) as error:
        Grid(case, **choices)
    assert said in str(error.value)


def test_the_desk_has_its_own_choices(case):
    view = desk(case, "fr", request="key", kind="backup")
    assert (view.request, view.kind) == ("key", "backup")
    with pytest.raises(ChoiceError, match="request\xa0: trouvé 'please'\xa0; choisissez parmi stored"):
        view.request = "please"
    with pytest.raises(ChoiceError, match="Desk has no choice 'design'; it has request, kind, predictions"):
        desk(case, design="e2ee")
    for make in (Grid, desk):
        refused(ChoiceError, r'\(load_case\("telegram"\)\)', make, None)


def test_a_case_without_services_and_powers_still_has_the_designs(case, monkeypatch):
    tables = {name: table for name, table in case._tables.items() if name not in ("messengers", "powers")}
    bare = type(case)(case.name, case.title, case.as_of, case._package, tables)
    assert Grid(bare).services == {"en": [], "fr": []}
    assert desk(bare).asked == []
    refused(ChoiceError, "there is no service 'Signal'", Grid, bare, guesses={"Signal": "plain"})
    assert "Real services, as of" not in Grid(bare).table()
    assert "Real services, as of" not in Grid(bare)._html()


def test_each_part_has_its_own_text_forms(case):
    title, question = "Real services, as of September 2024", "Who sees what?"
    designs, services = Grid(case, part="designs"), Grid(case, part="services")
    for form in (designs.table(), designs._html()):
        assert title not in form
        assert "Client-server (cloud)" in form
    for form in (services.table(), services._html()):
        assert title in form
        assert "Client-server (cloud)" not in form
        assert "no source read" in form
    assert designs.table().startswith(question)
    assert services.table().startswith(title)


def test_any_predictions_can_be_shown(case):
    draw = random.Random(3)
    for make in (Grid, desk):
        view = make(case, draw.choice(["en", "fr"]))
        keys = draw.sample(list(view.answers), k=40)
        view.predictions = {key: draw.choice(list(visibility.LEVELS)) for key in keys}
        assert len(view.rows.query("mine != ''")) == 40
        assert view.to_html().count("</script>") == 2

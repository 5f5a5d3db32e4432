"""Judge for a day: the questions, the three measures, the view, and the figures of lesson 6."""

import html
import itertools
import json
from functools import partial

import pytest

from enclair import explore, load_case
from enclair.figures import style
from enclair.lessons.judge_for_a_day import Gates, figures, judging
from enclair.lessons.judge_for_a_day.gates import STATUS
from enclair.text import toml
from enclair.text.errors import ChoiceError
from tests.helpers import cases, in_language, refused

CASE = load_case("telegram")
MEASURES = list(judging.measures())
HUGE = "à" * 20_000
ODD = [
    *("<script>alert(1)</script> & <b>bold</b>", "🧑‍⚖️🔒", "Это разумно، نعم", HUGE, "  two\nlines  "),
    '"; DROP',
]


def ruling(measure, **answers):
    """A complete ruling on a measure, "yes" where nothing else is said."""
    return {f"{measure}/{gate}": [answers.get(gate, "yes"), f"Why {gate}"] for gate in judging.GATES}


def test_the_gates_are_the_same_in_code_file_and_table():
    assert tuple(judging.gates()) == judging.GATES
    enum = next(each for each in CASE.package["resources"] if each["name"] == "judgments")["schema"]["fields"]
    assert next(f for f in enum if f["name"] == "gate")["constraints"]["enum"] == list(judging.GATES)
    assert tuple(judging.texts()["answers"]) == judging.ANSWERS


def brute(answers):
    """What a judge does who asks one gate after the other and stops at the first no."""
    for gate, answer in zip(judging.GATES, answers, strict=True):
        if answer == "no":
            return ("free" if gate == "interference" else "refused"), gate
    if "unsure" in answers:
        return "open", judging.GATES[answers.index("unsure")]
    return "allowed", ""


def test_the_rule_stops_at_the_first_no_for_every_combination_of_answers():
    outcomes = set()
    for answers in itertools.product(judging.ANSWERS, repeat=len(judging.GATES)):
        found = judging.rule(dict(zip(judging.GATES, answers, strict=True)))
        assert found == brute(answers)
        outcomes.add(found[0])
    assert outcomes == set(judging.texts()["outcomes"])
    assert judging.rule({}) == ("unfinished", "interference")
    assert judging.rule({"interference": "yes", "aim": "no"}) == ("unfinished", "law")


def every_state():
    """All combinations of facts."""
    options = judging.options()
    return [dict(zip(options, codes, strict=True)) for codes in itertools.product(*options.values())]


def test_at_every_gate_something_is_settled_or_open_for_all_facts():
    for now, gate in itertools.product(every_state(), judging.GATES):
        notes = judging.law(gate, now)
        assert 1 <= len(notes) <= 4, (gate, now)
        assert {note["status"] for note in notes} <= set(STATUS)
        said = [note["says"] for note in notes]
        assert len(said) == len(set(said))


def test_the_page_looks_up_the_notes_of_the_law_for_all_facts():
    noted, notes = judging.all_law_notes(), judging.texts()["law"]
    for now in every_state():
        places = noted["at"]["/".join(now[fact] for fact in noted["facts"])]
        for gate, found in zip(judging.GATES, places, strict=True):
            assert [notes[place] for place in found] == judging.law(gate, now)


def test_what_is_called_settled_has_a_source_with_a_name_and_an_address():
    notes = judging.texts()["law"]
    found = judging.sources(CASE, [note["row"] for note in notes if "row" in note])
    for note in notes:
        if note["status"] == "settled":
            assert note["row"] in found, note["says"]
            assert found[note["row"]]["source_url"].startswith("http")
        assert "row" not in note or note["row"] in found
    rows = CASE.judgments.set_index("id")
    for (
        note
    ) in notes:  # a step of the reasoning is cited at its own gate, or at the last one, where all meets
        row = note.get("row", "")
        if row in rows.index and rows.loc[row, "gate"]:
            assert rows.loc[row, "gate"] in (note["gate"], "proportionate", "milder"), note["says"]
    assert {note["status"] for note in notes} == {"settled", "open"}


def test_each_fact_bears_on_the_gates_whose_notes_it_changes():
    for note in judging.texts()["law"]:
        for fact in note.get("when", {}):
            assert note["gate"] in judging.relevant_gates()[fact], note["says"]


def test_the_questions_of_both_sides_are_equal_in_number_and_length():
    for name, measure in judging.measures().items():
        privacy, security = measure["privacy"], measure["security"]
        assert len(privacy) == len(security) == 3, name
        lengths = [sum(len(one.split()) for one in side) for side in (privacy, security)]
        assert max(lengths) <= 1.2 * min(lengths), (name, lengths)
        assert all(len(one) <= 120 for one in (*privacy, *security)), name
        assert all(one.count("?") == 1 for one in (*privacy, *security)), name


def test_the_measures_lie_as_far_from_one_another_as_the_facts_allow():
    facts = {name: judging.facts(name) for name in MEASURES}
    assert all(set(each) == set(judging.options()) for each in facts.values())
    assert sum(facts["account"][fact] != facts["everything"][fact] for fact in judging.options()) == len(
        judging.options()
    )
    assert judging.facts("account", {"whom": "all"}) == facts["account"] | {"whom": "all"}


def test_measures_come_in_random_order_and_so_do_the_sides():
    views = [Gates(CASE) for _ in range(40)]
    assert len({tuple(view.order) for view in views}) > 3
    assert {view.measure for view in views} == set(MEASURES)
    assert {tuple(view.sides) for view in views} == {("privacy", "security"), ("security", "privacy")}


def test_rows_hold_answers_reasons_and_what_tipped():
    view = Gates(CASE, rulings=ruling("account"), changed={"account/whom": "all"})
    view.again = {"account/milder": "no"}
    rows = view.rows.query("measure == 'account'").set_index("gate")
    assert rows.loc["aim", ["answer", "reason", "after"]].tolist() == ["yes", "Why aim", "yes"]
    assert rows.loc["milder", ["answer", "after"]].tolist() == ["yes", "no"]
    assert view.outcome("account") == ("allowed", "")
    assert view.outcome("account", after=True) == ("refused", "milder")
    assert view.outcome("pictures") == ("unfinished", "interference")
    assert repr(view) == "Gates(1 of 3 measures ruled on)"
    assert len(view.rows) == len(MEASURES) * len(judging.GATES)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"measure": "torture"}, "measure: found 'torture'; choose among account, everything, pictures"),
        ({"planet": 1}, "Gates has no choice 'planet'; it has measure, rulings, changed, again"),
        ({"rulings": "no"}, "rulings: found 'no'; write a dictionary"),
        ({"rulings": {"account": ["yes", "x"]}}, "write a measure and a gate, such as"),
        ({"rulings": {3: ["yes", "x"]}}, "rulings: found 3"),
        ({"rulings": {"account/interference": "yes"}}, "needs two texts, an answer and a reason"),
        ({"rulings": {"account/interference": ["yes", 5]}}, "needs two texts"),
        ({"rulings": {"account/interference": ["maybe", "x"]}}, "choose among yes, no, unsure"),
        ({"rulings": {"account/interference": ["yes", " \n "]}}, "has no reason"),
        ({"rulings": {"account/law": ["yes", "x"]}}, "comes before account/interference"),
        ({"changed": {"account/colour": "red"}}, "write a measure and a fact"),
        ({"changed": {"account/whom": "cats"}}, "choose among one, all"),
        ({"changed": []}, "changed: found []"),
        ({"again": {"account/aim": "perhaps"}}, "choose among yes, no, unsure"),
        ({"again": None}, "again: found None"),
        ({"lang": "de"}, "choose among en, fr"),
    ],
)
def test_choices_must_make_sense(choices, said):
    with pytest.raises(ChoiceError) as error:
        Gates(CASE, **choices)
    assert said in str(error.value)


def test_only_a_case_can_be_judged_and_a_bare_one_lacks_the_sources():
    refused(ChoiceError, r'Gates\(load_case\("telegram"\)\)', Gates, None)
    tables = {name: table for name, table in CASE._tables.items() if name not in ("judgments", "quotes")}
    bare = type(CASE)(CASE.name, CASE.title, CASE.as_of, CASE._package, tables)
    view = Gates(bare, rulings=ruling("account"))
    assert view.sources == {}
    assert "our reading" in view.table()


def test_the_text_form_tells_law_only_where_one_has_ruled(lang):
    view = Gates(CASE, lang, rulings=ruling("everything", milder="no"))
    said = view.table()
    law = dict(toml.parallel_texts(judging.texts()["law"], judging.texts(lang)["law"]))
    ruled, open_ = (
        [law[note["says"]] for note in judging.law("proportionate", judging.facts("everything"))],
        law[judging.law("proportionate", judging.facts("pictures"))[0]["says"]],
    )
    assert all(each in said for each in ruled)
    assert open_ not in said
    assert "Why milder" in said
    refused = judging.texts(lang)["outcomes"]["refused"]
    assert refused.format(gate=judging.gates(lang)["milder"]["name"]) in said
    for measure in judging.measures(lang).values():
        assert measure["story"] in said


def test_without_scripts_there_is_a_sheet_for_each_measure_and_the_law_is_folded(lang):
    view = Gates(CASE, lang)
    page = view._repr_mimebundle_()[0]["text/html"]
    before, *folded = page.split("<details")
    assert before.count('<table class="enclair-table">') == len(folded) == len(MEASURES)
    for note in judging.texts(lang)["law"]:
        assert html.escape(note["says"]) not in before
    for measure in judging.measures(lang).values():
        assert html.escape(measure["story"]) in before
        for side in ("privacy", "security"):
            assert all(html.escape(one) in page for one in measure[side])
    assert page.count("<th") >= 3 * len(MEASURES)
    assert view.table() == view._repr_mimebundle_()[0]["text/plain"]


@pytest.mark.parametrize("reason", ODD, ids=["html", "emoji", "languages", "huge", "lines", "quotes"])
def test_odd_reasons_are_kept_and_shown_as_text(reason):
    view = Gates(CASE, rulings={"account/interference": ["unsure", reason]}, measure="account")
    assert view.rulings["account/interference"] == ["unsure", reason]
    assert reason in view.table()
    page = view._html()
    assert all(html.escape(line) in page for line in reason.split("\n"))
    assert "<script>alert" not in page
    alone = view.to_html()
    assert alone.count("</script>") == 2
    state = alone.split('id="state">')[1].split("</script>")[0]
    assert json.loads(state.replace("<\\/", "</"))["rulings"]["account/interference"][1] == reason


@pytest.mark.parametrize("judgment", ["podchasov", "ku-finland"])
def test_every_step_of_a_judgment_is_told_once_with_its_source(judgment, lang):
    rows = CASE.judgments.query("judgment == @judgment")
    told = [figures.instalment(CASE.judgments, judgment, part) for part in judging.INSTALMENTS]
    assert sum(len(one.table) for one in told) == len(rows)
    page = "".join(one._repr_mimebundle_()["text/html"] for one in told)
    said = "\n".join(map(repr, told))
    for row in rows.itertuples():
        words = row.words_en if lang == "en" else row.words_fr
        quotation = row.quotation if lang == "en" else row.quotation_fr
        for piece in filter(None, (words, quotation)):
            assert piece in said
        assert f'href="{html.escape(row.source_url, quote=True)}"' in page
    assert rows["application"].iloc[0] in told[0].title
    ours = figures.say("figures.ours")
    assert all(ours in cell for cell in told[4].table.iloc[:, 1])
    assert not any(ours in cell for one in (*told[:4], told[5]) for cell in one.table.iloc[:, 1])


@pytest.mark.parametrize(
    ("judgment", "which", "said"),
    [
        ("chatrie", "facts", "choose among ku-finland, podchasov"),
        ("podchasov", "rumours", "choose among facts"),
    ],
)
def test_an_instalment_must_exist(judgment, which, said):
    refused(ChoiceError, said, figures.instalment, CASE.judgments, judgment, which)


def test_passages_are_numbered_in_the_order_asked_for(lang):
    names = ["ku-decided", "podchasov-decided", "podchasov-court"]
    shown = figures.passages(CASE.judgments, names).table
    words = CASE.judgments.set_index("id").loc[names, f"words_{lang}"]
    assert shown.iloc[:, 0].tolist() == [1, 2, 3]
    assert all(said.startswith(word) for said, word in zip(shown.iloc[:, 2], words, strict=True))
    refused(ChoiceError, "podchasov-verdict", figures.passages, CASE.judgments, ["podchasov-verdict"])


def test_two_states_stand_side_by_side_each_line_with_sources(lang):
    shown = figures.russia_and_france(CASE)
    lines = judging.two_states(CASE)
    assert len(shown.table) == len(lines) == 6
    assert shown.table.shape[1] == 3
    for side in ("russia", "france"):
        assert (lines[f"{side}_rows"].str.len() >= 1).all()
        assert lines[side].str.len().max() <= 180
    ratio = lines["russia"].str.len().sum() / lines["france"].str.len().sum()
    assert 0.5 <= ratio <= 2
    names = {source[0] for found in lines["russia_sources"] for source in found}
    assert all(name in repr(shown) for name in names)
    page = shown._repr_mimebundle_()["text/html"]
    for row in page.split("<tr>")[2:]:  # the first is the head; each cell of words has its own sources
        assert row.count("<small>") == 2
        assert row.count("data-head=") == 3  # on a phone each cell stands below its heading
    assert "enclair-blocks" in page
    for place, side in itertools.product(range(6), ("russia", "france")):
        row = page.split("<tr>")[2 + place]
        for _, _, address in lines[f"{side}_sources"][place]:
            assert row.count(f'href="{html.escape(address, quote=True)}"') == 1


def test_a_case_without_the_rows_cannot_be_compared():
    tables = {name: table for name, table in CASE._tables.items() if name != "judgments"}
    bare = type(CASE)(CASE.name, CASE.title, CASE.as_of, CASE._package, tables)
    refused(ChoiceError, "no row 'podchasov-law' in a table 'judgments'", judging.two_states, bare)


@pytest.mark.parametrize("answer", ["first_response", "platform_response"])
def test_demands_are_counted_in_cells_sentence_and_table(lang, answer):
    drawing = figures.Demands(CASE.cases)
    counts = CASE.cases.groupby(["demand_class", answer]).size()
    for demand in ["", *CASE.cases["demand_class"].unique()]:
        sentence, table = drawing.update(answer, demand)
        rows = CASE.cases[CASE.cases["demand_class"] == demand] if demand else CASE.cases
        assert len(table) == len(rows)
        assert sorted(table.iloc[:, -1]) == sorted(rows["source_url"])
        assert f"{len(rows)} " in sentence
        assert f" {len(CASE.cases)} " in sentence
        assert ("chosen, not sampled" if lang == "en" else "choisies et non tirées au sort") in sentence
        cells = {place: cell.get_text() for place, cell in drawing._cells.items()}
        assert {place: int(said) for place, said in cells.items() if said != "·"} == counts.to_dict()
        assert drawing._frame.get_visible() == bool(demand)


def test_demands_without_a_french_twin_are_marked_as_english():
    lacking = CASE.cases.drop(columns=["what_was_demanded_fr"])

    def shown(cases):
        return style.twin(figures.Demands(cases).update("platform_response", "")[1])

    page, row = in_language("fr", shown, lacking), lacking.set_index("id").loc["lavabit"]
    assert f'<span lang="en">{html.escape(row["what_was_demanded"])}</span> (' in page
    assert page.count('lang="en"') == len(lacking)
    assert 'lang="' not in in_language("fr", shown, CASE.cases)


def test_the_explorer_of_demands_serves_both_sides_and_lists_every_case():
    found = explore(partial(figures.Demands, CASE.cases))
    assert {preset.side for preset in found._drawing.presets} == {"privacy", "security"}
    everything = figures.demands(CASE.cases)
    assert len(everything.table) == len(CASE.cases)
    assert "chosen, not sampled" in everything.alt
    none = figures.demands(CASE.cases.head(0))
    assert len(none.table) == 0


def test_what_follows_from_answers_to_the_gates() -> None:
    found = cases("gates")
    assert tuple(found["gates"]) == judging.GATES
    for case in found["cases"]:
        answers = dict(zip(judging.GATES, case["answers"], strict=False))
        assert judging.rule(answers) == tuple(case["rule"])


def test_what_questions_call_settled_about_the_judgments_is_what_the_lesson_teaches_as_settled(case):
    settled = {law["row"] for law in judging.texts()["law"] if law["status"] == "settled"}
    for name in ("podchasov-and-france", "not-absolute"):
        rows = case.open_questions.set_index("id").loc[name, "rows"].split()
        assert {reference.split(".", 1)[1] for reference in rows} & settled, name

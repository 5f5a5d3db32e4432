"""What lesson 6 shows of judgments, two States and demands: each line with its source, nothing too early."""

import html

import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair.case.model import display_name, row_of
from enclair.lessons.judge_for_a_day import figures, judging
from enclair.text.errors import ChoiceError
from tests.browser.pages import opened_page
from tests.helpers import assert_in, refused


def shown(block) -> str:
    """The HTML of a block without its style sheets."""
    return html.unescape(block._repr_html_().rpartition("</style>")[2])


@pytest.mark.parametrize("judgment", ["podchasov", "ku-finland"])
def test_each_step_is_told_with_its_source_and_the_decision_is_a_bar_before_one_has_ruled(
    case, judgment, lang
):
    rows = case.judgments.query("judgment == @judgment")
    parts = [figures.judgment(case.judgments, judgment, part) for part in judging.INSTALMENTS]
    assert sum(shown(part).count("<li ") for part in parts) == len(rows)
    quotations = rows["quotation" if lang == "en" else "quotation_fr"]
    for form in ("\n".join(map(repr, parts)), html.unescape("".join(part._repr_html_() for part in parts))):
        assert_in(form, *rows[f"words_{lang}"], *filter(None, quotations), *rows["source_url"])
        assert rows["application"].iloc[0] in form
    ours = figures.say("figures.ours")
    are_ours = [rows[rows["instalment"] == part]["ours"].any() for part in judging.INSTALMENTS]
    assert [ours in shown(part) for part in parts] == are_ours
    page = shown(figures.judgment(case.judgments, judgment, "facts", "arguments"))
    assert page.count("enclair-redacted") == 1
    assert figures.say("figures.hidden") in page
    later = rows[~rows["instalment"].isin(["facts", "arguments"])]
    assert not [words for words in later[f"words_{lang}"] if words in page]
    ruled = shown(figures.judgment(case.judgments, judgment, "decided", "reasoning"))
    assert "enclair-redacted" not in ruled
    assert ruled.count("enclair-lifted") == (rows["instalment"] == "decided").sum()


def test_two_judgments_stand_abreast_and_what_was_decided_is_folded_behind_the_bar(case, lang):
    block, steps = figures.abreast(case.judgments), case.judgments.set_index("id")
    before, folded = shown(block).split("<details>")
    assert "enclair-redacted" in folded.split("</summary>")[0]
    assert not folded.rpartition("</details>")[2].replace("</div>", "")
    for line, ids in judging.ABREAST.items():
        assert [steps.loc[name, "judgment"] for name in ids] == ["podchasov", "ku-finland"]
        ruled = line in ("decided", "why", "limits")
        for name in ids:
            row = steps.loc[name]
            assert (row["instalment"] not in ("facts", "arguments")) == ruled
            assert (row[f"words_{lang}"] in before) != ruled
            assert_in(folded if ruled else before, row[f"words_{lang}"], row["source_url"])
            assert_in(repr(block), row[f"words_{lang}"], row["source_url"])
    # The sentence above speaks of one article: both decisions name it.
    assert all("Article 8" in steps.loc[name, "words_en"] for name in judging.ABREAST["decided"])


def test_the_bar_lifts_with_a_key_and_decisions_stand_in_the_columns_of_their_cases(case, chromium, tmp_path):
    steps = case.judgments.set_index("id")
    with opened_page(chromium, tmp_path, figures.abreast(case.judgments)._repr_html_()) as opened:
        decided, complaints = (
            [opened.page.get_by_text(steps.loc[name, "words_en"]) for name in judging.ABREAST[row]]
            for row in ("decided", "complaint")
        )
        opened.tab_to("summary")
        opened.page.keyboard.press("Enter")
        expect(opened.page.locator(".enclair-redacted").first).to_be_hidden()
        left = "(one) => one.closest('td').getBoundingClientRect().left"
        for words, complaint in zip(decided, complaints, strict=True):
            assert abs(words.evaluate(left) - complaint.evaluate(left)) < 1


def test_passages_are_numbered_in_the_order_asked_for_and_must_exist(case):
    names = ["ku-decided", "podchasov-decided", "podchasov-court"]
    steps = shown(figures.passages(case.judgments, names)).split("<tr>")[2:]  # the first is the head
    words = case.judgments.set_index("id").loc[names, "words_en"]
    assert all(word in step for word, step in zip(words, steps, strict=True))
    refused(ChoiceError, "podchasov-verdict", figures.passages, case.judgments, ["podchasov-verdict"])


def test_two_states_stand_side_by_side_each_line_with_sources(case, lang):
    shown, lines = figures.russia_and_france(case), judging.texts(lang)["compared"]
    assert shown.table.shape == (len(lines), 3) == (6, 3)
    lengths = [[len(line[side]) for line in lines] for side in ("russia", "france")]
    assert max(map(max, lengths)) <= 180
    assert 0.5 <= sum(lengths[0]) / sum(lengths[1]) <= 2
    rows = shown._repr_html_().split("<tr>")[2:]  # the first is the head
    for row, line in zip(rows, lines, strict=True):
        assert row.count("<small>") == 2  # each cell of words has its own sources
        assert row.count("data-head=") == 3  # on a phone each cell stands below its heading
        for reference in f"{line['russia_rows']} {line['france_rows']}".split():
            source = row_of(case, reference)
            assert display_name(source["source_name"]) in repr(shown)
            assert f'href="{html.escape(source["source_url"], quote=True)}"' in row


@pytest.mark.parametrize(("lang", "answer"), [("en", "first_response"), ("fr", "platform_response")])
def test_demands_are_counted_in_cells_sentence_and_table(case, lang, answer):
    drawing, every = figures.Demands(case.cases), case.cases
    counts = every.groupby(["demand_class", answer]).size().to_dict()
    chosen = {"en": "chosen, not sampled", "fr": "choisies et non tirées au sort"}[lang]
    for place, demand in enumerate(["", *figures.DEMANDS]):
        sentence, table = drawing.update(answer, demand)
        rows = every[every["demand_class"] == demand] if demand else every
        assert sorted(table.iloc[:, -1]) == sorted(rows["source_url"])
        assert table.iloc[:, 0].is_monotonic_increasing
        assert_in(sentence, f"{len(rows)} ", f" {len(every)} ", chosen)
        assert (drawing._frame.get_visible(), drawing._frame.get_y()) == (bool(demand), max(place, 1) - 1.5)
    cells = {place: cell.get_text() for place, cell in drawing._cells.items()}
    assert {place: int(count) for place, count in cells.items() if count != "·"} == counts
    assert figures.Demands(every.head(0)).update(answer, "")[1].empty


def test_votes_are_counted_gate_by_gate():
    votes = pd.DataFrame({"gate": ["law", "interference", "interference"], "vote": ["no", "no", "yes"]})
    shown = figures.votes_by_gate(votes)
    assert shown.table.iloc[:, 1:].to_numpy().tolist() == [[2, 1, 1], [1, 0, 1], *[[0, 0, 0]] * 4]
    assert "1. Interference: 1 of 2 said no" in shown.alt
    assert [bar.get_width() for bar in shown.figure.axes[0].patches] == [1, *[0] * 5, 1, 1, *[0] * 4]

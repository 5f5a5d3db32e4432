"""What lesson 7 shows: what is settled and what is open, the rows behind a memo, the argument map."""

import html
import re

import pandas as pd
import pytest

from enclair.case.model import display_name, row_of
from enclair.lessons.deciding_together import cards, figures
from enclair.lessons.deciding_together.questions import SIDES, row_name
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import CASE, assert_in, assert_not_in, in_language, refused

TABLE = CASE.open_questions


def test_each_question_stands_in_its_group_with_why_its_answers_and_its_rows_by_name(lang):
    shown = figures.register(CASE)
    settled, open_ones = html.unescape(shown._repr_html_().rpartition("</style>")[2]).split("</section>")[:2]
    for state, part in (("settled", settled), ("open", open_ones)):
        asked = TABLE[TABLE["state"] == state]
        assert part.count("<details>") == len(asked) * asked[f"question_{lang}"].isin(shown.about).sum()
        assert f"({len(asked)})</p>" in part
        for _, question in asked.iterrows():
            row = part.split(f"<span>{question[f'question_{lang}']}</span>")[1].split("</details>")[0]
            assert_in(row, *(question[f"{name}_{lang}"] for name in ("reason", "privacy", "security")))
            whose = text(SIDES["privacy"], lang).partition("{")[0]
            assert (whose in row) == (question["kind"] == "value" and state == "open")
            read = display_name(question["source_name"]), locale.date(question["source_date"])
            for form in (row, repr(shown)):
                assert_in(form, ", ".join(read), question["source_url"])
            references = question["rows"].split()
            names = [row_name(CASE, reference) for reference in references]
            assert len({*names}) == len(names)
            assert_in(row, *(f"<td>{name}</td>" for name in names))
            assert_not_in(row, *references)


def test_a_row_is_called_as_people_call_it():
    called = {
        "timeline.telegram-launch": CASE.timeline.set_index("id").loc["telegram-launch", "title_en"],
        "powers.police-company": "Police and gendarmes → Telegram (the company)",
        "judgments.ku-courts": "K.U. v. Finland, The police asked a court in Helsinki",
        "messengers.Telegram": "Telegram",
        "procedure.mise-en-examen": "formal investigation",
    }
    assert {row: row_name(CASE, row) for row in called} == called


def test_what_the_defence_says_is_behind_cards():
    behind = {card["row"] for card in cards.cards().values()}
    assert {"timeline.defence-remedies", "timeline.platform-offence-not-notified", "quotes.Q29"} <= behind


def test_a_classmate_sees_what_each_row_says_with_its_source_and_date(lang):
    words = "(Charges. 10), (messengers.telegram), quotes.q29 twice (quotes.Q29), (claims.C99), (quote.Q62)"
    shown = figures.memo_rows(words, CASE)
    says = dict(shown.table.to_numpy().tolist())  # the day of a quotation stands below its name
    names = ["charges.10", "messengers.Telegram", "quotes.Q29", "claims.C99", "quote.Q62"]
    assert [row.partition("\n")[0] for row in says] == names
    charge, telegram, quoted, *odd = says.values()
    row, default = row_of(CASE, "charges.10"), row_of(CASE, "messengers.Telegram")
    assert_in(charge, row[f"text_{lang}"])
    assert_not_in(charge, row[f"text_{'fr' if lang == 'en' else 'en'}"])
    assert default["e2ee_1to1" if lang == "en" else "e2ee_1to1_fr"] in telegram
    assert row_of(CASE, "quotes.Q29")["quote_original"] in quoted
    assert {*odd} == {text("There is no such row.")}
    cited = [getattr(words, "page", "") for words in says.values()]
    source = f"{display_name(row['source_name'], lang)}, {locale.date(row['source_date'], lang)}"
    assert f'<a href="{html.escape(row["source_url"])}">{html.escape(source)}</a>' in cited[0]
    assert [*map(bool, cited)] == [True, True, True, False, False]
    assert all("<span>" in figures.RowAndCard(CASE, card)._repr_html_() for card in ("leave", "warrant"))


@pytest.mark.parametrize("reference", ["cases.lavabit", "procedure.mise-en-examen", "base_rate.ec_hit_rate"])
def test_every_row_that_can_be_cited_can_be_shown(reference, lang):
    assert len(figures.memo_rows(reference, CASE).table.iloc[0, 1]) > 40


def test_odd_memos_are_told_of():
    for words in ("", "<script>alert(1)</script> 🙂 نعم " * 2_000):
        assert figures.memo_rows(words, CASE).table.iloc[0, 1].startswith("This memo names no row")
    odd = figures.memo_rows("(quotes.Q<script>alert(1)</script>)", CASE)._repr_mimebundle_()["text/html"]
    assert "<script>" not in odd
    refused(ChoiceError, "give the text of a memo", figures.memo_rows, None, CASE)


SIX = [
    ("Opening one chat weakens all", "supports", "Narrow conditions"),
    ("Every user was read", "supports", "Narrow conditions"),
    ("Requests went without reply", "supports", "Wide conditions"),
    ("A child was left unprotected", "supports", "Wide conditions"),
    ("Other ways exist", "attacks", "A child was left unprotected"),
    ("Confidentiality is not absolute", "attacks", "Opening one chat weakens all"),
]


def table(rows):
    return pd.DataFrame(rows, columns=["reason", "does", "claim"])


def lines(rows, lang="en"):
    """The map as words: its claims, and each reason with how far in it stands."""
    return repr(in_language(lang, figures.arguments, table(rows))).split("\n")[2:]


def test_each_row_is_one_arrow_below_what_it_is_about():
    assert lines(SIX) == [
        "Narrow conditions",
        "- ↑ supports Opening one chat weakens all",
        "  - ⇡ attacks Confidentiality is not absolute",
        "- ↑ supports Every user was read",
        "Wide conditions",
        "- ↑ supports Requests went without reply",
        "- ↑ supports A child was left unprotected",
        "  - ⇡ attacks Other ways exist",
    ]
    assert lines([("B", "supports", "A"), ("C", "attacks", "B"), ("B", "attacks", "D")]) == [
        *("A", "- ↑ supports B", "  - ⇡ attacks C"),
        *("D", "- ⇡ attacks B", "What is about it stands above."),
    ]
    assert "- ⇡ attaque Other ways exist" in " ".join(lines(SIX, "fr"))
    assert figures.arguments(table(SIX))._repr_html_().count('<li class="enclair-attacks">') == 2
    assert re.findall(r"\d+", repr(figures.arguments(table(SIX))).split("\n")[1]) == ["6", "4", "2"]


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([("A", "supports", "B")], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does"]], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does", "claim", "does"]], "each once"),
        (table([SIX[0], ("A", "proves", "B")]), "row 2: found 'proves'; choose among supports, attacks"),
        (table([SIX[0], SIX[1], ("  ", "attacks", "B")]), "row 3: a reason or a claim is empty"),
        (table([("A", "attacks", float("nan"))]), "row 1: a reason or a claim is empty"),
        (table([("A", "supports", "B"), ("B", "attacks", "C"), ("C", "attacks", "A")]), "in a circle .“A” "),
    ],
)
def test_a_table_that_makes_no_map_is_told_why(rows, refusal):
    refused(ChoiceError, refusal, figures.arguments, rows)

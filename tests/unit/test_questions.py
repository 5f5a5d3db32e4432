"""Settled and open questions: each rests on rows that exist, and no open one gets a verdict."""

import json
import re
from pathlib import Path

import pytest

from enclair import load_case
from enclair.analysis import judging
from enclair.analysis.questions import HEADS, questions, row_of
from enclair.errors import ChoiceError
from enclair.locale import LANGUAGES, text

REPO = Path(__file__).parents[2]
CASE = load_case("telegram")
TABLE = CASE.open_questions
SETTLED, OPEN = (TABLE[TABLE["state"] == state] for state in ("settled", "open"))
SIDES = ("privacy", "security")


def rows_of(table):
    return {reference for references in table["rows"] for reference in references.split()}


def test_about_half_is_settled_and_both_halves_have_facts_and_law():
    assert 14 <= len(TABLE) <= 20
    assert abs(len(SETTLED) - len(OPEN)) <= 2
    assert {"fact", "technique", "law"} <= set(SETTLED["kind"])
    assert "value" not in set(SETTLED["kind"])
    assert {"fact", "law", "value"} <= set(OPEN["kind"])


@pytest.mark.parametrize("reference", sorted(rows_of(TABLE)))
def test_each_row_on_which_a_question_rests_exists(reference):
    assert row_of(CASE, reference)["source_name"]


@pytest.mark.parametrize(
    "reference", ["claims.C99", "claims", "nothing.C04", "transparency.Apple", "", "quotes."]
)
def test_a_row_that_does_not_exist_is_refused(reference):
    with pytest.raises(ChoiceError, match="no row"):
        row_of(CASE, reference)


def test_the_source_is_that_of_the_first_row():
    for _, question in TABLE.iterrows():
        first = row_of(CASE, question["rows"].split()[0])
        for column in ("source_name", "source_url", "source_date"):
            # Some copies of a judgment have no date of their own: then it is that of the judgment.
            known = first[column]
            if column == "source_date" and not known and "decided_on" in first:
                known = f"{first['decided_on']:%Y-%m-%d}"
            assert question[column] == known, question["id"]


def test_no_state_is_younger_than_the_case_and_the_proceedings_are_as_of_their_day():
    assert (TABLE["as_of"] <= CASE.as_of).all()
    proven = TABLE.set_index("id").loc["offences-proven"]
    assert proven["state"] == "open"
    assert proven["as_of"] == CASE.proceedings["as_of"]


def test_a_settled_question_is_answered_and_has_no_sides():
    for lang, words in {"en": ("Yes. ", "No. "), "fr": ("Oui. ", "Non. ")}.items():
        assert SETTLED[f"reason_{lang}"].str.startswith(words).all()
        for side in SIDES:
            assert (SETTLED[f"{side}_{lang}"] == "").all()


def test_an_open_question_has_both_answers_and_none_of_ours():
    for lang, words in {"en": ("Yes", "No.", "No,"), "fr": ("Oui", "Non")}.items():
        assert not OPEN[f"reason_{lang}"].str.startswith(words).any()
        for side in SIDES:
            assert (OPEN[f"{side}_{lang}"] != "").all()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_answers_are_of_the_same_length_and_fit_on_a_line_or_two(lang):
    lengths = [OPEN[f"{side}_{lang}"].str.len() for side in SIDES]
    assert max(each.max() for each in lengths) <= 110
    assert (lengths[0] / lengths[1]).between(0.85, 1.18).all()
    assert 0.95 <= lengths[0].sum() / lengths[1].sum() <= 1.05
    assert TABLE[f"question_{lang}"].str.len().max() <= 85
    assert TABLE[f"reason_{lang}"].str.len().max() <= 240


def test_what_is_open_rests_on_no_claim_with_a_verdict_and_on_nothing_settled_in_law():
    settled = {law["row"] for law in judging.told()["law"] if law["status"] == "settled"}
    for reference in rows_of(OPEN):
        table, key = reference.split(".", 1)
        assert key not in settled, reference
        if table == "claims":
            assert row_of(CASE, reference)["verdict"] == "framing/inference", reference
    # What is settled about the judgments is what lesson 6 teaches as settled.
    for name in ("podchasov-and-france", "not-absolute"):
        rows = TABLE.set_index("id").loc[name, "rows"].split()
        assert {reference.split(".", 1)[1] for reference in rows} & settled, name


#: For each open question, sentences that would answer it. Words between “ ” are someone's, not ours.
VERDICTS = {
    "mandated-access": r"(should|must) (never |not )?(be (obliged|forced|made) to )?(give|build|open) "
    r"(the State |police )?(access|a backdoor|a way in)|access (should|must) (never |not )?be mandated",
    "offences-proven": r"Durov (is|was) (not )?(guilty|a criminal|to blame|innocent of)|Telegram is guilty|"
    r"Durov (committed|did not commit)|Durov's (guilt|crimes)",
    "why-more-answers": r"(because of|thanks to|due to) the (arrest|new policy)|"
    r"the arrest (caused|explains|led to) the",
    "safer-with-it": r"encryption (makes|has made) (us|society|everybody|a society|children) "
    r"(less |more )?(safe|safer|unsafe)",
    "compare-pictures": r"(scanning|scans|comparing pictures) (is|are) (always )?"
    r"(right|wrong|justified|unacceptable)",
    "who-answers": r"(head|founder|owner) of a (platform|messenger) (is|must be|is not|must not be) "
    r"(held )?(responsible|liable)",
    "name-without-judge": r"police (may|must)( not)? (always |never )?ask for (a|the) name without a judge",
    "does-leaving-help": r"(threat|readiness) to leave (always |never )?(works|protects|does not)",
    "why-arrested": r"arrest (was|is) (not |purely |only )?(a )?political",
}


def prose():
    """What the kit says in its own voice: notebooks and the files of sentences, without quotations."""
    found = {}
    for folder in ("notebooks", "solutions"):
        for path in sorted((REPO / folder).glob("*/*.ipynb")):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            found[path.name] = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    for path in sorted((REPO / "src" / "enclair").rglob("*.toml")):
        found[path.name] = path.read_text(encoding="utf-8")
    for kind in ("claims", "timeline", "judgments", "open_questions"):
        table = getattr(CASE, kind)
        columns = [
            c for c in ("evidence_en", "holds_en", "description_en", "words_en", "reason_en") if c in table
        ]
        found[kind] = "\n".join("\n".join(table[column]) for column in columns)
    return found


def verdicts(words):
    """The open questions that ``words`` answer in their own voice."""
    own = re.sub(r"“[^”]*”|'[^'\n]*'", "", words.replace("*", ""))
    return {
        name: match[0]
        for name, pattern in VERDICTS.items()
        if (match := re.search(pattern, own, re.IGNORECASE))
    }


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("mandated-access", "Messengers must give the State access."),
        ("mandated-access", "No firm should be forced to build a backdoor."),
        ("offences-proven", "Everybody knows that Durov is guilty."),
        ("why-more-answers", "Telegram answers **because of the arrest**."),
        ("safer-with-it", "Encryption makes society safer."),
        ("compare-pictures", "Scanning is wrong."),
        ("who-answers", "The head of a platform is not responsible for users."),
        ("name-without-judge", "Police may ask for a name without a judge."),
        ("does-leaving-help", "A threat to leave never works."),
        ("why-arrested", "The arrest was purely political."),
    ],
)
def test_a_verdict_on_an_open_question_is_found(name, bad):
    assert name in verdicts(bad)
    assert verdicts(f"Somebody said: “{bad}”") == {}


def test_there_are_patterns_for_every_open_question():
    assert set(VERDICTS) == set(OPEN["id"])


@pytest.mark.parametrize("name", prose())
def test_no_lesson_and_no_row_gives_a_verdict_on_an_open_question(name):
    assert verdicts(prose()[name]) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_questions_as_a_table_settled_first(lang):
    found = questions(CASE, lang=lang)
    assert list(found) == [text(head, lang) for head in HEADS.values()]
    assert found.iloc[:, 1].tolist() == [text("Settled", lang)] * len(SETTLED) + [text("Open", lang)] * len(
        OPEN
    )
    assert set(found.iloc[:, 0]) == set(TABLE[f"question_{lang}"])
    touched = questions(CASE, lesson=6, lang=lang)
    assert set(touched.iloc[:, 0]) == set(TABLE.loc[TABLE["lessons"].str.contains("6"), f"question_{lang}"])
    assert 0 < len(touched) < len(found)


@pytest.mark.parametrize("lesson", [0, 9, "six"])
def test_a_lesson_without_questions_is_told(lesson):
    with pytest.raises(ChoiceError, match="no question"):
        questions(CASE, lesson=lesson)

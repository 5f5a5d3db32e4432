"""Settled and open questions: each rests on rows that exist, and no open one gets a verdict."""

import re

import pytest

from enclair.case.model import row_of
from enclair.lessons.judge_for_a_day import judging
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES
from tests.helpers import CASE, REPO, SOURCES, read, refused
from tests.prose import prose

pytestmark = pytest.mark.facts

TABLE = CASE.open_questions
SETTLED, OPEN = (TABLE[TABLE["state"] == state] for state in ("settled", "open"))
SIDES = ("privacy", "security")


def test_about_half_is_settled_and_both_halves_have_facts_and_law():
    assert 14 <= len(TABLE) <= 20
    assert abs(len(SETTLED) - len(OPEN)) <= 2
    assert {"fact", "technique", "law"} <= set(SETTLED["kind"])
    assert "value" not in set(SETTLED["kind"])
    assert {"fact", "law", "value"} <= set(OPEN["kind"])


@pytest.mark.parametrize("reference", ["claims.C99", "claims", "nothing.C04", "transparency.Apple", ""])
def test_a_row_that_does_not_exist_is_refused(reference):
    refused(ChoiceError, "no row", row_of, CASE, reference)


def test_each_question_rests_on_rows_that_exist_and_its_source_is_that_of_the_first():
    """That a row still says what it is named for is read anew when it changes (`enclair translations`)."""
    for _, question in TABLE.iterrows():
        first, *_ = [row_of(CASE, reference) for reference in question["rows"].split()]
        for column in ("source_name", "source_url", "source_date"):
            # Some copies of a judgment have no date of their own: then it is that of the judgment.
            known = first[column]
            if column == "source_date" and not known and "decided_on" in first:
                known = f"{first['decided_on']:%Y-%m-%d}"
            assert question[column] == known, question["id"]


def test_what_is_settled_has_the_same_answer_in_both_languages_and_not_all_of_it_is_no():
    """That an answer is still the one somebody looked up is asked when it changes, as above."""
    english, french = (SETTLED[f"reason_{lang}"].str.split(".").str[0] for lang in LANGUAGES)
    assert french.tolist() == english.map({"Yes": "Oui", "No": "Non"}).tolist()
    assert english.value_counts().min() >= 2


def test_what_is_alleged_is_told_as_alleged():
    about = TABLE[TABLE["rows"].str.contains(r"charges\.|prosecutor-list")]
    assert {"encryption-itself", "offences-proven", "who-answers"} <= set(about["id"])
    told = about["question_en"] + " " + about["reason_en"]
    for name, words in zip(about["id"], told, strict=True):
        # Numbers of counts are of alleged ones, and their verb says so.
        for sentence in re.findall(r"[^.]*(?:twelve|[Tt]hree of them|offences)[^.]*", words):
            assert re.search(r"alleg|made running a platform|Nobody may say", sentence), (name, sentence)
    french = TABLE.set_index("id").loc["encryption-itself", "question_fr"]
    assert "allégu" in french or "reproch" in french


def test_a_settled_question_is_answered_and_an_open_one_has_both_answers_and_none_of_ours():
    for lang, words in {"en": ("Yes", "No.", "No,"), "fr": ("Oui", "Non")}.items():
        assert not OPEN[f"reason_{lang}"].str.startswith(words).any()
        for side in SIDES:
            assert (SETTLED[f"{side}_{lang}"] == "").all()
            assert (OPEN[f"{side}_{lang}"] != "").all()


def test_both_answers_are_of_the_same_length_and_fit_on_a_line_or_two(lang):
    lengths = [OPEN[f"{side}_{lang}"].str.len() for side in SIDES]
    assert max(each.max() for each in lengths) <= 110
    assert (lengths[0] / lengths[1]).between(0.85, 1.18).all()
    assert 0.95 <= lengths[0].sum() / lengths[1].sum() <= 1.05
    assert TABLE[f"question_{lang}"].str.len().max() <= 85
    assert TABLE[f"reason_{lang}"].str.len().max() <= 240


def test_what_is_open_rests_on_no_claim_with_a_verdict_and_on_nothing_settled_in_law():
    settled = {law["row"] for law in judging.texts()["law"] if law["status"] == "settled"}
    for reference in " ".join(OPEN["rows"]).split():
        table, key = reference.split(".", 1)
        assert key not in settled, reference
        if table == "claims":
            assert row_of(CASE, reference)["verdict"] == "framing/inference", reference


#: For each open question, sentences that would answer it. Words between “ ” are someone's, not ours.
VERDICTS = {
    "mandated-access": r"(should|must) (never |not )?(be (obliged|forced|made) to )?(give|build|open) "
    r"(the State |police )?(access|a backdoor|a way in)|access (should|must) (never |not )?be mandated",
    "offences-proven": r"Durov (is|was) (not )?(guilty|a criminal|to blame|innocent of)|Telegram is guilty|"
    r"Durov (committed|did not commit)|Durov's (guilt|crimes)",
    "investigation-lawful": r"(formal )?(investigation|charge|proceedings?) (is|was|are|were) (not )?"
    r"(un)?lawful(?! is)|(un)?lawful investigation",
    "first-offence-applies": r"(offence|article 323-3-2) (applies|does not apply|cannot be applied)",
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
#: Each of them answered.
ANSWERS = """Messengers must give the State access. Everybody knows that Durov is guilty. Scanning is wrong.
The investigation is unlawful. Article 323-3-2 does not apply to messengers. A threat to leave never works.
Telegram answers **because of the arrest**. The head of a platform is not responsible for users.
Encryption makes society safer. Police may ask for a name without a judge. The arrest was purely political."""


def spoken():
    """What the kit says in its own voice: notebooks and the files of sentences, without quotations."""
    books = [path for folder in ("notebooks", "solutions") for path in (REPO / folder).glob("*/*.ipynb")]
    texts = [path for folder in (*SOURCES, REPO / "datasets") for path in folder.rglob("*.toml")]
    words = {path.relative_to(REPO).as_posix(): path.read_text(encoding="utf-8") for path in texts}
    words |= {path.relative_to(REPO).as_posix(): prose(read(path)) for path in books}
    columns = {"evidence_en", "holds_en", "description_en", "words_en", "reason_en"}
    for kind in ("claims", "timeline", "judgments", "open_questions"):
        table = getattr(CASE, kind)
        words[kind] = "\n".join(table[[*columns & {*table}]].stack())
    return words


def verdicts(words):
    """The open questions that ``words`` answer in their own voice."""
    own = re.sub(r"“[^”]*”|'[^'\n]*'|lawyers disputed? that [^.(]*", "", words.replace("*", ""))
    return {
        name: match[0]
        for name, pattern in VERDICTS.items()
        if (match := re.search(pattern, own, re.IGNORECASE))
    }


def test_no_lesson_and_no_row_gives_a_verdict_on_an_open_question():
    assert set(VERDICTS) == set(OPEN["id"]) == set(verdicts(ANSWERS))
    assert verdicts(f"Somebody said: “{ANSWERS}”") == {}
    assert {name: answered for name, words in spoken().items() if (answered := verdicts(words))} == {}

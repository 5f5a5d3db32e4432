"""The shipped case: what its README and the lessons say of the tables is read from the tables."""

import csv
import re

import pandas as pd
import pytest

from enclair.case import events as events_module
from enclair.text.locale import date
from enclair_tools.validation import validator_errors
from tests.helpers import REPO, assert_in

pytestmark = pytest.mark.facts

FOLDER = REPO / "datasets" / "telegram"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
#: Columns with words of others, which keep the signs of their source, and lists of names.
NOT_OURS = {
    *(("quotes", "quote"), ("claims", "text"), ("headlines", "headline"), ("judgments", "quotation")),
    *(("charges", "text"), ("timeline", "actors"), ("timeline", "country")),
}


def test_the_shipped_case_is_valid_for_the_library_too():
    assert validator_errors(FOLDER) == []


def in_both_languages(case):
    """Each column of ours that has a French twin: its name, and its texts in pairs."""
    for name in case.tables:
        table = getattr(case, name)
        for french in (column for column in table if column.endswith("_fr")):
            stem = french.removesuffix("_fr")
            if (name, stem) not in NOT_OURS:
                english = stem if stem in table else f"{stem}_en"
                yield f"{name}.{stem}", [*zip(table[english], table[french], strict=True)]


def test_our_french_has_its_signs_and_loses_no_number_and_no_address(case):
    """A translation keeps what is sourced: each number and each address of the English text."""
    both = dict(in_both_languages(case))
    assert {"timeline.title", "claims.evidence", "cases.outcome"} <= {*both}
    for column, texts in both.items():
        for english, french in texts:
            assert (english == "") == (french == ""), column
            assert english != french or len(english.split()) < 5, english
            own = re.sub(r"https?://\S+|“[^”]*”|«[^»]*»", "", french)  # others keep their signs
            assert not re.search(
                r"(?<![\u00a0\u202f])[;?!»]|(?<![\u00a0\u202f\d]):|«|(?<=[a-z])'(?=[a-zéè])", own
            ), own
            assert re.findall(r"https?://\S+\w", english) == re.findall(r"https?://\S+\w", french)
            assert numbers(english.replace("20:00", "20")) <= numbers(french), (english, french)


def numbers(words):
    """The numbers in a text, however their thousands and decimals are set apart."""
    return set(re.findall(r"\d{2,}", re.sub(r"(?<=\d)[,.\u202f](?=\d)", "", words)))


def test_a_name_has_one_french_name_and_the_other_way_round(case):
    """A filter chooses by the English name, and names stand in the same place of a cell."""
    for table, column in (("timeline", "actors"), ("timeline", "country"), ("quotes", "speaker")):
        rows = getattr(case, table)
        pairs = {
            (english, french)
            for cell, own in zip(rows[column], rows[f"{column}_fr"], strict=True)
            for english, french in zip(cell.split(";"), own.split(";"), strict=True)
        }
        assert len(pairs) == len({english for english, _ in pairs}) == len({french for _, french in pairs})


def test_files_are_plain_utf8_with_line_feeds_and_none_is_left_over(case):
    paths = [*FOLDER.glob("*.csv")]
    assert {path.name for path in paths} == {resource["path"] for resource in case.package["resources"]}
    for path in paths:
        assert b"\r" not in path.read_bytes(), path.name
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                assert [cell.strip() for cell in row] == row, f"{path.name}, row {number}"


def test_every_column_is_described_and_every_row_has_a_source(case):
    for resource in case.package["resources"]:
        name, fields = resource["name"], {field["name"]: field for field in resource["schema"]["fields"]}
        assert all(len(field["description"]) > 8 for field in fields.values()), name
        for column in ("source_name", "source_url"):
            assert fields[column]["constraints"]["required"], name
        assert resource["schema"]["primaryKey"], name


def test_no_quotation_is_longer_than_60_words(case):
    quoting = re.compile(r"(quote|headline|quotation|\w+_words)(_original|_en|_fr)?|\w+_text|words|before")
    for name in case.tables:
        table = getattr(case, name).select_dtypes(include=["object", "string"])
        for column in table:
            if quoting.fullmatch(column):
                assert table[column].str.split().str.len().max() <= 60, column
            for cell in table[column]:
                for quoted in re.findall(r"[“«\"]([^“”«»\"]+)[”»\"]", cell):
                    assert len(quoted.split()) <= 60, f"{name}.{column}: {quoted}"


def test_the_status_of_the_proceedings_is_dated_and_presumes_innocence(case):
    status = case.proceedings
    topic = next(each for each in case.package["verified"] if each["topic"] == "french-proceedings")
    assert topic["found_on"].startswith(status["as_of"])
    assert_in(status["status_en"], "formal investigation", "presumed innocent")
    assert_in(status["status_fr"], "mis en examen", "présumé innocent")


def test_events_follow_their_dates(case):
    dates = case.timeline["date"]
    assert dates.is_monotonic_increasing
    rough = case.timeline[case.timeline["date_precision"] != "day"]
    assert (rough["date"].dt.day == 1).all()
    assert (rough.loc[rough["date_precision"] == "year", "date"].dt.month == 1).all()
    assert case.as_of >= f"{dates.max():%F}", "as_of of datapackage.json is before this event"


def test_the_two_threads_have_the_same_number_of_events(case):
    threads = case.timeline["thread"].map(events_module.split_values).explode().value_counts()
    assert len(threads) == 2
    assert threads.min() == threads.max()
    both = case.timeline.loc[case.timeline["thread"].str.contains(";"), "id"]
    told = README.split("In both: ")[1].split(". ")[0]
    assert re.findall(r"`([a-z0-9-]+)`", told) == both.tolist()


def test_what_came_out_later_came_out_after_it_happened_and_the_readme_says_where_it_was_read(case):
    later = case.timeline.dropna(subset=["known_on"])
    assert (later["known_on"] > events_module.last_day(later)).all()
    told = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (\d+ \w+ \d{4}) \|", README, flags=re.MULTILINE))
    assert told == {row["id"]: date(f"{row['known_on']:%Y-%m-%d}") for _, row in later.iterrows()}


def test_rows_that_the_readme_leaves_uncoded_are_the_ones_that_are(case):
    events = case.timeline.set_index("id")
    no_track = README.split("blank: two apply equally: ")[1].split("\n")[0]
    assert set(events.index[events["track"] == ""]) == set(re.findall(r"`([a-z-]+)`", no_track))
    table = README.split("These rows are blank")[1].split("**`thread`")[0]
    assert set(events.index[events["status"] == ""]) == set(re.findall(r"`([a-z-]+)`", table))
    assert set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", README)) <= set(events.index)


def test_a_headline_is_the_original_in_its_language_and_not_older_than_its_event(case):
    first, quote = case.headlines.iloc[0], case.quotes.set_index("id").loc["Q01"]
    for language in ("original", "en", "fr"):
        assert first[f"headline_{language}"] == quote[f"quote_{language}"]
    events = case.timeline.set_index("id")["date"].dt.strftime("%Y-%m-%d")
    for _, row in case.headlines.iterrows():
        assert row[f"headline_{row['language']}"] == row["headline_original"], row["id"]
        assert row["headline_en"] != row["headline_fr"], row["id"]
        assert row["date"] >= events[row["event"]][: len(row["date"])], row["id"]
    table = README.split("**How the headlines were read.**")[1].split("The days of")[0]
    assert sorted(set(re.findall(r"H\d\d", table))) == case.headlines["id"].tolist()


def test_the_parts_of_the_post_stand_in_order_before_what_was_added(case):
    parts = case.post[case.post["part"] != ""]
    numbers = [tuple(int(piece) for piece in part.split(".")) for part in parts["part"]]
    assert numbers == sorted(numbers)
    assert case.post["order"].tolist() == list(range(1, len(case.post) + 1))
    assert case.post.loc[case.post["moved"], "part"].tolist() == ["7"]
    rest = case.post[case.post["part"] == ""]
    assert rest["fate"].tolist() == ["added", "added"]
    assert rest["order"].min() > parts["order"].max()
    assert (rest["post_words"] == "").all()


def test_words_of_post_and_article_stand_in_quotations_and_claims(case):
    said = case.quotes.set_index("id")
    post = "\n".join(said.loc[[f"Q{number:02}" for number in range(6, 14)], "quote_original"])
    article = "\n".join([*said.loc[["Q02", "Q03", "Q04"], "quote_original"], *case.claims["text_fr"]])
    only_in_the_notes = {"6.1": "encryption keys", "9.2": "le processus d’amélioration est en cours"}
    for _, row in case.post.iterrows():
        for words, text in ((row["post_words"], post), (row["article_words"], article)):
            assert words in text or words == only_in_the_notes[row["part"]], row["id"]
        if row["fate"] != "dropped" or row["part"] != "4":
            assert (row["article_words"] == "") == (row["fate"] == "dropped"), row["id"]
        assert (row["article_words"] == "") == (row["article_words_en"] == ""), row["id"]


def test_the_readme_names_each_table(case):
    told = README.split("## Provenance")[0]
    assert re.findall(r"^\| `(\w+)` \| [^|]+ \|$", told, flags=re.MULTILINE) == [*case.tables]


def test_the_readme_tells_the_french_answers_by_quarter(case):
    of_bot = "country == 'France' and period_type == 'quarter' and data_kind == 'bot_crowdsourced'"
    quarters = case.disclosures.query(of_bot).sort_values("period_start")
    met, users = (quarters[name].tolist() for name in ("requests_fulfilled", "users_affected"))
    told = README.split("French requests met in the quarters of 2024: ")[1].split(".\n")[0]
    for numbers in (met[:4], users[:4]):
        assert ", ".join(f"{number:,}" for number in numbers) in told
    for number in met[4:]:
        assert re.search(rf"\b{number:,}\b", told), number


def test_offences_are_of_the_sort_that_their_words_say(case):
    """How many there are of each sort is asked for by lesson 3 (`tests/lessons/what_can_the_server_see`)."""
    charges = case.charges
    assert (charges["text_fr"].str.startswith("Complicité") == charges["complicity"]).all()
    assert (charges["statute_confidence"] == "reported").all()


def test_daily_blocks_equal_the_counters_of_the_page(case):
    daily, table = case.moderation_daily, case.moderation
    assert daily["date"].tolist() == pd.date_range("2024-03-09", "2025-03-13").tolist()
    counters = table[(table["kind"] == "company counter") & table["note"].str.contains("equals the sum")]
    columns = ["total_blocked", "csam_blocked", "terror_blocked"]
    for column, (_, counter) in zip(columns, counters.iterrows(), strict=True):
        inside = daily["date"].between(counter["period_start"], counter["period_end"])
        assert daily.loc[inside, column].sum() == counter["value"], column


def test_shares_are_their_numerator_over_their_denominator(case):
    table = case.base_rate.dropna(subset=["numerator", "denominator"])
    table = table[table["value"] <= 1]
    assert len(table) > 15
    ratio = table["numerator"].astype(float) / table["denominator"].astype(float)
    assert (ratio - table["value"]).abs().max() < 0.001


def test_each_judgment_is_told_in_order_from_facts_to_what_it_did_not_decide(case):
    order = ["facts", "arguments", "reasoning", "decided", "not-decided", "after"]
    for name, steps in case.judgments.groupby("judgment"):
        assert steps["step"].tolist() == list(range(1, len(steps) + 1)), name
        assert steps["instalment"].unique().tolist() == order, name
        assert steps["instalment"].map(order.index).is_monotonic_increasing, name
        for column in ("name_en", "name_fr", "application", "decided_on"):
            assert len(set(steps[column])) == 1, name


def test_what_is_ours_in_the_judgments_is_what_they_did_not_decide(case):
    table = case.judgments
    assert (table["ours"] == (table["instalment"] == "not-decided")).all()
    assert ((table["quotation"] == "") == (table["quotation_fr"] == "")).all()
    assert (table.loc[table["quotation"] != "", "confidence"] == "confirmed").all()
    assert (table.loc[table["gate"] != "", "instalment"].isin(["arguments", "reasoning"])).all()

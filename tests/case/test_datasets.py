"""The shipped case: what its README and the lessons say of the tables is read from the tables."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from enclair.case import events as events_module
from enclair.text.locale import date
from tests.case.test_case import frictionless_accepts
from tests.helpers import assert_in

pytestmark = pytest.mark.facts

FOLDER = Path(__file__).parents[2] / "datasets" / "telegram"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
#: Columns with words of others, which keep the signs of their source, and lists of names.
NOT_OURS = {
    *(("quotes", "quote"), ("claims", "text"), ("headlines", "headline"), ("judgments", "quotation")),
    *(("charges", "text"), ("timeline", "actors"), ("timeline", "country")),
}


def test_the_shipped_case_is_valid_for_the_library_too():
    assert frictionless_accepts(FOLDER)


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
    for path in (*paths, FOLDER / "datapackage.json"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in data, path.name
        assert data.endswith(b"\n"), path.name
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                assert [cell.strip() for cell in row] == row, f"{path.name}, row {number}"


#: What a table must have in both languages.
BOTH = {
    "timeline": ["title", "description"],
    "headlines": ["headline", "notes"],
    "post": ["what", "effect"],
    "translations": ["note"],
    "claims": ["text"],
    "charges": ["text"],
    "judgments": ["name", "words"],
    "open_questions": ["question", "reason"],
}


def test_every_column_is_described_and_every_row_has_a_source(case):
    for resource in case.package["resources"]:
        name, fields = resource["name"], {field["name"]: field for field in resource["schema"]["fields"]}
        assert all(len(field["description"]) > 8 for field in fields.values()), name
        required = [
            "source_name",
            "source_url",
            *(f"{each}_{lang}" for each in BOTH.get(name, []) for lang in ("en", "fr")),
        ]
        assert all(fields[column]["constraints"]["required"] for column in required), name
        assert resource["schema"]["primaryKey"], name
        assert resource["as_of_field"] == ("source_date" if "source_date" in fields else None)
        table = getattr(case, name)
        assert (table[required] != "").all(axis=None), name
        assert table["source_url"].str.match(r"https?://").all()


def test_a_teachers_quotation_may_lack_a_translation_and_come_in_any_language_but_ours_lack_none(case):
    resource = next(each for each in case.package["resources"] if each["name"] == "quotes")
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert fields["language"]["constraints"] == {"required": True, "pattern": "[a-z]{2,3}"}
    for column in ("quote_en", "quote_fr"):
        assert "constraints" not in fields[column]
        assert (case.quotes[column] != "").all()
    translated = case.quotes.loc[case.quotes["language"] != "fr", "quote_fr"]
    assert not translated.str.contains("'").any()


def test_no_quotation_is_longer_than_60_words(case):
    for table, columns in {
        "quotes": ("quote_original", "quote_en", "quote_fr", "primary_text"),
        "headlines": ("headline_original", "headline_en", "headline_fr"),
        "post": ("post_words", "article_words", "article_words_en"),
        "translations": ("words", "before"),
        "judgments": ("quotation", "quotation_fr"),
    }.items():
        for column in columns:
            assert getattr(case, table)[column].str.split().str.len().max() <= 60, column
    for name in case.tables:
        for column in getattr(case, name).select_dtypes(include=["object", "string"]):
            for cell in getattr(case, name)[column]:
                for quoted in re.findall(r"[“«\"]([^“”«»\"]+)[”»\"]", cell):
                    assert len(quoted.split()) <= 60, f"{name}.{column}: {quoted}"


def test_the_status_of_the_proceedings_is_dated_and_presumes_innocence(case):
    status = case.proceedings
    topic = next(each for each in case.verified if each["topic"] == "french-proceedings")
    assert topic["found_on"].startswith(status["as_of"])
    assert_in(status["status_en"], "formal investigation", "presumed innocent")
    assert_in(status["status_fr"], "mis en examen", "présumé innocent")


def test_the_package_names_its_licences_and_credits_the_disclosures(case):
    package = case.package
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    disclosures = next(each for each in package["resources"] if each["name"] == "disclosures")
    assert disclosures["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Te-k/telegram-transparency" in disclosures["sources"][0]["title"]


def test_events_follow_their_dates(case):
    dates = case.timeline["date"]
    assert dates.is_monotonic_increasing
    rough = case.timeline[case.timeline["date_precision"] != "day"]
    assert (rough["date"].dt.day == 1).all()
    assert (rough.loc[rough["date_precision"] == "year", "date"].dt.month == 1).all()


def test_the_package_is_as_of_its_latest_event(case):
    assert case.as_of == case.timeline["date"].max().strftime("%Y-%m-%d")


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


def test_the_headline_of_the_article_is_the_first_and_equals_its_row(case):
    first, quote = case.headlines.iloc[0], case.quotes.set_index("id").loc["Q01"]
    assert first["event"] == "post-after-arrest"
    for language in ("original", "en", "fr"):
        assert first[f"headline_{language}"] == quote[f"quote_{language}"]


def test_headlines_speak_of_three_events_from_many_outlets_in_both_languages(case):
    table = case.headlines
    assert table["id"].tolist() == [f"H{number:02}" for number in range(1, len(table) + 1)]
    counts = table["event"].value_counts()
    assert counts[["post-after-arrest", "arrest", "privacy-policy-2024"]].min() >= 4
    assert {"en", "fr"} <= set(table["language"])
    assert table["outlet"].nunique() > len(table) * 0.8
    verbs = " ".join(table["headline_original"]).lower()
    for verb in ("menace", "threatens", "speaks out", "slams", "says", "agrees", "bows down", "announces"):
        assert verb in verbs


def test_a_headline_is_the_original_in_its_language_and_not_older_than_its_event(case):
    events = case.timeline.set_index("id")["date"].dt.strftime("%Y-%m-%d")
    for _, row in case.headlines.iterrows():
        assert row[f"headline_{row['language']}"] == row["headline_original"], row["id"]
        assert row["headline_en"] != row["headline_fr"], row["id"]
        assert row["date"] >= events[row["event"]][: len(row["date"])], row["id"]
    table = README.split("**How the headlines were read.**")[1].split("The days of")[0]
    assert sorted(set(re.findall(r"H\d\d", table))) == case.headlines["id"].tolist()


#: The parts of the post and what became of them, as the notes on the case have it.
FATES = {
    **dict.fromkeys(("1", "2", "3.1", "3.2", "3.3", "4", "6.2", "10"), "dropped"),
    **dict.fromkeys(("5.3", "8", "9.2"), "merged"),
    "5.1": "kept",
    "5.2": "cut",
    "6.1": "altered",
    "7": "cut",
    "9.1": "paraphrased",
}


def test_the_parts_of_the_post_and_their_fates(case):
    parts = case.post[case.post["part"] != ""]
    assert dict(zip(parts["part"], parts["fate"], strict=True)) == FATES
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


def test_translations_of_one_sentence_are_the_articles_own_and_others(case):
    table, quotes = case.translations, case.quotes.set_index("id")
    (of,), (lang,) = table["of"].unique(), table["language"].unique()
    assert lang != quotes.loc[of, "language"]
    assert table["words"].is_unique
    assert table["words"].iloc[0] == quotes.loc["Q04", "quote_original"]


def test_the_readme_names_each_table(case):
    told = README.split("## Provenance")[0]
    assert re.findall(r"^\| `(\w+)` \| [^|]+ \|$", told, flags=re.MULTILINE) == [*case.tables]


def test_the_readme_tells_the_french_answers_by_quarter(case):
    table = case.disclosures
    quarters = table[
        (table["country"] == "France")
        & (table["period_type"] == "quarter")
        & (table["data_kind"] == "bot_crowdsourced")
    ].sort_values("period_start")
    met, users = (quarters[name].tolist() for name in ("requests_fulfilled", "users_affected"))
    told = README.split("French requests met in the quarters of 2024: ")[1].split(".\n")[0]
    for numbers in (met[:4], users[:4]):
        assert ", ".join(f"{number:,}" for number in numbers) in told
    for number in met[4:]:
        assert re.search(rf"\b{number:,}\b", told), number


def test_most_disclosures_come_from_the_bot(case):
    assert (case.disclosures["data_kind"] == "bot_crowdsourced").mean() > 0.9


def test_the_twelve_offences_add_up(case):
    charges = case.charges
    parts = {
        "complicity": charges["complicity"].sum(),
        **charges.loc[~charges["complicity"], "theme"].value_counts().to_dict(),
    }
    assert parts == {
        "complicity": 6,
        "refusal to cooperate": 1,
        "criminal association": 1,
        "money laundering": 1,
        "cryptology declaration": 3,
    }
    assert charges["n"].tolist() == list(range(1, 13))
    assert charges["concerns_cryptology_declaration"].sum() == 3
    assert charges["concerns_refusal_to_cooperate"].sum() == 1
    assert charges.loc[charges["complicity"], "text_fr"].str.startswith("Complicité").all()
    assert (charges["statute_confidence"] == "reported").all()


def test_quotations_of_each_side_come_from_many_groups(case):
    for on_side in (case.quotes["stance"] < 0, case.quotes["stance"] > 0):
        assert case.quotes.loc[on_side, "stakeholder_group"].nunique() > 2


def test_each_verdict_is_given_to_more_than_one_claim(case):
    assert case.claims["verdict"].value_counts().min() > 1


def test_claims_stand_in_the_order_of_the_article_and_none_is_left_out(case):
    assert sorted(case.claims["id"]) == [f"C{number:02}" for number in range(1, len(case.claims) + 1)]
    # C26 to C29 were found missing, and stand where the article has them.
    order = case.claims["id"].tolist()
    for earlier, claim, later in [("C10", "C26", "C11"), ("C16", "C27", "C17"), ("C24", "C28", "C29")]:
        assert order.index(earlier) + 1 == order.index(claim) == order.index(later) - 1
    assert order[-2:] == ["C29", "C25"]


def test_a_second_verdict_is_another_one_and_says_why(case):
    both = case.claims[case.claims["also"] != ""]
    assert len(both) > 1
    assert (both["also"] != both["verdict"]).all()
    for lang in ("en", "fr"):
        assert (both[f"also_{lang}"] != "").all()
        assert (case.claims.loc[case.claims["also"] == "", f"also_{lang}"] == "").all()
    # One rule for a faithful quotation in which an editor's verb is stronger than the source.
    verdicts = case.claims.set_index("id")["verdict"]
    assert verdicts["C13"] == verdicts["C17"] == "partly"


def test_daily_blocks_equal_the_counters_of_the_page(case):
    daily, table = case.moderation_daily, case.moderation
    days = pd.date_range("2024-03-09", "2025-03-13")
    assert daily["date"].tolist() == days.tolist()
    counters = table[(table["kind"] == "company counter") & table["note"].str.contains("equals the sum")]
    assert counters["value"].tolist() == [5671197, 5939058, 147715, 52127]
    whole = {"total_blocked": 5939058, "csam_blocked": 147715, "terror_blocked": 52127}
    window = counters.set_index("value")
    for column, value in whole.items():
        start, end = window.loc[value, "period_start"], window.loc[value, "period_end"]
        inside = daily[(daily["date"] >= start) & (daily["date"] <= end)]
        assert inside[column].sum() == value, column


def test_platforms_that_were_asked_for_general_access_never_complied(case):
    cases = case.cases
    general = cases[cases["demand_class"] == "general access or weakening"]
    targeted = cases[cases["demand_class"] == "targeted identification"]
    assert len(general) > 1
    assert not (general["platform_response"] == "complied").any()
    assert targeted["platform_response"].isin(["complied", "partly"]).mean() > 0.5


def test_shares_are_their_numerator_over_their_denominator(case):
    table = case.base_rate.dropna(subset=["numerator", "denominator"])
    table = table[table["value"] <= 1]
    assert len(table) > 15
    ratio = table["numerator"].astype(float) / table["denominator"].astype(float)
    assert (ratio - table["value"]).abs().max() < 0.001


def test_figures_that_are_not_to_be_taught_are_marked(case):
    apple = case.transparency
    slip = apple[
        (apple["company"] == "Apple") & (apple["geography"] == "France") & (apple["requests_received"] == 8)
    ]
    assert slip["confidence"].tolist() == ["unverified"]
    assert 38.5 not in case.users["value_millions"].tolist()
    eu = case.users[(case.users["scope"] == "European Union") & (case.users["value_millions"] == 41)]
    assert eu["date"].dt.strftime("%Y-%m").tolist() == ["2024-02"]


def test_how_firm_a_row_is_is_what_the_readme_says_of_it(case):
    firmness = case.timeline.set_index("id")["confidence"]
    changed = README.split("Changed by both readers: ")[1].split("\n")[0]
    for names, code in re.findall(r"(`[^*]*)\*(\w+)\*", changed):
        assert set(firmness[re.findall(r"`([a-z-]+)`", names)]) == {code}


def test_each_judgment_is_told_in_order_from_facts_to_what_it_did_not_decide(case):
    table = case.judgments
    order = ["facts", "arguments", "reasoning", "decided", "not-decided", "after"]
    assert set(table["judgment"]) == {"podchasov", "ku-finland"}
    for name, steps in table.groupby("judgment", sort=False):
        assert steps["step"].tolist() == list(range(1, len(steps) + 1)), name
        places = steps["instalment"].map(order.index)
        assert places.is_monotonic_increasing, name
        assert set(steps["instalment"]) == set(order), name
        for column in ("name_en", "name_fr", "application", "decided_on"):
            assert len(set(steps[column])) == 1, name


def test_judgments_agree_with_the_other_tables(case):
    table = case.judgments.set_index("id")
    quotes, events = case.quotes.set_index("id"), case.timeline.set_index("id")
    decided = table.loc["podchasov-decided"]
    assert quotes.loc["Q43", "quote_en"] in decided["quotation"]
    assert decided["paragraph"] in quotes.loc["Q43", "speaker_role"]
    assert decided["decided_on"] == events.loc["podchasov", "date"]
    told = case.cases.set_index("id").loc["podchasov"]
    assert f"(no. {decided['application']})" in told["response_detail"]
    assert told["source_date"] == decided["decided_on"].strftime("%Y-%m-%d")
    assert "six" in table.loc["podchasov-order", "words_en"]
    assert "six phone numbers" in events.loc["fsb-decode-order", "title_en"]
    assert (
        events.loc["fsb-decode-order", "date"].strftime("%B %Y") in table.loc["podchasov-order", "words_en"]
    )
    assert events.loc["russia-ban", "date"].strftime("%B %Y") in table.loc["podchasov-order", "words_en"]
    assert events.loc["arrest", "date"] > decided["decided_on"]


def test_what_is_ours_in_the_judgments_is_what_they_did_not_decide(case):
    table = case.judgments
    assert (table["ours"] == (table["instalment"] == "not-decided")).all()
    assert ((table["quotation"] == "") == (table["quotation_fr"] == "")).all()
    assert (table.loc[table["quotation"] != "", "confidence"] == "confirmed").all()
    assert (table.loc[table["gate"] != "", "instalment"].isin(["arguments", "reasoning"])).all()

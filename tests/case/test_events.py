import pandas as pd
import pytest

from enclair import Timeline, load_case
from enclair.case import events, filters
from enclair.text.errors import ChoiceError
from tests.helpers import in_language

#: Text, query, and what is marked of the text if it is found (the page's rule is tried on the same ones).
SEARCHES = [
    ("a country’s regulator on the right balance", "to", []),
    ("a regulator, and ready to go together", "to", ["to", "to"]),
    ("Telegram et la télévision", "télé", ["Tele", "télé"]),
    ("prêts à quitter ce pays", "PRETS quitter", ["prêts", "quitter"]),
    ("prêts à quitter ce pays", "prêts rester", []),
    ("l’Œuvre d’État", "oeuvre etat", ["Œuvre", "État"]),
    ("chiffrement de bout-en-bout", "bout", ["bout", "bout"]),
    ("end-to-end encryption", "end-to", ["end-to"]),
    ("le 24 août 2024", "24", ["24"]),
    ("950 millions", "50", []),
    ("« quitter » (a post)", "(a", ["(a"]),
    ("Q06_note", "note", ["note"]),
    ("готовы покинуть", "пок", ["пок"]),
    ("готовы покинуть", "кинуть", []),
]


@pytest.fixture(scope="module")
def timeline() -> pd.DataFrame:
    return load_case("telegram").timeline


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Mise en Examen", "mise en examen"),
        ("déchiffrées", "dechiffrees"),
        ("l’Œuvre", "l'oeuvre"),
        ("Straße", "strasse"),
        ("« Øl »", "« øl »"),  # ø is a letter of its own, not an o with an accent
        ("16\u202f000", "16 000"),
        ("", ""),
    ],
)
def test_fold(words: str, folded: str) -> None:
    assert filters.fold(words) == folded


@pytest.mark.parametrize(("words", "query", "marked"), SEARCHES)
def test_a_search_finds_words_by_their_beginning(words: str, query: str, marked: list[str]) -> None:
    assert filters.search_mask(pd.Series([filters.fold(words)]), query).tolist() == [bool(marked)]


def test_without_a_choice_every_event_is_there(timeline: pd.DataFrame) -> None:
    assert events.filter_events(timeline).equals(timeline)


def test_lanes_are_ours_in_our_order_then_those_of_the_case_then_none(timeline: pd.DataFrame) -> None:
    table = pd.DataFrame({"track": ["", "sport", "reactions", "justice"]})
    assert events.tracks(table) == ["justice", "reactions", "sport", ""]
    assert Timeline(load_case("telegram")).lanes == events.tracks(timeline)


def test_choices_of_one_filter_add_up_and_filters_narrow(timeline: pd.DataFrame) -> None:
    state = events.filter_events(timeline, source_types=["state-media"])
    both = events.filter_events(timeline, source_types=["state-media", "agency"])
    narrow = events.filter_events(timeline, source_types=["state-media", "agency"], countries=["Iran"])
    assert 0 < len(state) < len(both)
    assert 0 < len(narrow) < len(both)
    assert all("Iran" in filters.split_values(country) for country in narrow["country"])


def test_search_folds_accents_and_wants_every_word(timeline: pd.DataFrame) -> None:
    plain = in_language("fr", events.filter_events, timeline, query="enquete preliminaire")["id"].tolist()
    accented = in_language("fr", events.filter_events, timeline, query="ENQUÊTE  préliminaire")["id"].tolist()
    assert "preliminary-inquiry" in plain
    assert plain == accented


def test_a_date_without_a_day_is_known_at_the_end_of_its_month_or_year() -> None:
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["2024-08-24", "2024-02-01", "2015-01-01"]),
            "date_precision": ["day", "month", "year"],
            "known_on": pd.to_datetime([None, None, None]),
        }
    )
    assert events.known_from(table).dt.strftime("%Y-%m-%d").tolist() == [
        "2024-08-24",
        "2024-02-29",
        "2015-12-31",
    ]


def test_on_the_day_of_the_arrest_nobody_outside_knew_of_the_inquiry(timeline: pd.DataFrame) -> None:
    that_day = set(events.filter_events(timeline, day="2024-08-24")["id"])
    assert "arrest" in that_day
    assert not that_day & {
        "preliminary-inquiry",
        "wanted-person-warrants",
        "judicial-investigation",
        "formal-investigation",
    }


def test_nothing_is_shown_before_it_was_known(timeline: pd.DataFrame) -> None:
    for day in ["2013-01-01", "2024-08-25", "2024-09-06", "2026-12-31"]:
        rows = events.filter_events(timeline, day=day)
        assert (events.known_from(rows) <= pd.Timestamp(day)).all()
    assert len(rows) == len(timeline)


def test_threads_are_equal_in_number(timeline: pd.DataFrame) -> None:
    first, second = (events.filter_events(timeline, preset=name) for name in events.THREADS)
    assert len(first) == len(second) > 5


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"categories": ["legl"]}, ["categories", "'legl'", "legal"]),
        ({"colours": ["red"]}, ["colours", "tracks"]),
        ({"start": "2024-09-23", "end": "2024-08-24"}, ["2024-08-24", "swap"]),
        ({"preset": "police"}, ["'police'", "investigators"]),
    ],
)
def test_errors_say_what_was_found_and_what_to_do(
    timeline: pd.DataFrame, choices: dict, words: list[str]
) -> None:
    with pytest.raises(ChoiceError) as error:
        events.filter_events(timeline, **choices)
    assert all(word in str(error.value) for word in words)


@pytest.mark.parametrize(
    "value", ["24/08/2024", "soon", "2024-13-01", 20240824, float("nan"), pd.NaT, ["2024-08-24"]]
)
def test_a_day_that_is_none_is_refused_with_an_example(value: object) -> None:
    with pytest.raises(ChoiceError, match="2024-08-25"):
        filters.iso_day(value, "day")


def test_a_year_that_is_being_typed_keeps_its_four_digits() -> None:
    assert filters.iso_day("0002-08-24") == "0002-08-24"


def test_the_text_twin_says_all_that_the_card_says(timeline: pd.DataFrame) -> None:
    row = timeline.set_index("id", drop=False).loc["judicial-investigation"]
    line = " ".join(events.readable(timeline).loc["judicial-investigation"])
    for column in ("title_en", "description_en", "source_name", "source_url", "second_source_url"):
        assert row[column] in line
    assert "public from 26 August 2024" in line


def test_empty_table_is_filtered_without_an_error(timeline: pd.DataFrame) -> None:
    assert events.filter_events(timeline.head(0), query="bail", day="2024-08-25").empty
    assert events.readable(timeline.head(0)).empty
    assert events.records(timeline.head(0)) == []

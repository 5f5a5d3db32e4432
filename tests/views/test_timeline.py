import datetime

from enclair import Timeline
from enclair.case import events
from tests.helpers import in_language


def test_filtered_rows_go_to_pandas(case):
    assert Timeline(case).rows.equals(case.timeline)
    timeline = Timeline(case, tracks=["justice"], start="2024-08-24", end=datetime.date(2024, 9, 23))
    rows = timeline.rows
    assert 0 < len(rows) < len(case.timeline)
    assert set(rows["track"]) == {"justice"}
    rows.loc[:, "track"] = "mine"
    assert set(timeline.rows["track"]) == {"justice"}


def test_a_choice_made_in_the_page_reaches_python(case):
    timeline, other = Timeline(case), Timeline(case)
    timeline.set_state({"day": "2024-08-25", "source_types": ["press"]})
    expected = events.filter_events(case.timeline, day="2024-08-25", source_types=["press"])
    assert timeline.rows.equals(expected)
    assert other.source_types == []


def test_threads_are_offered_in_random_order(case):
    orders = {tuple(Timeline(case).preset_order) for _ in range(20)}
    assert orders == {("investigators", "telegram"), ("telegram", "investigators")}


def test_a_blank_source_date_is_said(case):
    blank = case.timeline.query("source_date == ''")
    assert "date non indiquée" in in_language("fr", events.print_table, blank)["Source (sa date)"].iloc[0]


def test_names_of_actors_and_countries_are_said_in_french_and_chosen_by_their_own(case):
    timeline = Timeline(case, lang="fr", actors=["Paris prosecutor"], countries=["France"])
    said = timeline.words["fr"]
    assert (said["Paris prosecutor"], said["European Union"]) == ("parquet de Paris", "Union européenne")
    found = Timeline(case, lang="fr", query="parquet de Paris").rows
    assert set(timeline.rows["id"]) <= set(found["id"])
    assert timeline.rows["actors"].str.contains("Paris prosecutor").all()

"""What was looked for, topic by topic, and which texts are older than what was found."""

import datetime
import json
import re
from functools import cache
from html import unescape

import pytest

from enclair import banner
from enclair.lessons.judge_for_a_day import judging
from enclair.text.locale import LANGUAGES, capitalized, date, listed, use_locale
from tests.helpers import CASE, REPO, assert_in, read
from tests.prose import prose, said, table

pytestmark = pytest.mark.facts

TOPICS = {topic["topic"]: topic for topic in CASE.package["verified"]}
EVENTS = CASE.timeline.set_index("id")


def last_event(country, track=""):
    """The day of the last event of a country in the table."""
    same = EVENTS[EVENTS["country"].str.contains(country) & EVENTS["track"].str.contains(track)]
    return same["date"].max().strftime("%Y-%m-%d")


OPERATORS = CASE.cases.set_index("id").loc[["sky_ecc", "encrochat"]]
#: The day of what the tables have last on each topic.
LAST = {
    "french-proceedings": last_event("France", "justice"),
    "russia": last_event("Russia"),
    "eu-rules": last_event("European Union", "law-and-politics"),
    "french-law": last_event("France", "law-and-politics"),
    "uk-law": last_event("United Kingdom", "law-and-politics"),
    "company-reports": CASE.disclosures["source_date"].max(),
    "sky-ecc": OPERATORS[["source_date", "second_source_date"]].max().max(),
}


def outdated(texts, topics):
    """Name the texts, each its day and its words, that are older than a topic of which they speak."""
    return [
        f"{name} was checked on {day}, before {topic['topic']} changed on {topic['entered_on']}"
        for name, (day, words) in texts.items()
        for topic in topics
        if day < topic["entered_on"] and any(word.lower() in words.lower() for word in topic["words"])
    ]


@cache
def texts():
    """Every text that says on which day it was checked: notebooks, open questions, what is settled in law."""
    found = {}
    for path in sorted(REPO.glob("notebooks/*/*.ipynb")) + sorted(REPO.glob("solutions/*/*.ipynb")):
        book = read(path)
        found[str(path.relative_to(REPO))] = book["metadata"]["enclair"]["last_verified"], prose(book)
    for _, row in CASE.open_questions.iterrows():
        found[f"open_questions.{row['id']}"] = row["as_of"], " ".join(map(str, row))
    found["judging.toml"] = judging.texts()["as_of"], json.dumps(judging.texts(), ensure_ascii=False)
    return found


def test_no_text_is_older_than_a_fact_of_which_it_speaks():
    assert outdated({"a": ("2026-11-25", "A rule of the European Parliament.")}, TOPICS.values())
    assert outdated(texts(), TOPICS.values()) == []


def test_each_topic_is_spoken_of_somewhere_in_each_language():
    cells = [*CASE.cases.to_numpy().flat, *EVENTS.to_numpy().flat]  # in both languages
    tables = "\n".join(map(str, cells))
    for lang in LANGUAGES:
        spoken = "\n".join([tables, *(words for path, (_, words) in texts().items() if f"/{lang}/" in path)])
        unsaid = [name for name, topic in TOPICS.items() if not any(map(spoken.count, topic["words"]))]
        assert unsaid == []


def test_nobody_verified_on_a_day_on_which_nobody_looked():
    last = max(topic["looked_on"] for topic in TOPICS.values())
    assert last <= datetime.date.today().isoformat()
    for name, (day, words) in texts().items():
        assert day <= last, name
        # One day for a whole text would claim more than what was looked for: the banner names topics.
        assert not re.search(r"Last verified|Dernière vérification", words), name


@pytest.mark.parametrize("name", TOPICS)
def test_what_was_found_last_is_what_the_table_has_last(name):
    topic = TOPICS[name]
    assert topic["found_on"] <= topic["entered_on"] <= topic["looked_on"]
    rows = EVENTS.loc[topic["rows"]]
    known = rows["known_on"].fillna(rows["date"]).dt.strftime("%Y-%m-%d")
    assert not (known > topic["found_on"]).any()
    # Nothing later stands in the table without having been entered here.
    assert LAST[name] <= topic["found_on"]


def test_the_banner_says_what_was_looked_for_when_and_what_was_not_found(lang):
    shown = banner(CASE, lang)
    page = unescape(shown._repr_html_())
    unfolded = page.split("<details>")[0]  # so that nobody takes the box for a check of everything
    for day in {topic["looked_on"] for topic in TOPICS.values()}:
        titles = [topic[f"title_{lang}"] for topic in TOPICS.values() if topic["looked_on"] == day]
        with use_locale(lang):
            # Told apart: "the proceedings in France, Russia" would be two countries.
            assert re.search(f"{date(day)}[^.]*{listed(titles)}\\.", unfolded)
    assert_in(unfolded, {"en": "as old as its source", "fr": "aussi ancien que sa source"}[lang])
    for form in (repr(shown), page):
        assert_in(form, CASE.proceedings[f"status_{lang}"])
        for topic in TOPICS.values():
            days = (date(topic[day], lang) for day in ("looked_on", "found_on"))
            found = (topic[f"{what}_{lang}"] for what in ("found", "not_found"))
            assert_in(form, capitalized(topic[f"title_{lang}"]), *found, *days)
    assert "enclair-blocks" in shown._repr_html_()  # on a phone sentences in columns could not be read


def test_the_readme_shows_each_topic_with_its_days():
    assert table(said(REPO / "README.md"), "topic") == [
        [
            *(capitalized(topic["title_en"]), date(topic["looked_on"])),
            *(f"{date(topic['found_on'])}: {topic['found_en']}", topic["not_found_en"]),
        ]
        for topic in TOPICS.values()
    ]

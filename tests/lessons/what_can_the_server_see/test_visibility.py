import itertools

from enclair.case import balance
from enclair.lessons.what_can_the_server_see import visibility
from enclair.lessons.what_can_the_server_see.figures import VERSIONS, alleged_offences, policy
from enclair.lessons.what_can_the_server_see.visibility import DESIGNS, KINDS, LEVELS, PARTIES, REQUESTS
from enclair.text import locale
from tests.helpers import assert_in, assert_not_in, in_language

LABELS = visibility.texts()["settings"]
ORDER = {"no": 0, "part": 1, "yes": 2}
WEIGHTS = ("normal", "bold")


def level(design, of, kind):
    return visibility.answer(design, of, kind)[0]


def test_answers_that_are_common_knowledge():
    assert [level(design, "server", "text") for design in DESIGNS] == ["yes", "yes", "no", "part"]
    assert [level(design, "network", "text") for design in DESIGNS] == ["yes", "no", "no", "no"]
    assert [level(design, "judge", "text") for design in DESIGNS] == ["yes", "yes", "part", "part"]
    assert [level(design, "key", "text") for design in DESIGNS] == ["yes", "yes", "part", "part"]
    # End-to-end encryption does not hide what delivery needs.
    assert {level("e2ee", "server", kind) for kind in ("partners", "time", "ip", "phone")} == {"yes"}
    assert {level(design, "friend", "text") for design in DESIGNS} == {"yes"}
    # A key in the cloud undoes what end-to-end encryption closes; without a copy nobody can read one.
    assert level("e2ee-backup", "judge", "backup") == level("e2ee-backup", "server", "backup") == "yes"
    assert {level("e2ee", party, "backup") for party in PARTIES} == {"no"}


def test_grid_and_desk_do_not_contradict_each_other():
    for design, kind in itertools.product(DESIGNS, KINDS):
        server = ORDER[level(design, "server", kind)]
        for request in REQUESTS:
            # Nobody hands over what it cannot see; only a changed app could let it see more.
            changed = "by changing the app" in visibility.answer(design, request, kind)[1]
            assert ORDER[level(design, request, kind)] <= server + changed, (design, request, kind)
            assert changed == ((design, request, kind) == ("e2ee", "key", "text"))
        assert ORDER[level(design, "stored", kind)] <= ORDER[level(design, "judge", kind)], (design, kind)
        assert level(design, "you", kind) == "yes" or kind == "backup"
        assert level(design, "coming", kind) != "no" or kind not in ("partners", "time", "ip", "groups")
        # Encryption never shows the network more than its absence does.
        assert ORDER[level(design, "network", kind)] <= ORDER[level("plain", "network", kind)], (design, kind)


def test_an_idea_answers_a_prediction_that_the_design_does_not_bear_out():
    met = set()
    for design, of, kind, predicted in itertools.product(DESIGNS, [*PARTIES, *REQUESTS], KINDS, LEVELS):
        if idea := visibility.idea(design, of, kind, predicted):
            assert level(design, of, kind) != predicted, (design, of, kind, predicted)
            met.add(idea["name"])
    assert met == {idea["name"] for idea in visibility.texts()["ideas"]}
    assert visibility.idea("e2ee", "key", "text", "yes")["name"] == "a-key-for-the-good-side"
    assert visibility.idea("e2ee", "key", "text", "part") == {}
    assert visibility.idea("e2ee-backup", "judge", "text", "no")["name"] == "the-copy-is-encrypted-too"


def test_settings_tell_blanks_and_hold_every_row(case):
    services = visibility.settings(case.messengers)
    for service, row in zip(services, case.messengers.to_dict("records"), strict=True):
        facts = {name: row[name] or "no source read" for name in LABELS if row[name] or name != "note"}
        assert service["facts"] == [[LABELS[name], fact] for name, fact in facts.items()]
        told = [service["service"], service["source"], service["urls"][0]]
        assert told == [row["service"], row["source_name"], row["source_url"]]
    dates = {service["service"]: service["dated"] for service in services}
    assert dates["Telegram"] == "2023 or 2024"
    assert dates["Wire"] == "date not recorded"
    designs = [service["nearest"] for service in services]
    assert [designs.count(name) for name in ("Client-server (cloud)", "End-to-end")] == [3, 6]
    assert dates["Viber"] == "7 January 2021, date of the FBI document, not of the page that quotes it"


def test_the_twelve_alleged_offences_are_sorted(case, lang):
    counts = visibility.count_sorts(case.charges)
    sorts = locale.tables("enclair.lessons.what_can_the_server_see", "figures", lang)["sorts"]
    assert set(sorts) == set(counts)
    drawn = alleged_offences(case.charges)
    axes = drawn.figure.axes[0]
    assert drawn.table.iloc[:, 1].tolist() == case.charges[f"text_{lang}"].tolist()  # to the letter
    assert len(axes.patches) == 12
    normal, bold = ([one.get_text() for one in axes.texts if one.get_weight() == each] for each in WEIGHTS)
    assert sorted(map(int, normal)) == case.charges["n"].tolist()
    assert bold == [*"63111"]
    assert_in(drawn.alt.replace("\u00a0", ""), *(f": {count}" for count in counts.values()))
    assert len(alleged_offences(case.charges.head(3)).table) == 3  # has none of the sort that is asked about
    assert ("presumed innocent" if lang == "en" else "présumée innocente") in drawn.alt
    assert "charge" not in drawn.alt
    assert not [name for name in sorts.values() if "not" in name.split()]  # a sort is no finding


def test_the_policy_changed_in_these_words(case):
    changed, quotes = policy(case), case.quotes.set_index("id").loc[[*VERSIONS]]
    for place, version in enumerate(VERSIONS, 1):
        words = " ".join(part[place] for part in changed.parts if part[place])
        assert words == quotes.loc[version, "quote_original"]
    assert_in(changed.sentence, "“So far, this has never happened”")
    assert_in(changed.sentence, "“will perform a legal analysis of the request and”")
    french = in_language("fr", policy, case)
    assert "la politique depuis le 23 septembre 2024 (notre traduction)" in french.sentence
    # The data did not change, in French either.
    unchanged = ("téléphone", "numéro", "adresse IP", "communiquer", "pourrons")
    assert_not_in(french.sentence, *unchanged)
    for words in quotes["quote_fr"]:
        assert_in(words, *unchanged)
    assert "phone number" not in changed.sentence
    # Both tie a power to a limit and leave it there: neither side is helped by the choice.
    assert balance.count_sides(case.quotes[case.quotes["id"].isin(VERSIONS)])["neither"] == 2

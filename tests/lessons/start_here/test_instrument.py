"""The questions before and after the course: facts, parallel forms, exports, and what a class gained."""

import copy
import json
import os
import re
import statistics
import sys

import pytest

from enclair.case.model import teaching
from enclair.command import cli
from enclair.lessons.needles_and_haystacks import scanning
from enclair.lessons.start_here import calibration, exports, gain, gain_report, instrument, student_t
from enclair.lessons.start_here.exports import Export, NotAnExportError
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT, LETTERS
from enclair.text.errors import ChoiceError, NotesError
from enclair.text.locale import number
from enclair.text.toml import tables
from tests.helpers import assert_in, in_language, refused

ITEMS = list(INSTRUMENT.forms["A"].items)
HTML = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def cited(case, source):
    """The row of the case that a source names."""
    table, name = source.split(" ", 1)
    rows = getattr(case, table)
    if table == "disclosures":
        country, period = name.split(" ", 1)
        found = rows[(rows["country_iso3"] == country) & (rows["period_label"] == period)]
    elif table == "headlines":
        found = rows[rows.get("id", rows.index.to_series()) == name]
    else:
        found = rows[rows["service" if table == "messengers" else "id"] == name]
    assert len(found) == 1, source
    return found.iloc[0]


def asked(lang="en"):
    for form in instrument.texts(lang).forms.values():
        for one in (*form.items.values(), *form.tasks.values()):
            yield form.name, one


def test_each_fact_names_rows_of_the_case_that_may_be_taught(case):
    for _, one in asked():
        assert one.sources or getattr(one, "example", {}) or one.id == "other-side", one.id
        for source in one.sources:
            assert cited(case, source).get("confidence", "") != "unverified", source


def test_the_two_forms_are_parallel():
    for name in ITEMS:
        first, second = (INSTRUMENT.forms[form].items[name] for form in FORMS)
        assert sorted(first.behind.values()) == sorted(second.behind.values())
        assert first.question != second.question
        # A third more words at most: one form must not be the harder one to read.
        lengths = sorted(len(one.question.split()) for one in (first, second))
        assert lengths[1] <= lengths[0] * 1.6, name
        assert first.right != second.right or name == "court", name


def test_the_right_answer_cannot_be_seen_from_outside():
    for form in INSTRUMENT.forms.values():
        right = [item.right for item in form.items.values()]
        assert set(right) == set(LETTERS)
        assert max(right.count(letter) for letter in LETTERS) <= 2
        longest = [
            max(item.choices, key=lambda letter, item=item: len(item.choices[letter])) == item.right
            for item in form.items.values()
        ]
        assert sum(longest) <= 2, form.name
        for item in form.items.values():
            lengths = [len(words) for words in item.choices.values()]
            assert len(item.choices[item.right]) <= 1.5 * statistics.mean(lengths), item.id


def test_misconceptions_of_both_sides_are_among_the_wrong_answers():
    behind = {name for _, one in asked() for name, _ in getattr(one, "behind", {}).values()}
    # What one believes too readily who distrusts the State, and who trusts it.
    assert behind >= {
        *("encrypted-is-end-to-end", "no-data-may-be-asked", "ruling-on-france", "rare-is-never-found"),
        *("security-comes-first", "investigated-is-guilty", "found-share-is-right-share"),
        "few-false-is-certain",
    }
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", name) for name in behind)


def test_invented_examples_are_computed():
    for form in INSTRUMENT.forms.values():
        item = form.items["alarms"]
        outcome = scanning.alarms(**item.example)
        assert item.question.startswith("An invented example")
        assert_in(
            item.question,
            f"looks at {number(outcome.items)} messages, of which {outcome.forbidden} are",
            f"finds {outcome.found} of these {outcome.forbidden}, and",
            f"for {round(100 * item.example['false'])} in 100 of the others",
        )
        shares = {
            "": outcome.right,
            "found-share-is-right-share": item.example["hit"],
            "few-false-is-certain": 1 - item.example["false"],
        }
        behind = {letter: item.behind.get(letter, ("",))[0] for letter in item.choices}
        assert shares.keys() <= {*behind.values()}
        for letter, name in behind.items():
            assert name not in shares or item.choices[letter] == f"About {round(100 * shares[name])}"


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("timeline podchasov", "description_en", "disproportionate"),
        ("timeline users-950-million", "title_en", "950 million"),
        ("disclosures KOR Oct 2024 - June 2025", "note", "more than 95% of requests"),
        ("messengers Telegram", "e2ee_1to1", "optional (secret chats only)"),
        ("messengers Telegram", "e2ee_groups", "no"),
        ("messengers Telegram", "cloud_copy_readable_by_operator", "yes"),
        ("messengers WhatsApp", "handed_over_under_order", "source and destination of each message"),
        ("messengers Viber", "handed_over_under_order", "message history without contents"),
        ("procedure information-judiciaire", "meaning_en", "dismissal or a referral"),
        ("timeline formal-investigation", "date", "2024-08-28"),
        ("timeline podchasov", "date", "2024-02-13"),
    ],
)
def test_facts_dates_and_quotations_are_those_of_the_tables(case, source, column, words):
    assert words in str(cited(case, source)[column])


@pytest.mark.parametrize(
    ("form", "country", "periods", "said"),
    [
        (
            "A",
            "FRA",
            ("2024Q1", "2024Q4"),
            "met {} French requests in the first quarter of 2024, and {} in the last",
        ),
        (
            "B",
            "USA",
            ("2024Q1-Q3", "2024"),
            "met {} requests from the United States in the first nine months",
        ),
        ("B", "USA", ("2024", "2024"), "and {} in the whole year"),
    ],
)
def test_figures_are_those_of_the_table(case, form, country, periods, said):
    counts = [cited(case, f"disclosures {country} {period}")["requests_fulfilled"] for period in periods]
    item = INSTRUMENT.forms[form].items["figures"]
    assert said.format(*counts) in item.question
    assert f"That it handed over the messages of {counts[1]} people" in item.choices.values()


def test_words_of_others_are_to_the_letter(case):
    quoted = [
        *case.quotes[["quote_en", "quote_fr"]].stack(),
        *case.headlines[["headline_en", "headline_fr"]].stack(),
    ]
    straight = [each.replace("’", "'") for each in quoted]
    for lang in ("en", "fr"):
        for _, one in asked(lang):
            said = one.question.replace("’", "'")
            for first, second in re.findall(r"“([^”]+)”|«\s([^»]+)\s»", said):
                assert any((first or second) in each for each in straight), first or second
    for form, name in (("A", "H01"), ("B", "H15")):
        row = case.headlines.set_index("id").loc[name]
        for lang in ("en", "fr"):
            question = instrument.form(form, lang).tasks["wording"].question
            tail = row[f"headline_{lang}"].split('": ')[-1]
            assert tail.replace("’", "'") in question.replace("’", "'")


def test_a_file_that_is_not_as_it_should_be_is_named():
    good = teaching("instrument", "en")
    two_right = copy.deepcopy(good)
    del two_right["items"]["court"]["A"]["a"]["behind"]
    refused(NotesError, r"items.court.A.*one choice without", instrument.parse, two_right)
    not_parallel = copy.deepcopy(good)
    not_parallel["items"]["court"]["B"]["b"]["behind"] = "something-else"
    refused(NotesError, r"items.court.B.*something-else", instrument.parse, not_parallel)
    without = copy.deepcopy(good)
    del without["tasks"]["figure"]["B"]
    refused(NotesError, "'B' is missing", instrument.parse, without)
    refused(NotesError, "whole number", instrument.parse, good | {"version": "2"})


def test_scores_name_the_misconception():
    form = instrument.form("B")
    answers = {name: item.right for name, item in form.items.items()}
    sure = dict.fromkeys(answers, 75)
    assert instrument.scored(form, answers, sure)["right"].all()
    rows = instrument.scored(form, answers | {"alarms": "b"}, sure).set_index("item")
    assert rows.loc["alarms", ["right", "misconception"]].tolist() == [False, "rare-is-never-found"]
    del sure["court"]
    rows = instrument.scored(form, answers, sure).set_index("item")
    assert not rows.loc["court", "right"]
    assert rows.loc["court", "misconception"] == ""
    assert rows["right"].sum() == 5


def test_the_key_is_for_teachers_and_speaks_both_languages():
    for name in FORMS:
        found = in_language("fr", instrument.key, name)
        assert found["right"].sum() == len(ITEMS)
        assert (found.loc[~found["right"], "what to say"] != "").all()
        assert not set(found["words"]) & set(instrument.key(name)["words"])


def full(form, shift=0, sure=50):
    """Answers to all questions: each letter `shift` places after the right one."""
    items = instrument.form(form).items
    answers = {name: LETTERS[(LETTERS.index(item.right) + shift) % 4] for name, item in items.items()}
    return answers, dict.fromkeys(items, sure)


def export(form, code, shift=0, sure=50):
    return Export(form, code, *full(form, shift, sure))


@pytest.mark.parametrize(
    ("code", "stored"),
    [
        *(("blue-fox-7", "blue-fox-7"), ("  Blue   FOX_7 ", "blue-fox-7"), ("Élan 12", "élan-12")),
        *(("E\u0301lan 12", "élan-12"), ("синий кит", "синий-кит"), ("नीला मोर", "नीला-मोर")),
        *(("ثعلب أزرق", "ثعلب-أزرق"), ("青い狐の七", "青い狐の七"), ("Straße", "strasse")),
    ],
)
def test_codes_in_any_script_are_stored_in_one_form(code, stored):
    assert exports.check_code(code) == stored
    assert exports.check_code(stored) == stored


@pytest.mark.parametrize(
    "code",
    [
        *("", "   ", "abc", "x" * 31, "x" * 20_000, HTML, "🦊🦊🦊🦊", "fox/../../x", "a.b.c.d", "fox\\1x"),
        *("12052009", "anna@school", "fox\nfox\0", "____", None, 7, ["blue-fox"]),
    ],
)
def test_codes_that_do_not_fit_are_refused_in_one_sentence(code):
    with pytest.raises(ChoiceError) as told:
        exports.check_code(code)
    assert str(told.value).startswith("code: ")
    assert len(str(told.value)) < 200


def test_what_is_written_is_what_is_read():
    answers, sure = {"court": "b", "encryption": "d"}, {"court": 95, "encryption": 25}
    written = exports.content("B", "blue fox", answers, sure)
    assert exports.read(written.encode()) == Export("B", "blue-fox", answers, sure)
    assert exports.read(b"\xef\xbb\xbf" + written.encode()).answers == answers
    assert list(json.loads(written)["answers"]) == ["encryption", "court"]
    assert exports.file_name("B", " Blue fox ") == "enclair-B-blue-fox.json"


def stored(**changes):
    found = json.loads(exports.content("A", "blue fox", *full("A"))) | changes
    return json.dumps({name: value for name, value in found.items() if value is not None}).encode()


def with_answer(**changes):
    answers = json.loads(stored())["answers"]
    answers["court"] = answers["court"] | changes
    return stored(answers=answers)


#: What is no export, by the reason that is told.
REFUSED = {
    "it is damaged": [
        *[b"", b"hello", b"\xff\xfe\x00\x80\x81", stored()[:80], b'{"kind": NaN}'],
        *[b'{"kind": "enclair survey", "kind": "enclair survey"}', b"[" * 9_000, b"9" * 9_000],
    ],
    "it is too large": [b'{"kind": "' + b"x" * 20_000],
    "it is no export": [b"[1, 2]", b"null", b'{"name": "Anna", "mark": 2}', stored(kind="enclair poll")],
    "it has other fields": [stored(name="Anna"), stored(opinion="yes"), stored(code=None)],
    "it comes from another version": [stored(version=99), stored(version=True)],
    "it is of neither form": [stored(form="C"), stored(form=["A"])],
    "its code is none": [
        *[stored(code=HTML), stored(code="x" * 5_000), stored(code="🦊" * 6), stored(code=12345)],
    ],
    "its answers are none": [
        *[stored(answers={}), stored(answers=["a"])],
        *[stored(answers={"opinion": {"answer": "a", "sure": 25}}), stored(answers={"court": "a"})],
        *[with_answer(answer="e"), with_answer(answer=["a"]), with_answer(sure=60)],
        *[with_answer(sure=True), with_answer(sure="50"), with_answer(why="because I think so")],
    ],
}
BAD = [(given, reason) for reason, all_ in REFUSED.items() for given in all_]


@pytest.mark.parametrize(("found", "reason"), BAD)
def test_what_is_no_export_is_refused_with_a_reason(found, reason):
    with pytest.raises(NotAnExportError) as told:
        exports.read(found)
    assert str(told.value).startswith(reason)
    assert str(told.value) in tables("enclair.lessons.start_here", "exports")["reasons"].values()


def test_a_folder_is_read_file_by_file(tmp_path):
    for place, (found, _) in enumerate(BAD):
        (tmp_path / f"bad-{place:02}.json").write_bytes(found)
    written = exports.content("A", "blue fox", *full("A"))
    (tmp_path / "enclair-A-blue-fox.json").write_text(written, encoding="utf-8")
    (tmp_path / "enclair-A-blue-fox (1).json").write_text(written, encoding="utf-8")
    (tmp_path / "notes.txt").write_text(written, encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "folder.json").mkdir()
    found, skipped = exports.collect(tmp_path)
    assert [(one.form, one.code) for one in found] == [("A", "blue-fox")]
    reasons = dict(skipped)
    assert len(reasons) == len(BAD) + 3
    assert reasons["folder.json"].startswith("it is a folder")
    copies = {"enclair-A-blue-fox.json", "enclair-A-blue-fox (1).json"} & set(reasons)
    assert [reasons[name] for name in copies] == ["it is a copy of another file"]
    assert reasons["notes.txt"] == "its name does not end in .json"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes, and links need a right")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "gone.json").symlink_to(tmp_path / "none")
    assert exports.collect(tmp_path) == (
        [],
        [("gone.json", "it cannot be opened"), ("pipe.json", "it cannot be opened")],
    )


def test_two_answers_under_one_code_are_nobodys(tmp_path):
    for name, shift in (("one", 0), ("two", 1)):
        words = exports.content("A", "blue fox", *full("A", shift))
        (tmp_path / f"{name}.json").write_text(words, encoding="utf-8")
    (tmp_path / "b.json").write_text(exports.content("B", "blue fox", *full("B")), encoding="utf-8")
    found, skipped = exports.collect(tmp_path)
    assert [one.form for one in found] == ["B"]
    assert skipped == [
        (f"{name}.json", "another file has the same code and other answers") for name in ("one", "two")
    ]


def tconfint(differences):
    """The interval of the mean as statsmodels has it; slow to import, and only here."""
    from statsmodels.stats.weightstats import DescrStatsW

    return DescrStatsW(differences).tconfint_mean()


@pytest.mark.parametrize("degrees", [1, 2, 3, 7, 30, 101])
def test_quantiles_are_those_of_scipy(degrees):
    from scipy import stats  # slow to import, and only here

    for level in (0.5, 0.95, 0.99):
        quantile = stats.t.ppf((1 + level) / 2, degrees)
        assert student_t.t_critical_value(degrees, level) == pytest.approx(quantile, rel=1e-9)
    for t in (0, 0.1, 1, 5, 40):
        assert student_t.t_central_probability(t, degrees) == pytest.approx(
            1 - 2 * stats.t.sf(t, degrees), abs=1e-12
        )


@pytest.mark.parametrize("differences", [[1, 3], [0, 0, 1], [-6, 6, 2, 0, -1, 4], [3, 3, 3]])
def test_intervals_are_those_of_statsmodels(differences):
    mean, low, high = student_t.interval(differences)
    assert mean == pytest.approx(statistics.mean(differences))
    expected = tconfint(differences) if len({*differences}) > 1 else (mean, mean)
    assert (low, high) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("differences", [[], [1], [1, float("nan")], [1, float("inf")]])
def test_an_interval_needs_two_numbers(differences):
    refused(ChoiceError, "two differences or more", student_t.interval, differences)


def test_calibration_is_a_mean_of_squares():
    found = calibration.calibration([(95, True), (75, False), (25, False), (50, True)])
    assert found.brier == pytest.approx((0.05**2 + 0.75**2 + 0.25**2 + 0.5**2) / 4)
    assert (found.count, found.sure, found.right) == (4, pytest.approx(0.6125), 0.5)
    assert found.over == pytest.approx(11.25)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([(95, False)] * 4, "surer than right, by 95 points. Brier score 0.90"),
        ([(25, True)] * 4, "less sure than right, by 75 points. Brier score 0.56"),
        ([(25, True)] + [(25, False)] * 3, "about as sure as right. Brier score 0.19"),
        ([], "no question was answered"),
    ],
)
def test_calibration_is_told_in_words(answers, said):
    assert said in calibration.calibration(answers).sentence()


def put(folder, *students):
    """Write the forms of students: (code, shift before, shift after); None: not handed in."""
    for code, *shifts in students:
        for form, shift in zip(FORMS, shifts, strict=True):
            if shift is not None:
                words = exports.content(form, code, *full(form, shift))
                (folder / exports.file_name(form, code)).write_text(words, encoding="utf-8")


def told(report):
    return re.sub(r"\s+", " ", str(report))


def class_of(better, same=0, worse=0):
    shifts = [(1, 0)] * better + [(0, 0)] * same + [(0, 1)] * worse
    return [(f"fox number {place}", *shift) for place, shift in enumerate(shifts)]


def test_a_class_is_told_in_both_directions(tmp_path):
    put(
        tmp_path,
        *class_of(8, 5, 3),
        ("only before", 0, None),
        ("only after", None, 0),
        ("more after", None, 1),
    )
    found = gain_report.report(tmp_path)
    assert (found.pairs, found.only_before, found.only_after) == (16, 1, 2)
    assert (found.gain.better, found.gain.same, found.gain.worse) == (8, 5, 3)
    differences = [6] * 8 + [0] * 5 + [-6] * 3
    assert found.gain.mean == pytest.approx(statistics.mean(differences))
    assert (found.gain.low, found.gain.high) == pytest.approx(tconfint(differences))
    assert (found.gain.before, found.gain.after) == (3, pytest.approx(13 / 16 * 6))
    for one in found.gain.changes.values():
        assert (one.before, one.after, one.gained, one.lost) == (8, 13, 8, 3)
    said = told(found)
    assert "Students with both forms: 16. With form A alone: 1; with form B alone: 2" in said
    assert "Students with more right answers: 8; with as many: 5; with fewer: 3." in said
    assert "Warning" not in said
    assert_in(said, "It holds 0, so there may be no change at all.", "Opinions are in no file")


@pytest.mark.parametrize(("students", "warned"), [(5, True), (14, True), (15, False)])
def test_small_classes_come_with_a_warning(tmp_path, students, warned):
    put(tmp_path, *class_of(students - 2, 2))
    assert ("Warning: fewer than 15 students." in told(gain_report.report(tmp_path))) is warned


@pytest.mark.parametrize("students", [0, 4])
def test_of_a_handful_nothing_is_shown(tmp_path, students):
    put(tmp_path, *class_of(students))
    found = gain_report.report(tmp_path)
    assert found.gain is None
    assert "with fewer than 5 students, the figures of a class would tell about persons" in told(found)
    assert "right" not in told(found).lower().replace("copyright", "")
    with pytest.raises(ChoiceError, match="5 students or more"):
        gain.gain([export("A", "fox one")] * students, [export("B", "fox one")] * students)


def test_a_change_of_all_alike_is_not_taken_for_certainty(tmp_path):
    put(tmp_path, *class_of(0, 0, 15))
    said = told(gain_report.report(tmp_path))
    assert "gives an interval without width: do not take it for certainty. All of it lies below 0." in said
    assert "a change of −6.0" in said


def test_a_question_left_out_counts_as_not_right_and_not_as_sure():
    before = [export("A", f"fox {place}", 1) for place in range(5)]
    answers, sure = full("B")
    after = [
        Export("B", f"fox {place}", {"court": answers["court"]}, {"court": sure["court"]})
        for place in range(5)
    ]
    found = gain.gain(before, after)
    assert found.mean == 1
    assert (found.sure_before.count, found.sure_after.count) == (30, 5)


def test_the_command_tells_a_class_and_names_what_it_skipped(tmp_path, capsys):
    folder = tmp_path / "classe de 2de, été"
    folder.mkdir()
    put(folder, *class_of(12, 3, 1))
    (folder / "Anna's opinion.docx").write_bytes(b"PK\x03\x04")
    (folder / "<b>bold.json").write_text("{", encoding="utf-8")
    (folder / "long.json").write_text("x" * 20_000, encoding="utf-8")
    (folder / "🦊.json").write_text(json.dumps({"kind": "other"}), encoding="utf-8")
    assert cli.main(["gain", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "Students with both forms: 16." in out
    assert "Files not counted: 4." in re.sub(r"\s+", " ", out)
    assert "  <b>bold.json: it is damaged, or not a JSON file" in out
    assert "  long.json: it is too large for an export of this kit" in out
    assert "  🦊.json: it is no export of this kit" in out
    assert "  Anna's opinion.docx: its name does not end in .json" in out
    assert "fox-number" not in out  # nobody's code, and so nobody's result


def test_the_command_speaks_french(tmp_path, capsys):
    put(tmp_path, *class_of(5))
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    assert cli.main(["gain", str(tmp_path), "--lang", "fr"]) == 0
    out = capsys.readouterr().out
    assert_in(out, "Élèves avec les deux questionnaires\u00a0: 5.", "x.json\u00a0: il est abîmé")
    assert not re.search(r"\b(the|with|right|students)\b", out)


def test_the_command_says_when_there_is_nothing_to_show(tmp_path, capsys):
    assert cli.main(["gain", str(tmp_path)]) == 1
    assert "Students with both forms: 0." in capsys.readouterr().out
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("none", "file"):
        assert cli.main(["gain", str(tmp_path / name)]) == 2
        error = capsys.readouterr().err
        assert "There is no folder" in error
        assert "Traceback" not in error


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_a_name_of_odd_bytes_is_one_line(tmp_path, capsys):
    path = os.fsencode(tmp_path) + b"/\xff\x1b[31m\n.json"
    with open(path, "wb") as file:
        file.write(b"{")
    assert cli.main(["gain", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.strip().splitlines()[-1] == "  \ufffd\ufffd[31m\ufffd.json: it is damaged, or not a JSON file"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0)
    assert exports.collect(tmp_path)[1] == [("x.json", "it cannot be opened")]

"""Who sees what, real services and the request desk: text forms, and pages."""

import itertools
from functools import partial

import pytest
from playwright.sync_api import expect

from enclair.lessons.what_can_the_server_see import Grid, desk, visibility
from enclair.text.locale import text
from tests.helpers import CASE, assert_in, assert_not_in

SOME = {"e2ee/server/time": "no", "e2ee/server/text": "no", "cloud/judge/text": "yes"}
SERVICES = "Real services, as of September 2024"


@pytest.fixture(scope="module", params=[Grid, desk], ids=["grid", "desk"])
def view(case, request):
    return request.param(case)


def test_text_tells_answers_to_predictions_and_no_others(case, lang):
    said = Grid(case, lang, predictions=SOME).table()
    reasons = {visibility.answer(*key.split("/"))[1] for key in SOME}
    assert_in(said, *reasons)
    every = {visibility.answer(*cell)[1] for view in (Grid(case), desk(case)) for cell in view.cells()}
    assert_not_in(said, *(f"| {reason}" for reason in every - reasons))
    told = Grid(case, lang, part="services").table()
    assert_in(told, *case.messengers["service"], *case.messengers["source_url"])
    settings = case.messengers[[*visibility.texts()["settings"]]].drop(columns="note")
    assert told.count(text("no source read")) == (settings == "").sum().sum() > 0
    assert lang == "fr" or "you: ○ does not see it | ● sees it | It sees each message pass" in said


def test_html_has_every_answer_folded_below_empty_sheets_to_fill_in(view):
    before, *folded = view._html().replace("&#x27;", "'").split("<details")
    assert before.count('enclair-blank"><p>') == len(folded) == (3 if view.OFS is visibility.REQUESTS else 4)
    reasons = {view.phrases[reason] for _, reason, _ in view.answers.values()}
    assert_in("".join(folded), *reasons)
    assert_not_in(before, *reasons)


def test_what_follows_from_an_answer_waits_for_it(case):
    told = visibility.texts()
    alike = [told["page"]["alike"]]
    after = {"stored": alike, "coming": alike, "key": [told["page"]["settled"], *told["losses"].values()]}
    sentences = set().union(*after.values())
    before, *folded = desk(case)._html().split("<details")
    assert_not_in(before, *sentences)
    assert_in(before, "Start from a situation:", "How French law asks a company")
    assert [row["id"] for row in desk(case).asked] == ["judges-company", "police-company"]
    asked = [row[part] for row in desk(case).asked for part in ("asks_en", "source_url")]
    assert_in(desk(case).table(), *asked)
    for (request, expected), closed in zip(after.items(), folded, strict=True):
        said = desk(case, predictions={f"e2ee/{request}/text": "no"}).table()
        for form in (said, closed):
            assert {words for words in sentences if words in form} == set(expected)


def test_the_page_has_each_answer_and_no_idea_that_does_not_fit(view):
    for key, (level, reason, ideas) in view.answers.items():
        assert (level, view.phrases[reason]) == visibility.answer(*key.split("/"))
        for mine in visibility.LEVELS:
            idea = visibility.idea(*key.split("/"), mine)
            assert idea.get("says") == (view.phrases[ideas[mine]] if mine in ideas else None)
            assert mine != level or not idea


@pytest.mark.parametrize("part", ["designs", "services"])
def test_each_part_has_its_own_text_forms(case, part):
    grid = Grid(case, part=part)
    for form in (grid.table(), grid._html()):
        assert ("no phone is infected" in form) == (part == "designs")
        assert (SERVICES in form) == ("no source read" in form) == (part == "services")


#: What the attributes of the cells to predict say, without the names of the cells themselves.
ATTRIBUTES = """cells => cells.map((cell) => [cell, ...cell.querySelectorAll("*")].flatMap((node) =>
  [...node.attributes].filter(({ name }) => !["name", "id", "for", "title", "data-at"].includes(name))
    .map(({ name, value }) => `${name}=${value.replace(/^[^:]*: /, "")}`)).join("; "))"""

VIEW, DESK = partial(Grid, CASE), partial(desk, CASE)


def row_of(opened, party, kind):
    """The row of a kind of data in the pane of a party, by their names."""
    pane = opened.page.locator(".enclair-pane").filter(has=opened.page.get_by_text(party, exact=True))
    return pane.locator(".enclair-row").filter(has_text=kind)


@pytest.mark.parametrize(
    ("opened", "choices"),
    [
        ({}, {"by": ("design", "party"), "design": visibility.DESIGNS, "party": visibility.PARTIES}),
        ({"make": DESK}, {"request": visibility.REQUESTS, "kind": visibility.KINDS}),
    ],
    indirect=["opened"],
)
def test_no_answer_is_on_the_page_before_a_prediction(opened, choices):
    before, cells = "", set()
    for values in itertools.product(*choices.values()):
        for name, value in zip(choices, values, strict=True):
            opened.set(name, value)
        before += opened.text()
        cells |= {*opened.page.locator("button.enclair-row").evaluate_all(ATTRIBUTES)}
    assert len(cells) == 1  # a cell whose answer is yes looks like one whose answer is no
    after = [visibility.texts()["page"][name] for name in ("settled", "alike")]
    assert_not_in(before, *opened.trait("phrases"), *after, "as you predicted", "As you predicted")


@pytest.mark.parametrize("opened", [{"design": "e2ee"}], indirect=True)
def test_bars_are_laid_then_those_of_the_design_fall_and_tell_why(opened):
    time, server = row_of(opened, "Server", "Time"), opened.page.get_by_role("group", name="Server")
    for _ in ("striped", "black"):
        time.press("Space")
    assert "today, 18:04" not in time.inner_html()
    assert time.get_attribute("aria-label") == "Time: does not see it"
    assert "It passes on ciphertext" not in opened.text()  # laid is not yet compared
    server.get_by_role("button", name="Compare").press("Enter")
    kinds = dict.fromkeys(visibility.KINDS, "yes") | {"time": "no"}
    assert opened.trait("predictions") == {f"e2ee/server/{kind}": level for kind, level in kinds.items()}
    assert_in(opened.text(), *(visibility.answer("e2ee", "server", kind)[1] for kind in visibility.KINDS))
    idea = visibility.idea("e2ee", "server", "time", "no")
    assert_in(opened.text(), "As you predicted: 3 of 7.", idea["says"])
    assert visibility.answer("e2ee", "judge", "text")[1] not in opened.text()
    assert opened.focused().startswith("Message text")
    # Each idea is read at once, below the panes; what one laid stands beside what is so.
    assert opened.page.locator("[role=status] > .enclair-note").count() == 2
    assert_in(time.inner_text(), "you: ○ does not see it", "today, 18:04")


@pytest.mark.parametrize("opened", [{"design": "e2ee", "part": "designs"}], indirect=True)
def test_words_that_are_typed_go_black_for_who_may_not_read_them_and_stay_in_the_view(opened):
    page, mine = opened.page, "Nobody tells Lea"
    assert page.locator(".enclair-real select").count() == 0
    expect(page.get_by_role("button", name="Compare all")).to_be_disabled()  # a guess comes first
    row_of(opened, "Network", "Message text").click()
    page.get_by_role("button", name="Compare all").click()
    page.get_by_label("You write a message").fill(mine)
    texts = {who: row_of(opened, who, "Message text") for who in ("Friend", "Network", "Server", "Judge")}
    assert mine in texts.pop("Friend").inner_text()
    for row in texts.values():
        assert "Lea" not in row.inner_html()
        lengths = row.locator("i").evaluate_all("bars => bars.map(bar => bar.style.cssText)")
        assert lengths == ["--letters: 6;", "--letters: 5;", "--letters: 3;"]
    assert texts["Network"].get_by_role("img").get_attribute("aria-label") == "does not see it"
    assert texts["Judge"].locator(".enclair-partly").count() == 1
    opened.set("lang", "fr")
    assert page.get_by_label("Vous écrivez un message").input_value() == mine
    page.get_by_role("searchbox").press("Escape")
    assert mine not in opened.text()
    kept = page.evaluate("JSON.stringify([enclair.model, localStorage, sessionStorage, location.href])")
    assert "Lea" not in kept


def test_a_question_to_start_from_sets_the_sheet_and_keeps_the_focus(opened):
    opened.tab_to(".enclair-starts")
    first, *_ = opened.trait("question_order")
    opened.page.locator(".enclair-starts").select_option(first)
    _, *sheet = opened.trait("questions")[first]
    assert [opened.trait("design"), opened.trait("party")] == sheet
    expect(opened.page.locator(".enclair-starts:focus")).to_have_value(first)  # drawn anew
    opened.page.get_by_role("button", name="Plain").click()
    expect(opened.page.locator(".enclair-starts")).to_have_value("")  # it is no longer what is shown


@pytest.mark.parametrize("opened", [{"design": "e2ee"}], indirect=True)
def test_a_class_raises_hands_and_space_lifts_the_bar_of_the_row_that_is_asked_about(opened):
    page, veiled, why = opened.page, opened.page.locator(".enclair-veiled"), visibility.answer
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Projector").press("Enter")
    assert {*page.locator(".enclair-sample").all_inner_texts()} == {"?"}  # none looks as if it were seen
    for key in "331":
        page.keyboard.press(key)
    page.keyboard.press("Space")
    assert_in(row_of(opened, "Server", "Message text").inner_text(), "○")
    note, asks = page.locator("[role=status] > .enclair-note"), page.locator(".enclair-asks")
    assert note.inner_text() == f"Message text: does not see it. {why('e2ee', 'server', 'text')[1]}"
    expect(page.locator(".enclair-said [aria-current]")).to_have_text("3○ does not see it answer2")
    expect(asks).to_have_text("End-to-end: does the server see “Message text”?")
    page.keyboard.press("Space")
    assert veiled.get_attribute("data-at") == "e2ee/server/partners"
    expect(page.locator("output")).to_have_text(["0", "0", "0"])
    row_of(opened, "Judge", "Time").click()  # asks about another one; the next press lifts its bar
    row_of(opened, "Judge", "Time").click()
    assert note.inner_text() == f"Time: in part, or it depends. {why('e2ee', 'judge', 'time')[1]}"
    assert not page.evaluate("document.querySelector('.enclair-projected').scrollHeight > innerHeight")
    for _ in range(1 + 2 * 6):
        page.keyboard.press("Space")
    expect(asks).to_contain_text("Server. As you predicted: 1 of 1.")  # of the rows with raised hands
    page.keyboard.press("Space")
    expect(asks).to_have_text("End-to-end: does the judge see “Message text”?")
    for _ in range(1 + 2 * 6):  # of the judge one row is told already
        page.keyboard.press("Space")
    expect(asks).to_have_text("End-to-end: does the friend see “Message text”?")
    page.keyboard.press("Escape")
    assert opened.trait("predictions") == {}
    assert_not_in(opened.text(), why("e2ee", "judge", "time")[1], "2/3")


@pytest.mark.parametrize("opened", [{"design": "e2ee", "part": "designs"}], indirect=True)
def test_a_class_that_answered_a_prediction_sees_the_marked_pane(opened):
    around = "document.querySelector('#view').parentElement.classList"
    opened.page.evaluate(f"{around}.add('enclair', 'enclair-projected')")
    told = opened.page.locator("details.enclair-row")
    expect(told).to_have_count(len(visibility.KINDS))
    keys = [f"e2ee/server/{kind}" for kind in visibility.KINDS]
    assert told.evaluate_all("all => all.map((one) => one.dataset.key)") == keys
    assert opened.page.locator(".enclair-hands").count() == 0
    opened.page.evaluate(f"{around}.remove('enclair', 'enclair-projected')")
    expect(told).to_have_count(0)
    mine = opened.page.get_by_label("You write a message")
    mine.click()
    opened.page.keyboard.type("Lea is")
    assert mine.input_value() == "Lea is"


@pytest.mark.parametrize("opened", [{"make": DESK, "request": "key"}], indirect=True)
def test_a_class_reads_what_follows_once_it_has_seen_all_designs(opened, page):
    page.get_by_role("button", name="Projector").press("Enter")
    for design in visibility.DESIGNS:
        assert page.locator(".enclair-veiled").get_attribute("data-at") == f"{design}/key/text"
        page.keyboard.press("Space")
        assert page.locator(".enclair-losses").count() == 0  # the last reason comes first
        page.keyboard.press("Space")
    assert page.locator(".enclair-losses p").all_inner_texts() == opened.trait("losses")


@pytest.mark.parametrize("opened", [{"part": "services"}], indirect=True)
def test_a_class_says_what_it_expects_of_a_service_and_nobody_keeps_it(opened, page):
    first, *others = (each["service"] for each in visibility.settings(CASE.messengers))
    opened.set("guesses", mine := dict.fromkeys([first, *others], "e2ee"))  # it is not the class that guessed
    page.get_by_role("button", name="Projector").press("Enter")
    shown = page.locator(".enclair-service").get_attribute("aria-label")
    assert shown == page.locator("select").input_value() == first
    page.keyboard.press("2")
    assert "".join(page.locator("dd").all_inner_texts()).strip() == ""
    page.keyboard.press("Space")
    expect(page.locator(".enclair-said [aria-current]")).to_contain_text(": the company has the key nearest1")
    page.locator("select").select_option("Signal")
    page.keyboard.press("1")  # the menu gives the focus back
    assert page.locator("output").first.inner_text() == "1"
    page.keyboard.press("Escape")
    assert opened.trait("guesses") == mine
    assert page.locator(".enclair-said").count() == 0


@pytest.mark.parametrize("opened", [{"make": DESK, "request": "key"}], indirect=True)
def test_the_desk_answers_a_prediction_and_shows_both_losses(opened, page):
    expect(page.get_by_role("button", name="Compare")).to_be_disabled()  # no bar was laid yet
    for _ in ("striped", "black"):
        page.locator("button.enclair-row").first.press("Space")
    page.get_by_role("button", name="Compare").press("Enter")
    laid = {f"{design}/key/text": "yes" for design in visibility.DESIGNS} | {"plain/key/text": "no"}
    assert opened.trait("predictions") == laid
    assert page.locator("details.enclair-row[open]").count() == len(visibility.DESIGNS)
    assert page.locator(".enclair-losses p").all_inner_texts() == opened.trait("losses")
    reason = visibility.answer("plain", "key", "text")[1]
    assert_in(opened.text(), visibility.texts()["page"]["settled"], reason)
    page.get_by_text("How French law asks a company").press("Enter")
    for row in opened.trait("asked"):
        assert page.get_by_role("link", name=row["source_name"]).first.is_visible()
        assert row["asks_en"] in page.locator("details").last.inner_text()


@pytest.mark.parametrize("opened", [{"part": "services"}], indirect=True)
def test_real_services_are_guessed_then_tell_blanks_and_their_source(opened):
    page, select = opened.page, opened.page.locator(".enclair-real select")
    assert page.locator(".enclair-pane").count() == 0
    cards = page.locator(".enclair-service")
    select.select_option("Telegram")
    # Under bars until one says what one expects.
    assert "".join(cards.locator("dd").all_inner_texts()).strip() == ""
    assert_not_in(opened.text(), *(each["source"] for each in visibility.settings(CASE.messengers)))
    cards.get_by_role("button", name="Plain").press("Enter")
    assert opened.trait("guesses") == {"Telegram": "plain"}
    assert opened.focused() == cards.locator(".enclair-head").inner_text() == "Telegram"
    assert select.input_value() == ""  # no other name stands above the card
    services = {each["service"]: each for each in visibility.settings(CASE.messengers)}
    opened.set("guesses", dict.fromkeys(services, "e2ee"))
    assert select.count() == 0  # none is left to ask about
    opened.unfold()
    assert cards.count() == len(services)
    for card in cards.all():
        each = services[card.locator(".enclair-head").inner_text()]
        labels, values = (card.locator(part).all_inner_texts() for part in ("dt", "dd"))
        assert [*zip(labels, values, strict=True)] == [*map(tuple, each["facts"])]
        assert_in(" ".join(card.inner_text().split()), f"nearest {each['nearest']}")
        assert card.locator("em").count() == values.count("no source read")
        links = card.locator("a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
        assert links == each["urls"]
        assert each["dated"] in card.inner_text()

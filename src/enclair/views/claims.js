// The article taken apart: a list of its claims, the card of one, and the verdicts so far. Our verdict on a claim
// stands nowhere on the page before the student's.

import { fill, form, group, h, link, radios, row, steer, table } from "./elements.js";
import { dated, renders, View } from "./view.js";

class Claims extends View {
  constructor(given) {
    super(given);
    this.on(["selected", "verdicts"], () => this.draw());
    this.start();
  }

  mine(claim) {
    return this.get("verdicts")[claim.id] || "";
  }

  choices() {
    return Object.keys(this.get("labels"));
  }

  label(verdict) {
    return this.t(this.get("labels")[verdict]);
  }

  cited() {
    const { get, t } = this;
    const { headline, outlet, date, url } = get("article");
    if (!url) return "";
    return h(
      "p",
      t("The article:"),
      " ",
      h("q.enclair-claim-headline", { lang: "fr" }, headline),
      ", ",
      link(url, t.source(outlet)),
      `, ${dated(date, this.lang())}. `,
      this.sentence("cited"),
    );
  }

  /** Where the proceedings stand; nothing for a case that tells of none. */
  status() {
    const { as_of, [`status_${this.lang()}`]: status } = this.get("proceedings");
    if (!as_of) return as_of;
    const day = this.t("As of {day}:", { day: dated(as_of, this.lang()) });
    return h("p.enclair-foot", h("strong", this.t("Presumed innocent.")), ` ${day} ${status}`);
  }

  build() {
    const { t } = this;
    const view = (this.view = { entries: new Map() });
    for (const claim of this.get("claims")) {
      const state = h("small");
      const words = h("span.enclair-claim-cut", claim[`text_${this.lang()}`]);
      const entry = this.button(h("strong", claim.id), () => ({ selected: claim.id }), { value: claim.id });
      entry.append(words, state);
      view.entries.set(claim.id, { entry, state });
    }
    const all = this.get("claims").length;
    view.list = group(
      "div.enclair-claim-list",
      this.sentence("list", { all }),
      [...view.entries.values()].map(({ entry }) => entry),
    );
    view.list.addEventListener("keydown", (event) => this.keys(event));
    view.card = group("div.enclair-claim.enclair-box.enclair-own", t("The chosen claim"));
    view.summary = h("div.enclair-claim-summary");
    this.place(
      "claims",
      t("The article taken apart"),
      h("div.enclair-bar", this.cited(), this.languages()),
      h("div.enclair-claim-both", view.list, view.card),
      view.summary,
      this.status(),
    );
    this.draw();
  }

  keys(event) {
    const entries = [...this.view.list.children];
    const here = entries.indexOf(event.target.closest("button"));
    const to = (place) => () => entries[Math.max(0, Math.min(entries.length - 1, place))].focus();
    steer(event, {
      ArrowDown: to(here + 1),
      ArrowUp: to(here - 1),
      Home: to(0),
      End: to(entries.length - 1),
    });
  }

  draw() {
    const { get, t, view } = this;
    for (const claim of this.get("claims")) {
      const { entry, state } = view.entries.get(claim.id);
      const open = claim.id === get("selected");
      entry.tabIndex = open ? 0 : -1; // one stop for Tab; the arrow keys reach the others
      entry.setAttribute("aria-current", open);
      entry.classList.toggle("enclair-claim-judged", this.mine(claim) !== "");
      state.textContent = this.mine(claim)
        ? t("you: {verdict}", { verdict: this.label(this.mine(claim)) })
        : t("not judged yet");
      if (open) this.reveal(entry);
    }
    this.drawCard();
    this.drawSummary();
  }

  /** Scroll the list, and not the page, so that `entry` is seen. */
  reveal(entry) {
    const { offsetTop: top, offsetHeight: height } = entry;
    const { scrollTop, clientHeight } = this.view.list;
    if (top < scrollTop || top + height > scrollTop + clientHeight) this.view.list.scrollTop = top - height;
  }

  drawCard() {
    const { get, t, view } = this;
    const here = this.get("claims").findIndex((claim) => claim.id === get("selected"));
    const claim = this.get("claims")[here];
    view.head = h(
      "p.enclair-head",
      { tabIndex: -1 },
      t("Claim {number} of {all}", { number: here + 1, all: this.get("claims").length }),
      h("span.enclair-soft", ` · ${claim.id}`),
    );
    const step = (name, way) => {
      const other = this.get("claims")[here + way];
      return this.button(name, () => this.turn(other), { disabled: !other });
    };
    view.answer = this.answer(claim);
    fill(
      view.card,
      view.head,
      this.quotation(claim),
      this.evidence(claim),
      this.question(claim),
      view.answer,
      h("p.enclair-set", step(t("Previous claim"), -1), step(t("Next claim"), 1)),
    );
  }

  /** Open another claim from its neighbour's card: reading goes on at the top. */
  turn(claim) {
    this.choose({ selected: claim.id });
    this.view.head.focus();
  }

  quotation(claim) {
    const { t } = this;
    const side = (language, name) =>
      h("div", h("p.enclair-soft", name), h("blockquote", { lang: language }, claim[`text_${language}`]));
    return h("div.enclair-claim-words", side("fr", t("The article, in French")), side("en", t("In English")));
  }

  evidence(claim) {
    return h(
      "div.enclair-claim-evidence.enclair-panel",
      h("p", h("strong", this.t("What the sources say, in our words"))),
      h("p", claim[`evidence_${this.lang()}`]),
      this.sourcedTwice(claim),
    );
  }

  question(claim) {
    const { get, t } = this;
    const given = this.mine(claim);
    let chosen = given;
    const label = given ? t("Change my verdict") : t("Give my verdict");
    const button = h("button", { type: "submit", disabled: true }, label);
    const options = this.choices().map((verdict) => {
      const meaning = h("small", t(get("meanings")[verdict]));
      return [verdict, h("span", h("strong", this.label(verdict)), " ", meaning)];
    });
    const take = (verdict) => {
      chosen = verdict;
      button.disabled = chosen === given;
    };
    const submit = () => {
      this.choose({ verdicts: { ...get("verdicts"), [claim.id]: chosen } });
      this.view.answer.focus();
    };
    const after = this.sentence("after");
    return form(
      "form",
      submit,
      h("fieldset", h("legend", t("Your verdict")), h("div.enclair-choices", radios(options, given, take))),
      h("p", button, h("small", after)),
    );
  }

  answer(claim) {
    const { get, t } = this;
    if (!this.mine(claim)) return null;
    const phrases = get("phrases");
    const parts = get("answers")[claim.id][this.lang()][this.mine(claim)];
    return h(
      "div.enclair-claim-answer.enclair-box.enclair-explains",
      { role: "group", tabIndex: -1, "aria-label": t("What we answer to your verdict") },
      ...parts.map(([heading, words]) => h("p", h("strong", phrases[heading]), h("br"), phrases[words])),
    );
  }

  drawSummary() {
    const { get, t, view } = this;
    const judged = this.get("claims").filter((claim) => this.mine(claim));
    if (!judged.length) return fill(view.summary);
    const count = (verdict, of) => `${judged.filter((claim) => of(claim) === verdict).length}`;
    const rows = this.choices().map((verdict) =>
      row(
        this.label(verdict),
        count(verdict, (claim) => this.mine(claim)),
        count(verdict, (claim) => claim.verdict),
      ),
    );
    const values = { judged: judged.length, all: this.get("claims").length };
    const called = this.sentence("both", values);
    const whole = judged.length === this.get("claims").length;
    fill(
      view.summary,
      table([t("Verdict"), t("Yours"), t("Ours")], rows, called),
      whole && h("p.enclair-note", get("finding")[this.lang()]),
    );
  }
}

export default { render: renders(Claims) };

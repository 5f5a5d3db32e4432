// The article taken apart: a list of its claims, the card of one, and the verdicts so far. Our verdict on a claim
// stands nowhere on the page before the student's.

import { Controls, sourced } from "./controls.js";
import { dated, fresh, h, KEYS, link, View } from "./view.js";

class Claims extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el });
    this.view = {}; // the parts of the page that change, by name
    model.on("change:selected change:verdicts", () => this.draw());
    model.on("change:lang", () => this.build());
    this.build();
  }

  claims() {
    return this.model.get("claims");
  }

  mine(claim) {
    return this.model.get("verdicts")[claim.id] || "";
  }

  choices() {
    return Object.keys(this.model.get("labels"));
  }

  label(verdict) {
    return this.t(this.model.get("labels")[verdict]);
  }

  cited() {
    const { model, t } = this;
    const { headline, outlet, date, url } = model.get("article");
    if (!url) return "";
    return h(
      "p",
      {},
      t("The article:"),
      " ",
      h("q", { lang: "fr", class: "enclair-claim-headline" }, headline),
      ", ",
      link(url, t.source(outlet)),
      `, ${dated(date, this.lang())}. `,
      t(
        "It is cited here, not copied: with the article open beside this page, the claims follow the order of its argument.",
      ),
    );
  }

  /** Where the proceedings stand; nothing for a case that tells of none. */
  status() {
    const { model, t } = this;
    const { status_en, status_fr, as_of } = model.get("proceedings");
    if (!as_of) return [];
    const said = ` ${t("As of {day}:", { day: dated(as_of, this.lang()) })} ${{ en: status_en, fr: status_fr }[this.lang()]}`;
    return [h("p", { class: "enclair-foot" }, h("strong", {}, t("Presumed innocent.")), said)];
  }

  build() {
    const { t } = this;
    const { choose, languages, place } = this.bar;
    const view = (this.view = { entries: new Map() });
    for (const claim of this.claims()) {
      const state = h("small");
      const entry = h(
        "button",
        { type: "button", value: claim.id, onclick: () => choose({ selected: claim.id }) },
        h("strong", {}, claim.id),
        h("span", { class: "enclair-claim-cut" }, claim[`text_${this.lang()}`]),
        state,
      );
      view.entries.set(claim.id, { entry, state });
    }
    view.list = h(
      "div",
      {
        class: "enclair-claim-list",
        role: "group",
        "aria-label": t("The {all} claims, in the order of the article. Arrow keys move, Enter opens one.", {
          all: this.claims().length,
        }),
        onkeydown: (event) => this.keys(event),
      },
      ...[...view.entries.values()].map(({ entry }) => entry),
    );
    view.card = h("div", { class: "enclair-claim", role: "group", "aria-label": t("The chosen claim") });
    view.summary = h("div", { class: "enclair-claim-summary" });
    const root = h(
      "div",
      {
        class: "enclair enclair-claims",
        role: "group",
        lang: this.lang(),
        "aria-label": t("The article taken apart"),
      },
      h("div", { class: "enclair-bar" }, this.cited(), languages()),
      h("div", { class: "enclair-claim-both" }, view.list, view.card),
      view.summary,
      ...this.status(),
    );
    place(root);
    this.draw();
  }

  keys(event) {
    const { view } = this;
    const entries = [...view.list.children];
    const here = entries.indexOf(event.target.closest("button"));
    const moves = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: entries.length - 1 };
    if (!(event.key in moves)) return;
    entries[Math.max(0, Math.min(entries.length - 1, moves[event.key]))].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  draw() {
    const { model, t, view } = this;
    for (const claim of this.claims()) {
      const { entry, state } = view.entries.get(claim.id);
      const open = claim.id === model.get("selected");
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
    const { view } = this;
    const { offsetTop: top, offsetHeight: height } = entry;
    const { scrollTop, clientHeight } = view.list;
    if (top < scrollTop || top + height > scrollTop + clientHeight) view.list.scrollTop = top - height;
  }

  drawCard() {
    const { model, t, view } = this;
    const here = this.claims().findIndex((claim) => claim.id === model.get("selected"));
    const claim = this.claims()[here];
    view.head = h(
      "p",
      { class: "enclair-head", tabIndex: -1, [KEYS]: "true" },
      t("Claim {number} of {all}", { number: here + 1, all: this.claims().length }),
      h("span", { class: "enclair-soft" }, ` · ${claim.id}`),
    );
    const step = (name, way) =>
      h(
        "button",
        {
          type: "button",
          disabled: !this.claims()[here + way],
          onclick: () => this.turn(this.claims()[here + way]),
        },
        name,
      );
    view.answer = this.answer(claim);
    view.card.replaceChildren(
      view.head,
      this.quotation(claim),
      this.evidence(claim),
      this.question(claim),
      ...(view.answer ? [view.answer] : []),
      h("p", { class: "enclair-set" }, step(t("Previous claim"), -1), step(t("Next claim"), 1)),
    );
  }

  /** Open another claim from its neighbour's card: reading goes on at the top. */
  turn(claim) {
    const { view } = this;
    const { choose } = this.bar;
    choose({ selected: claim.id });
    view.head.focus();
  }

  quotation(claim) {
    const { t } = this;
    const side = (language, name) =>
      h(
        "div",
        {},
        h("p", { class: "enclair-soft" }, name),
        h("blockquote", { lang: language }, claim[`text_${language}`]),
      );
    return h(
      "div",
      { class: "enclair-claim-words" },
      side("fr", t("The article, in French")),
      side("en", t("In English")),
    );
  }

  evidence(claim) {
    const { t } = this;
    const url = claim.second_source_url;
    const host = () => new URL(url).hostname.replace(/^www\./, "");
    return h(
      "div",
      { class: "enclair-claim-evidence" },
      h("p", {}, h("strong", {}, t("What the sources say, in our words"))),
      h("p", {}, claim[`evidence_${this.lang()}`]),
      h(
        "p",
        { class: "enclair-source" },
        ...sourced(claim, t, this.lang()),
        ". ",
        url ? link(url, t("Second source: {host}", { host: host() })) : t("No second source recorded."),
      ),
    );
  }

  question(claim) {
    const { model, t, view } = this;
    const { choose } = this.bar;
    const name = fresh("verdict");
    const given = this.mine(claim);
    const button = h(
      "button",
      { type: "submit", disabled: true },
      given ? t("Change my verdict") : t("Give my verdict"),
    );
    const option = (verdict) => {
      const input = h("input", { type: "radio", name, value: verdict, checked: verdict === given });
      const meaning = h("small", {}, t(model.get("meanings")[verdict]));
      return h("label", {}, input, h("span", {}, h("strong", {}, this.label(verdict)), " ", meaning));
    };
    const form = h(
      "form",
      {},
      h("fieldset", {}, h("legend", {}, t("Your verdict")), ...this.choices().map(option)),
      h(
        "p",
        {},
        button,
        h(
          "small",
          {},
          t(
            "Choose one; after your verdict you read ours, and why it can be argued. Nothing is marked, and nothing is sent.",
          ),
        ),
      ),
    );
    const chosen = () => form.querySelector("input:checked")?.value || "";
    form.onchange = () => (button.disabled = !chosen() || chosen() === given);
    form.onsubmit = (event) => {
      event.preventDefault();
      choose({ verdicts: { ...model.get("verdicts"), [claim.id]: chosen() } });
      view.answer.focus();
    };
    return form;
  }

  answer(claim) {
    const { model, t } = this;
    if (!this.mine(claim)) return null;
    const phrases = model.get("phrases");
    const parts = model.get("answers")[claim.id][this.lang()][this.mine(claim)];
    return h(
      "div",
      {
        class: "enclair-claim-answer",
        role: "group",
        tabIndex: -1,
        [KEYS]: "true",
        "aria-label": t("What we answer to your verdict"),
      },
      ...parts.map(([heading, words]) =>
        h("p", {}, h("strong", {}, phrases[heading]), h("br"), phrases[words]),
      ),
    );
  }

  drawSummary() {
    const { model, t, view } = this;
    const judged = this.claims().filter((claim) => this.mine(claim));
    if (!judged.length) return view.summary.replaceChildren();
    const count = (verdict, of) => judged.filter((claim) => of(claim) === verdict).length;
    const row = (verdict) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, this.label(verdict)),
        h("td", {}, `${count(verdict, (claim) => this.mine(claim))}`),
        h("td", {}, `${count(verdict, (claim) => claim.verdict)}`),
      );
    const heads = [t("Verdict"), t("Yours"), t("Ours")];
    const values = { judged: judged.length, all: this.claims().length };
    const table = h(
      "table",
      {},
      h(
        "caption",
        {},
        t("Your verdicts and ours, for the {judged} of {all} claims that you have judged", values),
      ),
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...this.choices().map(row)),
    );
    const whole = judged.length === this.claims().length;
    view.summary.replaceChildren(
      table,
      ...(whole ? [h("p", { class: "enclair-note" }, model.get("finding")[this.lang()])] : []),
    );
  }
}

function render(given) {
  new Claims(given);
}

export default { render };

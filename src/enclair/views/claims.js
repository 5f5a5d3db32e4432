// The article taken apart: a list of its claims, the card of one, and the verdicts so far. Our verdict on a claim
// stands nowhere on the page before the student's.

import { Staged } from "./class_reveal.js";
import { fill, form, group, h, link, radios, row, steer, table } from "./elements.js";
import { dated, onSlides, renders } from "./view.js";

class Claims extends Staged {
  follows = { draw: ["selected", "verdicts"] };

  ownTask = () => null; // the claim is what a class looks at

  mine = (claim) => this.get("verdicts")[claim.id] || "";

  verdicts = () => Object.keys(this.get("labels"));

  choices = () => this.verdicts().map(this.label);

  label = (verdict) => this.t(this.get("labels")[verdict]);

  cited() {
    const { headline, outlet, date, url } = this.get("article");
    if (!url) return "";
    const title = h("q.enclair-claim-headline", { lang: "fr" }, headline);
    const source = [link(url, this.t.source(outlet)), `, ${dated(date, this.lang())}. `];
    return h("p", this.t("The article:"), " ", title, ", ", source, this.sentence("cited"));
  }

  /** Where the proceedings stand; nothing for a case that tells of none. */
  status() {
    const { as_of, [`status_${this.lang()}`]: status } = this.get("proceedings");
    if (!as_of) return as_of;
    const day = this.t("As of {day}:", { day: dated(as_of, this.lang()) });
    return h("p.enclair-foot", h("strong", this.t("Presumed innocent.")), ` ${day} ${status}`);
  }

  build() {
    const { t, view } = this;
    const entries = this.get("claims").map(({ id, ...claim }) => {
      const words = h("span.enclair-claim-cut", claim[`text_${this.lang()}`]);
      const entry = this.button(h("strong", id), () => ({ selected: id }), { value: id });
      entry.append(words, h("small"));
      return entry;
    });
    view.list = group("div.enclair-claim-list", this.sentence("list", { all: entries.length }), entries);
    view.list.addEventListener("keydown", (event) => this.keys(event));
    view.card = group("div.enclair-claim.enclair-box.enclair-own", t("The chosen claim"));
    view.summary = h("div.enclair-claim-summary");
    const top = h("div.enclair-bar", this.cited(), this.enlarger());
    const both = h("div.enclair-claim-both", view.list, view.card);
    this.place("claims", t("The article taken apart"), top, both, view.summary, this.status());
    this.draw();
  }

  keys(event) {
    const entries = [...this.view.list.children];
    const here = entries.indexOf(event.target.closest("button"));
    const to = (place) => () => entries.at(place)?.focus();
    const up = to(Math.max(0, here - 1));
    steer(event, { ArrowDown: to(here + 1), ArrowUp: up, Home: to(0), End: to(-1) });
  }

  draw() {
    const { get, t, view } = this;
    for (const [place, claim] of get("claims").entries()) {
      const entry = view.list.children[place];
      const open = claim.id === get("selected");
      const mine = this.mine(claim);
      entry.tabIndex = open ? 0 : -1; // one stop for Tab; the arrow keys reach the others
      entry.setAttribute("aria-current", open);
      entry.classList.toggle("enclair-claim-judged", mine !== "");
      const state = mine ? t("you: {answer}", { answer: this.label(mine) }) : t("not judged yet");
      entry.querySelector("small").textContent = state;
      if (open && this.el.contains(this.focused())) entry.scrollIntoView({ block: "nearest" });
    }
    this.drawCard();
    this.drawSummary();
  }

  drawCard() {
    const { get, t, view } = this;
    const all = get("claims");
    const here = all.findIndex((claim) => claim.id === get("selected"));
    const claim = all[here];
    const number = t("Claim {number} of {all}", { number: here + 1, all: all.length });
    const named = onSlides()
      ? h("span", ". ", this.sentence("asks"))
      : h("span.enclair-soft", ` · ${claim.id}`);
    view.head = h("p.enclair-head", { tabIndex: -1 }, number, named);
    const step = (name, way) => {
      const turn = () => {
        this.choose({ selected: all[here + way].id });
        if (this.isLarge()) return this.come();
        view.head.focus(); // reading goes on at the top
      };
      return this.button(name, turn, {
        disabled: !all[here + way],
        class: way > 0 && !onSlides() ? "enclair-on" : null,
      });
    };
    const steps = h("p.enclair-set", step(t("Previous claim"), -1), step(t("Next claim"), 1));
    if (this.isLarge()) return fill(view.card, view.head, this.quotation(claim), this.shared(claim), steps);
    view.answer = this.answer(claim);
    const parts = [this.quotation(claim), this.evidence(claim), this.question(claim)];
    fill(view.card, view.head, parts, view.answer, steps);
  }

  /**
   * On the projector a class raises hands beside what the sources say, and our verdict and why lie under the bar; on slides
   * what the sources say does.
   */
  shared(claim) {
    if (!this.isLifted) return [!onSlides() && this.evidence(claim), this.hands()];
    const [, one, other, ours] = this.parts(claim, claim.verdict);
    return this.lifted(
      "div",
      this.classSaid(this.label(claim.verdict)),
      h("div.enclair-lifted-box.enclair-panel", onSlides() ? this.quotation(claim) : ours, one, other),
    );
  }

  quotation(claim) {
    const { t } = this;
    const side = (language, name) => {
      const words = h("blockquote", { lang: language }, claim[`text_${language}`]);
      const other = language === this.lang() ? "" : ".enclair-claim-other";
      return h(`div${other}`, h("p.enclair-soft", name), words);
    };
    return h("div.enclair-claim-words", side("fr", t("The article, in French")), side("en", t("In English")));
  }

  evidence(claim) {
    const head = h("p", h("strong", this.t("What the sources say, in our words")));
    const words = h("p", claim[`evidence_${this.lang()}`]);
    return h("div.enclair-claim-evidence.enclair-panel", head, words, this.sourcedTwice(claim));
  }

  question(claim) {
    const { get, t } = this;
    const given = this.mine(claim);
    let chosen = given;
    const label = given ? t("Change my verdict") : t("Give my verdict");
    const button = h("button", { type: "submit", disabled: true }, label);
    const meaning = (verdict) => h("small", t(get("meanings")[verdict]));
    const option = (verdict) => h("span", h("strong", this.label(verdict)), " ", meaning(verdict));
    const options = this.verdicts().map((verdict) => [verdict, option(verdict)]);
    const take = (verdict) => {
      chosen = verdict;
      button.disabled = chosen === given;
    };
    const submit = () => {
      this.enter("verdicts", claim.id, chosen);
      this.view.answer.focus();
    };
    const choices = h("div.enclair-choices", radios(options, given, take));
    const fieldset = h("fieldset", h("legend", t("Your verdict")), choices);
    return form("form", submit, fieldset, h("p", button, h("small", this.sentence("after"))));
  }

  /** What we answer to a verdict, by paragraphs with their headings. */
  parts(claim, verdict) {
    const phrases = this.get("phrases");
    const places = this.get("answers")[claim.id][this.lang()][verdict];
    return places.map(([heading, words]) => h("p", h("strong", phrases[heading]), h("br"), phrases[words]));
  }

  answer(claim) {
    if (!this.mine(claim)) return null;
    const named = { role: "group", tabIndex: -1, "aria-label": this.t("What we answer to your verdict") };
    const parts = this.parts(claim, this.mine(claim));
    return h("div.enclair-claim-answer.enclair-box.enclair-explains", named, parts);
  }

  drawSummary() {
    const { get, t, view } = this;
    const judged = get("claims").filter(this.mine);
    if (!judged.length) return fill(view.summary);
    const verdicts = [judged.map(this.mine), judged.map(({ verdict }) => verdict)];
    const counts = (verdict) => verdicts.map((all) => `${all.filter((one) => one === verdict).length}`);
    const rows = this.verdicts().map((verdict) => row(this.label(verdict), counts(verdict)));
    const values = { judged: judged.length, all: get("claims").length };
    const called = this.sentence("both", values);
    const finding = values.judged === values.all && h("p.enclair-note", get("finding")[this.lang()]);
    fill(view.summary, table([t("Verdict"), t("Yours"), t("Ours")], rows, called), finding);
  }
}

export default { render: renders(Claims) };

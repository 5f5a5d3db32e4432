// Real services: what is recorded of one lies under bars until one says which design one expects; the nearest is marked.

import { group, h, labelled, lengths, link, menu, redacted, terms } from "../../views/elements.js";
import { onSlides } from "../../views/view.js";
import { Predictions } from "./prediction_grid.js";

/** How many facts a card shows at once: who can read what; the others are folded. */
const SHOWN = 3;
const SHORT = 10; // letters of a value that has the same bar as all others that are as short

export class Services extends Predictions {
  follows = { drawSheet: ["guesses"] };
  service = ""; // the one that is asked about

  /** What one expects of a service: a design, and who has its key. */
  choices = () =>
    Object.entries(this.get("designs")).map(([at, [name]]) => this.named([name, this.sentence(`has_${at}`)]));
  marks = (nearest) => this.choices().find((one) => one.startsWith(nearest)); // of two such the short one

  all = () => this.get("services")[this.lang()];

  /** Lift the bar of the service that is asked about. */
  open() {
    this.latest = this.service;
    const { nearest } = this.all().find(({ service }) => service === this.service);
    this.seen[this.service] = this.classSaid(this.marks(nearest), this.t("nearest"));
    this.drawSheet();
  }

  ask = (name) => {
    this.service = name;
    this.counts = [];
    this.drawSheet();
    if (this.isShared) this.projector().focus(); // there keys count hands
  };

  /** What was read of one service: bars and the question, or what one expected and the facts with their sources. */
  card({ service, nearest, facts, source, dated: day, firm, urls: [url, ...more] }) {
    const { get, t, sourced, sentence, isShared } = this;
    const guess = !isShared && get("guesses")[service];
    const isTold = guess || service in this.seen;
    const lift = service === this.latest ? "span.enclair-lifted" : "span";
    const told = (value) => {
      const [short, ...more] = value.split(/(?= \()/);
      return h(value === t("no source read") ? "em.enclair-soft" : lift, h("b", short), more);
    };
    const bars = (value) => (value.length > SHORT ? lengths(value) : [SHORT]); // as long as "no" they would tell
    const seen = (value) => (isTold ? told(value) : redacted(bars(value), sentence("hidden")));
    const row = ([label, value]) => [label, seen(value)];
    const expect = (design) => {
      this.latest = service;
      this.enter("guesses", service, design);
      this.view.services.querySelector(".enclair-service .enclair-head").focus();
    };
    const designs = Object.entries(get("designs"));
    const buttons = designs.map(([code, [called]]) => this.button(t(called), () => expect(code)));
    const choices = isShared ? this.hands() : h("p.enclair-set", buttons);
    const expected = guess && t("You expected: {design}", { design: t(get("designs")[guess][0]) });
    const said = guess ? [expected, " ", this.classSaid(nearest, t("nearest"))] : this.seen[service];
    const isRead = isTold && isShared;
    const [[first, decides]] = facts;
    const none = this.marks(nearest) ? "" : `${nearest}. `; // then no row is marked
    const lead = h("b", none, t("{name}: {words}", { name: first, words: "" }));
    const why = h("p.enclair-why", { style: `--length: ${(first + decides).length}` }, lead, seen(decides));
    const read = terms(facts.slice(isRead && !onSlides() ? 1 : 0, SHOWN).map(row));
    read.ariaLabel = service;
    const question = h("p.enclair-question", h("b", sentence("expect")));
    const before = isTold ? [isShared && question, said && h("div", said)] : [question, choices];
    const others = more.map((address, place) => [" ", link(address, `(${place + 2})`)]);
    const kind = `div.enclair-service.enclair-box${isShared && onSlides() ? ".enclair-asked" : ""}`;
    const head = h("p.enclair-head", { tabIndex: -1 }, service);
    const body = isRead ? this.lifted("div", before, why, h("p", sentence("mixed")), read) : [before, read];
    const page = sourced({ source_name: source, source_url: url }, `${day} (${firm})`);
    const rest = h("details", h("summary", t("What else was read")), terms(facts.slice(SHOWN).map(row)));
    return group(kind, service, head, body, isTold && [rest, h("p.enclair-source", page, others)]);
  }

  drawSheet() {
    const { get, t, ask, sentence, isShared } = this;
    const all = this.all();
    const guesses = isShared ? {} : get("guesses"); // a class has its own
    const left = all.flatMap(({ service }) => (service in guesses ? [] : [[service, service]]));
    const cards = (names) => names.map((name) => this.card(all.find(({ service }) => service === name)));
    if (this.service in guesses) this.service = "";
    if (isShared && !this.service && left.length) return ask(left[0][0]);
    const isSeen = isShared && this.service in this.seen;
    const [next] = left[left.findIndex(([name]) => name === this.service) + 1] ?? [];
    const led = { class: onSlides() ? "" : "enclair-on" }; // there a clicker goes on
    const onward = isSeen && next && this.button(`→ ${next}`, () => ask(next), led);
    const options = [["", t("choose a service")], ...left];
    const select = menu(options, this.service, ask, { "data-at": "service" });
    const read = isShared ? [] : Object.keys(guesses).reverse();
    this.redraw(
      this.view.services,
      h("p", sentence("mixed")),
      left.length > 0 && h("p.enclair-field", labelled(t("Service"), select), onward),
      h("div.enclair-services", cards(this.service ? [this.service, ...read] : read)),
      read.length > 1 && h("p.enclair-note", sentence("setting")),
    );
  }

  build() {
    const title = this.t("Real services, as of September 2024");
    this.fit(this.el);
    this.view = { services: h("div.enclair-real") };
    const bar = h("div.enclair-bar", h("span", title), this.enlarger());
    this.place("grid", title, bar, this.view.services);
    this.drawSheet();
  }
}

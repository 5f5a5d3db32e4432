// Ask for a prediction before something opens. Nothing is recorded anywhere but in this view.

import { Asked, home } from "./asked.js";
import { form, h, joined, radios } from "./elements.js";
import { duration, origin, quotation } from "./under_bars.js";
import { fold, onSlides, renders } from "./view.js";

class Predict extends Asked {
  under = this.get("under");

  choices = () => this.get("choices");

  /** The lines that the question is about, or a picture; in the order of what it opens, where that is on the page. */
  about() {
    const [what, ...lines] = this.get("about");
    const shown = this.opened()?.textContent ?? "";
    const ordered = lines.toSorted((one, other) => shown.indexOf(one) - shown.indexOf(other));
    const listed = ordered.map((line) => h("li", line));
    const picture = /^data:/.test(lines[0]) && h("img", { src: lines[0], alt: what });
    return what && h("div.enclair-about", h("p.enclair-soft", what), picture || h("ul", listed));
  }

  /** The choices as rows, short ones in a line, which is a scale where they are numbers. */
  rows(take) {
    const options = this.get("choices").map((choice) => [choice, h("span", choice)]);
    const rows = radios(options, undefined, take);
    const words = this.get("choices");
    const isShort = words.every((choice) => choice.length <= 24) && words.join("").length <= 72;
    const scale = words.filter((choice) => /\d/.test(choice)).length > 1 ? ".enclair-scale" : "";
    return h(`div.enclair-rows${isShort ? `.enclair-line${scale}` : ""}`, rows);
  }

  ask() {
    const { get, t, model } = this;
    const take = (value) => {
      model.set("prediction", value);
      this.opens.disabled = !value.trim();
    };
    const box = h("textarea", { rows: 2, maxLength: 400, "aria-label": t("My prediction") });
    box.oninput = () => take(box.value);
    const field = get("choices").length ? this.rows(take) : box;
    const asked = h("fieldset", h("legend", joined(get("question"))), field);
    return form("form.enclair-ask", this.open, this.about(), this.quotation(), asked, this.go());
  }

  /** What the question is about, under bars until it is answered. */
  quotation = (isLifted = false) => this.under.pieces && quotation(this.under, isLifted, this.t);

  raise = () => [this.about(), this.quotation(), this.question(), this.hands()];

  /** One line: the question, the guess (on the figure, too, if it has a place there) and what came out. */
  answer() {
    const { get, t } = this;
    const [prediction, question] = [get("prediction"), joined(get("question"))];
    const number = get("choices").indexOf(prediction) + 1;
    const { dataset } = home(this.el);
    dataset.enclairGuess = `${number}`; // a figure has a stamp for each
    const place = get("places")[number - 1];
    if (place) dataset.enclairPlace = place; // a timeline draws it
    const rows = [...(this.opened()?.querySelectorAll(".enclair-block summary > b") ?? [])];
    rows.find((one) => one.textContent === `${place}`)?.setAttribute("data-enclair-you", t("you"));
    const mine = prediction && h("span.enclair-mine", h("b.enclair-you", t("you")), ` ${prediction}`);
    this.view.result = this.classSaid() ?? h("span", { hidden: true });
    if (this.under.pieces) this.wait = duration(this.under.pieces);
    const quoted = this.under.pieces && [this.quotation(true), origin(this.under)];
    const isAbove = this.isLarge(); // it stays where it was
    const line = h("p", isAbove && quoted, h("b.enclair-question", question), mine, this.view.result);
    return [line, !isAbove && quoted];
  }

  /** What came out is the choice that the explanation begins with, in italics; `to_do` says how a view shows it. */
  explained(details, isAsked) {
    const { get } = this;
    const words = details.querySelector("p:has(> em:first-child)");
    const isFirst = words && words === details.querySelector("p") && words.firstChild.nodeName === "EM";
    const all = isFirst ? [...words.querySelectorAll("em")] : [];
    const meant = (name) => get("choices").filter((one) => fold(one).startsWith(name));
    const found = all.map((one) => meant(fold(one.textContent.trim().replace(/\.$/, ""))));
    const [result] = found.find((choices) => choices.length === 1) ?? [];
    const part = this.view.result;
    if (!part || !result) return;
    const isTold = isAsked || !get("to_do");
    const line = part.closest("p");
    line.querySelector(".enclair-why")?.remove();
    this.view.result = this.classSaid(isTold ? result : "") ?? h("span");
    part.replaceWith(this.view.result);
    // On the projector the answer, a paragraph, stands where the bar was; a quotation that has lifted says it itself.
    const answer = this.isLarge() && !this.under.pieces ? words.textContent : "";
    const text = isTold ? answer : get("to_do");
    const style = `--length: ${text.length}`; // few words are larger on slides
    if (text)
      line.append(h(`span.enclair-why.enclair-lifted-box${isTold ? "" : ".enclair-soft"}`, { style }, text));
    const isBeside = isTold && onSlides() && /^data:/.test(get("about")[1]) && text.length < 70;
    if (isBeside) line.before(this.about());
    if (isTold) this.view.result = undefined;
  }
}

export default { render: renders(Predict) };

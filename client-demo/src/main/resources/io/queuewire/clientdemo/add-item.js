// The form that adds an item through the queue, and what to do instead where the server has no such endpoint.
import { cut } from "./text.js";

const ENDPOINT = "/demo/items";
const ANSWER_TIMEOUT = 10_000;
const ANSWER_LIMIT = 300;

const EXAMPLES = [
  ["Brass lamp", 42.5, 7],
  ["Oak stool", 89, 12],
  ["Linen throw", 54.9, 3],
  ["Copper kettle", 64, 5],
  ["Wool blanket", 120, 9],
  ["Stoneware mug", 18.5, 40],
  ["Walnut tray", 36, 2],
  ["Paper lantern", 14.25, 25],
];

export class AddItem {
  #form = document.getElementById("add-item");
  #byHand = document.getElementById("add-by-hand");
  #outcome = document.getElementById("add-outcome");
  #submit = this.#form.querySelector("[type=submit]");
  #nextExample = Math.floor(Math.random() * EXAMPLES.length);

  constructor() {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    document.getElementById("add-example").addEventListener("click", () => this.#fillIn());
    const copy = document.getElementById("copy-publish-line");
    copy.addEventListener("click", () => copyText(document.getElementById("publish-line"), copy));
  }

  /** Asks whether the server takes items, and shows the form or the way by hand. */
  async askServer() {
    try {
      const answer = await fetch(ENDPOINT, { method: "OPTIONS", signal: AbortSignal.timeout(ANSWER_TIMEOUT) });
      this.#offerForm(answer.status !== 404);
    } catch {
      // Without an answer the form stays as it is: sending will say what is wrong.
    }
  }

  async #send() {
    if (this.#submit.getAttribute("aria-disabled") === "true") return;
    this.#submit.setAttribute("aria-disabled", "true");
    this.#say("", "Sending…");
    try {
      const answer = await fetch(ENDPOINT, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(this.#item()),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT),
      });
      await this.#report(answer);
    } catch {
      this.#say("bad", "The server did not answer, so the item may not be on the queue.");
    } finally {
      this.#submit.removeAttribute("aria-disabled");
    }
  }

  async #report(answer) {
    if (answer.status === 404) {
      this.#offerForm(false);
      return;
    }
    if (answer.status === 202) {
      this.#say("good", "On the queue. It arrives on the board like any other item.");
      this.#form.reset();
      this.#form.elements.name.focus();
      return;
    }
    const text = (await answer.text()).trim();
    this.#say("bad", text === "" ? `The server answered ${answer.status}.` : cut(text, ANSWER_LIMIT));
  }

  #item() {
    const { name, price, stock } = this.#form.elements;
    return { name: name.value.trim(), price: price.valueAsNumber, stock: stock.valueAsNumber };
  }

  #fillIn() {
    const [name, price, stock] = EXAMPLES[this.#nextExample++ % EXAMPLES.length];
    const fields = this.#form.elements;
    fields.name.value = name;
    fields.price.value = price.toFixed(2);
    fields.stock.value = stock;
    this.#submit.focus();
  }

  #offerForm(offered) {
    const hadFocus = this.#form.contains(document.activeElement);
    this.#form.hidden = !offered;
    this.#byHand.hidden = offered;
    if (!offered && hadFocus) document.getElementById("copy-publish-line").focus();
  }

  #say(mood, text) {
    this.#outcome.dataset.mood = mood;
    this.#outcome.textContent = text;
  }
}

async function copyText(source, button) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    // The clipboard is closed to pages that came over plain HTTP: then the reader copies what is selected.
    getSelection().selectAllChildren(source);
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

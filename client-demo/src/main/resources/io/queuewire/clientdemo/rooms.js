// The form that moves the connections of the page between rooms, and asks how many clients are in one.
import { countText } from "./text.js";

const NAMES = new Intl.ListFormat("en-GB");

export class RoomForm {
  #form = document.getElementById("rooms");
  #outcome = document.getElementById("rooms-outcome");
  #sources;

  /** `sources` are connections by the name of the box that chooses them. */
  constructor(sources) {
    this.#sources = sources;
    for (const box of this.#boxes()) box.disabled = !(box.name in sources);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(event.submitter?.value ?? "join", this.#form.elements.room.value);
    });
  }

  async #ask(request, room) {
    const chosen = this.#boxes().filter((box) => box.checked && !box.disabled);
    if (chosen.length === 0) {
      this.#say("bad", "Choose a connection first.");
      return;
    }
    const answers = await Promise.all(chosen.map((box) => this.#sources[box.name].request(request, room)));
    const namesByText = new Map();
    for (const [i, answer] of answers.entries()) {
      if (!answer) continue;
      const text = outcome(request, room, answer);
      namesByText.set(text, [...(namesByText.get(text) ?? []), chosen[i].value]);
    }
    this.#say(
      answers.every((answer) => answer?.ok ?? true) ? "good" : "bad",
      [...namesByText].map(([text, names]) => `${NAMES.format(names)}: ${text}.`).join(" "),
    );
  }

  #boxes() {
    return [...this.#form.querySelectorAll("[type=checkbox]")];
  }

  #say(mood, text) {
    this.#outcome.dataset.mood = mood;
    this.#outcome.textContent = text;
  }
}

function outcome(request, room, { ok, clients, message }) {
  if (!ok) return message;
  if (request === "join") return `now in ${room}`;
  if (request === "leave") return `not in ${room}`;
  return `${countText(clients, "client")} in ${room}`;
}

// The connection badge and the number of open pages.

const badge = document.getElementById("connection");
const badgeText = document.getElementById("connection-text");
const presence = document.getElementById("presence");
const clients = document.getElementById("clients");
const clientsLabel = document.getElementById("clients-label");

/** Shows `live`, `reconnecting` or `offline`, with words. */
export function showConnection(state, text) {
  // Said again, the same words would be read out again.
  if (badgeText.textContent !== text) badgeText.textContent = text;
  badge.dataset.state = state;
  document.documentElement.dataset.connection = state;
}

/** Shows how many pages are open, from the data of a `presence` event. */
export function showPresence(data) {
  const count = data?.clients;
  if (!Number.isInteger(count)) return;
  presence.hidden = false;
  clients.textContent = count.toLocaleString("en");
  clientsLabel.textContent = count === 1 ? "page open, just this one" : "pages open";
}

/** Nobody can say who is there while the connection is down. */
export function forgetPresence() {
  presence.hidden = true;
}

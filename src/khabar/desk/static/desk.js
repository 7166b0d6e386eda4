// What every page of the desk does by itself: the keyboard, and finding one's place again after a part was exchanged.
// Keys go by their place on the keyboard, so that they are the same under an Arabic layout.

const KEYS = {
  KeyJ: "next", KeyK: "previous", KeyO: "open", KeyA: "accept", KeyR: "reject", KeyE: "edit", KeyN: "text",
  KeyU: "undo", KeyF: "furniture", KeyL: "language", KeyD: "theme", KeyS: "save-search", KeyB: "original",
  Slash: "search", KeyI: "inbox", KeyC: "incidents", KeyX: "explore", BracketRight: "next-page",
  BracketLeft: "previous-page", Digit1: "status-checked", Digit2: "status-second_check", Digit3: "status-final",
  Digit0: "take",
};
const SHIFTED = { KeyU: "redo", Slash: "help" };

const items = () => [...document.querySelectorAll("[data-item]")].filter((item) => item.offsetParent !== null);
const current = () => document.activeElement?.closest("[data-item]");
const isTyping = (element) => element?.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

function step(by) {
  const all = items();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** The control of a key: in the item that has the focus, else on the page, outside of any item. */
function control(name) {
  const inside = current()?.querySelector(`[data-key="${name}"]`);
  return inside ?? [...document.querySelectorAll(`[data-key="${name}"]`)].find((found) => !found.closest("[data-item]"));
}

function press(name) {
  if (name === "next" || name === "previous") return step(name === "next" ? 1 : -1), true;
  if (name === "help") return document.getElementById("keys").showModal(), true;
  if (name === "text" && document.getElementById("text")) return document.getElementById("text").focus(), true;
  const found = control(name);
  if (!found || found.disabled) return false;
  if (found.matches("input, select, textarea")) found.focus(), found.select?.();
  else found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)?.closest("form.edit")) return void control("cancel")?.click();
  if (document.querySelector("dialog[open]") || isTyping(event.target) || document.body.dataset.keys === "off") return;
  if (event.target.closest?.(".leaflet-container, #text") && !/^Key|^Slash|^Digit/.test(event.code)) return;
  if (event.code === "Enter" && event.target.matches?.("[data-item]") && press("open")) return void event.preventDefault();
  const asks = event.key === "?" || event.key === "؟";
  const name = asks ? "help" : event.shiftKey ? SHIFTED[event.code] : KEYS[event.code];
  if (name && press(name)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest('button[data-key="help"]')) document.getElementById("keys").showModal();
});

// What is exchanged (htmx) keeps the reader's place: the item that had the focus, and how far its column was scrolled.
let place = null;
document.addEventListener("htmx:beforeSwap", () => {
  const side = document.querySelector(".found");
  // A second exchange may begin before the first gave the focus back: then the place is still that one.
  place = { item: current()?.id ?? (document.activeElement === document.body ? place?.item : undefined), side: side?.scrollTop, text: window.scrollY };
});
document.addEventListener("htmx:afterSwap", () => {
  if (!place) return;
  const told = document.querySelector("#conflict, #problem, form.edit [role=alert]");
  const form = document.querySelector("form.edit");
  const side = document.querySelector(".found");
  if (side) side.scrollTop = place.side ?? 0;
  window.scrollTo({ top: place.text, behavior: "instant" });
  if (told) {
    const shown = side && form && getComputedStyle(side).overflowY === "auto";
    if (shown) side.scrollTop += form.getBoundingClientRect().top - side.getBoundingClientRect().top - 8;
    focusOn(told);
  } else if (form) {
    focusOn(form.querySelector("select, textarea, input:not([type=hidden])"));
  } else if (place.item) {
    const item = document.getElementById(place.item);
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest" });
  }
  say(document.querySelector("#list-title")?.textContent ?? "");
  place = null;
});

function focusOn(element) {
  element?.closest("[id]")?.scrollIntoView({ block: "nearest" });
  element?.focus({ preventScroll: true });
}

/** Tells those who hear the page what changed on it. */
export function say(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

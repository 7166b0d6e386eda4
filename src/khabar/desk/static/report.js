// The page of a report: what belongs together is lit together, words can be selected and added, places moved.
import { drawMaps, makeMap } from "./map.js";

const points = (text) => [...text].length; // offsets are code points, the browser counts UTF-16 units

// ------------------------------------------------------------------------------------------------------ lighting

let lit = null;

function pieces(text) {
  const found = new Map();
  for (const piece of text.querySelectorAll("[data-of]")) {
    for (const of of piece.dataset.of.split(" ")) {
      const [item, role] = of.split(".");
      if (!found.has(item)) found.set(item, []);
      found.get(item).push({ piece, role });
    }
  }
  return found;
}

function light(report, item) {
  if (lit === item) return;
  dim(report);
  lit = item;
  if (!item) return;
  const text = report.querySelector("#text");
  const card = report.querySelector(`[data-item="${CSS.escape(item)}"]`);
  card?.classList.add("lit-card");
  const mine = report.pieces.get(item) ?? [];
  for (const { piece, role } of mine) piece.classList.add("lit", ...(role === "name" ? ["named"] : []));
  if (card?.classList.contains("event")) highlight("evidence", [rangeOf(text, +card.dataset.start, +card.dataset.end)]);
  const hops = (card?.dataset.hops ?? "").trim().split(" ").filter(Boolean).map((hop) => hop.split("-").map(Number));
  highlight("hop", hops.map(([start, end]) => rangeOf(text, start, end)));
  if (card?.classList.contains("statement")) draw(text, mine, hops);
}

function dim(report) {
  for (const element of report.querySelectorAll(".lit, .lit-card")) element.classList.remove("lit", "lit-card", "named");
  report.querySelector(".links")?.replaceChildren();
  globalThis.CSS?.highlights?.clear();
  lit = null;
}

function highlight(name, ranges) {
  const good = ranges.filter(Boolean);
  if (good.length && globalThis.CSS?.highlights) CSS.highlights.set(name, new Highlight(...good));
}

/** Draws the way of the words: from each link of the chain to the speaker, the cue, and the beginning of what is said. */
function draw(text, mine, hops) {
  const svg = text.querySelector(".links");
  const box = text.getBoundingClientRect();
  const first = (role) => mine.find((part) => part.role === role)?.piece.getClientRects()[0];
  const stops = [
    ...hops.map(([start, end]) => rangeOf(text, start, end)?.getClientRects()[0]), first("speaker"), first("cue"), first("said"),
  ].filter(Boolean).map((rect) => [rect.left + rect.width / 2 - box.left, rect.top - box.top + 4]);
  const seen = stops.filter((stop, at) => !stops.slice(0, at).some((one) => Math.hypot(one[0] - stop[0], one[1] - stop[1]) < 6));
  for (let at = 1; at < seen.length; at++) {
    const [x, y] = seen[at - 1];
    const [to, down] = seen[at];
    const lift = Math.min(26, 8 + Math.abs(to - x) / 14);
    svg.append(shape("path", { d: `M${x} ${y}C${x} ${y - lift} ${to} ${down - lift} ${to} ${down}` }));
  }
  for (const [x, y] of seen) svg.append(shape("circle", { cx: x, cy: y, r: 3 }));
}

function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// -------------------------------------------------------------------------------------------- offsets and ranges

const counted = (node) => !node.parentElement.closest(".ref, svg");

function* textNodes(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (counted(walker.currentNode)) yield walker.currentNode;
}

/** The range of the page that shows code points `start` to `end` of the report's text. */
function rangeOf(text, start, end) {
  const range = document.createRange();
  let begun = false;
  for (const paragraph of text.querySelectorAll("[data-start]")) {
    let at = +paragraph.dataset.start;
    for (const node of textNodes(paragraph)) {
      const letters = [...node.data];
      const after = at + letters.length;
      if (!begun && start < after) {
        range.setStart(node, letters.slice(0, Math.max(0, start - at)).join("").length);
        begun = true;
      }
      if (begun && end <= after) {
        range.setEnd(node, letters.slice(0, Math.max(0, end - at)).join("").length);
        return range;
      }
      at = after;
    }
  }
  return null;
}

/** The offset in the report's text of a place in the page, in code points; null outside the text. */
function offsetOf(container, offset) {
  const element = container.nodeType === Node.TEXT_NODE ? container.parentElement : container;
  const paragraph = element?.closest?.("[data-start]");
  if (!paragraph) return null;
  const until = document.createRange();
  until.selectNodeContents(paragraph);
  until.setEnd(container, offset);
  let count = +paragraph.dataset.start;
  for (const node of textNodes(paragraph)) {
    if (node === container) return count + points(node.data.slice(0, offset));
    if (!until.intersectsNode(node) || until.comparePoint(node, 0) > 0) break;
    count += points(node.data);
  }
  return count;
}

function selected() {
  const selection = getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const text = document.getElementById("text");
  if (!range || range.collapsed || !text?.contains(range.startContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const ends = text.contains(range.endContainer) ? offsetOf(range.endContainer, range.endOffset) : null;
  const end = ends ?? (start === null ? null : start + points(String(selection)));
  return start === null || end <= start ? null : { start, end, range };
}

// ----------------------------------------------------------------------------------------------------- selecting

let last = null; // what was selected last: a click into a form ends the browser's own selection

function offer(report) {
  const bar = report.querySelector("#selection");
  const found = selected();
  if (found) last = found;
  for (const take of report.querySelectorAll("[data-take]")) take.hidden = !last;
  if (!bar) return;
  bar.hidden = !found;
  if (!found) return;
  bar.querySelector(".words").textContent = String(getSelection()).slice(0, 60);
  for (const link of bar.querySelectorAll("[data-add]")) {
    const address = new URL(link.href);
    address.searchParams.set("start", found.start);
    address.searchParams.set("end", found.end);
    link.href = address;
  }
  const rect = found.range.getBoundingClientRect();
  bar.style.top = `${rect.bottom + scrollY + 8}px`;
  bar.style.left = `${Math.max(8, Math.min(rect.left + scrollX, document.documentElement.clientWidth - bar.offsetWidth - 8))}px`;
}

/** Arrows choose words while the text has the focus: the next one, or with Shift more of them. */
function choose(event) {
  const selection = getSelection();
  const text = event.currentTarget;
  const forward = event.key === (getComputedStyle(text).direction === "rtl" ? "ArrowLeft" : "ArrowRight");
  const backward = event.key === (getComputedStyle(text).direction === "rtl" ? "ArrowRight" : "ArrowLeft");
  const report = document.getElementById("report");
  if (event.key === "Enter" && selected() && event.target === text) {
    event.preventDefault();
    report.querySelector("#selection a")?.focus();
  }
  if (!forward && !backward) return;
  event.preventDefault();
  if (!selected() || !text.contains(selection.anchorNode)) {
    const node = textNodes(text.querySelector("[data-start]")).next().value;
    if (!node) return;
    selection.collapse(node, 0);
    selection.modify("extend", "forward", "word");
  } else if (event.shiftKey) {
    selection.modify("extend", forward ? "forward" : "backward", "word");
  } else {
    if (forward) selection.collapseToEnd();
    else {
      selection.collapseToStart();
      selection.modify("move", "backward", "word");
    }
    selection.modify("extend", "forward", "word");
  }
  offer(report);
}

async function take(button) {
  if (!last) return;
  const report = document.getElementById("report");
  const answer = await fetch(`${document.documentElement.dataset.root}/reports/${report.dataset.report}/words?start=${last.start}&end=${last.end}`);
  if (!answer.ok) return;
  const found = await answer.json();
  const field = button.closest("[data-span]");
  const name = field.dataset.span;
  field.querySelector("textarea").value = found.text;
  field.querySelector(`[name="${name}.start"]`).value = found.start;
  field.querySelector(`[name="${name}.end"]`).value = found.end;
  field.querySelector("textarea").focus();
}

// ---------------------------------------------------------------------------------------------------- the page

/** Follows a link to a form on this page by exchanging the report alone. */
function open(event) {
  const link = event.target.closest("a[data-open]");
  if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.href, { target: "#report", select: "#report", swap: "outerHTML" });
}

async function pick(field) {
  if (!window.L) return; // the maps were not bundled: the two numbers can still be typed
  const element = field.querySelector("[data-pick]");
  const [lat, lon] = ["lat", "lon"].map((name) => field.querySelector(`[name="${name}"]`));
  const read = () => (lat.value && lon.value && [+lat.value, +lon.value].every(Number.isFinite) ? [+lat.value, +lon.value] : null);
  const map = await makeMap(element, { center: read() ?? [33, 42], zoom: read() ? 7 : 4 });
  const icon = window.L.divIcon({ className: "spot", iconSize: [18, 18] });
  let mark = null;
  const put = (place) => {
    if (!mark) {
      mark = window.L.marker(place, { icon, draggable: true, title: element.getAttribute("aria-label") }).addTo(map);
      mark.on("drag", () => write(mark.getLatLng()));
    }
    mark.setLatLng(place);
  };
  const write = ({ lat: north, lng: east }) => {
    lat.value = north.toFixed(5);
    lon.value = east.toFixed(5);
  };
  if (read()) put(read());
  map.on("click", (event) => {
    put(event.latlng);
    write(event.latlng);
  });
  for (const input of [lat, lon]) {
    input.addEventListener("input", () => {
      if (!read()) return;
      put(read());
      map.panTo(read());
    });
  }
  element.dataset.ready = "yes";
}

function layers(report) {
  for (const box of report.querySelectorAll("[data-layer]")) {
    const hidden = sessionStorage.getItem(`layer-${box.dataset.layer}`) === "off";
    box.checked = !hidden;
    report.classList.toggle(`no-${box.dataset.layer}`, hidden);
    box.addEventListener("change", () => {
      report.classList.toggle(`no-${box.dataset.layer}`, !box.checked);
      sessionStorage.setItem(`layer-${box.dataset.layer}`, box.checked ? "on" : "off");
    });
  }
}

/** An empty choice more, once the last one of several is filled. */
function grow(event) {
  if (event.target.name === "kind") window.dispatchEvent(new Event("resize")); // a map that was hidden has a size now
  const many = event.target.closest("[data-many]");
  const choices = many?.querySelectorAll("select");
  if (!choices?.length || event.target !== choices[choices.length - 1] || !event.target.value) return;
  const another = event.target.cloneNode(true);
  another.value = "";
  many.append(another);
}

function start() {
  const report = document.getElementById("report");
  if (!report || report.pieces) return;
  const text = report.querySelector("#text");
  report.pieces = pieces(text);
  lit = null;
  layers(report);
  const show = (event) => {
    const card = event.target.closest(".side [data-item]");
    const piece = event.target.closest("#text [data-of]");
    const link = event.target.closest("#text .ref");
    if (card) light(report, card.dataset.item);
    else if (link) light(report, link.hash.replace("#item-", ""));
    else if (piece && event.type !== "focusin") light(report, innermost(piece));
  };
  report.addEventListener("pointerover", show);
  report.addEventListener("focusin", show);
  text.addEventListener("pointerleave", () => dim(report));
  text.addEventListener("keydown", choose);
  report.addEventListener("click", (event) => {
    open(event);
    const button = event.target.closest("[data-take]");
    if (button) take(button);
    const piece = event.target.closest("#text [data-of]");
    if (piece && getSelection().isCollapsed) report.querySelector(`[data-item="${CSS.escape(innermost(piece))}"]`)?.scrollIntoView({ block: "nearest" });
  });
  report.addEventListener("change", grow);
  for (const button of report.querySelectorAll("[data-take]")) button.hidden = !last;
  for (const field of report.querySelectorAll("[data-point]")) pick(field);
  drawSpots(report);
  const form = report.querySelector("form.edit");
  if (form && !report.querySelector("#conflict, #problem")) {
    form.scrollIntoView({ block: "nearest" });
    if (!form.contains(document.activeElement)) form.querySelector("select, textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
  }
}

function innermost(piece) {
  const all = piece.dataset.of.split(" ").map((of) => of.split("."));
  const best = all.find(([, role]) => role === "cue" || role === "trigger") ?? all.find(([, role]) => role !== "said") ?? all[all.length - 1];
  return best[0];
}

async function drawSpots(report) {
  const element = report.querySelector(".map[data-points]");
  if (window.L && element && !element.dataset.ready && !element.dataset.begun) {
    element.dataset.begun = "yes";
    await drawMaps(report);
  }
}

let waiting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const report = document.getElementById("report");
    if (report) offer(report);
  }, 120);
});
document.addEventListener("htmx:afterSwap", start);
if (document.readyState === "complete") start();
else window.addEventListener("DOMContentLoaded", start);

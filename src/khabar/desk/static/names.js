// Names on the base map: of the towns that the desk gives for what is seen, those that have room, the largest first.
// They are drawn over the outlines and under the points, which they keep clear of.

const WAIT = 120; // ms after the last movement
const GAP = 3; // pixels between two names
const BEYOND = 0.5; // of what is seen is asked for on each side, so that a small movement needs no question

/** Names the places of `map`, now and whenever it is moved. */
export function nameplaces(map, element) {
  const L = window.L;
  const pane = map.createPane("names");
  pane.style.zIndex = 350;
  pane.setAttribute("aria-hidden", "true"); // the points' own names tell what the map is about
  let known = null; // { zoom, bounds, names }
  let timer = 0;

  const look = async () => {
    const zoom = Math.round(map.getZoom());
    const seen = map.getBounds();
    if (!known || known.zoom !== zoom || !known.bounds.contains(seen)) {
      const bounds = seen.pad(BEYOND);
      const asked = new URLSearchParams({
        zoom, south: bounds.getSouth().toFixed(3), west: bounds.getWest().toFixed(3),
        north: bounds.getNorth().toFixed(3), east: bounds.getEast().toFixed(3), version: element.dataset.version ?? "",
      });
      try {
        const answer = await fetch(`${document.documentElement.dataset.root}/map/names?${asked}`);
        if (!answer.ok) return;
        known = { zoom, bounds, names: await answer.json() };
      } catch {
        return; // the desk was stopped: the map stays as it is
      }
    }
    if (element.isConnected) draw(map, pane, element, known.names);
    element.dataset.named = "yes";
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(look, WAIT); };
  map.on("moveend zoomend resize", soon);
  map.on("zoomstart", () => pane.replaceChildren());
  soon();
}

function draw(map, pane, element, names) {
  const frame = element.getBoundingClientRect();
  const spots = [...element.querySelectorAll(".spot")].map((spot) => box(spot.getBoundingClientRect(), frame));
  const controls = [...element.querySelectorAll(".leaflet-control")].map((control) => box(control.getBoundingClientRect(), frame));
  const taken = [...spots, ...controls];
  const made = document.createDocumentFragment();
  const said = new Set();
  const waiting = [];
  for (const [name, lat, lon, rank] of names) {
    const label = document.createElement("span");
    label.className = `place-name ${rank}`;
    label.textContent = name;
    label.dir = "auto";
    made.append(label);
    waiting.push({ label, name, rank, at: nearest(map, lat, lon) });
  }
  pane.replaceChildren(made);
  for (const { label, name, rank, at } of waiting) {
    const size = { width: label.offsetWidth, height: label.offsetHeight };
    const inside = at.x > 0 && at.y > 0 && at.x < frame.width && at.y < frame.height;
    const cover = rank === "town" ? spots.find((spot) => covers(spot, at)) : undefined;
    const told = said.has(cover) || (rank === "region" && said.has(name));
    const found = inside && !told && room(at, size, rank, cover, taken, frame);
    if (!found) {
      label.remove();
      continue;
    }
    taken.push(found);
    said.add(name).add(cover ?? name);
    const corner = map.containerPointToLayerPoint([found.left, found.top]);
    window.L.DomUtil.setPosition(label, corner.round());
    if (rank === "town" && !cover) {
      pane.append(dot(map, at));
      taken.push({ left: at.x - 2, right: at.x + 2, top: at.y - 2, bottom: at.y + 2 });
    }
  }
}

/** Where a place lies in the window of a map that goes round the world more than once. */
function nearest(map, lat, lon) {
  const middle = map.getCenter().lng;
  return map.latLngToContainerPoint([lat, lon + 360 * Math.round((middle - lon) / 360)]);
}

/**
 * Where a name fits: a town's over, under or beside its dot, or the point that covers it, which names one town alone;
 * a land's on its place or a little above or below.
 */
function room(at, { width, height }, rank, cover, taken, frame) {
  const anchor = cover ?? { left: at.x - 3, right: at.x + 3, top: at.y - 3, bottom: at.y + 3 };
  const [x, y] = [at.x - width / 2, at.y - height / 2];
  const corners = rank === "town"
    ? [[x, anchor.top - height], [x, anchor.bottom], [anchor.left - width - GAP, y], [anchor.right + GAP, y]]
    : [[x, y], [x, y - 1.5 * height], [x, y + 1.5 * height]];
  const boxes = corners.map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
  const others = rank === "town" ? taken.filter((other) => other !== cover) : taken;
  return boxes.find((one) => within(one, frame) && !others.some((other) => overlap(one, other)));
}

function dot(map, at) {
  const mark = document.createElement("span");
  mark.className = "place-dot";
  window.L.DomUtil.setPosition(mark, map.containerPointToLayerPoint(at).round());
  return mark;
}

const box = (rectangle, frame) => ({
  left: rectangle.left - frame.left, right: rectangle.right - frame.left,
  top: rectangle.top - frame.top, bottom: rectangle.bottom - frame.top,
});
const covers = (one, at) => one.left <= at.x && at.x <= one.right && one.top <= at.y && at.y <= one.bottom;
const within = (one, frame) => one.left >= 0 && one.top >= 0 && one.right <= frame.width && one.bottom <= frame.height;
const overlap = (one, other) =>
  one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom + GAP && other.top < one.bottom + GAP;

// Maps of the desk: Leaflet over the outlines of countries that come with Khabar. Nothing is asked of any other host
// unless a tile server was set (`data-tiles` on the element).
//
//   import { makeMap, addPoints } from "./map.js";
//   const map = await makeMap(element, { center: [34.8, 38.9], zoom: 6 });
//   addPoints(map, [{ lat, lon, n, label, href, text }]);
//
// A point is `n` things at one place or in one cell of a grid; its `text` lines are shown when it is opened.

import { nameplaces } from "./names.js";

const COARSE = new URL("vendor/countries-50m.json", import.meta.url);
const FINE = new URL("vendor/countries-10m.json", import.meta.url);
const FINE_FROM = 7; // zoom from which the coarse outlines look wrong
const APART = 40; // pixels between the middles of two points
const outlines = new Map();

/** The value of a colour of the page's style sheet. */
export function colour(name, element = document.documentElement) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** Draws an empty map in `element` (given a height by the style sheet) and returns Leaflet's map. */
export async function makeMap(element, { center = [30, 40], zoom = 4, keyboard = true } = {}) {
  const L = window.L;
  element.dir = "ltr"; // a map has no reading direction; Leaflet counts pixels from the left
  const map = L.map(element, {
    center, zoom, keyboard, minZoom: 2, maxZoom: 16, worldCopyJump: true, attributionControl: false,
    zoomControl: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    preferCanvas: true, maxBounds: [[-75, -400], [85, 400]],
  });
  const words = element.dataset;
  L.control.zoom({ zoomInTitle: words.zoomIn || "+", zoomOutTitle: words.zoomOut || "−" }).addTo(map);
  L.control.attribution({ prefix: false }).addTo(map).addAttribution("Natural Earth · GeoNames · Who's On First");
  L.control.scale({ imperial: false }).addTo(map);
  if (words.tiles) {
    L.tileLayer(words.tiles, { maxZoom: 16, referrerPolicy: "no-referrer" }).addTo(map);
  } else {
    await drawBase(map, element);
    nameplaces(map, element);
  }
  return map;
}

async function outline(address) {
  if (!outlines.has(address.href)) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const data = await answer.json();
    outlines.set(address.href, {
      land: unwrapped(window.topojson.feature(data, data.objects.land)),
      coast: unwrapped(window.topojson.mesh(data, data.objects.land)),
      borders: unwrapped(window.topojson.mesh(data, data.objects.countries, (a, b) => a !== b)),
    });
  }
  return outlines.get(address.href);
}

/** Lines that cross the edge of the world at 180° go on beyond it; else they would be drawn back across all of it. */
function unwrapped(shape) {
  if (shape.features) shape.features.forEach((feature) => unwrapped(feature.geometry));
  else if (typeof shape.coordinates[0]?.[0] === "number") goOn(shape.coordinates);
  else shape.coordinates.flat(shape.type === "MultiPolygon" ? 1 : 0).forEach(goOn);
  return shape;
}

function goOn(line) {
  for (let i = 1; i < line.length; i += 1) {
    line[i][0] += 360 * Math.round((line[i - 1][0] - line[i][0]) / 360);
  }
}

async function drawBase(map, element) {
  const L = window.L;
  const pane = map.createPane("base");
  pane.style.zIndex = 150;
  const renderer = L.canvas({ pane: "base", padding: 0.4 });
  const options = { pane: "base", renderer, interactive: false };
  const shown = L.layerGroup().addTo(map);
  let drawn = null;
  const styles = () => ({
    // Filled without an outline: one would also be drawn where the land is cut off at the edge of the drawing.
    land: { ...options, stroke: false, fillColor: colour("--map-land", element), fillOpacity: 1 },
    coast: { ...options, weight: 0.8, color: colour("--map-coast", element), fill: false },
    borders: { ...options, weight: 1, color: colour("--map-border", element), fill: false },
  });
  const draw = async () => {
    const wanted = map.getZoom() >= FINE_FROM ? FINE : COARSE;
    if (wanted === drawn) return;
    drawn = wanted;
    const shapes = await outline(wanted);
    if (drawn !== wanted) return;
    const style = styles();
    shown.clearLayers();
    for (const kind of ["land", "coast", "borders"]) {
      L.geoJSON(shapes[kind], { ...options, style: style[kind] }).addTo(shown);
    }
  };
  map.on("zoomend", draw);
  const redraw = () => { drawn = null; draw(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  await draw();
}

/**
 * Puts points on a map and fits it to them; returns their layer. Each can be reached and opened by keyboard; points
 * that would lie on one another are one, which leads closer.
 */
export function addPoints(map, points, { fit = true, zoom = 9 } = {}) {
  const L = window.L;
  const layer = L.featureGroup().addTo(map);
  if (fit && points.length) {
    const all = L.latLngBounds(points.map((point) => [point.lat, point.lon]));
    map.fitBounds(all.pad(0.12), { maxZoom: zoom, animate: false });
  }
  const draw = () => {
    layer.clearLayers();
    const groups = gathered(map, points);
    const most = Math.max(1, ...groups.map(count));
    for (const group of groups) marker(map, group, most).addTo(layer);
  };
  map.on("zoomend", draw);
  draw();
  return layer;
}

const count = (group) => group.reduce((sum, point) => sum + (point.n ?? 1), 0);

/** Points in groups, the largest first, so that at this zoom no two of them touch. */
function gathered(map, points) {
  const groups = [];
  const cells = new Map();
  const spot = (point) => map.project([point.lat, point.lon]);
  for (const point of [...points].sort((a, b) => (b.n ?? 1) - (a.n ?? 1))) {
    const { x, y } = spot(point);
    const [column, row] = [Math.floor(x / APART), Math.floor(y / APART)];
    let found = null;
    for (let i = column - 1; i <= column + 1; i += 1) {
      for (let j = row - 1; j <= row + 1; j += 1) {
        for (const group of cells.get(`${i},${j}`) ?? []) {
          const centre = spot(group[0]);
          if (!found && Math.hypot(centre.x - x, centre.y - y) < APART) found = group;
        }
      }
    }
    if (found) {
      found.push(point);
    } else {
      const group = [point];
      groups.push(group);
      const key = `${column},${row}`;
      cells.set(key, [...(cells.get(key) ?? []), group]);
    }
  }
  return groups;
}

function marker(map, group, most) {
  const L = window.L;
  const [first] = group;
  const n = count(group);
  const size = n === 1 ? 16 : Math.round(24 + 20 * (Math.log(n) / Math.log(Math.max(most, 10))));
  const icon = L.divIcon({ className: n === 1 ? "spot" : "spot many", iconSize: [size, size], html: badge(n) });
  const others = group.length > 1 ? ` +${group.length - 1}` : "";
  const at = L.marker([first.lat, first.lon], { icon, title: first.label + others, alt: first.label + others, riseOnHover: true });
  const bounds = L.latLngBounds(group.map((point) => [point.lat, point.lon]));
  const isSpread = bounds.getNorth() - bounds.getSouth() + bounds.getEast() - bounds.getWest() > 1e-4;
  if (group.length > 1 && isSpread && map.getZoom() < map.getMaxZoom()) {
    const closer = () => map.fitBounds(bounds.pad(0.2), { maxZoom: Math.max(map.getZoom() + 1, 14) });
    at.on("click", closer).on("keypress", (event) => event.originalEvent.key === "Enter" && closer());
  } else {
    at.bindPopup(() => popup(group), { maxWidth: 320, maxHeight: 260, autoPanPadding: [20, 20] });
  }
  return at;
}

function badge(n) {
  if (n === 1) return false;
  const text = document.createElement("span");
  text.textContent = n < 10000 ? String(n) : `${Math.round(n / 1000)}k`;
  return text;
}

function popup(points) {
  const box = document.createElement("div");
  box.dir = document.documentElement.dir;
  for (const point of points.slice(0, 20)) {
    box.appendChild(document.createElement("strong")).append(isolated(point.label));
    for (const line of point.text ?? []) {
      box.appendChild(document.createElement("p")).append(isolated(line));
    }
    if (point.href) {
      const link = box.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
      link.href = document.documentElement.dataset.root + point.href;
      link.textContent = point.go ?? point.href;
    }
  }
  return box;
}

function isolated(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

/** Draws every `.map[data-points]` of the page: the attribute names the element that holds the points as JSON. */
export async function drawMaps(root = document) {
  for (const element of root.querySelectorAll(".map[data-points]")) {
    const points = JSON.parse(document.getElementById(element.dataset.points).textContent);
    const map = await makeMap(element);
    addPoints(map, points, { zoom: Number(element.dataset.zoom || 8) });
    element.dataset.ready = "yes";
  }
}

// The page of an incident: its map, and what a refused change has to say.
import { drawMaps } from "./map.js";

drawMaps();
document.getElementById("problem")?.focus();

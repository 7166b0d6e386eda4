// The views of exploring: only the map is drawn in the browser.
import { drawMaps } from "./map.js";

drawMaps();

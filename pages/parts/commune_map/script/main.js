// The commune map: small areas drawn from a static layer and coloured by one small table.
//
// Python sends a message at every rerun (its format stands in wire.py). Geometry and words come
// by address, once. What a person does here is painted at once and told to Python after it.
// Text is only ever set as textContent: names come from files.
//
// The files of this folder are one module: Python puts them one after the other, so a browser fetches
// one script and every file sees the functions of all others. Outside functions stand constants only.

const SVG = "http://www.w3.org/2000/svg";
const STATES = { z: "zero", f: "few", n: "nothing_reported", d: "no_data", a: "not_assigned", e: "only_earlier", l: "only_later" };
const MAP_STATES = ["zero", "few", "nothing_reported", "no_data", "not_assigned"]; // of one map, as its legend lists them
const PRECISIONS = { e: "exact", v: "village", c: "commune" };
const MAX_ZOOM = 16;
const STEP = 1.6; // one press of a zoom button
const NAMES_FROM = 1.8; // the zoom from which communes are named
const MOTION_MS = 220;
const DOUBLE_MS = 300;
const ECHO_MS = 5000; // how long an answer of the server to what was told may take

const fetched = new Map(); // address -> promise of its content, shared by all maps of the window
const maps = new WeakMap(); // shadow root -> the map drawn in it
const shown = new Map(); // key of a map -> the map that stands on the page
const views = new Map(); // key of a map -> its view and whose it is: it survives leaving the page

const BASE = new URL("../../", import.meta.url).href; // right under any prefix of a host
const packs = new WeakMap(); // shadow root -> the message that came last

/** Unpack what Python sent, and draw the map or follow its rest. Called by the loader. */
export async function show(component, packed) {
  const root = component.parentElement;
  packs.set(root, packed);
  const data = await unpacked(packed);
  // A later message may have been unpacked first.
  if (packs.get(root) !== packed) return;
  return (data.token ? follow : draw)({ ...component, data }, BASE);
}

/** Draw or repaint one map: at every change of data or theme. */
async function draw(component, base) {
  const { data: message, parentElement: root } = component;
  const map = maps.get(root) ?? open(root, message);
  Object.assign(map, { component, said: message, base, folder: `${base}app/static/` });
  const [frame, sheet] = await Promise.all([
    json(map.folder + message.frame),
    styleSheet(map.folder + message.style),
  ]);
  map.frame = frame;
  root.adoptedStyleSheets = [sheet];
  const view = heard(map, "view", message.view);
  const [layer, points] = await Promise.all([layerNamed(map, view), pointsOf(map)]);
  if (map.said === message) receive(map, view, layer, points);
  return () => setTimeout(() => root.host.isConnected || close(map, root));
}

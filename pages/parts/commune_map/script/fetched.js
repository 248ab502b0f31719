// What is fetched by address.

function once(address, load) {
  if (!fetched.has(address)) {
    const content = load(address);
    fetched.set(address, content);
    content.catch(() => fetched.delete(address));
  }
  return fetched.get(address);
}

// The name carries the content's hash, so what the browser has is never stale.
async function get(address) {
  const response = await fetch(address, { cache: "force-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

const json = (address) => once(address, async (it) => (await get(it)).json());

const styleSheet = (address) =>
  once(address, async (it) => new CSSStyleSheet().replace(await (await get(it)).text()));

function layerNamed(map, view) {
  const known = map.frame.layers.find((layer) => layer.view === view) ?? map.frame.layers[0];
  return json(map.folder + known.file).then((layer) => prepared(layer, known));
}

// Python sends its arrays in the order of the codes: the same order is made here.
function prepared(layer, known) {
  if (layer.codes) return layer;
  layer.communes.sort((a, b) => (a.code < b.code ? -1 : 1));
  layer.codes = layer.communes.map((commune) => commune.code);
  layer.byCode = new Map(layer.communes.map((commune) => [commune.code, commune]));
  layer.districtNames = new Map(layer.districts.map(({ code, name }) => [code, name]));
  return Object.assign(layer, { source: known.source, licence: known.licence });
}

function pointsOf(map) {
  const { points } = map.said;
  return points ? json(map.base + points.address) : null;
}

// Other measures and years: fetched when idle, and from then on painted without the server.

const IDLE_MS = 400; // so long nothing new came: only then is the server asked for more

const rests = new Map(); // key of a map -> {token, pictures, agencies, assigned}: see wire.rest
const newest = new Map(); // key of a map -> the token that came last

/** Ask for the rest of a map, or fetch it where it stands: see rest.py. */
async function follow(component, base) {
  const { map: key, token, address } = component.data;
  newest.set(key, token);
  if (rests.get(key)?.token === token) return;
  if (!address) return void setTimeout(() => whenIdle(() => ask(component)), IDLE_MS);
  const content = await once(base + address, inflated);
  if (newest.get(key) !== token) return;
  rests.set(key, { token, ...content });
  const map = shown.get(key);
  if (map?.layer) repaint(map);
}

function ask({ data, parentElement, setTriggerValue }) {
  const { map: key, token } = data;
  if (newest.get(key) !== token || !parentElement.host.isConnected) return;
  setTriggerValue("ask", token);
}

async function inflated(address) {
  const { body } = await get(address);
  return new Response(body.pipeThrough(new DecompressionStream("deflate"))).json();
}

// A token is the filters and, after a dash, a period of several years that was asked for beside
// the usual ones: what was fetched for the same filters stays true.
const filtersOf = (token) => (token ?? "").split("-")[0];

const hasRest = ({ key, said }) => rests.has(key) && filtersOf(rests.get(key).token) === filtersOf(said.rest);

/** What followed for the filters of the map's message: its pictures by period and measure. */
const restOf = (map) => (hasRest(map) ? rests.get(map.key) : { pictures: {}, agencies: [], assigned: {} });

const periodOf = (years) => (years ?? []).join("-");

const pictureOf = (map, years = map.years, measure = map.measure) =>
  restOf(map).pictures[periodOf(years)]?.[measure];

/** What the map shows: what the server said, or what a person asked for since. */
function pictured(map) {
  const plain = { ...plainPicture(map), compare: "" };
  const compared = { years: sideBySide, change: changed, need: needed }[map.compare];
  if (compared && map.said.rest && !hasRest(map)) return awaited(map, plain);
  return compared?.(map, plain) ?? plain;
}

function plainPicture(map) {
  const { said } = map;
  if (map.measure === said.measure && periodOf(map.years) === periodOf(said.years)) return said;
  const picture = pictureOf(map);
  if (!picture) return said; // not there yet: the server is asked, and answers
  const asked = { measure: map.measure, years: map.years };
  return { ...said, signs: undefined, behind: undefined, legend: undefined, faded: undefined, least: undefined, ...asked, ...picture };
}

function repaint(map) {
  map.message = pictured(map);
  paintWords(map);
  showLayer(map, map.viewName, map.layer);
}

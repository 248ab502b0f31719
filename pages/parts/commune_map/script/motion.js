// From hexagons to boundaries and back: each commune glides from where it stood.

const GLIDE_MS = 450;

/** Where each commune stands on the screen; nothing for who asks for less motion. */
function standingPlaces(map) {
  if (!map.layer || !map.size.width || calm()) return null;
  return new Map(map.layer.communes.map((commune) => [commune.code, onScreen(map, commune)]));
}

function glideFrom(map, places) {
  if (!places) return;
  const scale = scaleOf(map);
  for (const commune of map.layer.communes) {
    const from = places.get(commune.code);
    if (!from) continue;
    const to = onScreen(map, commune);
    const start = `translate(${(from.x - to.x) / scale}px, ${(from.y - to.y) / scale}px)`;
    const moving = [{ transform: start }, { transform: "none" }];
    map.paths.get(commune.code).animate(moving, { duration: GLIDE_MS, easing: "ease-in-out" });
  }
  const { districts, border, chosen, linked, labels, signs } = map.parts;
  for (const part of [districts, border, chosen, linked, labels, signs]) {
    part.animate([{ opacity: 0 }, { opacity: 0, offset: 0.7 }, { opacity: 1 }], GLIDE_MS);
  }
}

// Back leads to where a list was left. The page scrolls inside its own frame, of which the browser
// keeps no place; so the place of each click is kept here, by the address it was made under.
{
  const STILL_FRAMES = 30;
  const LONGEST_MS = 15000;
  const places = new Map();
  const frame = () => document.querySelector("[data-testid=stMain]");
  const runs = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
  let turn = 0;

  const keep = () => places.set(window.location.href, frame()?.scrollTop ?? 0);

  // What was there before stays until the run begins; what comes grows until the run is over.
  function lead(top) {
    const mine = ++turn;
    const until = performance.now() + LONGEST_MS;
    let [begun, still] = [false, 0];
    const look = () => {
      if (mine !== turn || still > STILL_FRAMES || performance.now() > until) return;
      begun ||= runs();
      const main = begun && frame();
      if (main && main.scrollTop !== top) main.scrollTop = top;
      still = main && !runs() && main.scrollTop === top ? still + 1 : 0;
      requestAnimationFrame(look);
    };
    look();
  }

  document.addEventListener("click", keep, true);
  window.addEventListener("popstate", () => {
    const top = places.get(window.location.href);
    if (top !== undefined) lead(top);
  });
  // Who moves the page meanwhile is not led anywhere.
  for (const moved of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(moved, () => (turn += 1), { capture: true, passive: true });
  }
}

// The search box by keyboard: Enter takes the first of what is found, the arrows walk through it,
// Escape leads back to the box. What is found belongs to the text in the name of its container,
// so an answer to fewer letters is never taken for the answer to all of them.
const LOOK_MS = 60;
const status = document.body.appendChild(document.createElement("p"));
status.setAttribute("role", "status");
status.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
let foundWords = "";

export function hear(words) {
  foundWords = words;
}

const searchField = () => document.querySelector(".st-key-search input");
const inHex = (text) =>
  [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const answerTo = (text) => document.querySelector(`.st-key-found_${inHex(text)}`);
const hitsOf = (answer) => [...answer.querySelectorAll("a, button")];

// However long the answer takes: who types on or goes elsewhere no longer waits for it.
function whenAnswered(field, act) {
  const text = field.value;
  const answer = text && answerTo(text);
  const waits = () => field.value === text && document.activeElement === field;
  if (answer) act(answer);
  else if (text) setTimeout(() => waits() && whenAnswered(field, act), LOOK_MS);
}

function say(answer) {
  const hits = hitsOf(answer);
  const first = hits[0]?.querySelector("[data-testid=stMarkdownContainer]")?.innerText ?? "";
  const said = foundWords.replace("{n}", hits.length).replace("{first}", first);
  status.textContent = hits.length ? said : answer.innerText;
}

function stepThrough(event) {
  const answer = event.target.closest("[class*='st-key-found_']") ?? answerTo(searchField().value);
  const stops = answer ? [searchField(), ...hitsOf(answer)] : [];
  const here = stops.indexOf(event.target.closest("a, button, input"));
  const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

let looking = 0;
document.addEventListener("input", (event) => {
  const field = searchField();
  if (event.target !== field) return;
  clearTimeout(looking);
  // Said once a person has stopped typing.
  looking = setTimeout(() => whenAnswered(field, say), 500);
});

export function press(event) {
  if (event.isComposing || !event.target.closest?.(".st-key-search")) return;
  const field = searchField();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") stepThrough(event);
  else if (event.key === "Escape" && event.target !== field) field.focus();
  else if (event.key === "Enter" && event.target === field) {
    whenAnswered(field, (answer) => hitsOf(answer)[0]?.click());
  }
}

document.addEventListener("keydown", press);

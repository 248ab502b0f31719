const sheet = document.head.appendChild(document.createElement("style"));
sheet.textContent = STYLE;
const line = document.createElement("p");
line.id = "printed";
document.body.prepend(line);
let said = { printed: "", lang: "vi" };

function today(lang) {
  const month = lang === "vi" ? { day: "2-digit", month: "2-digit" } : { day: "numeric", month: "short" };
  return new Date().toLocaleDateString(lang === "vi" ? "vi-VN" : "en-GB", { year: "numeric", ...month });
}

function write() {
  line.textContent = `${said.printed} ${today(said.lang)} · ${window.location.href}`;
}

// A plotly drawing is as wide as the screen was; with a view box it shrinks to the paper.
function fitDrawings() {
  for (const drawing of document.querySelectorAll(".main-svg:not([viewBox])")) {
    const { width, height } = drawing.getBoundingClientRect();
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    drawing.dataset.fitted = "";
  }
}

function unfitDrawings() {
  for (const drawing of document.querySelectorAll(".main-svg[data-fitted]")) {
    drawing.removeAttribute("viewBox");
    delete drawing.dataset.fitted;
  }
}

window.addEventListener("beforeprint", () => (write(), fitDrawings()));
window.addEventListener("afterprint", unfitDrawings);

/** Have the words ready that only paper shows: when it was printed, and from which address. */
export function prepare(printed, lang) {
  said = { printed, lang };
  write();
}

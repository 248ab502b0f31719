const PRINT = `@media print {
  header, [data-testid="stToolbar"], .st-key-menu, .st-key-filters, .st-key-search,
  [data-testid="stDownloadButton"], [data-testid="stExpander"] summary { display: none !important; }
  [data-testid="stMain"], [data-testid="stAppViewContainer"], .stApp {
    position: static !important; overflow: visible !important; height: auto !important; }
  .stPlotlyChart, [data-testid="stMetric"], [data-testid="stTable"] { break-inside: avoid; }
}`;

function once(selector, make) {
  return document.head.querySelector(selector) ?? document.head.appendChild(make());
}

function robots(noindex) {
  const tag = once("meta[name=robots]", () => {
    const meta = document.createElement("meta");
    meta.name = "robots";
    return meta;
  });
  tag.content = noindex ? "noindex" : "all";
}

function printSheet() {
  once("style[data-print]", () => {
    const style = document.createElement("style");
    style.dataset.print = "";
    style.textContent = PRINT;
    return style;
  });
}

async function copyLink() {
  const link = window.location.href;
  if (window.isSecureContext) return navigator.clipboard.writeText(link);
  // An intranet address without https has no clipboard of its own.
  const field = document.createElement("textarea");
  field.value = link;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

// Another commune on the same page is a new page to its reader, who begins at the top.
function toTop(button, shows) {
  const before = button.dataset.shows;
  if (before && before !== shows) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  button.dataset.shows = shows;
}

export default function ({ data, parentElement, setStateValue }) {
  document.documentElement.lang = data.lang;
  robots(data.noindex);
  printSheet();

  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("span");
  toTop(button, data.shows);
  button.textContent = data.copy;
  button.onclick = async () => {
    await copyLink();
    status.textContent = data.copied;
    setTimeout(() => (status.textContent = ""), 2500);
  };

  const phone = window.matchMedia("(max-width: 640px)");
  const tell = () => phone.matches !== data.narrow && setStateValue("narrow", phone.matches);
  phone.onchange = tell;
  tell();
  return () => (phone.onchange = null);
}

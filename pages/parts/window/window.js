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

// Enter in the search box, pressed before the script that answers it is here.
let early = null;
const keep = (event) => event.key === "Enter" && (early = event);
document.addEventListener("keydown", keep);

// Asked for once by its address: what stands in this script is sent again with every run.
async function later({ later: name, printed, lang, found }) {
  const own = document.querySelector('script[src*="static/js/"]').src;
  const { prepare, hear, press } = await import(new URL(`../../app/static/${name}`, own));
  prepare(printed, lang);
  hear(found);
  document.removeEventListener("keydown", keep);
  if (early) press(early);
  early = null;
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

// Going to a page with an address of its own, Streamlit makes two steps of history: the new query
// under the old page, and at once the new page. Back must not lead to the step between them.
const AT_ONCE_MS = 1500;

function oneStepBack() {
  const push = history.pushState;
  if (push.joins) return;
  let between = { href: "", until: 0 };
  history.pushState = function (state, unused, address) {
    const { href, pathname, search } = window.location;
    const to = new URL(address, href);
    const joins = between.href === href && performance.now() < between.until;
    const ends = joins && to.search === search && to.pathname !== pathname;
    const begins = to.pathname === pathname && to.search !== search;
    between = begins ? { href: to.href, until: performance.now() + AT_ONCE_MS } : { href: "" };
    return (ends ? history.replaceState : push).call(history, state, unused, address);
  };
  history.pushState.joins = true;
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
  later(data);
  oneStepBack();

  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("span");
  toTop(button, data.shows);
  button.textContent = data.copy;
  button.hidden = false;
  button.onclick = async () => {
    await copyLink();
    status.textContent = data.copied;
    setTimeout(() => (status.textContent = ""), 2500);
  };

  const phone = window.matchMedia("(max-width: 820px)");
  const tell = () => phone.matches !== data.narrow && setStateValue("narrow", phone.matches);
  phone.onchange = tell;
  tell();
  return () => (phone.onchange = null);
}

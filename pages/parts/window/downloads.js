// A file is made from what the last run left, and Streamlit lets go of that when the next run
// begins: a click while the page is drawn again would be lost without a word. It waits instead.
const LOOK_AGAIN_MS = 30;
const stands = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
const keyOf = (button) => button.closest("[class*=st-key-]").className.match(/st-key-\S+/)[0];

// Seen twice: the run is said to have ended a little before what it drew is put into the page.
function whenItStands(act, stood = false) {
  const seen = stands();
  if (stood && seen) act();
  else setTimeout(() => whenItStands(act, seen), LOOK_AGAIN_MS);
}

function keepUntilItStands(event) {
  const button = event.target.closest?.("[data-testid=stDownloadButton] button");
  if (!button || stands()) return;
  event.stopPropagation();
  event.preventDefault();
  // The run may draw the button anew; its key finds it again.
  const key = keyOf(button);
  whenItStands(() => document.querySelector(`.${CSS.escape(key)} button`)?.click());
}

document.addEventListener("click", keepUntilItStands, true);

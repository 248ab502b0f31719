// Said before the page asks for anything, so that the first run knows a narrow window.
{
  const narrow = matchMedia("(max-width: 820px)");
  const say = () => {
    document.cookie = `window=${narrow.matches ? "narrow" : "wide"}; path=/; SameSite=Lax`;
  };
  narrow.addEventListener("change", say);
  say();
}

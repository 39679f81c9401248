/* Types words into the search one after the other; tells how much was found, and what it showed
   besides the parts of which results are made. */
async (words) => {
  const PARTS = ["LI", "DIV", "H3", "A", "P", "SPAN", "MARK"];
  const form = document.querySelector("form.search");
  const said = document.querySelector(".search__count");
  const asked = form.elements.q;
  const wait = (time) => new Promise((over) => setTimeout(over, time));
  const strange = [];
  let found = 0;
  for (const each of words) {
    asked.value = each;
    const typed = asked.value.trim();
    said.textContent = "";
    form.requestSubmit();
    for (let n = 0; n < 12000 && typed && !said.textContent; n += 1) await wait(5);
    if (typed && !said.textContent.includes(typed)) strange.push(`${each}: ${said.textContent}`);
    for (const element of document.querySelectorAll(".search__results *"))
      if (!PARTS.includes(element.tagName)) strange.push(element.outerHTML);
    found += document.querySelectorAll(".search__results > li").length;
  }
  document.querySelector(".search__results").scrollIntoView();
  await wait(200);
  return [found, strange];
}

// The filter box of the schema reference: shows the fields, and the types and resources, whose text has all its words.
const box = document.getElementById('filter');
const input = box?.querySelector('input');
const count = box?.querySelector('output');

/** Lower-case text of what can be shown or hidden; the names of types belong to their fields. */
const sections = [...document.querySelectorAll<HTMLElement>('main > section')].map((section) => {
  const heading = section.querySelector('h2')?.textContent.toLowerCase() ?? '';
  const articles = [...section.querySelectorAll<HTMLElement>('article')].map((article) => ({
    element: article,
    text: `${heading} ${article.textContent.toLowerCase()}`,
  }));
  return { element: section, articles, text: section.textContent.toLowerCase() };
});

function applyFilter(typed: string): number {
  // On a phone the index comes first: what is found would be screens below.
  document.body.classList.toggle('filtered', typed.trim() !== '');
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = (text: string): boolean => words.every((word) => text.includes(word));
  let shown = 0;
  for (const { element, articles, text } of sections) {
    let any = articles.length === 0 && fits(text);
    shown += any ? 1 : 0;
    for (const article of articles) {
      const visible = fits(article.text);
      article.element.hidden = !visible;
      any ||= visible;
      shown += visible ? 1 : 0;
    }
    element.hidden = !any;
  }
  return shown;
}

if (box && input && count) {
  box.hidden = false;
  input.addEventListener('input', () => {
    const shown = applyFilter(input.value);
    count.textContent = input.value.trim() === '' ? '' : `${shown} 项 found`;
  });
  // A link to a field that is hidden would lead nowhere.
  addEventListener('hashchange', () => {
    if (document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('[hidden]')) {
      input.value = '';
      applyFilter('');
      count.textContent = '';
    }
  });
}

// How the schema reference looks: on screens of any width, in the dark, on paper.
import { Html } from '../http/html.js';

export const schemaReferenceStyle = new Html(`
:root { color-scheme: light dark; font: 16px/1.55 system-ui, 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Zen Hei', sans-serif;
  --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #151b23); --link: light-dark(#0550ae, #79b8ff) }
* { box-sizing: border-box }
[hidden] { display: none !important }
body { margin: 0; background: Canvas; color: CanvasText; display: grid; grid-template: auto 1fr / 17rem minmax(0, 1fr) }
header { grid-column: 1 / -1; padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1;
  background: Canvas; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center }
header h1 { font-size: 1.25rem; margin: 0 }
header p { margin: 0 }
nav { border-inline-end: 1px solid var(--line); padding: 1rem 1rem 2rem 1.5rem; font-size: .9rem; position: sticky; top: 4rem;
  max-height: calc(100vh - 4rem); overflow: auto; align-self: start }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0 }
nav a { display: block; padding: .15rem 0; overflow-wrap: anywhere }
main { padding: 0 1.5rem 4rem; max-width: 64rem }
a { color: var(--link) }
small { font-weight: 400; opacity: .8 }
summary { font-weight: 600; cursor: pointer }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
:target { background: light-dark(#fff8c5, #3b2e00) }
section, article { scroll-margin-top: 5rem }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .25rem; padding-top: .5rem; border-top: 2px solid var(--line) }
h2 a { color: inherit; text-decoration: none }
article { padding: .75rem 0; border-top: 1px solid var(--line) }
h3 { font-size: 1rem; font-weight: 500; margin: 0 }
code { font-family: ui-monospace, Consolas, monospace; font-size: .95em; overflow-wrap: anywhere }
.description { margin: .25rem 0; white-space: pre-line }
.arguments { margin: .25rem 0 }
.deprecated { border-inline-start: 4px solid #b26a00; padding-inline-start: .75rem; margin: .25rem 0 }
dl { margin: .5rem 0 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .25rem 1.5rem;
  background: var(--soft); padding: .5rem .75rem; border-radius: .375rem; font-size: .875rem }
dt { font-weight: 600 }
dd { margin: 0; overflow-wrap: anywhere }
input { font: inherit; padding: .35rem .6rem; min-height: 2.5rem; width: min(20rem, 48vw) }
.skip { position: absolute; inset-inline-start: -99rem }
.skip:focus { inset-inline-start: 1rem; top: .5rem; z-index: 2; background: Canvas; padding: .5rem }
@media (max-width: 50rem) {
  body { display: block }
  header { position: static; padding: 1rem }
  nav { position: static; max-height: none; border: 0; padding: 1rem }
  .filtered nav { display: none }
  nav ul { columns: 2 }
  main { padding: 0 1rem 3rem }
  section, article { scroll-margin-top: .5rem }
}
@media print {
  nav, #filter, .skip { display: none }
  body { display: block; font-size: 10pt }
  header { position: static }
  article, dl { break-inside: avoid }
  dl { background: none; border: 1px solid #999 }
  a { color: inherit }
}
`);

// HTML pages for the issuer: the frame and headers of every page.
import { createHash } from 'node:crypto';
import { html, Html } from '../../gateway/http/html.js';

/** A page ready to send. */
export interface Page {
  body: string;
  headers: Record<string, string>;
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif }
body { margin: 0 }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .5rem }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
ul { list-style: none; margin: 0; padding: 0 }
li { margin: 0 0 .5rem }
small { display: block; opacity: .8 }
label { display: block; margin: .75rem 0 .25rem; font-weight: 600 }
button, input, select { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit;
  border: 1px solid GrayText; border-radius: .375rem }
button { text-align: start; cursor: pointer }
button[type=submit].main { margin-top: 1rem; text-align: center; font-weight: 600 }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px }
[aria-invalid=true] { border: 2px solid #c62828 }
.notice, [role=alert] { padding: .75rem; border-inline-start: 4px solid #b26a00; background: #b26a0022 }
[role=alert] { border-color: #c62828; background: #c6282822 }
`;
// Apart from the template: one space more in the element, and the policy's hash no longer fits.
const styleElement = new Html(`<style>${style}</style>`);
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * A whole page with a policy that allows its own style and nothing else: no script, no frame around it.
 *
 * @param formTargets origins a form may end at besides the issuer: browsers apply `form-action` to the redirects that
 *   follow a submission too, so the portal that gets the code must be listed.
 */
export function renderPage(title: string, content: Html, formTargets: readonly string[]): Page {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  const { markup } = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
  return {
    body: markup,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      // Not `no-referrer`, under which browsers send a form with `Origin: null` (Fetch standard, "append a request Origin header").
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  };
}

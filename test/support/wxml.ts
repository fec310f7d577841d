// Reads a page's WXML as far as tests need it: which components, data and methods it names.
const components = new Set([
  ...[
    'view',
    'text',
    'block',
    'button',
    'image',
    'icon',
    'label',
    'form',
    'input',
    'textarea',
    'scroll-view',
  ],
  ...['navigator', 'picker', 'switch', 'checkbox', 'radio', 'progress', 'rich-text', 'swiper', 'swiper-item'],
]);
const words = new Set(['true', 'false', 'null', 'undefined']);

export interface WxmlNames {
  /** Tags that are no component of WeChat. */
  readonly unknownTags: readonly string[];
  /** Names in `{{}}` that come from the page's data. */
  readonly data: readonly string[];
  /** Methods that events call. */
  readonly methods: readonly string[];
}

/** @throws Error where a tag is not closed in its turn */
export function readWxml(source: string): WxmlNames {
  const markup = source.replace(/<!--[\s\S]*?-->/g, '');
  const tags = [...markup.matchAll(/<(\/?)([\w-]+)((?:[^>"]|"[^"]*")*?)(\/?)>/g)];
  checkNesting(
    tags.map(([, end, name, , self]) => ({ name: String(name), end: end === '/', self: self === '/' })),
  );
  const attributes = tags.map(([, , , text]) => String(text)).join(' ');
  const own = new Set(['item', 'index', ...valuesOf(attributes, /wx:for-(?:item|index)="([^"]+)"/g)]);
  const named = valuesOf(markup, /\{\{([\s\S]*?)\}\}/g).flatMap(namesIn);
  return {
    unknownTags: tags.map(([, , name]) => String(name)).filter((name) => !components.has(name)),
    data: [...new Set(named)].filter((name) => !own.has(name) && !words.has(name)),
    methods: valuesOf(attributes, /(?:bind|catch):?\w+="([^"]+)"/g),
  };
}

function checkNesting(tags: readonly { name: string; end: boolean; self: boolean }[]): void {
  const open: string[] = [];
  for (const { name, end, self } of tags) {
    if (self) continue;
    if (!end) open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes another tag`);
  }
  if (open.length > 0) throw new Error(`<${open.join('>, <')}> is not closed`);
}

function valuesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, value]) => String(value));
}

/** `bill.state === 'UNPAID'` names `bill`. */
function namesIn(expression: string): string[] {
  const bare = expression.replace(/'[^']*'/g, '');
  return [...bare.matchAll(/(?<![\w.$])[A-Za-z_$][\w$]*/g)].map(([name]) => name);
}

// The ways in which one and the same tree of fields can be asked for: aliases, fragments, conditions, merged selections.
import type { TreeField } from './field-tree.js';
import { fitsLimits } from './fits-limits.js';

/** A field as a document asks for it. */
export interface AskedField {
  /** Key in the answer. */
  readonly key: string;
  readonly field: TreeField;
  readonly children: readonly AskedField[];
}

/** The field of Query that leads to citizens. */
export interface Entrance {
  /** `citizens(by: $by)`. */
  readonly call: string;
  /** `$by: [CitizenLookup!]!`; empty for `me`. */
  readonly variables: string;
  /** Another field of Query that leads to a citizen, with literal arguments. */
  readonly otherCall: string;
}

export const byMe: Entrance = { call: 'me', variables: '', otherCall: 'citizens(by: [])' };

export interface Question {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What must come back, and nothing else. */
  readonly asked: readonly AskedField[];
}

export interface WayToAsk {
  readonly name: string;
  ask(entrance: Entrance, fields: readonly AskedField[]): Question;
  /** The fields under the keys that this way gives them. */
  shape(tree: readonly TreeField[]): readonly AskedField[];
}

/** As few questions as the gateway's limits allow; together they ask for the whole tree. */
export function questionsOf(way: WayToAsk, entrance: Entrance, tree: readonly TreeField[]): Question[] {
  const split = (asked: readonly AskedField[]): Question[] => {
    const question = way.ask(entrance, asked);
    if (fitsLimits(question.query)) return [question];
    if (asked.length < 2) throw new Error(`${way.name}: ${asked[0]?.key} alone is beyond the limits`);
    const middle = Math.ceil(asked.length / 2);
    return [...split(asked.slice(0, middle)), ...split(asked.slice(middle))];
  };
  return split(way.shape(tree));
}

type Render = (asked: readonly AskedField[], type: string, page: FragmentPage) => string;

/** Definitions beside the operation. */
interface FragmentPage {
  readonly definitions: string[];
  /** Adds a fragment and gives the spread of it. */
  spread(type: string, body: string): string;
}

function createFragmentPage(): FragmentPage {
  const definitions: string[] = [];
  return {
    definitions,
    spread(type, body) {
      const name = `F${definitions.length}`;
      definitions.push(`fragment ${name} on ${type} { ${body} }`);
      return `...${name}`;
    },
  };
}

function write({ key, field, children }: AskedField, render: Render, page: FragmentPage, after = ''): string {
  const name = key === field.name ? key : `${key}: ${field.name}`;
  return `${name}${after}${children.length > 0 ? ` { ${render(children, field.type, page)} }` : ''}`;
}

const plain: Render = (asked, _type, page) => asked.map((one) => write(one, plain, page)).join(' ');

const asFragments: Render = (asked, type, page) =>
  page.spread(type, asked.map((one) => write(one, asFragments, page)).join(' '));

/** Each set in up to three fragments: the outer one spreads the middle one, which spreads the inner one. */
const asNestedFragments: Render = (asked, type, page) => {
  const third = Math.ceil(asked.length / 3);
  const parts = [asked.slice(0, third), asked.slice(third, 2 * third), asked.slice(2 * third)];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.map((one) => write(one, asNestedFragments, page)).join(' '))
    .reduceRight((inner, part) => page.spread(type, `${part} ${inner}`), '');
};

const inlineOnType: Render = (asked, type, page) =>
  `... on ${type} { ${asked.map((one) => write(one, inlineOnType, page)).join(' ')} }`;

const inlineOnAnything: Render = (asked, _type, page) =>
  `... { ${asked.map((one) => write(one, inlineOnAnything, page)).join(' ')} }`;

/** A field of each set under a key that must not come back. */
const shadow = (asked: readonly AskedField[], after: string): string =>
  asked
    .filter(({ children }) => children.length === 0)
    .slice(0, 1)
    .map(({ field }) => `unwanted: ${field.name}${after}`)
    .join(' ');

const included: Render = (asked, _type, page) =>
  `${asked.map((one) => write(one, included, page, ' @include(if: $yes)')).join(' ')} ${shadow(asked, ' @include(if: $no)')}`;

const skipped: Render = (asked, _type, page) =>
  `... @skip(if: $no) { ${asked.map((one) => write(one, skipped, page)).join(' ')} } ` +
  `... @skip(if: $yes) { __typename ${shadow(asked, '')} }`;

/** Everything without children twice, everything else twice with half of its children. */
const twice: Render = (asked, _type, page) =>
  asked
    .flatMap((one) => {
      const middle = Math.ceil(one.children.length / 2);
      return [one.children.slice(0, middle), one.children.slice(middle)].map((children) =>
        write({ ...one, children: children.length > 0 ? children : one.children }, twice, page),
      );
    })
    .join(' ');

const ownKeys = (tree: readonly TreeField[]): AskedField[] =>
  tree.map((field) => ({ key: field.name, field, children: ownKeys(field.children) }));

const aliases = (tree: readonly TreeField[]): AskedField[] =>
  tree.map((field, index) => ({ key: `a${index}`, field, children: aliases(field.children) }));

/**
 * Each field under the name of another one of its type, values among values: what the planner fetches under a key's own
 * name must not stand under a birthday.
 */
const othersNames = (tree: readonly TreeField[]): AskedField[] =>
  [
    tree.filter(({ children }) => children.length === 0),
    tree.filter(({ children }) => children.length > 0),
  ].flatMap((alike) =>
    alike.map((field, index) => ({
      key: alike[(index + Math.floor(alike.length / 2)) % alike.length]?.name ?? '',
      field,
      children: othersNames(field.children),
    })),
  );

/** Each path of the tree alone, so that whatever is refused leaves an empty selection behind. */
const alonePaths = (tree: readonly TreeField[]): AskedField[] => {
  const pathsOf = (field: TreeField): AskedField[] =>
    field.children.length === 0
      ? [{ key: field.name, field, children: [] }]
      : field.children.flatMap(pathsOf).map((child) => ({ key: field.name, field, children: [child] }));
  return tree.flatMap(pathsOf).map((path, index) => ({ ...path, key: `p${index}` }));
};

interface Writing {
  readonly render?: Render;
  readonly shape?: WayToAsk['shape'];
  /** Definitions of the operation's own variables. */
  readonly variables?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

function wayToAsk(name: string, writing: Writing, write = writeOperation): WayToAsk {
  const { render = plain, shape = ownKeys, variables = '', values = {} } = writing;
  return {
    name,
    shape,
    ask(entrance, asked) {
      const page = createFragmentPage();
      const body = render(asked, 'Citizen', page);
      const defined = [entrance.variables, variables].filter((one) => one !== '').join(', ');
      return {
        ...write(entrance, defined === '' ? '' : `(${defined})`, body, page),
        variables: values,
        asked,
      };
    },
  };
}

type WriteOperation = (
  entrance: Entrance,
  variables: string,
  body: string,
  page: FragmentPage,
) => { query: string; operationName?: string };

const writeOperation: WriteOperation = ({ call }, variables, body, { definitions }) => ({
  query: [`query Page${variables} { ${call} { ${body} } }`, ...definitions].join('\n'),
});

const onQuery: WriteOperation = ({ call }, variables, body, page) => {
  const spread = page.spread('Query', `${call} { ${body} }`);
  return { query: [`query Page${variables} { ${spread} }`, ...page.definitions].join('\n') };
};

/** The others ask for the same fragments where the caller must not ask at all. */
const amongOthers: WriteOperation = ({ call, otherCall }, variables, body, { definitions }) => ({
  query: [
    `query First { ${otherCall} { ${body} } }`,
    `query Page${variables} { ${call} { ${body} } }`,
    `query Last { ${otherCall} { id } }`,
    ...definitions,
  ].join('\n'),
  operationName: 'Page',
});

const conditions = { variables: '$yes: Boolean!, $no: Boolean!', values: { yes: true, no: false } };
const defaults = { variables: '$yes: Boolean! = true, $no: Boolean! = false' };

export const waysToAsk: readonly WayToAsk[] = [
  wayToAsk('by name', {}),
  wayToAsk('by an alias', { shape: aliases }),
  wayToAsk('under the name of another field', { shape: othersNames }),
  wayToAsk('alone on its path', { shape: alonePaths }),
  wayToAsk('in named fragments', { render: asFragments }),
  wayToAsk('in nested fragments under aliases', { render: asNestedFragments, shape: aliases }),
  wayToAsk('in inline fragments on the type', { render: inlineOnType }),
  wayToAsk('in inline fragments without a type', { render: inlineOnAnything }),
  wayToAsk('behind @include with a variable', { render: included, ...conditions }),
  wayToAsk('behind @include with a default', { render: included, ...defaults }),
  wayToAsk('inside @skip with a variable', { render: skipped, ...conditions }),
  wayToAsk('inside @skip with a default', { render: skipped, ...defaults }),
  wayToAsk('in a fragment on Query', {}, onQuery),
  wayToAsk('twice in merged selections', { render: twice }),
  wayToAsk('in one of several operations', { render: asFragments }, amongOthers),
];

// Makes a supergraph with the standard access directives one that ApolloGateway loads: it refuses them, we implement them.
import {
  Kind,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
} from 'graphql';
import { z } from 'zod';
import { BadSupergraph } from '../errors.js';

export const standardDirectives = ['authenticated', 'requiresScopes', 'policy'] as const;
export type StandardDirective = (typeof standardDirectives)[number];

/** What the supergraph calls each directive that it links: an import may rename it. */
export type StandardDirectiveNames = ReadonlyMap<StandardDirective, string>;

export interface PreparedSupergraph {
  /** What ApolloGateway loads; as it came where nothing had to be changed. */
  readonly sdl: string;
  readonly names: StandardDirectiveNames;
}

const specifications = 'https://specs.apollo.dev/';
/** The one version of each of the three that there is. */
const implementedVersion = 'v0.1';

const linkArguments = z.object({
  url: z.string(),
  as: z.string().optional(),
  for: z.string().optional(),
  import: z
    .array(
      z.union([
        z.string().transform((name) => ({ name, as: name })),
        z.object({ name: z.string(), as: z.string().optional() }),
      ]),
    )
    .optional(),
});
type Link = z.output<typeof linkArguments>;

/**
 * Takes `for:` from the links of the directives that we implement, by which they became mandatory to understand. Any other
 * link `for: SECURITY` or `for: EXECUTION` keeps it, so ApolloGateway goes on refusing what it does not know, by its URL.
 * Follows the specification of `@link` v1.0 for the names that imports give.
 *
 * @param sdl SDL that parses
 * @throws BadSupergraph that names the URL, for a version of these directives that is not implemented: that would go unenforced
 */
export function prepareSupergraph(sdl: string): PreparedSupergraph {
  const document = parse(sdl);
  const names = new Map<StandardDirective, string>();
  const links = new Set<ConstDirectiveNode>();
  for (const node of linksOf(document)) {
    const link = linkArguments.safeParse(argumentsOf(node)).data;
    const directive = link && implementedBy(link.url);
    if (!directive) continue;
    names.set(directive, nameOf(directive, link));
    if (link.for !== undefined) links.add(node);
  }
  return { sdl: links.size === 0 ? sdl : print(withoutPurpose(document, links)), names };
}

/** Links of the schema. `@link` may be renamed as well: it is the directive that links its own specification. */
function linksOf(document: DocumentNode): ConstDirectiveNode[] {
  const applied = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? [])
      : [],
  );
  const isOwn = (node: ConstDirectiveNode): boolean =>
    String(argumentsOf(node)['url']).startsWith(`${specifications}link/`);
  const name = applied.find(isOwn)?.name.value ?? 'link';
  return applied.filter((node) => node.name.value === name);
}

function implementedBy(url: string): StandardDirective | undefined {
  const [name, version] = url.startsWith(specifications)
    ? url.slice(specifications.length).replace(/\/$/, '').split('/')
    : [];
  const directive = standardDirectives.find((one) => one === name);
  if (directive && version !== implementedVersion)
    throw new BadSupergraph(
      `The supergraph is refused: it links ${url}, of which only ${implementedVersion} is implemented.`,
    );
  return directive;
}

function nameOf(directive: StandardDirective, { as, import: imports = [] }: Link): string {
  const imported = imports.find(({ name }) => name === `@${directive}`);
  if (imported) return (imported.as ?? imported.name).replace(/^@/, '');
  return as ?? directive;
}

function withoutPurpose(document: DocumentNode, links: ReadonlySet<ConstDirectiveNode>): DocumentNode {
  return visit(document, {
    Directive(node) {
      // A constant place in SDL makes its directives constant, which the visitor's types don't tell.
      if (!links.has(node as ConstDirectiveNode)) return undefined;
      return { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'for') };
    },
  });
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

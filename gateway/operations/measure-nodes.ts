// How much of each thing a document holds as it was sent: one pass over its nodes, whatever they nest.
import {
  Kind,
  visit,
  type ASTVisitor,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
} from 'graphql';

export interface NodeCounts {
  readonly lines: number;
  readonly operations: number;
  readonly fragments: number;
  /** Characters of the longest name. */
  readonly nameLength: number;
  /** Selection sets within one another, of fields and inline fragments. */
  readonly nesting: number;
  readonly aliases: number;
  readonly introspectionAliases: number;
  readonly directives: number;
  readonly directivesPerPlace: number;
  /** Different variables behind @include and @skip. */
  readonly conditions: number;
  /** Of one operation. */
  readonly variables: number;
  /** Of one field or directive. */
  readonly arguments: number;
  /** Of one list. */
  readonly listItems: number;
  /** Of one input object. */
  readonly objectFields: number;
  /** Lists and objects within one another. */
  readonly valueNesting: number;
}

/** Linear in the document, and without recursion: it may be nested as deeply as the parser lets it. */
export function measureNodes(document: DocumentNode): NodeCounts {
  const tally = createTally();
  const conditions = new Set<string>();
  visit(document, {
    Name: ({ value }) => tally.raise('nameLength', value.length),
    ...definitionCounters(tally),
    ...selectionCounters(tally),
    ...valueCounters(tally),
    Directive(directive) {
      tally.add('directives', 1);
      tally.raise('arguments', directive.arguments?.length ?? 0);
      addCondition(directive, conditions);
    },
  });
  tally.add('lines', countLines(document.loc?.source.body ?? ''));
  tally.add('conditions', conditions.size);
  return tally.counts;
}

interface Tally {
  readonly counts: NodeCounts;
  add(count: keyof NodeCounts, number: number): void;
  /** To the larger of both. */
  raise(count: keyof NodeCounts, number: number): void;
}

function createTally(): Tally {
  const counts = {
    lines: 0,
    operations: 0,
    fragments: 0,
    nameLength: 0,
    nesting: 0,
    aliases: 0,
    introspectionAliases: 0,
    directives: 0,
    directivesPerPlace: 0,
    conditions: 0,
    variables: 0,
    arguments: 0,
    listItems: 0,
    objectFields: 0,
    valueNesting: 0,
  };
  return {
    counts,
    add(count, number) {
      counts[count] += number;
    },
    raise(count, number) {
      if (number > counts[count]) counts[count] = number;
    },
  };
}

/** Definitions of a schema are validation's to refuse: they aren't counted. */
function definitionCounters(tally: Tally): ASTVisitor {
  return {
    OperationDefinition(operation) {
      tally.add('operations', 1);
      tally.raise('variables', operation.variableDefinitions?.length ?? 0);
      countDirectives(operation, tally);
    },
    VariableDefinition: (variable) => countDirectives(variable, tally),
  };
}

function selectionCounters(tally: Tally): ASTVisitor {
  let sets = 0;
  let introspection = 0;
  const enter = (fragment: FragmentDefinitionNode | InlineFragmentNode): void => {
    if (isOfIntrospection(fragment)) introspection += 1;
    countDirectives(fragment, tally);
  };
  const leave = (fragment: FragmentDefinitionNode | InlineFragmentNode): void => {
    if (isOfIntrospection(fragment)) introspection -= 1;
  };
  return {
    SelectionSet: { enter: () => tally.raise('nesting', ++sets), leave: () => void sets-- },
    FragmentSpread: (spread) => countDirectives(spread, tally),
    InlineFragment: { enter, leave },
    FragmentDefinition: {
      enter(fragment) {
        tally.add('fragments', 1);
        enter(fragment);
      },
      leave,
    },
    Field: {
      enter(field) {
        if (introspectionFields.has(field.name.value)) introspection += 1;
        if (field.alias) tally.add('aliases', 1);
        // What __type says of one type may be asked for of several.
        if (field.alias && introspection > 0 && field.name.value !== '__type')
          tally.add('introspectionAliases', 1);
        tally.raise('arguments', field.arguments?.length ?? 0);
        countDirectives(field, tally);
      },
      leave(field) {
        if (introspectionFields.has(field.name.value)) introspection -= 1;
      },
    },
  };
}

function valueCounters(tally: Tally): ASTVisitor {
  let open = 0;
  const leave = (): void => void open--;
  return {
    ListValue: {
      enter({ values }) {
        tally.raise('valueNesting', ++open);
        tally.raise('listItems', values.length);
      },
      leave,
    },
    ObjectValue: {
      enter({ fields }) {
        tally.raise('valueNesting', ++open);
        tally.raise('objectFields', fields.length);
      },
      leave,
    },
  };
}

function countDirectives({ directives }: Pick<FieldNode, 'directives'>, tally: Tally): void {
  tally.raise('directivesPerPlace', directives?.length ?? 0);
}

function addCondition({ arguments: given }: DirectiveNode, conditions: Set<string>): void {
  const value = given?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) conditions.add(value.name.value);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Below them the schema describes itself. */
const introspectionFields: ReadonlySet<string> = new Set(['__schema', '__type']);

function isOfIntrospection({ typeCondition }: FragmentDefinitionNode | InlineFragmentNode): boolean {
  return typeCondition?.name.value.startsWith('__') === true;
}

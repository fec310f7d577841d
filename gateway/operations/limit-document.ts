// Refuses documents that would cost far more than they say, before validation: its rules can be attacked like the planner.
import type { ApolloServerPlugin } from '@apollo/server';
import {
  GraphQLError,
  isExecutableDefinitionNode,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { errorBody, GatewayError, type Message } from '../errors.js';
import { limitExceeded } from './limit-exceeded.js';
import { fragmentsOf, measureExpansion, rootSetsOf, type ExpandedCounts } from './measure-expansion.js';
import { measureNodes, type NodeCounts } from './measure-nodes.js';
import { measurePlaces, type PlaceCounts } from './measure-places.js';

type DocumentCounts = NodeCounts & ExpandedCounts & PlaceCounts;

/**
 * What a document may have at most. In brackets the most that a registered operation has, or the introspection query of
 * graphql-js where that has more.
 */
export const documentLimits: Readonly<Record<keyof DocumentCounts | 'tokens', number>> = {
  /** The parser stops there (364). */
  tokens: 10_000,
  /** Each error counts lines up to its place (252). */
  lines: 5_000,
  /** Validation goes through the fragments of each (1). */
  operations: 10,
  /** (3) */
  fragments: 250,
  /** graphql-js compares a name that it doesn't know with every one that it knows (33). */
  nameLength: 128,
  nesting: 40,
  /** With fragments expanded (16). */
  depth: 40,
  /**
   * Of an operation, fragments expanded (226); twice as many of all operations together. 2 KB of fragments that double twenty times ended the process in the
   * planner, out of memory.
   */
  fields: 1_000,
  /** Of an operation, fragments expanded (1). */
  rootFields: 20,
  /** The planner plans for every combination (0). */
  conditions: 10,
  aliases: 500,
  /** Under another name a list of all types, their fields and the types of these is made again. */
  introspectionAliases: 0,
  /** With fragments expanded; validation compares all pairs (1). */
  duplicates: 25,
  /** Different fragments in one place, those in fragments too; all pairs again (1). */
  spreads: 100,
  directives: 500,
  directivesPerPlace: 10,
  /** Of an operation (5). */
  variables: 100,
  /** Of a field or directive: each wrong one is compared with every one that there is (4). */
  arguments: 50,
  listItems: 1_000,
  /** Of an input object. */
  objectFields: 100,
  /** Lists and objects in arguments (1). */
  valueNesting: 20,
};

/** For `validationOptions`: beyond these a list of errors says nothing new, and each takes its time. */
export const maxValidationErrors = 10;

const names: Record<keyof typeof documentLimits, Message> = {
  tokens: { zh: '词法单元数', en: 'tokens' },
  lines: { zh: '行数', en: 'lines' },
  operations: { zh: '操作数', en: 'operations' },
  fragments: { zh: '片段数', en: 'fragments' },
  nameLength: { zh: '名称字符数', en: 'characters in a name' },
  nesting: { zh: '嵌套层数', en: 'levels of nesting' },
  depth: { zh: '嵌套层数（展开片段后）', en: 'levels of nesting, with fragments expanded' },
  fields: { zh: '字段数（展开片段后）', en: 'fields, with fragments expanded' },
  rootFields: { zh: '根字段数', en: 'root fields' },
  conditions: { zh: '@include 和 @skip 中的变量数', en: 'variables in @include and @skip' },
  aliases: { zh: '别名数', en: 'aliases' },
  introspectionAliases: { zh: '内省中的别名数', en: 'aliases in introspection' },
  duplicates: { zh: '同一处的同名字段数', en: 'fields of one name in one place' },
  spreads: { zh: '同一处的片段数', en: 'fragments in one place' },
  directives: { zh: '指令数', en: 'directives' },
  directivesPerPlace: { zh: '同一位置的指令数', en: 'directives in one place' },
  variables: { zh: '变量数', en: 'variables' },
  arguments: { zh: '同一处的参数数', en: 'arguments in one place' },
  objectFields: { zh: '输入对象的字段数', en: 'fields in an input object' },
  listItems: { zh: '列表项数', en: 'items in a list' },
  valueNesting: { zh: '参数值嵌套层数', en: 'levels of lists and objects in an argument' },
};

export interface DocumentLimits {
  /** For `validationRules`. */
  readonly rule: ValidationRule;
  /** For `plugins`: answers with the refusal alone, in the client's language. */
  readonly plugin: ApolloServerPlugin<RequestContext>;
}

/**
 * The rule hides from every other one what isn't to be looked at. Apollo Server runs it for documents that it doesn't
 * know yet, so equal queries are measured once; its hooks before validation can't refuse, what they throw is a 500.
 */
export function createDocumentLimits(): DocumentLimits {
  return { rule: documentLimitsRule, plugin: { requestDidStart: async () => answerWithRefusal } };
}

/** What a visitor returns on entering a node is visited in its place, by the visitors of all rules. */
const nothingToSee: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

function documentLimitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      // graphql-js's first rule has refused definitions of a schema by now; the others take 50 ms for an enum of 8,000 values.
      const executable = {
        ...document,
        definitions: document.definitions.filter(isExecutableDefinitionNode),
      };
      const refusal = limitDocument(executable);
      if (!refusal) return executable;
      context.reportError(new GraphQLError(refusal.message, { originalError: refusal }));
      return nothingToSee;
    },
  };
}

/** The refusal LIMIT_EXCEEDED that names the first limit that the document exceeds; undefined within all of them. */
export function limitDocument(document: DocumentNode): GatewayError | undefined {
  // What follows recurses into what is nested, so that comes first; and what comes last expands it.
  const excess = firstExcess(measureNodes(document));
  if (excess) return excess;
  const fragments = fragmentsOf(document);
  const roots = rootSetsOf(document, fragments);
  return (
    firstExcess(measureExpansion(roots, fragments, documentLimits.depth)) ??
    firstExcess(measurePlaces(roots, fragments))
  );
}

function firstExcess(counts: Partial<DocumentCounts>): GatewayError | undefined {
  const limit = (Object.keys(counts) as (keyof DocumentCounts)[]).find(
    (name) => (counts[name] ?? 0) > documentLimits[name],
  );
  return limit && limitExceeded(documentLimits[limit], names[limit]);
}

const answerWithRefusal: Awaited<
  ReturnType<NonNullable<ApolloServerPlugin<RequestContext>['requestDidStart']>>
> = {
  async willSendResponse({ errors = [], response, contextValue }) {
    const refusal = errors.map(refusalBehind).find((one) => one !== undefined);
    if (!refusal || response.body.kind !== 'single') return;
    response.body.singleResult.errors = errorBody(refusal, contextValue.language).errors;
    response.http.status = refusal.httpStatus;
  },
};

/** The rule's, or the parser's in other words: it stops at its limit of tokens, and recursion at the stack's. */
function refusalBehind({ originalError, message }: GraphQLError): GatewayError | undefined {
  if (originalError instanceof GatewayError && originalError.code === 'LIMIT_EXCEEDED') return originalError;
  if (/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(message))
    return limitExceeded(documentLimits.tokens, names.tokens);
  if (message.startsWith('Maximum call stack')) return limitExceeded(documentLimits.nesting, names.nesting);
  return undefined;
}

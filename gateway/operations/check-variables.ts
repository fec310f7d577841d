// Checks the variables of a request with the scalars' own rules, before a department is asked.
import {
  getVariableValues,
  GraphQLError,
  GraphQLScalarType,
  Kind,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { scalarRules } from '../../schema/contract/scalars.js';
import type { IdentifierProblem } from '../../schema/contract/identifier-problem.js';
import { GatewayError, type Message } from '../errors.js';
import { limitVariables } from './limit-variables.js';

/** A value that breaks its scalar's rule; says why in both languages, and never the value. */
class ScalarProblem extends Error {
  override name = 'ScalarProblem';
  constructor(
    readonly scalar: string,
    readonly problem: IdentifierProblem,
  ) {
    super(`${scalar}: ${problem.en}`);
  }
}

const notAString: IdentifierProblem = { zh: '应为字符串。', en: 'It must be a string.' };
/** Beyond this many problems the answer only grows. */
const maxProblems = 10;

/**
 * Gives the scalars that the contract has rules for those rules; Apollo Gateway's API schema lets anything through.
 * Changes the schema in place: it is the object that Apollo Server and the executor go on to use.
 */
export function applyScalarRules(schema: GraphQLSchema): void {
  for (const [name, rule] of Object.entries(scalarRules)) {
    const scalar = schema.getType(name);
    if (!(scalar instanceof GraphQLScalarType)) continue;
    scalar.parseValue = (value) => {
      if (typeof value !== 'string') throw new ScalarProblem(name, notAString);
      const checked = rule(value);
      if (!checked.ok) throw new ScalarProblem(name, checked.problem);
      return checked.value;
    };
    scalar.parseLiteral = (node) => scalar.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}

/** @throws GatewayError LIMIT_EXCEEDED, or BAD_USER_INPUT that names each variable and what is wrong with it */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  // Those too that the operation doesn't declare.
  limitVariables(variables);
  const definitions = operation.variableDefinitions ?? [];
  if (definitions.length === 0) return;
  refuseReservedNames(definitions);
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: maxProblems });
  if (!errors) return;
  const sentences = errors.map(describe);
  throw new GatewayError('BAD_USER_INPUT', 400, {
    zh: sentences.map(({ zh }) => zh).join(' '),
    en: sentences.map(({ en }) => en).join(' '),
  });
}

/** In what departments are asked these are the gateway's own. */
function refuseReservedNames(definitions: readonly VariableDefinitionNode[]): void {
  const names = definitions.map(({ variable }) => variable.name.value);
  const reserved = names.find((name) => name === 'representations' || name.startsWith('yihao_'));
  if (reserved === undefined) return;
  throw new GatewayError('BAD_USER_INPUT', 400, {
    zh: '变量名 representations 和以 yihao_ 开头的变量名由网关保留，请改名。',
    en: 'The variable name representations, and names that begin with yihao_, are the gateway’s own: choose another.',
  });
}

/** graphql-js repeats the value in its message; what is kept of it is the variable, the place in it and the reason. */
function describe(error: GraphQLError): Message {
  const [, name = '?', place = ''] =
    /^Variable "\$(\w+)"(?: got invalid value .*? at "\w+((?:\.\w+|\[\d+\])*)")?/s.exec(error.message) ?? [];
  const variable = `$${name}${place}`;
  const scalarProblem = scalarProblemBehind(error);
  if (scalarProblem) {
    const { scalar, problem } = scalarProblem;
    return {
      zh: `变量 ${variable}（${scalar}）：${problem.zh}`,
      en: `Variable ${variable} (${scalar}): ${problem.en}`,
    };
  }
  const [, reason] =
    /(Field "\w+" of required type "[\w[\]!]+" was not provided|Field "\w{1,128}" is not defined by type "\w+"|of required type "[\w[\]!]+" was not provided|of non-null type "[\w[\]!]+" must not be null)/.exec(
      error.message,
    ) ?? [];
  return reason === undefined
    ? {
        zh: `变量 ${variable}：类型不符。`,
        en: `Variable ${variable}: it is not of the type that the operation declares.`,
      }
    : { zh: `变量 ${variable}：${reason}。`, en: `Variable ${variable}: ${reason}.` };
}

/** graphql-js wraps what a scalar throws, more than once for a variable. */
function scalarProblemBehind(error: Error | undefined): ScalarProblem | undefined {
  if (error instanceof ScalarProblem) return error;
  return error instanceof GraphQLError ? scalarProblemBehind(error.originalError) : undefined;
}

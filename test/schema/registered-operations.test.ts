// What somebody is told who makes one of the usual mistakes in an operation file.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../../scripts/compose.js';
import { describeProblem } from '../../scripts/operations/describe-problem.js';
import { fileNameOf, readOperation, readOperations } from '../../scripts/operations/read-operations.js';

const { apiSchema } = composeSupergraph();

function told(text: string, file = 'my-pension.graphql'): string[] {
  const read = readOperation(apiSchema, { file, text });
  return read.kind === 'problems' ? read.problems.map(describeProblem) : [];
}

describe('an operation file', () => {
  it('is an operation with its name, its hash and the comment that it begins with', () => {
    const text =
      '# My pension.\n# What it pays.\nquery MyPension { me { id # opaque\n pension { monthlyAmount } } }';
    const body = 'query MyPension {\n  me {\n    id\n    pension {\n      monthlyAmount\n    }\n  }\n}';
    const read = readOperation(apiSchema, { file: 'my-pension.graphql', text });
    expect(read).toMatchObject({
      kind: 'operation',
      operation: {
        name: 'MyPension',
        type: 'query',
        hash: createHash('sha256').update(body).digest('hex'),
        body,
        comment: 'My pension.\nWhat it pays.',
      },
    });
  });

  it.each([
    [
      'a field that isn’t there: the nearest one is suggested',
      'query MyPension {\n  me {\n    pensions { id }\n  }\n}',
      'schema/operations/my-pension.graphql:3:5: Cannot query field "pensions" on type "Citizen". Did you mean "pension"?',
    ],
    [
      'no name: the file’s is proposed',
      '{ me { id } }',
      'schema/operations/my-pension.graphql:1:1: does not hold one operation with a name: it has none. Name it after the file: query MyPension …',
    ],
    [
      'two operations: the second one’s place is told',
      'query MyPension { me { id } }\nquery Other { me { id } }',
      'schema/operations/my-pension.graphql:2:1: does not hold one operation with a name: there are 2. Give each operation a file of its own and a name.',
    ],
    [
      'a file that is called otherwise',
      'query Pension { me { id } }',
      'schema/operations/my-pension.graphql:1:7: "Pension" is not the operation that one looks for in this file. Name the file pension.graphql, or the operation MyPension.',
    ],
    [
      'a name in small letters',
      'query myPension { me { id } }',
      'schema/operations/my-pension.graphql:1:7: "myPension" is no name for an operation: letters and digits, beginning with a capital. Name it after the file: MyPension.',
    ],
    [
      'fragments alone',
      'fragment F on Citizen { id }',
      'schema/operations/my-pension.graphql:1:1: does not hold one operation with a name: there is none. Write the operation that uses the fragments into this file.',
    ],
    [
      'an empty file',
      '# later\n',
      'schema/operations/my-pension.graphql: is empty. Write an operation into it: query Example { me { name } }',
    ],
    [
      'a brace that is missing',
      'query MyPension { me { id }',
      'schema/operations/my-pension.graphql:1:28: is not GraphQL: Expected Name, found <EOF>. Mend the text there: a brace or a parenthesis may be missing.',
    ],
    [
      'a brace of a Chinese input method',
      'query MyPension ｛ me { id } }',
      'schema/operations/my-pension.graphql:1:17: is not GraphQL: Unexpected character: U+FF5B. It is a full-width character: switch the input method off and type it again.',
    ],
    [
      'an object without its fields',
      'query MyPension { me { pension } }',
      'schema/operations/my-pension.graphql:1:24: Field "pension" of type "Pension" must have a selection of subfields. Did you mean "pension { ... }"?',
    ],
    [
      'a variable that isn’t declared',
      'query MyPension { me { contributions(first: $first) { totalCount } } }',
      'schema/operations/my-pension.graphql:1:45: Variable "$first" is not defined by operation "MyPension". Declare it after the operation’s name: ($first: Type).',
    ],
    [
      'one alias for two fields of citizens',
      'query MyPension($by: [CitizenLookup!]!, $id: ResidentId!) {\n  citizens(by: $by) { value: name }\n  citizen(residentId: $id, name: "李雷") { value: sex }\n}',
      'schema/operations/my-pension.graphql:3:42: "value" stands for Citizen.name and for Citizen.sex. Give one of them another alias.',
    ],
    [
      'what the gateway’s limits refuse',
      `query MyPension { me { ${Array.from({ length: 501 }, (_, index) => `a${index}: id`).join(' ')} } }`,
      'schema/operations/my-pension.graphql: The operation is too large: at most 500 aliases. Split it into several. The gateway refuses larger ones.',
    ],
  ])('tells of %s', (_, text, message) => {
    expect(told(text)).toEqual([message]);
  });

  it('tells all that doesn’t fit at once', () => {
    expect(told('query MyPension { me { nam sexx } }')).toHaveLength(2);
  });
});

describe('operation files', () => {
  it('have different names', () => {
    const text = 'query Same { me { id } }';
    const { problems } = readOperations(apiSchema, [
      { file: 'same.graphql', text },
      { file: 'same.graphql', text },
    ]);
    expect(problems.map(({ problem }) => problem)).toEqual([
      '"Same" is the name of the operation in same.graphql too.',
    ]);
  });

  it.each([
    ['CitizenPage', 'citizen-page'],
    ['Identity', 'identity'],
    ['OIDCLogin', 'oidc-login'],
    ['Page2Details', 'page2-details'],
  ])('%s is looked for in %s', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });
});

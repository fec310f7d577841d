// Documents of up to 64 KB that are made to keep the gateway busy, each with what refuses it.

export interface Attack {
  readonly name: string;
  readonly query: string;
  /** What the refusal says. */
  readonly refusal: RegExp;
}

const repeat = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');
const nested = (levels: number, open: string, inner: string, close: string): string =>
  open.repeat(levels) + inner + close.repeat(levels);
const fragments = (count: number, body: (index: number) => string, type = 'Citizen'): string =>
  repeat(count, (index) => `fragment F${index} on ${type} { ${body(index)} }`);
const spreads = (count: number): string => repeat(count, (index) => `...F${index}`);
/** Blank lines that each error of validation has to count. */
const lines = (count: number, query: string): string => '\n'.repeat(count) + query;

/** Those that a limit refuses, which the refusal names. */
export const refusedByLimits: readonly Attack[] = [
  {
    name: 'more tokens than the parser takes',
    query: `{ ${repeat(3_000, () => 'me { id }')} }`,
    refusal: /10000 tokens/,
  },
  {
    name: 'fields nested to the end of the stack',
    query: nested(4_900, 'a{', 'a', '}').replace('a', ''),
    refusal: /40 levels of nesting|10000 tokens/,
  },
  {
    name: 'lists nested to the end of the stack',
    query: `{ citizens(by: ${nested(4_900, '[', '', ']')}) { id } }`,
    refusal: /levels of/,
  },
  {
    name: 'fields 50 levels deep',
    query: `{ me ${nested(50, '{ hukouHousehold ', '{ id }', '}')} }`,
    refusal: /40 levels of nesting/,
  },
  {
    name: 'inline fragments 50 levels deep',
    query: nested(50, '{ ... ', '{ __typename }', '}'),
    refusal: /40 levels of nesting/,
  },
  {
    name: 'fragments that lead from one to the next',
    query: `{ me { ...F0 } } ${fragments(200, (index) => `id ...F${index + 1}`)}`,
    refusal: /40 levels of nesting, with fragments/,
  },
  {
    name: 'circular fragments',
    query: '{ ...F0 } fragment F0 on Query { ...F1 } fragment F1 on Query { ...F0 }',
    refusal: /40 levels of nesting, with fragments/,
  },
  {
    name: 'circular fragments with a field between them, twice',
    query:
      '{ me { ...F0 } } fragment F0 on Citizen { a: hukouHousehold { ...F1 } b: hukouHousehold { ...F1 } } fragment F1 on HukouHousehold { head { ...F0 } }',
    refusal: /40 levels of nesting, with fragments/,
  },
  {
    name: 'circular fragments that no operation reaches',
    query: '{ me { id } } fragment F0 on Citizen { a: hukouHousehold { ...F0 } b: hukouHousehold { ...F0 } }',
    refusal: /40 levels of nesting, with fragments/,
  },
  {
    name: 'fragments that double 30 times',
    query: `{ ...F0 } ${fragments(30, (index) => `...F${index + 1} ...F${index + 1}`, 'Query')} fragment F30 on Query { __typename }`,
    refusal: /1000 fields/,
  },
  {
    name: 'fragments that double 30 times and then lack the last',
    query: `{ ...F0 } ${fragments(30, (index) => `...F${index + 1} ...F${index + 1}`, 'Query')}`,
    refusal: /1000 fields/,
  },
  {
    name: 'fragments that double where no operation reaches them',
    query: `{ me { id } } ${fragments(30, (index) => `...F${index + 1} ...F${index + 1}`)} fragment F30 on Citizen { id }`,
    refusal: /1000 fields/,
  },
  {
    name: 'unused fragments full of fields',
    query: `{ me { id } } ${fragments(200, () => repeat(30, () => 'id'))}`,
    refusal: /1000 fields/,
  },
  {
    name: 'fragments of one name, full of fields',
    query: `{ me { ...F } } ${repeat(200, () => `fragment F on Citizen { ${repeat(20, () => 'id')} }`)}`,
    refusal: /1000 fields/,
  },
  {
    name: '200 × 100 inline fragments',
    query: `{ ${repeat(200, () => `... { ${repeat(10, () => '... { me { id } }')} }`)} }`,
    refusal: /10000 tokens|1000 fields/,
  },
  {
    name: '1,000 aliases',
    query: `{ me { ${repeat(990, (index) => `a${index}: name`)} } }`,
    refusal: /500 aliases/,
  },
  {
    name: '1,000 equal fields',
    query: `{ me { ${repeat(990, () => 'name')} } }`,
    refusal: /25 fields of one name/,
  },
  {
    name: 'equal fields in 30 fragments',
    query: `{ me { ${spreads(30)} } } ${fragments(30, () => 'name')}`,
    refusal: /25 fields of one name/,
  },
  {
    name: 'equal fields two levels down',
    query: `{ me { ${repeat(6, () => `hukouHousehold { ${repeat(5, () => 'id')} }`)} } }`,
    refusal: /25 fields of one name/,
  },
  {
    name: '240 fragments in one place',
    query: `{ me { ${spreads(240)} } } ${fragments(240, (index) => `a${index}: id b${index}: name`)}`,
    refusal: /100 fragments in one place/,
  },
  {
    name: '900 unknown fragments',
    query: `{ me { ${spreads(900)} } }`,
    refusal: /100 fragments in one place/,
  },
  {
    name: '400 fragments',
    query: `{ me { ...F0 } } ${fragments(400, () => 'id')}`,
    refusal: /250 fragments/,
  },
  {
    name: '60 fragments that all spread one another',
    query: `{ me { ...F0 } } ${fragments(60, () => spreads(60))}`,
    refusal: /1000 fields|levels of nesting/,
  },
  {
    name: '1,000 directives',
    query: `{ me { ${repeat(200, (index) => `a${index}: name ${'@include(if: true) '.repeat(5)}`)} } }`,
    refusal: /500 directives/,
  },
  {
    name: '1,000 directives on one field',
    query: `{ me { name ${'@a '.repeat(400)} } }`,
    refusal: /10 directives in one place/,
  },
  {
    name: '11 conditions',
    query: `query(${repeat(11, (index) => `$c${index}: Boolean!`)}) { me { ${repeat(11, (index) => `a${index}: name @include(if: $c${index})`)} } }`,
    refusal: /10 variables in @include and @skip/,
  },
  {
    name: '30 root fields',
    query: `{ ${repeat(30, (index) => `a${index}: me { id }`)} }`,
    refusal: /20 root fields/,
  },
  {
    name: '30 operations',
    query: `${repeat(30, (index) => `query Q${index} { me { ...F0 } }`)} ${fragments(1, () => repeat(300, (index) => `a${index}: name`))}`,
    refusal: /10 operations/,
  },
  {
    name: '200 variables',
    query: `query(${repeat(200, (index) => `$v${index}: Int`)}) { me { id } }`,
    refusal: /100 variables/,
  },
  {
    name: 'a list of 2,000',
    query: `{ citizens(by: [${repeat(2_000, () => '1')}]) { id } }`,
    refusal: /1000 items/,
  },
  {
    name: 'lists 30 levels deep',
    query: `{ citizens(by: ${nested(30, '[', '', ']')}) { id } }`,
    refusal: /20 levels of lists/,
  },
  {
    name: '1,000 fields in an input object',
    query: `{ citizens(by: { ${repeat(1_000, (index) => `a${index}: 1`)} }) { id } }`,
    refusal: /100 fields in an input object/,
  },
  {
    name: '1,000 arguments',
    query: `{ me { contributions(${repeat(1_000, () => 'first: 1')}) { totalCount } } }`,
    refusal: /50 arguments/,
  },
  { name: 'a name of 60,000 letters', query: `{ me { ${'n'.repeat(60_000)} } }`, refusal: /128 characters/ },
  { name: '6,000 lines', query: lines(6_000, '{ me { id } }'), refusal: /5000 lines/ },
  {
    name: 'introspection under aliases',
    query: `{ __schema { types { ${repeat(20, (index) => `a${index}: fields { name }`)} } } }`,
    refusal: /0 aliases in introspection/,
  },
  {
    name: 'introspection under aliases in a fragment',
    query: '{ __schema { types { ...T } } } fragment T on __Type { a: name }',
    refusal: /0 aliases in introspection/,
  },
];

/** Those that validation refuses itself: they must not take it long. */
export const refusedByValidation: readonly Attack[] = [
  {
    name: 'circular introspection',
    query: `{ __schema { types { ${nested(10, 'fields { type { ', 'name', '} }')} } } }`,
    refusal: /introspection depth/,
  },
  {
    name: '900 unknown fields',
    query: `{ me { ${repeat(900, (index) => `birthDat${index}`)} } }`,
    refusal: /Cannot query field/,
  },
  {
    name: 'unknown fields after 4,900 lines',
    query: lines(4_900, `{ me { ${repeat(900, (index) => `birthDat${index}`)} } }`),
    refusal: /Cannot query field/,
  },
  {
    name: '490 undefined variables',
    query: `{ me { ${repeat(490, (index) => `a${index}: contributions(first: $v${index}) { totalCount }`)} } }`,
    refusal: /not defined/,
  },
  {
    name: '3 operations that share 300 undefined variables',
    query: `${repeat(3, (index) => `query Q${index} { me { ...F0 } }`)} ${fragments(1, () => repeat(300, (index) => `a${index}: contributions(first: $v${index}) { totalCount }`))}`,
    refusal: /not defined/,
  },
  {
    name: 'a variable of the wrong type in 490 places',
    query: `query($v: String) { me { ${repeat(490, (index) => `a${index}: contributions(first: $v) { totalCount }`)} } }`,
    refusal: /used in position/,
  },
  {
    name: '990 items that are no input objects',
    query: `{ citizens(by: [${repeat(990, () => '{ a: 1 }')}]) { id } }`,
    refusal: /Field/,
  },
  {
    name: 'objects of 99 unknown fields',
    query: `{ citizens(by: [${repeat(30, () => `{ ${repeat(99, (index) => `residentI${index}: 1`)} }`)}]) { id } }`,
    refusal: /Field/,
  },
  {
    name: '24 equal fields with 49 arguments each',
    query: `{ me { ${repeat(24, () => `contributions(${repeat(49, (index) => `a${index}: 1`)}) { totalCount }`)} } }`,
    refusal: /argument/,
  },
  {
    name: 'a string of 60,000 letters',
    query: `{ citizen(residentId: "${'x'.repeat(60_000)}", name: "") { id } }`,
    refusal: /ResidentId/,
  },
  {
    name: 'a number of 60,000 digits',
    query: `{ me { contributions(first: ${'9'.repeat(60_000)}) { totalCount } } }`,
    refusal: /32-bit/,
  },
  {
    name: 'a type of 3,000 fields',
    query: `{ me { id } } type A { ${repeat(3_000, (index) => `a${index}: Int`)} }`,
    refusal: /not executable/,
  },
  {
    name: 'an enum of 8,000 values',
    query: `{ me { id } } enum A { ${repeat(8_000, (index) => `a${index}`)} }`,
    refusal: /not executable/,
  },
  { name: 'a comment that nothing follows', query: `#${'x'.repeat(60_000)}`, refusal: /Syntax Error/ },
];

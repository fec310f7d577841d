// Every type, field, argument, enum value and input field says in Chinese, then in English, what it is.
import { schemaElements } from './schema-elements.js';
import type { SchemaRule } from './schema-rule.js';

/** A Chinese term (a letter or a number may come first: `A类`, `80–89周岁`), a full stop, English. */
const description = /^[A-Z0-9–]*\p{Script=Han}.*?\. (?=[`"A-Z0-9]).*[A-Za-z]/su;

export const descriptionsBeginInChinese: SchemaRule = ({ departments }) =>
  departments.flatMap(({ name, document }) =>
    schemaElements(document)
      .map(({ coordinate, node }) => ({ coordinate, text: node.description?.value.trim() ?? '' }))
      .filter(({ text }) => !description.test(text))
      .map(({ coordinate, text }) => ({
        coordinate,
        subgraph: name,
        problem: text === '' ? 'has no description.' : `is described as "${text}".`,
        remedy: 'Describe it: a Chinese term, a full stop, a space, then English.',
      })),
  );

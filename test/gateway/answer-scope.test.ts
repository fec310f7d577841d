// Which processes give each other's whole answers: those that would write the same.
import { describe, expect, it } from '@jest/globals';
import { answerScope } from '../../gateway/answer-scope.js';
import { readCatalogue, type Catalogue } from '../../schema/catalogue/read-catalogue.js';

const catalogue = readCatalogue();

/** The same, with one word of one resource changed. */
function reworded(): Catalogue {
  const [[id, resource] = []] = catalogue.resources;
  if (id === undefined || !resource) throw new Error('the catalogue is empty');
  const coverage = { ...resource.coverage, note: { ...resource.coverage.note, en: 'otherwise' } };
  return { ...catalogue, resources: new Map([...catalogue.resources, [id, { ...resource, coverage }]]) };
}

describe('the scope of whole answers', () => {
  it('is one for processes of the same release, supergraph and catalogue', () => {
    expect(answerScope('1', 'a', readCatalogue())).toBe(answerScope('1', 'a', catalogue));
  });

  it.each([
    ['release', answerScope('2', 'a', catalogue)],
    ['supergraph', answerScope('1', 'b', catalogue)],
    ['catalogue', answerScope('1', 'a', reworded())],
  ])('is another one for another %s', (_what, other) => {
    expect(other).not.toBe(answerScope('1', 'a', catalogue));
  });
});

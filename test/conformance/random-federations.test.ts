// Federations dealt at random, asked at random. Any seed has to do; among these are some that the planner gets wrong.
import { createRandomFederation } from './random-federation.js';
import { runCase } from './run-case.js';

const seeds = [1, 3, 5, 8, 13, 14, 16, 20];
/** Questions whose plan asks for a field before what it requires is there, by seed. */
const misplanned: Readonly<Record<number, readonly number[]>> = {
  8: [0, 2, 3, 4],
  13: [4],
  14: [0, 2, 3, 4],
  16: [0, 1, 2, 3],
};

for (const seed of seeds) {
  const federation = createRandomFederation(seed);
  const questions = federation.questions.map((question, index) =>
    misplanned[seed]?.includes(index)
      ? { ...question, failing: 'requirements in the wrong order' }
      : question,
  );
  runCase({ ...federation, questions });
}

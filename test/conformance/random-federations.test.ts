// Federations dealt at random, asked at random. Any seed has to do; among these are some that the planner alone gets wrong.
import { createRandomFederation } from './random-federation.js';
import { runCase } from './run-case.js';

for (const seed of [1, 3, 5, 8, 13, 14, 16, 20, 23, 27]) runCase(createRandomFederation(seed));

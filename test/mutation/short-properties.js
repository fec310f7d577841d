// Ends a property test at its first counterexample, and in any case soon: a mutant is killed by one, the smallest isn't needed.
import fc from 'fast-check';

fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 500 });

// Why the verification ends before its end, each with the exit code that says whose turn it is.

/** The command line, a setting or a file is wrong: nothing was asked. Exit code 2. */
export class Misuse extends Error {}

/** Issuer or gateway did not answer, or refused: what is written stays, and the same command goes on there. Exit code 1. */
export class Stopped extends Error {}

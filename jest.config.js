// Tests run from dist/, the same JavaScript that production runs: `npm run build` comes first (npm test does it).
const common = { testEnvironment: 'node', transform: {} };

export default {
  projects: [
    {
      ...common,
      displayName: 'parts',
      rootDir: 'dist/test',
      testMatch: ['**/*.test.js'],
      testPathIgnorePatterns: ['/city/'],
    },
    {
      // These share one city: PostgreSQL, departments, issuer. Each starts the gateways that it needs.
      ...common,
      displayName: 'city',
      rootDir: 'dist/test',
      testMatch: ['<rootDir>/city/**/*.test.js'],
      globalSetup: '<rootDir>/support/start-shared-city.js',
      globalTeardown: '<rootDir>/support/stop-shared-city.js',
    },
  ],
  reporters: ['default', '<rootDir>/dist/test/support/totals-reporter.js'],
  testTimeout: 30_000,
  maxWorkers: 2,
  // Modules of suites that have ended stay in a worker's memory (Node's vm modules): after a hundred suites it ran out of 4 GB.
  workerIdleMemoryLimit: '1GB',
};

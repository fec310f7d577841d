// Tests run from dist/, the same JavaScript that production runs: `npm run build` comes first (npm test does it).
export default {
  rootDir: 'dist/test',
  testMatch: ['**/*.test.js'],
  testEnvironment: 'node',
  transform: {},
  reporters: ['default', '<rootDir>/support/totals-reporter.js'],
  testTimeout: 30_000,
};

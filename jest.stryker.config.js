// The fast tests of what decides who sees what, for `npm run mutate`: no city and no database.
export default {
  rootDir: '.',
  roots: ['<rootDir>/dist', '<rootDir>/gateway', '<rootDir>/schema', '<rootDir>/subgraphs'],
  testMatch: [
    '<rootDir>/dist/test/access/{access-table,authorize,decide,describe-absences}.test.js',
    '<rootDir>/dist/test/contract/mask.test.js',
    '<rootDir>/dist/test/execution/{compile-writer,prepare-and-write}.test.js',
    '<rootDir>/dist/test/gateway/{request-object,stated-purpose,token-cache,verify-token}.test.js',
    '<rootDir>/dist/test/kit/{assertion,check-resources}.test.js',
    '<rootDir>/dist/test/operations/prepare-operation.test.js',
  ],
  dependencyExtractor: '<rootDir>/test/mutation/source-dependencies.js',
  setupFiles: ['<rootDir>/test/mutation/short-properties.js'],
  testEnvironment: 'node',
  transform: {},
};

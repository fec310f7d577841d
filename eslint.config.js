// Lint rules, and the one table of which folder may import which (see "Architecture" in the README).
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folder → folders it must not import. What is not listed is allowed. */
const boundaries = {
  'schema/contract': ['gateway', 'subgraphs', 'scripts', 'test'],
  subgraphs: ['gateway', 'scripts', 'test'],
  gateway: ['subgraphs', 'scripts', 'test'],
  scripts: ['test'],
};

const boundaryRules = Object.entries(boundaries).map(([folder, forbidden]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^(\\.\\./)+(${forbidden.join('|')})/`, message: `${folder} may not import this folder.` },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '**/generated.ts', 'coverage', 'reports'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Resolvers and handlers are async by contract even where one has nothing to await.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  ...boundaryRules,
);

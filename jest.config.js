/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // TypeScript rewrites `./x.ts` to `./x.js` on the way in; jest runs the source.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'json'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }],
    '/node_modules/@actions/(?:languageservice|workflow-parser)/.+\\.js$':
      '<rootDir>/__tests__/contract/json-imports.cjs'
  },
  transformIgnorePatterns: [
    '/node_modules/(?!@actions/(?:languageservice|workflow-parser)/)'
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Process tests mostly wait.
  maxWorkers: 3,
  testTimeout: 60_000
}

import { availableParallelism } from 'node:os'

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  transform: {
    '^.+\\.ts$': '<rootDir>/__tests__/strip-types.cjs',
    '/node_modules/@actions/(?:languageservice|workflow-parser)/.+\\.js$':
      '<rootDir>/__tests__/contract/json-imports.cjs'
  },
  transformIgnorePatterns: [
    '/node_modules/(?!@actions/(?:languageservice|workflow-parser)/)'
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // Process tests mostly wait.
  maxWorkers: 3 * availableParallelism(),
  testTimeout: 60_000
}

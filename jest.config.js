import { availableParallelism } from 'node:os'

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/__tests__/kept-environment.cjs',
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
  testSequencer: '<rootDir>/__tests__/longest-first.cjs',
  // Process tests mostly wait.
  maxWorkers: 4 * availableParallelism(),
  // Each file leaves some of its modules behind.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000
}

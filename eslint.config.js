import tseslint from 'typescript-eslint'

// Functions that are longer still: how long the longest of a file may be. A
// number only falls, and a file that needs none goes.
const longest = {
  'emulator/engines/scenario.ts': 256,
  'emulator/engines/terraform.ts': 243,
  'emulator/fault-proxy.ts': 203,
  'emulator/hcp/documents/run.ts': 111,
  'emulator/hcp/documents/workspace.ts': 140,
  'emulator/hcp/new-run.ts': 135,
  'emulator/hcp/omissions.ts': 125,
  'emulator/hcp/principals.ts': 71,
  'emulator/hcp/routes/agent-pools.ts': 63,
  'emulator/hcp/routes/configuration-versions.ts': 134,
  'emulator/hcp/routes/organizations.ts': 102,
  'emulator/hcp/routes/policies.ts': 81,
  'emulator/hcp/routes/policy-checks.ts': 63,
  'emulator/hcp/routes/projects.ts': 140,
  'emulator/hcp/routes/run-tasks.ts': 62,
  'emulator/hcp/routes/runs.ts': 201,
  'emulator/hcp/routes/states.ts': 123,
  'emulator/hcp/routes/tags.ts': 95,
  'emulator/hcp/routes/task-stages.ts': 149,
  'emulator/hcp/routes/teams.ts': 71,
  'emulator/hcp/routes/tf-policy-evaluations.ts': 71,
  'emulator/hcp/routes/variables.ts': 80,
  'emulator/hcp/routes/workspaces.ts': 170,
  'emulator/hcp/run-course.ts': 257,
  'emulator/hcp/run-decisions.ts': 138,
  'emulator/hcp/run-life.ts': 62,
  'emulator/hcp/run-story.ts': 321,
  'emulator/hcp/run-validation.ts': 78,
  'emulator/hcp/state-store.ts': 64,
  'emulator/hcp/version-control-statuses.ts': 71,
  'emulator/hcp/version-control.ts': 71,
  'scripts/connected-story.ts': 63,
  'scripts/faults/cell.ts': 131,
  'scripts/faults/crowd.ts': 80,
  'scripts/faults/kills.ts': 136,
  'scripts/make-plans.ts': 63,
  'scripts/mutate.ts': 75,
  'scripts/scripted-stage.ts': 68,
  'scripts/story.ts': 268
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      ...tseslint.configs.stylisticTypeChecked
    ],
    languageOptions: {
      parserOptions: { projectService: true }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true }
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // The compiler's noPropertyAccessFromIndexSignature asks for the brackets.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' }
      ]
    }
  },
  {
    files: ['src/**/*.ts', 'emulator/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', 60] }
  },
  ...Object.entries(longest).map(([file, lines]) => ({
    files: [file],
    rules: { 'max-lines-per-function': ['error', lines] }
  })),
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      // Tests read documents of unknown shape and throw on surprise.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/require-await': 'off',
      // One file chooses the seed of all properties.
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'Import { fc } of fuzz.ts.' }
      ]
    }
  },
  {
    files: ['__tests__/fuzz.ts'],
    rules: { 'no-restricted-imports': 'off' }
  }
)

/**
 * Runs every test file with a property in it, each property many more times
 * than `npm test` does.
 *
 *     npm run fuzz             50 times as often
 *     npm run fuzz -- 500      500 times
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'

const factor = Number(process.argv[2] ?? 50)
if (!Number.isInteger(factor) || factor < 1) {
  throw new Error(
    `How many times? "${process.argv[2] ?? ''}" is no such number.`
  )
}
const files = globSync('__tests__/**/*.test.ts').filter((path) =>
  readFileSync(path, 'utf8').includes("/fuzz.ts'")
)
console.log(`${files.length} files with properties, ${factor} times as often`)
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    `--testTimeout=${factor * 20_000}`,
    ...files
  ],
  { stdio: 'inherit', env: { ...process.env, FUZZ: String(factor) } }
)
process.exitCode = status ?? 1

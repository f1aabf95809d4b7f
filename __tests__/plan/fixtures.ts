import { readdirSync, readFileSync } from 'node:fs'
import { parseExactJson } from '../../src/plan/exact-number.ts'

const folder = new URL('fixtures/', import.meta.url)

/** Names of the plans made by `scripts/make-plans.ts`. */
export const fixtureNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.plan.json'))
  .map((name) => name.replace(/\.plan\.json$/, ''))
  .sort()

/** The plan JSON of a fixture: `terraform show -json`. */
export function readFixture(name: string): Record<string, unknown> {
  return parseExactJson(
    readFileSync(new URL(`${name}.plan.json`, folder), 'utf8')
  ) as Record<string, unknown>
}

/** What `terraform show` prints for the same plan. */
export function readFixtureText(name: string): string {
  return readFileSync(new URL(`${name}.txt`, folder), 'utf8')
}

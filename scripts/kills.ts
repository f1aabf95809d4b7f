/**
 * Ends the step by each signal at each moment, then runs `post` and the next
 * workflow run, and writes what is left into __tests__/evidence.md.
 *
 *     npm run kills
 *     npm run kills -- three planning    phases with one of these in their names;
 *                                        writes nothing
 *     npm run kills -- --three           all phases with three workspaces;
 *                                        writes nothing
 */
import { parseArgs } from 'node:util'
import { writeSection } from './faults/document.ts'
import {
  kill,
  phases,
  renderKills,
  signals,
  withThree
} from './faults/kills.ts'
import type { Killed, Phase } from './faults/kills.ts'

const all: Killed[] = []
const { values, positionals: wanted } = parseArgs({
  options: { three: { type: 'boolean', default: false } },
  allowPositionals: true
})
const isWanted = ({ name }: Phase): boolean =>
  wanted.length === 0 || wanted.some((part) => name.includes(part))
const moments = (values.three ? phases.map(withThree) : phases)
  .filter(isWanted)
  .flatMap((phase) => signals.map((signal) => ({ phase, signal })))
for (let first = 0; first < moments.length; first += signals.length) {
  const batch = moments.slice(first, first + signals.length)
  const killed = await Promise.all(
    batch.map(({ phase, signal }) => kill(phase, signal))
  )
  for (const one of killed) {
    console.log(
      `${one.phase.name}, ${one.signal}: ${one.afterMain} → ${one.afterPost}, next ${one.next}`
    )
    if (one.broken.length === 0) continue
    console.log(`BROKEN: ${one.broken.join('; ')}\n${one.main.stdout}`)
    process.exitCode = 1
  }
  all.push(...killed)
}
if (wanted.length === 0 && !values.three)
  await writeSection('kills', renderKills(all))
else console.log(renderKills(all))

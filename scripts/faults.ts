/**
 * Hits every request of every flow with every fault, and writes the counts
 * into __tests__/evidence.md.
 *
 *     npm run faults                     all, and writes the document
 *     npm run faults -- --flow plan      one flow; writes nothing
 *     npm run faults -- --fault 500      one fault; writes nothing
 *     npm run faults -- --three          each flow with three workspaces;
 *                                        writes nothing
 *     npm run faults -- --action <dir>   the bundle of another folder
 *     npm run faults -- --write          writes all the same
 *     npm run faults -- --concurrency 6  how many cells at once
 *     npm run faults -- --keep <file> --minutes 10
 *                                        goes on where the file ends, for so
 *                                        long; writes once all were played,
 *                                        and until then a part of every flow
 */
import { parseArgs } from 'node:util'
import { faults } from '../emulator/fault-proxy.ts'
import { runCell, undisturbed } from './faults/cell.ts'
import type { Cell } from './faults/cell.ts'
import { writeSection } from './faults/document.ts'
import { keep, keyOf, mix, readKept } from './faults/kept.ts'
import { flows, withThree } from './faults/flows.ts'
import { judge } from './faults/judge.ts'
import {
  planCells,
  playCells,
  renderCounts,
  renderPlayed
} from './faults/matrix.ts'

const { values } = parseArgs({
  options: {
    flow: { type: 'string', multiple: true },
    fault: { type: 'string', multiple: true },
    three: { type: 'boolean', default: false },
    action: { type: 'string' },
    concurrency: { type: 'string', default: '6' },
    keep: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
    write: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false }
  }
})
const alone = flows.filter(({ workspaces }) => workspaces === undefined)
const wantedFlows = (values.three ? alone.map(withThree) : flows).filter(
  ({ name }) => values.flow?.includes(name) ?? true
)
const wantedFaults = faults.filter(
  (fault) => values.fault?.includes(fault) ?? true
)
const isAll =
  !values.three &&
  values.flow === undefined &&
  values.fault === undefined &&
  values.action === undefined
const begun = Date.now()

const cells: Cell[] = []
for (const flow of wantedFlows) {
  const seen = await runCell(
    undisturbed(flow),
    values.action === undefined ? {} : { action: values.action }
  )
  const { kind, broken } = judge(seen)
  if (kind !== 'right') {
    console.log(seen.main.stdout)
    throw new Error(
      `'${flow.name}' does not work undisturbed: ${broken.join(', ')}`
    )
  }
  console.log(
    `${flow.name}: ${seen.requests.hcp.length} requests to HCP Terraform, ${seen.requests.github.length} to GitHub`
  )
  cells.push(...planCells(flow, seen.requests, wantedFaults))
}
console.log(`${cells.length} cells`)

const kept = values.keep === undefined ? [] : readKept(values.keep, cells)
const keys = new Set(kept.map(({ cell }) => keyOf(cell)))
let done = kept.length
const until = begun + Number(values.minutes) * 60_000
const fresh = await playCells(
  values.keep === undefined
    ? cells
    : mix(cells.filter((cell) => !keys.has(keyOf(cell)))),
  {
    concurrency: Number(values.concurrency),
    ...(values.action === undefined ? {} : { action: values.action }),
    isOver: () => Date.now() > until,
    onPlayed: (one) => {
      done += 1
      if (values.keep !== undefined) keep(values.keep, one)
      if (one.judgement.kind === 'broken' || values.verbose) {
        console.log(renderPlayed(one))
        if (one.judgement.kind === 'broken') console.log(one.told)
      }
      if (done % 50 === 0) console.log(`${done} of ${cells.length}`)
    }
  }
)
const played = [...kept, ...fresh]
const isWhole = played.length === cells.length

const broken = played.filter(({ judgement }) => judgement.kind === 'broken')
const missed = played.filter(({ wasHit }) => !wasHit)
const longest = Math.max(0, ...played.map(({ milliseconds }) => milliseconds))
const text = [
  `${played.length} cells; ${broken.length} broken. ${missed.length} times the flow was over before the request came. The longest step took ${(longest / 1000).toFixed(0)} s.`,
  '',
  'Faults at HCP Terraform (right / failed clearly / broken):',
  '',
  renderCounts(played, 'hcp'),
  '',
  'Faults at GitHub:',
  '',
  renderCounts(played, 'github')
].join('\n')
console.log(`\n${text}`)
for (const one of broken) console.log(`\nBROKEN ${renderPlayed(one)}`)
if ((isAll && isWhole) || values.write) await writeSection('faults', text)
if (broken.length > 0) process.exitCode = 1

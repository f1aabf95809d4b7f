import { describe, expect, it } from '@jest/globals'
import { runCell, undisturbed } from '../../scripts/faults/cell.ts'
import { flows } from '../../scripts/faults/flows.ts'
import { judge } from '../../scripts/faults/judge.ts'
import { paceOf } from '../../scripts/paces/desk.ts'

// The slower paces, and all flows, are in `npm run paces`.
describe('a server that takes 300 ms for a step', () => {
  it.each(flows.filter(({ name }) => ['apply', 'cancel'].includes(name)))(
    'is followed to the end of $name',
    async (flow) => {
      const { kind, broken } = judge(
        await runCell(undisturbed(flow), { pace: paceOf(300) })
      )
      expect([kind, broken]).toEqual(['right', []])
    },
    120_000
  )
})

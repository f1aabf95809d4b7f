import { describe, expect, it } from '@jest/globals'
import { diffSequences } from '../../src/plan/sequence.ts'
import { fc } from '../fuzz.ts'

describe('diffSequences', () => {
  const items = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 })

  it('leads from the old to the new sequence', () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const steps = diffSequences(before, after)
        const old = steps.flatMap((s) =>
          s.kind === 'add' ? [] : [before[s.old]]
        )
        const fresh = steps.flatMap((s) =>
          s.kind === 'remove' ? [] : [after[s.new]]
        )
        expect(old).toEqual(before)
        expect(fresh).toEqual(after)
      })
    )
  })

  it('keeps as much as it can', () => {
    const steps = diffSequences(['a', 'b', 'c', 'd'], ['b', 'c', 'x', 'd'])
    expect(steps.map((step) => step.kind)).toEqual([
      'remove',
      'keep',
      'keep',
      'add',
      'keep'
    ])
  })

  it('is quick with long sequences, and true to their order', () => {
    const before = Array.from({ length: 20_000 }, (_, i) => String(i))
    const after = before.map(
      (item) => `${item}${Number(item) % 7 === 0 ? 'x' : ''}`
    )
    const started = performance.now()
    const steps = diffSequences(before, after)
    expect(performance.now() - started).toBeLessThan(2_000)
    const kept = steps.filter((step) => step.kind === 'keep')
    expect(kept).toHaveLength(before.filter((n) => Number(n) % 7 !== 0).length)
    for (const [index, step] of kept.entries()) {
      const last = kept[index - 1]
      if (last === undefined) continue
      expect(step.old > last.old && step.new > last.new).toBe(true)
    }
    const turned = diffSequences(before, before.toReversed())
    expect(turned.filter((step) => step.kind === 'keep')).toHaveLength(1)
  })
})

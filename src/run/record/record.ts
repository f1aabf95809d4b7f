import type { Fact, Facts } from './fact.ts'

/** What became known of one workspace's run. Grows, and never changes. */
export interface RunRecord {
  readonly facts: () => Facts
  readonly tell: (fact: Fact) => void
}

/**
 * An empty record. `onFact` hears each fact at once, before `tell` returns:
 * what a killed step has to leave behind is written there.
 */
export function createRecord(
  onFact: (fact: Fact, all: Facts) => void = () => undefined
): RunRecord {
  const facts: Fact[] = []
  return {
    facts: () => facts,
    tell: (fact) => {
      facts.push(fact)
      onFact(fact, facts)
    }
  }
}

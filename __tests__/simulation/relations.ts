import type { Breach } from './breach.ts'
import type { Action } from './bundle.ts'
import type { History, WorldEvent } from './history.ts'
import { isLetThrough, judge } from './laws.ts'
import { createDice } from './random.ts'
import type { Dice } from './random.ts'
import type { Story } from './story.ts'
import { tell } from './world.ts'

/** Reads that the gate rests on; failing one makes its fact unknown. */
const facts = [
  'gh-pull',
  'gh-reviews',
  'gh-permission',
  'gh-graphql',
  'gh-timeline',
  'gh-compare',
  'plan-json',
  'read-checks'
] as const

/** The fact that no job can read in the history beside that of this seed. */
export function factRemovedFor(seed: number): string {
  return drawFact(createDice(seed, 'relations'))
}

const drawFact = (dice: Dice): string => dice.pick(facts)

/** A history beside the one that it has to be no laxer than. */
interface Relation {
  readonly law: string
  readonly what: string
  readonly of: (history: History, dice: Dice) => History
}

const relations: readonly Relation[] = [
  {
    law: 'G6',
    what: 'a fact removed lets it through',
    of: (history, dice) =>
      withEvent(history, {
        kind: 'answer',
        to: drawFact(dice),
        nth: 1,
        times: 999,
        // For whoever asks: else another job decides with it, another time.
        isForAll: true,
        how: dice.pick(['404', '403', 'html', 'half', '500', 'empty'])
      })
  },
  {
    law: 'G8',
    what: 'a part of the event removed lets it through',
    of: (history, dice) =>
      withEvent(history, {
        kind: 'payload',
        field: dice.pick(['pull_request', 'issue', 'comment', 'review', '*']),
        how: dice.pick(['remove', 'empty', 'null'])
      })
  },
  {
    law: 'G7',
    what: 'a rule added lets it through',
    of: (history, dice) => {
      const [name, value] = dice.pick([
        ['allowed-actors', 'alice'],
        ['required-labels', 'ready'],
        ['required-approvals', '1'],
        ['require-review-decision', 'true'],
        ['require-up-to-date', 'true'],
        ['max-destroy', '5']
      ] as const)
      const { scenario } = history
      const { inputs } = scenario
      if (name in inputs) return history
      return {
        ...history,
        scenario: { ...scenario, inputs: { ...inputs, [name]: value } }
      }
    }
  }
]

function withEvent(history: History, event: WorldEvent): History {
  // First of all: what is removed is not there for any other trouble.
  return { ...history, events: [event, ...history.events] }
}

/** Deeds that let a run through by themselves, if one waits long enough. */
const opening = /^(?:approve|label|override|confirm|unlock|auto-apply)$/

/**
 * The laws of a history, and those between it and others of the same seed: what
 * is blocked stays blocked without a fact (G6), without a part of the event
 * (G8), with one more rule (G7).
 */
export async function judgeSeed(
  history: History,
  action: Action
): Promise<{
  readonly story: Story
  readonly breaches: readonly Breach[]
  /** How many histories were told, those beside it included. */
  readonly told: number
}> {
  const story = await tell(history, action)
  let told = 1
  const breaches = [...judge(story)]
  const { inputs } = history.scenario
  const isBlocked = story.attempts[0]?.outputs['outcome'] === 'blocked'
  const isOpened = history.events.some((event) =>
    event.kind === 'person' ? opening.test(event.does) : event.kind === 'next'
  )
  if (inputs['approve'] === 'true' && isBlocked && !isOpened) {
    const dice = createDice(history.seed, 'relations')
    for (const { law, what, of } of relations) {
      if (isLetThrough(story)) continue
      told += 1
      if (isLetThrough(await tell(of(history, dice), action))) {
        breaches.push({ law, what })
      }
    }
  }
  return { story, breaches, told }
}

/**
 * Drops what the world does, one thing after the other, as long as the same
 * law is still broken in the same way.
 */
export async function shrink(
  history: History,
  broken: Breach,
  action: Action
): Promise<History> {
  let smallest = history
  for (let index = 0; index < smallest.events.length;) {
    const fewer = {
      ...smallest,
      events: smallest.events.filter((_, at) => at !== index)
    }
    const { breaches } = await judgeSeed(fewer, action)
    const isSame = breaches.some(
      ({ law, what }) => law === broken.law && what === broken.what
    )
    if (isSame) smallest = fewer
    else index += 1
  }
  return smallest
}

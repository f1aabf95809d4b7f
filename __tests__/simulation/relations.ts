import type { Action } from './bundle.ts'
import type { History, WorldEvent } from './history.ts'
import { isLetThrough, judge } from './laws.ts'
import type { Breach } from './laws.ts'
import { createDice } from './random.ts'
import { tell } from './world.ts'
import type { Story } from './world.ts'

/** Reads that the gate rests on; failing one makes its fact unknown. */
const facts = [
  'gh-pull',
  'gh-reviews',
  'gh-permission',
  'gh-graphql',
  'gh-timeline',
  'plan-json',
  'read-checks'
] as const

/**
 * The laws of a history, and those between it and a second one of the same
 * seed: G6 and G8, a fact or a part of the event taken away; G7, a rule added.
 */
export async function judgeSeed(
  history: History,
  action: Action
): Promise<{ readonly story: Story; readonly breaches: readonly Breach[] }> {
  const story = await tell(history, action)
  const breaches = [...judge(story)]
  const { flow, inputs } = history.scenario
  const isGate =
    inputs['approve'] === 'true' && (flow === 'apply' || flow === 'apply-later')
  const isBlocked = story.attempts[0]?.outputs['outcome'] === 'blocked'
  if (isGate && isBlocked && !isLetThrough(story)) {
    const dice = createDice(history.seed, 'relations')
    const less: WorldEvent = dice.chance(0.5)
      ? {
          kind: 'answer',
          to: dice.pick(facts),
          nth: 1,
          times: 999,
          how: dice.pick(['404', '403', 'html', 'half', '500', 'empty'])
        }
      : {
          kind: 'payload',
          field: dice.pick(['pull_request', 'issue', 'comment', '*']),
          how: dice.pick(['remove', 'empty', 'null'])
        }
    const without = await tell(
      { ...history, events: [...history.events, less] },
      action
    )
    if (isLetThrough(without)) {
      breaches.push(
        less.kind === 'payload'
          ? { law: 'G8', what: 'a part of the event removed lets it through' }
          : { law: 'G6', what: 'a fact removed lets it through' }
      )
    }
    const stricter = {
      ...history,
      scenario: {
        ...history.scenario,
        inputs: {
          ...inputs,
          'allowed-actors': 'alice',
          'required-labels': 'ready'
        }
      }
    }
    if (isLetThrough(await tell(stricter, action))) {
      breaches.push({ law: 'G7', what: 'a rule added lets it through' })
    }
  }
  return { story, breaches }
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
    if (
      breaches.some(
        ({ law, what }) => law === broken.law && what === broken.what
      )
    )
      smallest = fewer
    else index += 1
  }
  return smallest
}

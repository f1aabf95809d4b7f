import type { Action } from './bundle.ts'
import { judge } from './laws.ts'
import type { Part } from './omissions.ts'
import { omissionStories } from './omission-stories.ts'
import type { Story } from './story.ts'
import { tell } from './world.ts'

/** What a step claims that is another thing where a part is left out. */
export interface OtherClaim {
  readonly story: string
  readonly part: Part
  readonly claim: string
}

/** What was left out, and what became of it. */
export interface Omitted {
  readonly parts: readonly Part[]
  readonly claims: readonly OtherClaim[]
}

/** A story as people and workflows see its step. */
interface View {
  readonly isRed: boolean
  readonly outputs: Readonly<Record<string, string>>
  readonly headline: string
  readonly deeds: readonly string[]
}

/**
 * Tells a story whole, and again without each single part that its answers
 * have; gives what is claimed otherwise then. Of `every` parts one is left out,
 * another one in the next story.
 */
export async function omitEach(
  name: string,
  every: number,
  action: Action
): Promise<Omitted> {
  const whole = await tellWithout(name, undefined, action)
  const before = viewOf(whole)
  const claims: OtherClaim[] = []
  const own = Object.keys(omissionStories).indexOf(name)
  const parts = [...whole.parts]
    .sort()
    .filter((_, index) => index % every === own % every)
  for (const part of parts) {
    const story = await tellWithout(name, part, action)
    const found = [
      ...compare(before, viewOf(story)),
      ...judge(story).map(({ law, what }) => `breaks ${law}: ${what}`)
    ]
    claims.push(...found.map((claim) => ({ story: name, part, claim })))
  }
  return { parts, claims }
}

async function tellWithout(
  name: string,
  part: Part | undefined,
  action: Action
): Promise<Story> {
  const scenario = omissionStories[name]!
  const events = [{ kind: 'without', part } as const]
  return await tell({ seed: 1, scenario, events }, action)
}

function viewOf({ attempts, hcp }: Story): View {
  const [attempt] = attempts
  const { outputs = {}, comments = [], summary = '', main } = attempt ?? {}
  const text = comments.length > 0 ? comments.join('\n') : summary
  return {
    isRed: main?.exitCode !== 0,
    outputs,
    headline: /^### .*$/m.exec(text)?.[0] ?? '',
    deeds: hcp.writes
      .filter(({ isAccepted, by }) => isAccepted && typeof by === 'number')
      .map(({ action, runId }) => `${action} ${runId}`)
  }
}

/** Outputs that say how much is known, or that are no claims of the run. */
const uncompared: ReadonlySet<string> = new Set([
  'result',
  'reasons',
  'runs',
  'workspace-outputs',
  'comment-id',
  'comment-url',
  'plan-json-path'
])
/** Where it does not end well it may end so. */
const endsRed = /^(?:errored|blocked|timed-out|held|canceled)$/

/** What another claim is than the same, *unknown*, or a red end. */
function compare(whole: View, less: View): string[] {
  const found: string[] = []
  for (const [name, value] of Object.entries(less.outputs)) {
    const before = whole.outputs[name]
    if (uncompared.has(name) || value === before) continue
    if (value === '' || value === 'unknown') continue
    const isRedEnd =
      less.isRed &&
      ((name === 'outcome' && endsRed.test(value)) ||
        name === 'run-status' ||
        name === 'gate')
    if (!isRedEnd)
      found.push(`${name} is ${value}, not ${before ?? 'left out'}`)
  }
  const added = less.deeds
    .filter((deed) => !whole.deeds.includes(deed))
    // What does not end well is cleaned up.
    .filter((deed) => !(less.isRed && /^(?:cancel|discard)/.test(deed)))
  found.push(...added.map((deed) => `does ${deed}`))
  if (whole.isRed && !less.isRed) found.push('is green')
  if (!less.isRed) found.push(...newWords(whole.headline, less.headline))
  return found
}

/** What a headline says that the other does not, in one word for the same. */
function newWords(before: string, after: string): string[] {
  const partsIn = (headline: string): string[] =>
    headline
      .replace(/^### /, '')
      .split(/ · |, /)
      .map((part) =>
        part.replace('changed', 'updated').replace('added', 'created')
      )
  return partsIn(after)
    .filter((part) => !partsIn(before).includes(part))
    .filter((part) => !/unknown|not known/.test(part))
    .map((part) => `says ${part}, not ${before}`)
}

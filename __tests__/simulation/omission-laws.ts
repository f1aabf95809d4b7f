import type { Action } from './bundle.ts'
import { judge } from './laws.ts'
import type { Part } from './omissions.ts'
import { omissionStories } from './omission-stories.ts'
import { compare } from './other-claims.ts'
import type { View } from './other-claims.ts'
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

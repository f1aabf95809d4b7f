import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { confirmsOf } from './exchanges.ts'
import { effectOf, wholeEffectOf } from './plan-values.ts'
import type { Attempt, Exchange, Story } from './story.ts'

/**
 * G4, of each two plans that a history's jobs told: digests of one word are equal
 * where, and only where, the plans would do the same, numbers beyond a double,
 * null beside absent and provisioners (where the whole plan can be read)
 * included. And against what a review before it told: nothing is confirmed with
 * another plan or other files, and what was reviewed is not refused as another.
 */
export function judgeDigests(story: Story): Breach[] {
  return [
    ...judgePairs(story),
    ...confirmsOf(story).flatMap((confirm) => judgeConfirm(story, confirm)),
    ...judgeRefusal(story)
  ]
}

interface Told {
  readonly digest: string
  readonly effect: string
}

/** The digest that a job told of each of its runs, with what that would do. */
function toldBy({ hcp }: Story, { outputs }: Attempt): readonly Told[] {
  const one = {
    'run-id': outputs['run-id'],
    'plan-digest': outputs['plan-digest']
  }
  const many = JSON.parse(outputs['runs'] ?? '[]') as readonly (typeof one)[]
  return [one, ...many].flatMap((each) => {
    const run = hcp.find(each['run-id'] ?? '')
    const digest = each['plan-digest'] ?? ''
    if (run === undefined || !digest.includes(':')) return []
    const isWhole = isOfWhole(digest)
    return [{ digest, effect: isWhole ? wholeEffectOf(run) : effectOf(run) }]
  })
}

function judgePairs(story: Story): Breach[] {
  const { attempts, review } = story
  const all = [...(review === undefined ? [] : [review]), ...attempts]
  const told = all.flatMap((attempt) => toldBy(story, attempt))
  const found: Breach[] = []
  for (const [index, one] of told.entries()) {
    for (const other of told.slice(index + 1)) {
      const isSame = one.digest === other.digest
      const isOfOneWord = wordOf(one) === wordOf(other)
      if (isSame && one.effect !== other.effect) {
        found.push(breach('G4', 'two plans of one digest'))
      }
      // What is bound to its configuration differs with that alone.
      const isBound = wordOf(one) === 'bound'
      const isOther = !isSame && isOfOneWord && !isBound
      if (isOther && one.effect === other.effect) {
        found.push(breach('G4', 'two digests of one plan'))
      }
    }
  }
  return found
}

/** Was the whole document read, provisioners and all? */
const isOfWhole = (digest: string): boolean => /^(?:full|bound):/.test(digest)
const wordOf = ({ digest }: Told): string => digest.split(':')[0] ?? ''

function judgeConfirm(story: Story, { runId }: Exchange): Breach[] {
  const { history, hcp, review } = story
  const run = hcp.find(runId ?? '')
  if (review === undefined || run === undefined) return []
  const [told] = toldBy(story, review)
  const found: Breach[] = []
  if (told !== undefined) {
    const effect = isOfWhole(told.digest) ? wholeEffectOf(run) : effectOf(run)
    if (effect !== told.effect) {
      found.push(breach('G4', 'a confirm of another plan than was reviewed'))
    }
  }
  const { inputs, review: kind } = history.scenario
  // Known of what is uploaded, and where it is an output.
  const isBound =
    inputs['configuration-directory'] !== undefined &&
    review.outputs['configuration-digest'] !== undefined
  if (kind === 'other-files' && isBound) {
    found.push(breach('G4', 'a confirm of other files than were reviewed'))
  }
  return found
}

function judgeRefusal({ history, attempts }: Story): Breach[] {
  const { review } = history.scenario
  if (review !== 'same' || history.events.length > 0) return []
  return attempts.some(({ outputs }) =>
    /"code":"(?:plan-digest|configuration)-differs"/.test(
      outputs['reasons'] ?? ''
    )
  )
    ? [breach('G4', 'what was reviewed is refused as another')]
    : []
}

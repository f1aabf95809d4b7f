import type { Action } from './bundle.ts'
import { renderEvent } from './history.ts'
import type { History } from './history.ts'
import type { Breach } from './breach.ts'
import { shrink } from './relations.ts'
import { tell } from './world.ts'
import type { Story } from './story.ts'

const mostLines = 20

/**
 * A breach for people: what is left of its history when all is taken away that
 * the breach does not need, in twenty lines.
 */
export async function explain(
  history: History,
  breach: Breach,
  action: Action
): Promise<string> {
  const smallest = await shrink(history, breach, action)
  const story = await tell(smallest, action)
  const { scenario, events, seed } = smallest
  const inputs = Object.entries(scenario.inputs)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
  const head = [
    `seed ${seed}: ${breach.law} ${breach.what}`,
    `  ${scenario.flow} on ${scenario.event}: ${inputs}`,
    ...events.map((each) => `  - ${renderEvent(each)}`)
  ]
  const ends = story.attempts.flatMap(renderAttempt)
  const room = Math.max(4, mostLines - head.length - ends.length)
  const { diary } = story
  const shown =
    diary.length <= room
      ? diary
      : ['  …', ...diary.slice(diary.length - room + 1)]
  return [...head, ...shown, ...ends].join('\n')
}

/** What a step said of itself at its end. */
function renderAttempt({
  main,
  post,
  outputs
}: Story['attempts'][number]): string[] {
  const said = `${main.output}\n${post?.output ?? ''}`
    .split('\n')
    .filter((line) => /::(?:error|warning)::|left behind|clean-up/.test(line))
  return [
    `  outcome ${outputs['outcome'] ?? '-'}, run-status ${outputs['run-status'] ?? '-'}, exit ${main.exitCode}`,
    ...said.slice(-2).map((line) => `  ${line.slice(0, 240)}`)
  ]
}

import type { Exchange, Story } from './story.ts'

/** Every confirm that was sent. */
export function confirmsOf({ exchanges }: Story): Exchange[] {
  return exchanges.filter(({ kind }) => kind === 'confirm')
}

/** What a job had been told when it sent something. */
export function answeredBefore(
  { exchanges }: Story,
  sent: Exchange
): Exchange[] {
  return exchanges.filter(
    ({ step, answeredAt }) =>
      step === sent.step &&
      answeredAt !== undefined &&
      answeredAt <= sent.sentAt
  )
}

/** When a job was first told the status that it acted on. */
export function gateSeenAt(
  before: readonly Exchange[],
  { runId }: Pick<Exchange, 'runId'>
): number {
  const told = before.filter(
    (one) => one.told !== undefined && one.runId === runId
  )
  const last = told.at(-1)?.told
  const otherwise = told.findLastIndex((one) => one.told !== last)
  return told[otherwise + 1]?.answeredAt ?? 0
}

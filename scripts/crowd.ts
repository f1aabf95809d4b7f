/**
 * Steps that share one token, against the enforced limit of 30 requests a
 * second; writes the figures into __tests__/evidence.md. With a number it runs
 * so many applies alone, and prints how they kept to the limit.
 *
 *     npm run crowd
 *     npm run crowd -- 100
 */
import { renderCrowd, runCrowd } from './faults/crowd.ts'
import { writeSection } from './faults/document.ts'

const size = Number(process.argv[2] ?? NaN)
if (Number.isInteger(size) && size > 0) await measureApplies(size)
else await measureAll()

/** Prints what the budget of a crowd is held against. */
async function measureApplies(count: number): Promise<void> {
  // A machine has fewer cores than GitHub has runners: so far apart they start.
  const phase = 8_000
  const alone = await runCrowd(1, { mode: 'apply', stagger: 0, phase })
  const crowd = await runCrowd(count, { mode: 'apply', stagger: 150, phase })
  const took = crowd.steps
    .map(({ durationMilliseconds }) => durationMilliseconds / 1000)
    .sort((one, other) => one - other)
  const median = took[took.length >> 1] ?? NaN
  const bound = Math.max((alone.requests * count) / 30, alone.seconds)
  const red = crowd.steps.filter(({ exitCode }) => exitCode !== 0)
  for (const { stdout } of red) console.log(stdout)
  console.log(
    [
      `${count} applies, ${red.length} failed`,
      `${crowd.requests} requests (${alone.requests * count} by themselves), ${((crowd.refused / crowd.requests) * 100).toFixed(1)} % refused`,
      `${crowd.seconds.toFixed(0)} s, ${(crowd.seconds / bound).toFixed(2)} × the limit's bound of ${bound.toFixed(0)} s`,
      `median ${median.toFixed(0)} s, slowest ${((took.at(-1) ?? NaN) / median).toFixed(2)} × that`
    ].join('\n')
  )
  process.exitCode = red.length > 0 ? 1 : 0
}

async function measureAll(): Promise<void> {
  const rows: string[] = []
  for (const [size, mode, stagger, phase] of [
    [10, 'plan', 0, 500],
    [10, 'apply', 0, 500],
    [100, 'apply', 150, 8_000]
  ] as const) {
    const crowd = await runCrowd(size, { mode, stagger, phase })
    const row = renderCrowd(`\`${mode}\``, crowd)
    console.log(row)
    rows.push(row)
    for (const step of crowd.steps.filter(({ exitCode }) => exitCode !== 0)) {
      console.log(step.stdout)
      process.exitCode = 1
    }
  }
  await writeSection(
    'crowd',
    [
      '| Mode | Steps | Green | Requests to the API | of them refused (429) | Most let through in a second | Seconds in all |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      ...rows
    ].join('\n')
  )
}

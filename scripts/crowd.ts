/**
 * Ten and a hundred steps that share one token, against the enforced limit of
 * 30 requests a second; writes the figures into __tests__/evidence.md.
 *
 *     npm run crowd
 */
import { renderCrowd, runCrowd } from './faults/crowd.ts'
import { writeSection } from './faults/document.ts'

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

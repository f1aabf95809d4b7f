import { findTerraform } from '../emulator/engines/terraform.ts'
import { connectedChapters } from './connected-story.ts'
import { readableLog } from './readable-log.ts'
import { setChapters } from './set-story.ts'
import type { Chapter } from './story.ts'
import { openStory } from './story.ts'

/**
 * Tells the whole story on this machine: a local HCP Terraform and GitHub, and
 * the action as the runner starts it. Ends with 1 if any end is not as it
 * should be.
 */
const begun = performance.now()
const binary = process.argv.includes('--scenario') ? undefined : findTerraform()
console.log(
  binary
    ? `Runs are planned and applied by ${binary.product} ${binary.version}, but for the last chapters, which follow scripts.`
    : 'There is no terraform or tofu on the PATH: runs follow scripted scenarios.'
)

const story = await openStory(binary ? 'terraform' : 'scenario')
let failures = 0
let chapterCount = 0
try {
  await tellAll(story.chapters())
} finally {
  await story.close()
}
// Whatever is on the PATH.
await tellAll(connectedChapters())
await tellAll(setChapters())
const seconds = ((performance.now() - begun) / 1000).toFixed(1)
console.log(
  failures === 0
    ? `\nAll ${chapterCount} chapters ended as they should, in ${seconds} s.`
    : `\n${failures} ${failures === 1 ? 'check' : 'checks'} failed, in ${seconds} s.`
)
process.exitCode = failures === 0 ? 0 : 1

async function tellAll(chapters: AsyncGenerator<Chapter>): Promise<void> {
  for await (const chapter of chapters) {
    chapterCount += 1
    tell(chapter, chapterCount)
    failures += chapter.checks.filter(({ held }) => !held).length
  }
}

function tell(
  { title, result, comment, checks }: Chapter,
  number: number
): void {
  console.log(
    `\n━━━ ${number}. ${title} ${'━'.repeat(Math.max(3, 60 - title.length))}`
  )
  console.log('\nJob log:')
  print(readableLog(result.shown), 24)
  console.log('\nComment on the pull request:')
  print((comment ?? '(none)').replace(/^(?:<!--.*-->\n)+/, ''), 22)
  console.log('\nOutputs:')
  const { outcome, gate, reasons, ...outputs } = result.outputs
  print(
    Object.entries({ outcome, gate, reasons, 'run-id': outputs['run-id'] })
      .map(([name, value]) => `${name}: ${value ?? ''}`)
      .join('\n'),
    10
  )
  console.log('\nChecked:')
  for (const { what, held } of checks) {
    console.log(`  ${held ? 'ok    ' : 'FAILED'}  ${what}`)
  }
}

function print(text: string, limit: number): void {
  const lines = text.trim().split('\n')
  const shown =
    lines.length > limit + 1
      ? [...lines.slice(0, limit), `… ${lines.length - limit} more lines`]
      : lines
  for (const line of shown) console.log(`  │ ${line}`)
}

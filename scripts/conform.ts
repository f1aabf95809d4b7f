/**
 * Holds what the bundle asks, and what the local HCP Terraform and GitHub
 * answer, against the OpenAPI documents of both. Ends with 1 for a deviation.
 *
 *     npm run conform -- [hcp-openapi.json] [--recording FOLDER]
 *
 * HashiCorp's document is an argument: your instance's own is at
 * `/openapi/stable.json`. Without it GitHub's part alone is held, whose document
 * npm fetches into a cache. Without a recording the process tests and the demo
 * are run and recorded; `EMULATOR_RECORDING=FOLDER npm test` makes one, too.
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Recorded } from '../emulator/recording.ts'
import type { Comparison } from './conform/compare.ts'
import { createJudge } from './conform/compare.ts'
import { fetchGitHubDocument, readDocument } from './conform/documents.ts'
import type { Known } from './conform/known.ts'
import { knownOfGitHub, knownOfHcp } from './conform/known.ts'
import { judgeRecording, renderReport } from './conform/report.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { recording: { type: 'string' } }
})
const [hcpDocument] = positionals
const folder =
  values.recording ?? (await mkdtemp(join(tmpdir(), 'conform-recording-')))
try {
  if (values.recording === undefined) record(folder)
  process.exitCode = (await compare(folder)) === 0 ? 0 : 1
} finally {
  if (values.recording === undefined) {
    await rm(folder, { recursive: true, force: true })
  }
}

function record(recording: string): void {
  const env = { ...process.env, EMULATOR_RECORDING: recording }
  for (const command of [
    ['test', '--', '__tests__/process'],
    ['run', '--silent', 'demo']
  ]) {
    const { status } = spawnSync('npm', command, {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32'
    })
    if (status !== 0) {
      throw new Error(`npm ${command.join(' ')} ended with ${String(status)}`)
    }
  }
}

/** One of the two servers, and the document that it is held against. */
interface Side extends Omit<Comparison, 'document' | 'isOurs'> {
  readonly title: string
  readonly server: Recorded['server']
  readonly known: readonly Known[]
  /** Path of its document, or why there is none: then nothing is held. */
  readonly file: string | { readonly why: string }
}

/** Prints both reports; resolves to the number of deviations. */
async function compare(recording: string): Promise<number> {
  const sides: readonly Side[] = [
    {
      title: 'GitHub',
      server: 'github',
      basePath: '',
      errorSchema: (status) =>
        status === 422 ? 'validation-error' : 'basic-error',
      known: knownOfGitHub,
      file: await fetchGitHubDocument().catch((error: unknown) => ({
        why: `its document could not be fetched: ${String(error)}`
      }))
    },
    {
      title: 'HCP Terraform',
      server: 'hcp',
      basePath: '/api/v2',
      errorSchema: () => 'errors',
      known: knownOfHcp,
      file: hcpDocument ?? { why: 'no document was given' }
    }
  ]
  const held: number[] = []
  for (const side of sides) {
    const deviations = await hold(side, recording)
    if (deviations !== undefined) held.push(deviations)
  }
  const total = held.reduce((sum, each) => sum + each, 0)
  console.log(
    held.length === 0 ? 'Nothing was compared.' : `${total} deviations`
  )
  return total
}

/** Resolves to the number of deviations; undefined without a document. */
async function hold(
  side: Side,
  recording: string
): Promise<number | undefined> {
  const { title, file, known } = side
  if (typeof file !== 'string') {
    console.log(`${title}: nothing is held against it, since ${file.why}`)
    return undefined
  }
  const judge = createJudge({
    ...side,
    document: await readDocument(file),
    isOurs: ({ userAgent }) => userAgent.startsWith('gated-terraform-run/')
  })
  const exchanges = readRecording(recording, side)
  const report = await judgeRecording(exchanges, judge, known)
  console.log(renderReport(title, report))
  if (report.endpoints.size > 0) return report.deviations.length
  throw new Error(`The recording ${recording} has nothing of ${title}`)
}

/** Exchanges of one server's API; its blobs and pages are not of it. */
async function* readRecording(
  recording: string,
  { server, basePath }: Side
): AsyncIterable<Recorded> {
  for (const file of globSync(join(recording, `${server}-*.jsonl`))) {
    for await (const line of createInterface({
      input: createReadStream(file)
    })) {
      const exchange = JSON.parse(line) as Recorded
      // GitHub Enterprise Server has GitHub's API below a path of its own.
      const path =
        server === 'github'
          ? exchange.path.replace(/^\/api\/v3(?=\/)/, '')
          : exchange.path
      if (path.startsWith(basePath)) yield { ...exchange, path }
    }
  }
}

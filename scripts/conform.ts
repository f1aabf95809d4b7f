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

/** Prints both reports; resolves to the number of deviations. */
async function compare(recording: string): Promise<number> {
  const isOurs = ({ userAgent }: Recorded): boolean =>
    userAgent.startsWith('gated-terraform-run/')
  const github: Comparison = {
    document: await readDocument(await fetchGitHubDocument()),
    basePath: '',
    isOurs,
    errorSchema: (status) =>
      status === 422 ? 'validation-error' : 'basic-error'
  }
  let total = await hold('GitHub', 'github', github, recording)
  if (hcpDocument === undefined) {
    console.log('HCP Terraform: no document given, nothing held against it')
  } else {
    const document = await readDocument(hcpDocument)
    const hcp: Comparison = {
      document,
      basePath: '/api/v2',
      isOurs,
      errorSchema: () => 'errors'
    }
    total += await hold('HCP Terraform', 'hcp', hcp, recording)
  }
  console.log(`${total} deviations`)
  return total
}

async function hold(
  title: string,
  server: Recorded['server'],
  comparison: Comparison,
  recording: string
): Promise<number> {
  const report = await judgeRecording(
    readRecording(recording, server, comparison.basePath),
    createJudge(comparison),
    server === 'hcp' ? knownOfHcp : knownOfGitHub
  )
  console.log(renderReport(title, report))
  if (report.endpoints.size > 0) return report.deviations.length
  throw new Error(`The recording ${recording} has nothing of ${title}`)
}

/** Exchanges of one server's API; its blobs and pages are not of it. */
async function* readRecording(
  recording: string,
  server: Recorded['server'],
  basePath: string
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

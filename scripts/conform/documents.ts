import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { extract } from 'tar'
import type { OpenApi } from './open-api.ts'

/** GitHub's own OpenAPI document, as Octokit publishes it on npm. */
const published = { name: '@octokit/openapi', version: '23.0.2' }

/** Reads a document from a file. Throws for text that is no OpenAPI 3. */
export async function readDocument(file: string): Promise<OpenApi> {
  const document = JSON.parse(await readFile(file, 'utf8')) as OpenApi & {
    readonly openapi?: string
  }
  if (document.openapi?.startsWith('3.') !== true) {
    throw new Error(`${file} is no OpenAPI 3 document`)
  }
  return document
}

/**
 * Where GitHub's document is: in a cache outside the project, and first fetched
 * into it by npm where it is not there. Rejects where npm cannot.
 */
export async function fetchGitHubDocument(): Promise<string> {
  const { XDG_CACHE_HOME: caches = '' } = process.env
  const cache = join(
    caches === '' ? join(homedir(), '.cache') : caches,
    'gated-terraform-run'
  )
  const file = join(cache, `github-openapi-${published.version}.json`)
  if (existsSync(file)) return file
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'fetching-'))
  try {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['pack', '--silent', `${published.name}@${published.version}`],
      { cwd: folder, shell: process.platform === 'win32' }
    )
    const entry = 'package/generated/api.github.com.json'
    await extract({ cwd: folder, file: join(folder, stdout.trim()) }, [entry])
    // Whoever looks for it meanwhile finds all of it or nothing.
    await rename(join(folder, entry), file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return file
}

import { create } from 'tar'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HcpServer } from '../../emulator/hcp/server.ts'

/** A bare client for these tests: says exactly what it is told to say. */

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Documents of any shape: the tests look at what they expect.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any
}

export interface Conversation {
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  patch(path: string, body: unknown): Promise<Answer>
  remove(path: string, body?: unknown): Promise<Answer>
}

export async function request(
  url: string,
  init: RequestInit = {}
): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = undefined
  }
  return { status: response.status, headers: response.headers, text, json }
}

export function converse(
  server: HcpServer,
  token = server.token
): Conversation {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/vnd.api+json'
  }
  const base = `${server.url}/api/v2`
  const send = (method: string, path: string, body: unknown) =>
    request(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
  return {
    get: (path) => request(`${base}${path}`, { headers }),
    post: (path, body) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    remove: (path, body) => send('DELETE', path, body)
  }
}

/** A .tar.gz of these files, at the archive's root. */
export async function pack(
  files: Readonly<Record<string, string>> = { 'main.tf': '# nothing\n' }
): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-test-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text)
    }
    const chunks: Buffer[] = []
    for await (const chunk of create(
      { gzip: true, cwd: folder },
      Object.keys(files).length > 0 ? Object.keys(files) : ['.']
    )) {
      chunks.push(chunk)
    }
    return new Uint8Array(Buffer.concat(chunks))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Creates and uploads a configuration version; resolves when usable. */
export async function upload(
  server: HcpServer,
  workspaceName: string,
  attributes: Readonly<Record<string, unknown>> = {},
  archive?: Uint8Array<ArrayBuffer>
): Promise<string> {
  const client = converse(server)
  const created = await client.post(
    `/workspaces/${server.workspace(workspaceName).id}/configuration-versions`,
    {
      data: {
        type: 'configuration-versions',
        attributes: { 'auto-queue-runs': false, ...attributes }
      }
    }
  )
  const id: string = created.json.data.id
  await request(created.json.data.attributes['upload-url'], {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: archive ?? (await pack())
  })
  for (;;) {
    const { json } = await client.get(`/configuration-versions/${id}`)
    if (json.data.attributes.status !== 'pending') return id
    await sleep(3)
  }
}

/** Creates a run; a configuration version is uploaded if none is given. */
export async function createRun(
  server: HcpServer,
  workspaceName: string,
  attributes: Readonly<Record<string, unknown>> = {},
  options: { token?: string; configurationVersionId?: string } = {}
): Promise<string> {
  const answer = await postRun(server, workspaceName, attributes, {
    ...options,
    configurationVersionId:
      options.configurationVersionId ?? (await upload(server, workspaceName))
  })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json.data.id
}

export function postRun(
  server: HcpServer,
  workspaceName: string,
  attributes: Readonly<Record<string, unknown>>,
  options: { token?: string; configurationVersionId?: string } = {}
): Promise<Answer> {
  return converse(server, options.token).post('/runs', {
    data: {
      type: 'runs',
      attributes,
      relationships: {
        workspace: {
          data: { type: 'workspaces', id: server.workspace(workspaceName).id }
        },
        'configuration-version': {
          data:
            options.configurationVersionId === undefined
              ? null
              : {
                  type: 'configuration-versions',
                  id: options.configurationVersionId
                }
        }
      }
    }
  })
}

/** The run's document as this token sees it. */
export async function readRun(
  server: HcpServer,
  id: string,
  token?: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
): Promise<any> {
  const { json } = await converse(server, token).get(`/runs/${id}`)
  return json.data
}

import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Entry } from './listing.ts'

/** The same bytes for the same files, whenever they were checked out. */
const fixedTime = new Date('1980-01-01T00:00:00Z')

/** A tar is made of blocks of this many bytes. */
const block = 512

const types = {
  folder: 'Directory',
  file: 'File',
  link: 'SymbolicLink'
} as const

/**
 * Writes entries as a gzipped tar (ustar, with pax headers for long or foreign
 * names), without owner and with one fixed time. The file at `path` must not
 * be there yet. Rejects with what the file system says, and where a file's
 * size is not the listed one any more.
 *
 * Resolves to the digest of what was written: `files:` and the sha-256 (64 hex
 * digits) of the lines `JSON [name, kind, mode, content]`, sorted, where
 * content is the sha-256 of a file, the target of a link, '' for a folder. It
 * is of the very bytes that went into the archive, in whatever order.
 */
export async function writeArchive(
  entries: readonly Entry[],
  path: string
): Promise<string> {
  const headerOf = await loadHeaders()
  const lines: string[] = []
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (const entry of entries) {
      const { name, kind, mode, target } = entry
      yield headerOf(entry)
      const hash = createHash('sha256')
      if (kind === 'file') yield* contentOf(entry, hash)
      const content = kind === 'file' ? hash.digest('hex') : target
      lines.push(JSON.stringify([name, kind, mode, content]))
    }
    yield Buffer.alloc(2 * block)
  }
  await pipeline(
    blocks,
    createGzip(),
    createWriteStream(path, { flags: 'wx', mode: 0o600 })
  )
  const hash = createHash('sha256').update(lines.sort().join('\n'))
  return `files:${hash.digest('hex')}`
}

async function loadHeaders(): Promise<(entry: Entry) => Uint8Array> {
  // All of it would be a large part of the bundle.
  const [{ Header }, { Pax }] = await Promise.all([
    import('tar/header'),
    import('tar/pax')
  ])
  return ({ name, kind, mode, size, target }) => {
    const facts = {
      path: kind === 'folder' ? `${name}/` : name,
      mode,
      size,
      mtime: fixedTime,
      type: types[kind],
      linkpath: target
    }
    const header = new Header(facts)
    const bytes = Buffer.alloc(block)
    const needsPax = header.encode(bytes)
    if (!needsPax) return bytes
    const { path, linkpath } = facts
    const pax = new Pax({ path, linkpath, size, mtime: fixedTime })
    return Buffer.concat([pax.encode(), bytes])
  }
}

/** The bytes of a file, up to a whole block; the hash is of them alone. */
async function* contentOf(
  entry: Entry,
  hash: Hash
): AsyncGenerator<Uint8Array> {
  const file = await open(entry.source)
  try {
    let bytes = 0
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const read = chunk as Uint8Array
      bytes += read.byteLength
      if (bytes > entry.size) break
      hash.update(read)
      yield read
    }
    if (bytes !== entry.size) {
      throw Object.assign(new Error('its size changed while it was packed'), {
        path: entry.source
      })
    }
    yield Buffer.alloc((block - (bytes % block)) % block)
  } finally {
    await file.close()
  }
}

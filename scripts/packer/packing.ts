import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Parser } from 'tar'
import { parseIgnoreRules } from '../../src/configuration/ignore-rules.ts'
import { listConfiguration } from '../../src/configuration/listing.ts'
import { writeArchive } from '../../src/configuration/write-archive.ts'

/** One thing of an archive, as the oracle in Go writes it. */
export interface Packed {
  readonly Name: string
  readonly Kind: string
  readonly Target: string
  readonly Content: string
  readonly Mode: number
}

/** What a packer made of a folder. */
export interface Answer {
  readonly entries: readonly Packed[] | null
  /** Why it refused; empty where it did not. */
  readonly error: string
  /** Why the archive cannot be unpacked; empty where it can, absent where nobody tried. */
  readonly refused?: string
}

/** What this project's packer made of a folder, and what it said of that. */
export interface OurAnswer extends Answer {
  readonly warnings: readonly string[]
}

/** The entries of a gzipped tar, in order. */
export async function unpack(archive: Uint8Array): Promise<readonly Packed[]> {
  const entries: Packed[] = []
  const kinds: Readonly<Record<string, string>> = {
    File: '0',
    SymbolicLink: '2',
    Directory: '5'
  }
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const chunks: Buffer[] = []
      entry.on('data', (chunk: Buffer) => chunks.push(chunk))
      entry.on('end', () => {
        entries.push({
          Name: entry.path,
          Kind: kinds[entry.type] ?? entry.type,
          Target: entry.linkpath ?? '',
          Content: Buffer.concat(chunks).toString(),
          Mode: entry.mode ?? 0
        })
      })
    }
  })
  await new Promise((done, fail) => {
    parser.on('end', done)
    parser.on('error', fail)
    parser.end(holdTargets(gunzipSync(archive)))
  })
  return entries
}

/**
 * Go leaves a link's target out of the old header where all of it is foreign
 * letters, and says it in the pax header alone. The parser looks for it in the
 * old one before it reads the other, so a letter is put there.
 */
function holdTargets(tar: Buffer): Buffer {
  for (let at = 0; at + 512 <= tar.length;) {
    const octal = (from: number, length: number): number =>
      parseInt(tar.toString('latin1', at + from, at + from + length), 8) || 0
    if (tar[at + 156] === 0x32 && tar[at + 157] === 0) {
      tar[at + 157] = 0x3f
      const sum = (octal(148, 8) + 0x3f).toString(8).padStart(6, '0')
      tar.write(`${sum}\0 `, at + 148, 'latin1')
    }
    at += 512 * (1 + Math.ceil(octal(124, 12) / 512))
  }
  return tar
}

/** Packs a checkout's folder `infra` as the action does. */
export async function packOurs(
  checkout: string,
  root: string
): Promise<OurAnswer> {
  const place = { directory: 'infra', root, checkout }
  try {
    const text = await readFile(join(root, '.terraformignore'), 'utf8').catch(
      () => ''
    )
    const rules = await parseIgnoreRules(text)
    const { entries, warnings } = await listConfiguration(place, rules)
    if (entries.length === 0) return { entries: [], warnings, error: '' }
    const path = join(checkout, 'archive.tar.gz')
    await writeArchive(entries, path)
    return { entries: await unpack(await readFile(path)), warnings, error: '' }
  } catch (error) {
    return { entries: null, warnings: [], error: (error as Error).message }
  }
}

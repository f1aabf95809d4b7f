import { Stats } from 'node:fs'

/** The runner's disk: what the action writes there, and nothing of the host. */
export interface Disk {
  readonly read: (path: string) => string | undefined
  readonly write: (path: string, content: string) => void
  readonly files: Map<string, Buffer>
  readonly folders: Set<string>
}

/** Every path of the simulated runner begins with this. */
export const root = '/simulated'

export function createDisk(): Disk {
  const files = new Map<string, Buffer>()
  return {
    files,
    folders: new Set([root, `${root}/temp`, `${root}/checkout`]),
    read: (path) => files.get(path)?.toString('utf8'),
    write: (path, content) => {
      files.set(path, Buffer.from(content))
    }
  }
}

/** Names in a folder, in order. */
export function namesIn({ files, folders }: Disk, path: string): string[] {
  const prefix = path.endsWith('/') ? path : `${path}/`
  const names = new Set<string>()
  for (const each of [...files.keys(), ...folders]) {
    if (!each.startsWith(prefix)) continue
    names.add(each.slice(prefix.length).split('/')[0] ?? '')
  }
  return [...names].filter((name) => name !== '').sort()
}

export function isThere(disk: Disk, path: string): boolean {
  return (
    disk.files.has(path) ||
    disk.folders.has(path) ||
    namesIn(disk, path).length > 0
  )
}

/** Node's words for what is not there. */
export function missing(path: string, call: string): Error {
  return Object.assign(
    new Error(`ENOENT: no such file or directory, ${call} '${path}'`),
    { code: 'ENOENT', errno: -2, path, syscall: call }
  )
}

export function bytesAt({ files }: Disk, path: string): Buffer {
  const bytes = files.get(path)
  if (bytes === undefined) throw missing(path, 'open')
  return bytes
}

export function statsOf(disk: Disk, path: string): object {
  if (!isThere(disk, path)) throw missing(path, 'stat')
  const bytes = disk.files.get(path)
  const epoch = new Date(0)
  return Object.assign(Object.create(Stats.prototype) as object, {
    size: bytes?.length ?? 0,
    mode: bytes === undefined ? 0o40755 : 0o100644,
    nlink: 1,
    dev: 1,
    ino: path.length,
    mtime: epoch,
    mtimeMs: 0,
    birthtime: epoch,
    ctime: epoch,
    atime: epoch
  })
}

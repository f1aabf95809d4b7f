import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { bytesAt, isThere, missing, namesIn, root, statsOf } from './disk.ts'
import { here } from './machine.ts'

type Callback = (error: Error | null, ...results: unknown[]) => void
type Call = (...given: unknown[]) => unknown

/**
 * `node:fs` over the disk in memory of the process that asks, done at once:
 * what waits for a real disk would have to be waited for by real time. A
 * process that is dead by then changes nothing.
 */
export function createFileModules(): {
  readonly fs: object
  readonly promises: object
} {
  const module: Record<string, unknown> = {
    constants: fs.constants,
    Stats: fs.Stats,
    existsSync: (path: string) => isThere(here().disk, fromCheckout(path)),
    createWriteStream,
    createReadStream
  }
  const promises: Record<string, unknown> = { constants: fs.constants }
  const calls = { ...byPath, ...createHandles() } as Record<string, Call>
  for (const [name, call] of Object.entries(calls)) {
    const run: Call = (first, ...rest) => call(fromCheckout(first), ...rest)
    module[`${name}Sync`] = run
    module[name] = (...given: unknown[]) => {
      callBack(given.pop() as Callback, () => run(...given))
    }
    promises[name] = async (...given: unknown[]) =>
      Promise.resolve().then(() => run(...given))
  }
  promises['open'] = async (path: string) =>
    Promise.resolve().then(() => openHandle(calls, path))
  const all = loud('fs.promises', promises)
  return { fs: loud('fs', { ...module, promises: all }), promises: all }
}

/** Relative paths are of the checkout, where the step is started. */
function fromCheckout<T>(path: T): T | string {
  return typeof path === 'string' ? resolve(`${root}/checkout`, path) : path
}

function callBack(done: Callback, run: () => unknown): void {
  let result: unknown
  try {
    result = run()
  } catch (error) {
    process.nextTick(done, error)
    return
  }
  process.nextTick(done, null, result)
}

/** What is not simulated fails loudly: a real disk would need real time. */
function loud(what: string, given: Record<string, unknown>): object {
  return new Proxy(given, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) {
        return target[name as string]
      }
      if (!(name in fs) && !(name in fs.promises)) return undefined
      if (!/^[a-z]/.test(name)) return (fs as never)[name]
      return () => {
        throw new Error(`${what}.${name} is not simulated`)
      }
    }
  })
}

function change(edit: () => void): void {
  if (here().effect()) edit()
}

function bytesOf(data: unknown): Buffer {
  return typeof data === 'string'
    ? Buffer.from(data)
    : Buffer.from(data as Buffer)
}

function textOr(bytes: Buffer, options: unknown): unknown {
  const encoding =
    typeof options === 'string'
      ? options
      : (options as { encoding?: BufferEncoding } | undefined)?.encoding
  return encoding == null ? bytes : bytes.toString(encoding as BufferEncoding)
}

const byPath = {
  readFile: (path: string, options?: unknown) =>
    textOr(bytesAt(here().disk, path), options),
  writeFile: (path: string, data: unknown) => {
    change(() => here().disk.files.set(path, bytesOf(data)))
  },
  appendFile: (path: string, data: unknown) => {
    change(() => {
      const { files } = here().disk
      const before = files.get(path) ?? Buffer.alloc(0)
      files.set(path, Buffer.concat([before, bytesOf(data)]))
    })
  },
  access: (path: string) => {
    if (!isThere(here().disk, path)) throw missing(path, 'access')
  },
  stat: (path: string) => statsOf(here().disk, path),
  lstat: (path: string) => statsOf(here().disk, path),
  realpath: (path: string) => {
    if (!isThere(here().disk, path)) throw missing(path, 'realpath')
    return path
  },
  mkdir: (path: string) => {
    change(() => here().disk.folders.add(path))
  },
  rename: (from: string, to: string) => {
    const { disk } = here()
    const bytes = bytesAt(disk, from)
    change(() => {
      disk.files.delete(from)
      disk.files.set(to, bytes)
    })
  },
  unlink: (path: string) => {
    change(() => here().disk.files.delete(path))
  },
  rm: (path: string) => {
    change(() => {
      const { files } = here().disk
      for (const each of [...files.keys()]) {
        if (each === path || each.startsWith(`${path}/`)) files.delete(each)
      }
    })
  },
  readdir: readFolder,
  readlink: (path: string) => {
    throw Object.assign(new Error(`EINVAL: readlink '${path}'`), {
      code: 'EINVAL'
    })
  }
}

function readFolder(
  path: string,
  options?: { readonly withFileTypes?: boolean }
): unknown {
  const { disk } = here()
  if (!isThere(disk, path)) throw missing(path, 'scandir')
  const names = namesIn(disk, path)
  if (options?.withFileTypes !== true) return names
  return names.map((name) => {
    const isFile = disk.files.has(`${path}/${name}`)
    return {
      name,
      parentPath: path,
      isFile: () => isFile,
      isDirectory: () => !isFile,
      isSymbolicLink: () => false
    }
  })
}

/** The calls that go by a number. */
function createHandles(): object {
  const handles = new Map<number, { path: string; at: number }>()
  let last = 100
  return {
    open: (path: string, flags = 'r') => {
      const { files } = here().disk
      if (!files.has(path)) {
        if (!/^[wa]/.test(flags)) throw missing(path, 'open')
        change(() => files.set(path, Buffer.alloc(0)))
      }
      last += 1
      handles.set(last, { path, at: 0 })
      return last
    },
    fstat: (handle: number) =>
      statsOf(here().disk, handles.get(handle)?.path ?? ''),
    close: (handle: number) => {
      handles.delete(handle)
    },
    read: (
      handle: number,
      buffer: Buffer,
      offset: number,
      length: number,
      position: number | null
    ) => {
      const one = handles.get(handle)!
      const from = position ?? one.at
      const bytes = bytesAt(here().disk, one.path).subarray(from, from + length)
      bytes.copy(buffer, offset)
      one.at = from + bytes.length
      return bytes.length
    }
  }
}

/** A `FileHandle`, for reading. */
function openHandle(calls: Record<string, Call>, given: string): object {
  const path = fromCheckout(given)
  const fd = calls['open']!(path) as number
  const close = async (): Promise<void> => {
    await Promise.resolve(calls['close']!(fd))
  }
  return {
    fd,
    stat: async () => Promise.resolve(statsOf(here().disk, path)),
    readFile: async (options?: unknown) =>
      Promise.resolve(textOr(bytesAt(here().disk, path), options)),
    read: async (
      buffer: Buffer,
      offset = 0,
      length = buffer.length,
      position: number | null = null
    ) =>
      Promise.resolve({
        bytesRead: calls['read']!(fd, buffer, offset, length, position),
        buffer
      }),
    createReadStream: () => createReadStream(path),
    close,
    [Symbol.asyncDispose]: close
  }
}

function createWriteStream(given: string): Writable {
  const path = fromCheckout(given)
  byPath.writeFile(path, '')
  return new Writable({
    write(chunk: Buffer, _, done) {
      byPath.appendFile(path, chunk)
      done()
    }
  })
}

function createReadStream(given: string): Readable {
  const path = fromCheckout(given)
  let isDone = false
  return new Readable({
    read() {
      if (isDone) return
      isDone = true
      try {
        this.push(bytesAt(here().disk, path))
        this.push(null)
      } catch (error) {
        this.destroy(error as Error)
      }
    }
  })
}

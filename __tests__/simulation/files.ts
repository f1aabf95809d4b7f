import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'

/** The runner's disk: what the action writes there, and nothing of the host. */
export interface Disk {
  readonly read: (path: string) => string | undefined
  readonly write: (path: string, content: string) => void
}

interface MemoryDisk extends Disk {
  readonly contents: Map<string, Buffer>
  readonly folders: Set<string>
}

/** Every path of the simulated runner begins with this. */
export const root = '/simulated'

export function createDisk(): MemoryDisk {
  const contents = new Map<string, Buffer>()
  return {
    contents,
    folders: new Set([root, `${root}/temp`, `${root}/checkout`]),
    read: (path) => contents.get(path)?.toString('utf8'),
    write: (path, content) => {
      contents.set(path, Buffer.from(content))
    }
  }
}

type Callback = (error: Error | null, ...results: unknown[]) => void

/**
 * `node:fs` over a disk in memory, done at once: what waits for a real disk
 * would have to be waited for by real time. `onWrite` is asked before each
 * change; where it says no, the process is dead and nothing changes.
 */
export function createFileModules(
  disk: MemoryDisk,
  onWrite: (path: string) => boolean
): { readonly fs: object; readonly promises: object } {
  const { contents, folders } = disk
  const has = (path: string): boolean =>
    contents.has(path) || folders.has(path) || inside(path).length > 0
  const missing = (path: string, call: string): Error =>
    Object.assign(new Error(`ENOENT: no such file, ${call} '${path}'`), {
      code: 'ENOENT',
      errno: -2,
      path,
      syscall: call
    })
  function inside(path: string): string[] {
    const prefix = path.endsWith('/') ? path : `${path}/`
    const names = new Set<string>()
    for (const each of [...contents.keys(), ...folders]) {
      if (each.startsWith(prefix)) {
        names.add(each.slice(prefix.length).split('/')[0] ?? '')
      }
    }
    return [...names].filter((name) => name !== '').sort()
  }
  function read(path: string): Buffer {
    const bytes = contents.get(path)
    if (bytes === undefined) throw missing(path, 'open')
    return bytes
  }
  function statOf(path: string): object {
    if (!has(path)) throw missing(path, 'stat')
    const bytes = contents.get(path)
    const mode = bytes === undefined ? 0o40755 : 0o100644
    return Object.assign(Object.create(fs.Stats.prototype) as object, {
      size: bytes?.length ?? 0,
      mode,
      nlink: 1,
      dev: 1,
      ino: path.length,
      mtime: new Date(0),
      mtimeMs: 0,
      birthtime: new Date(0),
      ctime: new Date(0),
      atime: new Date(0)
    })
  }
  function change(path: string, edit: () => void): void {
    if (onWrite(path)) edit()
  }
  const bytesOf = (data: unknown): Buffer =>
    typeof data === 'string' ? Buffer.from(data) : Buffer.from(data as Buffer)
  const textOr = (bytes: Buffer, options: unknown): unknown => {
    const encoding =
      typeof options === 'string'
        ? options
        : (options as { encoding?: BufferEncoding } | undefined)?.encoding
    return encoding == null ? bytes : bytes.toString(encoding as BufferEncoding)
  }
  const direct: Record<string, (path: string, ...rest: never[]) => unknown> = {
    readFile: (path: string, options?: unknown) => textOr(read(path), options),
    writeFile: (path: string, data: unknown) => {
      change(path, () => contents.set(path, bytesOf(data)))
    },
    appendFile: (path: string, data: unknown) => {
      change(path, () => {
        const before = contents.get(path) ?? Buffer.alloc(0)
        contents.set(path, Buffer.concat([before, bytesOf(data)]))
      })
    },
    access: (path: string) => {
      if (!has(path)) throw missing(path, 'access')
    },
    stat: statOf,
    lstat: statOf,
    realpath: (path: string) => {
      if (!has(path)) throw missing(path, 'realpath')
      return path
    },
    mkdir: (path: string) => {
      folders.add(path)
    },
    rename: (from: string, to: string) => {
      const bytes = read(from)
      change(to, () => {
        contents.delete(from)
        contents.set(to, bytes)
      })
    },
    unlink: (path: string) => {
      change(path, () => contents.delete(path))
    },
    rm: (path: string) => {
      change(path, () => {
        for (const each of [...contents.keys()]) {
          if (each === path || each.startsWith(`${path}/`))
            contents.delete(each)
        }
      })
    },
    readdir: (path: string, options?: { withFileTypes?: boolean }) => {
      if (!has(path)) throw missing(path, 'scandir')
      const names = inside(path)
      if (options?.withFileTypes !== true) return names
      return names.map((name) => {
        const isFile = contents.has(`${path}/${name}`)
        return {
          name,
          parentPath: path,
          isFile: () => isFile,
          isDirectory: () => !isFile,
          isSymbolicLink: () => false
        }
      })
    },
    readlink: (path: string) => {
      throw Object.assign(new Error(`EINVAL: readlink '${path}'`), {
        code: 'EINVAL'
      })
    }
  }
  const handles = new Map<number, { path: string; at: number }>()
  let lastHandle = 100
  const byHandle: Record<string, (...given: never[]) => unknown> = {
    open: (path: string) => {
      lastHandle += 1
      if (!contents.has(path)) throw missing(path, 'open')
      handles.set(lastHandle, { path, at: 0 })
      return lastHandle
    },
    fstat: (handle: number) => statOf(handles.get(handle)?.path ?? ''),
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
      const bytes = read(one.path).subarray(from, from + length)
      bytes.copy(buffer, offset)
      one.at = from + bytes.length
      return bytes.length
    }
  }

  const module: Record<string, unknown> = {
    constants: fs.constants,
    Stats: fs.Stats,
    existsSync: (path: string) => has(path),
    createWriteStream(path: string) {
      contents.set(path, Buffer.alloc(0))
      return new Writable({
        write(chunk: Buffer, _, done) {
          direct['appendFile']!(path, chunk as never)
          done()
        }
      })
    },
    createReadStream(path: string) {
      let isDone = false
      return new Readable({
        read() {
          if (isDone) return
          isDone = true
          const bytes = contents.get(path)
          if (bytes === undefined) {
            this.destroy(missing(path, 'open'))
            return
          }
          this.push(bytes)
          this.push(null)
        }
      })
    }
  }
  const promises: Record<string, unknown> = { constants: fs.constants }
  for (const [name, call] of Object.entries({ ...direct, ...byHandle })) {
    const plain = call as (...given: unknown[]) => unknown
    // Relative paths are of the checkout, where the step is started.
    const run = (...given: unknown[]): unknown => {
      const [first, ...rest] = given
      return typeof first === 'string'
        ? plain(resolve(`${root}/checkout`, first), ...rest)
        : plain(first, ...rest)
    }
    module[`${name}Sync`] = run
    module[name] = (...given: unknown[]) => {
      const done = given.pop() as Callback
      let result: unknown
      try {
        result = run(...given)
      } catch (error) {
        process.nextTick(done, error)
        return
      }
      process.nextTick(done, null, result)
    }
    promises[name] = async (...given: unknown[]) =>
      Promise.resolve().then(() => run(...given))
  }
  promises['open'] = async (path: string) => {
    const run = byHandle as unknown as Record<
      string,
      (...given: unknown[]) => unknown
    >
    const handle = run['open']!(path) as number
    return Promise.resolve({
      fd: handle,
      stat: async () => Promise.resolve(statOf(path)),
      readFile: async (options?: unknown) =>
        Promise.resolve(textOr(read(path), options)),
      read: async (
        buffer: Buffer,
        offset = 0,
        length = buffer.length,
        position: number | null = null
      ) =>
        Promise.resolve({
          bytesRead: run['read']!(handle, buffer, offset, length, position),
          buffer
        }),
      createReadStream: () =>
        (module['createReadStream'] as (path: string) => Readable)(path),
      close: async () => Promise.resolve(run['close']!(handle)),
      [Symbol.asyncDispose]: async () => Promise.resolve(run['close']!(handle))
    })
  }
  module['promises'] = promises
  // What is not simulated fails loudly: a real disk would need real time.
  const loud = (what: string, given: Record<string, unknown>): object =>
    new Proxy(given, {
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
  return { fs: loud('fs', module), promises: loud('fs.promises', promises) }
}

import { describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** What must not be in a file, and in which files it is looked for. */
interface Ban {
  readonly what: string
  readonly pattern: RegExp
  readonly within: (path: string) => boolean
}

const isOurs = (path: string): boolean => !path.startsWith('dist/')
const isTest = (path: string): boolean => path.endsWith('.test.ts')
const everywhere = (): boolean => true

/** On a line that says so, a value may look like a secret. */
const marked = /not-a-secret|EXAMPLE/

const bans: readonly Ban[] = [
  {
    what: 'a path of one machine',
    // `/home/runner` is where GitHub's runners live.
    pattern:
      /(?<![\w.\-/\])}])\/(?:work|root|Users\/\w+|home\/(?!runner\b)\w+)\//,
    within: everywhere
  },
  {
    what: 'a host of a package registry',
    pattern:
      /registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|npm\.pkg\.github\.com|\bpypi\.org|artifactor[y]|proxy\.golang\.org/i,
    within: isOurs
  },
  {
    what: 'a GitHub token',
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{40}/,
    within: everywhere
  },
  {
    what: 'an HCP Terraform token',
    pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40}/,
    within: everywhere
  },
  {
    what: 'an AWS key',
    pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
    within: everywhere
  },
  {
    what: 'an npm or Slack token',
    pattern: /\bnpm_[A-Za-z0-9]{36}\b|\bxox[baprs]-[A-Za-z0-9-]{20}/,
    within: everywhere
  },
  {
    what: 'a private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    within: isOurs
  },
  {
    what: 'a test that is switched off, or alone',
    pattern:
      /\b(?:it|test|describe)(?:\.\w+)*\.(?:only|skip|todo)(?:\.each)?[(`]|\b(?:fit|xit|fdescribe|xdescribe|xtest)\(/,
    within: isTest
  }
]

/** `path:line: what`, for every banned thing in a file. */
function findBanned(path: string, text: string): readonly string[] {
  const lines = text.split('\n')
  return bans
    .filter((ban) => ban.within(path))
    .flatMap(({ what, pattern }) =>
      lines.flatMap((line, index) =>
        pattern.test(line) && !marked.test(line)
          ? [`${path}:${index + 1}: ${what}`]
          : []
      )
    )
}

function readTracked(): readonly { path: string; text: string }[] {
  return execFileSync('git', ['ls-files', '-z'], {
    encoding: 'utf8',
    maxBuffer: 1 << 24
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
}

describe('the tracked files', () => {
  it('hold no secrets, no machine, no switched-off tests', () => {
    const files = readTracked()
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap(({ path, text }) => findBanned(path, text))).toEqual(
      []
    )
  })

  it('lock packages by name, version and hash, not by address', () => {
    const lock = readJson('package-lock.json') as {
      packages: Record<string, { resolved?: string; integrity?: string }>
    }
    const locked = Object.entries(lock.packages).filter(([name]) => name !== '')
    expect(locked.length).toBeGreaterThan(50)
    for (const [name, { resolved, integrity }] of locked) {
      expect([name, resolved]).toEqual([name, undefined])
      expect([name, integrity]).toEqual([name, expect.stringMatching(/^sha/)])
    }
  })

  it('name one version of Node', () => {
    const { devDependencies } = readJson('package.json') as {
      devDependencies: Record<string, string>
    }
    expect(readFileSync('.node-version', 'utf8').trim()).toBe(
      devDependencies['node']
    )
  })
})

describe('findBanned', () => {
  const long = 'aB3'.repeat(20)

  it.each([
    ['README.md', ['see ', 'work', 'main/x'].join('/'), 'a path of'],
    ['dist/index.js', ['"', 'root', '.npmrc"'].join('/'), 'a path of'],
    ['a.ts', ['', 'home', 'ann', 'x'].join('/'), 'a path of'],
    ['a.ts', ['(', 'Users', 'ann', 'x'].join('/'), 'a path of'],
    ['a.ts', ['https://registry', 'npmjs', 'org'].join('.'), 'a host of'],
    ['a.ts', `'${['ghp', long].join('_')}'`, 'a GitHub token'],
    ['a.ts', `'${['ghs', long].join('_')}'`, 'a GitHub token'],
    ['a.ts', ['github', 'pat', long].join('_'), 'a GitHub token'],
    ['a.ts', [long.slice(0, 14), 'atlasv1', long].join('.'), 'an HCP'],
    ['a.ts', `AKIA${'Q'.repeat(16)}`, 'an AWS key'],
    ['a.ts', ['npm', long.slice(0, 36)].join('_'), 'an npm'],
    ['a.pem', ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '), 'a private'],
    ['a.test.ts', ['  it', 'only("x")'].join('.'), 'a test that'],
    ['a.test.ts', ['describe', 'skip', 'each([])'].join('.'), 'a test that'],
    ['a.test.ts', ['x', 'it("x")'].join(''), 'a test that']
  ])('finds in %s: %s', (path, text, what) => {
    expect(findBanned(path, `first\n${text}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^${path}:2: ${what}`))
    ])
  })

  it.each([
    ['a.ts', 'https://example.com/work/items'],
    ['a.ts', "path.join(base, '/workspace/x')"],
    ['a.ts', ['', 'home', 'runner', 'work', 'x'].join('/')],
    ['a.ts', 'abc.atlasv1.short'],
    ['a.ts', 'ghp_example'],
    ['a.ts', `${['ghp', long].join('_')} // not-a-secret`],
    ['a.test.ts', 'const describeLinux = isLinux ? describe : describe.skip'],
    ['a.ts', ['stream', 'skip(1)'].join('.')],
    ['a.test.ts', 'await exit(1)']
  ])('lets %s: %s', (path, text) => {
    expect(findBanned(path, text)).toEqual([])
  })
})

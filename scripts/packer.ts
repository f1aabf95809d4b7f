/**
 * `npm run packer -- [N] [seed]`: packs N random folders with this project's
 * packer and with HashiCorp's (go-slug, from the Go proxy, built in a temporary
 * folder), and compares names, kinds, modes, links and contents. Ends with 1
 * where they differ and no warning or refusal of ours says why.
 * `npm run packer -- record` asks go-slug anew for the cases that `npm test`
 * keeps. Both need `go`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Parser } from 'tar'
import { parseIgnoreRules } from '../src/configuration/ignore-rules.ts'
import { listConfiguration } from '../src/configuration/listing.ts'
import { writeArchive } from '../src/configuration/write-archive.ts'

/** The newest version whose reading of `.terraformignore` is followed. */
const version = 'v1.0.0'

const oracle = `package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"

	slug "github.com/hashicorp/go-slug"
)

type entry struct {
	Name, Kind, Target, Content string
	Mode                        int64
}

func pack(root string) ([]entry, error) {
	packer, err := slug.NewPacker(slug.DereferenceSymlinks(), slug.ApplyTerraformIgnore())
	if err != nil {
		return nil, err
	}
	var archive bytes.Buffer
	if _, err = packer.Pack(root, &archive); err != nil {
		return nil, err
	}
	unzipped, err := gzip.NewReader(&archive)
	if err != nil {
		return nil, err
	}
	reader := tar.NewReader(unzipped)
	entries := []entry{}
	for {
		header, err := reader.Next()
		if err == io.EOF {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{header.Name, string(header.Typeflag), header.Linkname, string(content), header.Mode})
	}
}

func main() {
	roots := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for roots.Scan() {
		entries, err := pack(roots.Text())
		said := ""
		if err != nil {
			said = err.Error()
		}
		answers.Encode(map[string]any{"entries": entries, "error": said})
	}
}
`

interface Packed {
  readonly Name: string
  readonly Kind: string
  readonly Target: string
  readonly Content: string
  readonly Mode: number
}

interface Answer {
  readonly entries: readonly Packed[] | null
  readonly error: string
}

type Random = (below: number) => number

/** Numbers that a seed decides (mulberry32). */
function seeded(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const names = [
  ...['a', 'b', 'docs', 'build', 'modules', 'secrets', 'env', 'x'],
  ...['main.tf', 'b.tf', 'a.txt', 'file1.tf', 'README.md', 'UPPER.TF'],
  ...['.terraform', '.git', '.github', '.gitignore', '.hidden', '.terraformrc'],
  ...['caf\u00e9', 'cafe\u0301', '\u00fc.tf', 'u\u0308.tf', '日本', '😀.tf'],
  ...['a b', '#x', '!y', 'a+b', 'aab', '[c]', 'c', '(d)', 'd', '{2}', '^g'],
  ...['$h', 'i$', 'x|y', 'back\\slash', '..data', '-dash', 'terraform.tfstate']
]

const wild = [
  ...['*', '**', '?', '.*', '*.tf', '*.md', '**/', '[ab]', '[a-c]*', '[^a]'],
  ...['\\d', '\\#x', '\\!y', '\\', 'a{2}b', '(a|b)', 'a|b', 'x+', '[', '(?i)a']
]

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T
}

function makePath(random: Random, from: readonly string[], most: number) {
  const parts = Array.from({ length: 1 + random(most) }, () =>
    pick(random, from)
  )
  return parts.join('/')
}

/** A file of rules: parts of names, wild cards, and what people get wrong. */
function makeRules(random: Random): string {
  const line = (): string => {
    const kind = random(12)
    if (kind === 0) return pick(random, ['', '# a comment', '\t# b', '\uFEFFa'])
    const words = makePath(
      random,
      random(2) === 0 ? names : [...names, ...wild],
      3
    )
    const before = pick(random, ['', '', '', '!', '/', '!/', ' ', '**/'])
    const after = pick(random, ['', '', '/', '/*', '/**', '*', ' ', '\t'])
    const whole = `${before}${words}${after}`
    // Terraform's packer crashes on these.
    return /^\s*!?\s*$/.test(whole) ? '' : whole
  }
  return Array.from({ length: 1 + random(8) }, line).join(
    pick(random, ['\n', '\n', '\r\n'])
  )
}

async function attempt(act: () => Promise<void>): Promise<void> {
  // A name that is taken by something else is no case.
  await act().catch(() => undefined)
}

async function makeFolder(checkout: string, random: Random): Promise<string> {
  const root = join(checkout, 'infra')
  const outside = ['shared', 'modules']
  await mkdir(root, { recursive: true })
  for (const folder of outside) await mkdir(join(checkout, folder))
  const place = (): string =>
    random(5) === 0
      ? join(checkout, pick(random, outside), makePath(random, names, 2))
      : join(root, makePath(random, names, 4))
  for (let file = 4 + random(14); file > 0; file -= 1) {
    const path = place()
    await attempt(async () => {
      if (random(10) === 0) {
        await mkdir(path, { recursive: true })
      } else {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, `${random(1000)}`.repeat(random(300)))
      }
      await chmod(path, pick(random, [0o644, 0o755, 0o600, 0o664, 0o700]))
    })
  }
  for (let link = random(4); link > 0; link -= 1) {
    const path =
      random(6) === 0 ? place() : join(root, makePath(random, names, 2))
    const inside = makePath(random, names, 2)
    const up = '../'.repeat(path.split('/').length - root.split('/').length - 1)
    const other = `${pick(random, outside)}/${makePath(random, names, 2)}`
    const target = pick(random, [
      ...[`${up}${inside}`, `${up}${inside}`, inside, inside],
      ...[`${up}../${other}`, `${up}../${other}`, `${up}../${other}`],
      pick(random, [join(root, inside), `${up}../infra/${inside}`]),
      ...[join(checkout, other), `${up}../${pick(random, outside)}`]
    ])
    await attempt(async () => {
      await mkdir(dirname(path), { recursive: true })
      await symlink(target, path)
      // One that leads nowhere is refused by both, which shows little.
      if (target.includes(other) && random(8) > 0) {
        await mkdir(dirname(join(checkout, other)), { recursive: true })
        await writeFile(join(checkout, other), other, { flag: 'wx' })
      }
    })
  }
  if (random(8) > 0) {
    await attempt(() =>
      writeFile(join(root, '.terraformignore'), makeRules(random))
    )
  }
  return root
}

async function unpack(path: string): Promise<readonly Packed[]> {
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
    createReadStream(path)
      .on('data', (chunk) => parser.write(chunk as Buffer))
      .on('end', () => parser.end())
  })
  return entries
}

async function packOurs(checkout: string, root: string) {
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
    return { entries: await unpack(path), warnings, error: '' }
  } catch (error) {
    return { entries: null, warnings: [], error: (error as Error).message }
  }
}

/** Names that are packed differently, or by one of the two only. */
function differences(
  ours: readonly Packed[],
  theirs: readonly Packed[]
): readonly string[] {
  const texts = (all: readonly Packed[]): ReadonlyMap<string, string> =>
    new Map(all.map((each) => [each.Name, JSON.stringify(each)]))
  const [one, other] = [texts(ours), texts(theirs)]
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => one.get(name) !== other.get(name)
  )
}

/** The warning that says why a name differs; undefined where none does. */
function reasonFor(
  name: string,
  warnings: readonly string[]
): string | undefined {
  return warnings.find((warning) => {
    const about = /'((?:[^']|'(?! ))*)'/.exec(warning)?.[1]
    if (about === undefined) return false
    return (
      name === about ||
      name.startsWith(`${about}/`) ||
      (warning.includes('outside of the archive') && name.startsWith('../'))
    )
  })
}

function buildOracle(folder: string): string {
  const go = (...words: string[]): void => {
    const { status, stderr } = spawnSync('go', words, {
      cwd: folder,
      encoding: 'utf8'
    })
    if (status !== 0) throw new Error(`go ${words.join(' ')}: ${stderr}`)
  }
  go('mod', 'init', 'oracle')
  go('get', `github.com/hashicorp/go-slug@${version}`)
  go('build', '-o', 'oracle', '.')
  return join(folder, 'oracle')
}

interface Oracle {
  /** What go-slug packs of a folder; one question at a time. */
  readonly ask: (root: string) => Promise<Answer>
  readonly end: () => void
}

function startOracle(program: string): Oracle {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'] })
  const reader = createInterface({ input: child.stdout })
  const lines = reader[Symbol.asyncIterator]()
  return {
    async ask(root) {
      child.stdin.write(`${root}\n`)
      const line = await lines.next()
      if (line.done === true) throw new Error(`go-slug crashed at ${root}`)
      return JSON.parse(line.value) as Answer
    },
    end: () => child.stdin.end()
  }
}

const recorded = '__tests__/configuration/go-slug.json'

async function record(folder: string, { ask }: Oracle): Promise<void> {
  const { files, cases } = JSON.parse(await readFile(recorded, 'utf8')) as {
    readonly files: readonly string[]
    readonly cases: readonly { readonly rules: string }[]
  }
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), '')
  }
  const answers: { readonly rules: string; readonly leftOut: string[] }[] = []
  for (const { rules } of cases) {
    await writeFile(join(folder, '.terraformignore'), rules)
    const { entries, error } = await ask(folder)
    if (entries === null) throw new Error(`${JSON.stringify(rules)}: ${error}`)
    const packed = new Set(entries.map(({ Name }) => Name))
    answers.push({ rules, leftOut: files.filter((file) => !packed.has(file)) })
  }
  const text = JSON.stringify({ files, cases: answers }, undefined, 2)
  await writeFile(recorded, `${text}\n`)
  console.log(`${cases.length} cases recorded in ${recorded}`)
}

async function compareMany(
  base: string,
  { ask }: Oracle,
  first: number,
  count: number
): Promise<void> {
  const totals = new Map<string, number>()
  const tell = (kind: string): void => {
    totals.set(kind, (totals.get(kind) ?? 0) + 1)
  }
  for (let seed = first; seed < first + count; seed += 1) {
    const checkout = join(base, `checkout-${seed}`)
    const root = await makeFolder(checkout, seeded(seed))
    const theirs = await ask(root)
    compare(seed, await packOurs(checkout, root), theirs, tell)
    await rm(checkout, { recursive: true })
  }
  for (const [kind, times] of [...totals].sort()) {
    console.log(`${times} ${kind}`)
  }
}

async function main(): Promise<void> {
  const [count = '2000', first = '1'] = process.argv.slice(2)
  if (spawnSync('go', ['version']).status !== 0) {
    console.log("Skipped: 'go' is not on the PATH.")
    return
  }
  const base = await mkdtemp(join(tmpdir(), 'packer-'))
  try {
    await writeFile(join(base, 'main.go'), oracle)
    const started = startOracle(buildOracle(base))
    if (count === 'record') await record(join(base, 'record'), started)
    else await compareMany(base, started, Number(first), Number(count))
    started.end()
  } finally {
    await rm(base, { recursive: true, force: true })
  }
}

function compare(
  seed: number,
  ours: Awaited<ReturnType<typeof packOurs>>,
  theirs: Answer,
  tell: (kind: string) => void
): void {
  if (ours.entries === null || theirs.error !== '') {
    const isBoth = ours.entries === null && theirs.error !== ''
    // It looks for what a link in git's folder leads to; we do not go there.
    const isInGit = theirs.error.includes('/.git/')
    tell(
      isBoth || isInGit ? 'refused, with a printed reason' : 'refused by one'
    )
    if (isBoth || isInGit) return
    console.log(
      `seed ${seed}: ours: ${ours.error || 'packed'}; go-slug: ${theirs.error || 'packed'}`
    )
    process.exitCode = 1
    return
  }
  const names = differences(ours.entries, theirs.entries ?? [])
  const unexplained = names.filter(
    (name) => reasonFor(name, ours.warnings) === undefined
  )
  tell(
    names.length === 0
      ? 'equal'
      : unexplained.length === 0
        ? 'different, with a printed reason'
        : 'different WITHOUT a reason'
  )
  const kinds = names.map((name) => reasonFor(name, ours.warnings) ?? '')
  for (const kind of new Set(kinds)) {
    if (kind !== '') tell(`  … ${kind.replace(/'[^']*'/g, '…').slice(0, 90)}`)
  }
  if (unexplained.length > 0) {
    process.exitCode = 1
    console.log(`seed ${seed}: ${JSON.stringify(unexplained)}`)
  }
}

await main()

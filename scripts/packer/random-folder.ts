import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

type Random = (below: number) => number

/** Numbers that a seed decides (mulberry32): whole ones from 0 to below. */
export function seeded(seed: number): Random {
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

/**
 * Makes a checkout at a path that is not there yet: a folder `infra` with files,
 * links and rules, and two beside it that its links may lead to. Resolves to
 * the path of `infra`.
 */
export async function makeFolder(
  checkout: string,
  random: Random
): Promise<string> {
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

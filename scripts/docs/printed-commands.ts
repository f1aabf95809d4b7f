/** Commands that documents print: which there are, and how each is tried. */

export interface PrintedCommand {
  /** Document and line. */
  readonly place: string
  readonly text: string
  /** Commands of one fence that share variables are one script. */
  readonly isScript: boolean
}

/**
 * The commands in a document: those in fences of `sh`, and `npm run …` in code
 * between words. Comments are taken off; what has a part to be replaced in
 * capitals (`PLAN.json`) is no command.
 */
export function commandsIn(
  path: string,
  markdown: string
): readonly PrintedCommand[] {
  const found: PrintedCommand[] = []
  let fence: { readonly from: number; readonly lines: string[] } | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    const number = index + 1
    if (fence !== undefined && line.trim() === '```') {
      found.push(...commandsOf(path, fence.from, fence.lines))
      fence = undefined
    } else if (fence !== undefined) {
      fence.lines.push(line.trim())
    } else if (/^\s*```/.test(line)) {
      fence = { from: line.endsWith('```sh') ? number + 1 : 0, lines: [] }
    } else {
      for (const [, text = ''] of line.matchAll(/`(npm run [^`]+)`/g)) {
        if (/[A-Z]{2,}|[[<…\\]/.test(text)) continue
        found.push({ place: `${path}:${number}`, text, isScript: false })
      }
    }
  }
  return found
}

function commandsOf(
  path: string,
  from: number,
  lines: readonly string[]
): readonly PrintedCommand[] {
  // A fence of something else than a shell.
  if (from === 0) return []
  const place = (index: number): string => `${path}:${from + index}`
  if (lines.some((line) => /^\w+=\$\(/.test(line))) {
    return [{ place: place(0), text: lines.join('\n'), isScript: true }]
  }
  const found: PrintedCommand[] = []
  let begun = ''
  for (const [index, line] of lines.entries()) {
    const bare = line.replace(/\s+#\s.*$/, '').trim()
    const text = `${begun}${bare}`
    begun = bare.endsWith('\\') ? text.slice(0, -1) : ''
    if (text === '' || bare.endsWith('\\') || text.startsWith('#')) continue
    found.push({ place: place(index), text, isScript: false })
  }
  return found
}

/** The commands that a program prints to be typed next, each on its line. */
export function commandsPrinted(output: string): readonly string[] {
  return [...output.matchAll(/^ {2}(npm run \S.*)$/gm)]
    .map(([, text = '']) => text)
    .filter((text) => !text.includes('[options]'))
}

type Trial =
  /** It ends by itself, well. */
  | { readonly kind: 'run' }
  /** It stays, and other commands of the page go on beside it. */
  | { readonly kind: 'stay' }
  /** It takes long: it begins well, and is stopped. */
  | { readonly kind: 'begin'; readonly why: string }
  | { readonly kind: 'leave'; readonly why: string }

interface Exception {
  readonly command: RegExp
  readonly trial: Trial
}

const step = 'a step of .ci/run of its own'
const minutes = 'takes minutes'

/** All that does not simply run to its end, each with its reason. */
const exceptions: readonly Exception[] = [
  {
    command: /^git clone |^cd gated-terraform-run$/,
    trial: {
      kind: 'leave',
      why: 'the network; a copy of this checkout stands for it'
    }
  },
  {
    command: /^npm ci$/,
    trial: { kind: 'leave', why: 'asks a registry; .ci/run begins with it' }
  },
  {
    command:
      /^npm test$|^npm run (?:check|clients|docs -- --run)$|^npm run conform\b/,
    trial: { kind: 'leave', why: step }
  },
  {
    command: /^UPDATE_GOLDEN=1 /,
    trial: { kind: 'leave', why: 'the same tests as npm test' }
  },
  {
    command: /^gh /,
    trial: { kind: 'leave', why: 'changes a repository on GitHub' }
  },
  {
    command: /^npm run make-plans$|^npm run simulate -- 10000$/,
    trial: { kind: 'leave', why: minutes }
  },
  {
    command:
      /^npm run (?:bench|faults|kills|crowd|fuzz|sizes|mutate|simulate|packer|paces|compare)\b/,
    trial: { kind: 'begin', why: minutes }
  },
  { command: /^npm run emulator(?! -- --help)/, trial: { kind: 'stay' } }
]

/** How a printed command is tried. */
export function trialOf(text: string): Trial {
  return (
    exceptions.find(({ command }) => command.test(text))?.trial ?? {
      kind: 'run'
    }
  )
}

/** Does it come out otherwise without terraform on the PATH? */
export function dependsOnEngine(text: string): boolean {
  return /^npm run (?:--silent )?(?:demo|emulator|try)\b/.test(text)
}

/** Is there nothing that it could do without terraform? */
export function needsTerraform(text: string): boolean {
  return /\bterraform -|^npm run (?:make-plans|compare)\b/.test(text)
}

import { randomUUID } from 'node:crypto'
import * as core from '@actions/core'

/** What an annotation is about. */
export interface Place {
  readonly title?: string
  /** From the root of the repository, with slashes. */
  readonly file?: string
  readonly startLine?: number
  readonly endLine?: number
}

/** The job log. Text of others goes through `untrusted` only. */
export interface Log {
  info(message: string): void
  /** What is waited for: never held back until the wait is over. */
  waiting(message: string): void
  notice(message: string): void
  warning(message: string, place?: Place): void
  error(message: string, place?: Place): void
  debug(message: string): void
  startGroup(title: string): void
  endGroup(): void
  /**
   * Prints text that others wrote (Terraform's output) so that the runner
   * obeys no workflow command in it. With a title it is in a group, which ends
   * before the next sentence of our own.
   */
  untrusted(text: string, title?: string): void
  /** Has the runner mask a value in everything that is printed later. */
  mask(secret: string): void
  /**
   * Has secrets taken out of everything that is printed later, which the runner
   * shall not mask: it would also drop outputs that repeat them. What the last
   * `create` makes takes out all that were ever named, in one pass over each
   * line; given again, it is told of the new ones only.
   */
  conceal(secrets: Iterable<string>, create: () => Concealer): void
  /** Ends the fence around untrusted text, if one is open. */
  close(): void
}

/** Takes out of a text all that it was told of. */
export interface Concealer {
  learn(secrets: Iterable<string>): void
  readonly redact: (text: string) => string
}

/** What is being printed: where to, what is taken out, and what is open. */
interface Output {
  readonly write: (text: string) => void
  readonly redact: (text: string) => string
  fence: string | undefined
  /** The title of the group that untrusted text is in. */
  group: string | undefined
  /** Groups that were ended for a sentence; what comes then continues them. */
  readonly begun: Set<string>
}

/**
 * The job log on standard output. Standard output is a command channel, so
 * untrusted text is fenced by `stop-commands` with a token of its own. The
 * runner prints the fence, so it stays open until there is a command to give:
 * sentences of our own are plain text on either side of it (workflow commands
 * reference; actions/runner: ActionCommandManager).
 */
export function createLog(write = openStandardOutput()): Log {
  const { redact, conceal } = openConcealed()
  const output: Output = {
    ...{ write, redact, begun: new Set<string>() },
    ...{ fence: undefined, group: undefined }
  }
  const say = (message: string): string => clean(output.redact(message))
  const annotate = annotateIn(output, say)
  const info = (message: string): void => {
    if (output.group !== undefined) closeGroup(output)
    write(`${defuse(output.redact(message))}\n`)
  }
  return {
    info,
    waiting: info,
    notice: (message) => {
      annotate('notice', message)
    },
    warning: (message, place) => {
      annotate('warning', message, place)
    },
    error: (message, place) => {
      annotate('error', message, place)
    },
    debug: (message) => {
      // The runner would drop it, and the fence would be closed for nothing.
      if (!core.isDebug()) return
      closeFence(output)
      core.debug(say(message))
    },
    startGroup: (title) => {
      closeGroup(output)
      core.startGroup(say(title))
    },
    endGroup: () => {
      closeGroup(output)
      core.endGroup()
    },
    untrusted: (text, title) => {
      if (title !== output.group) openGroup(output, title)
      writeUntrusted(output, text)
    },
    mask: (secret) => {
      if (secret === '') return
      closeFence(output)
      core.setSecret(secret)
    },
    conceal,
    close: () => {
      closeGroup(output)
    }
  }
}

/** Takes out what is concealed by then, of which it is told when it is needed. */
function openConcealed(): {
  readonly redact: (text: string) => string
  readonly conceal: Log['conceal']
} {
  const concealed = new Set<string>()
  let untold: string[] = []
  let by: (() => Concealer) | undefined
  let concealer: Concealer | undefined
  return {
    redact: (text) => {
      if (by === undefined) return text
      concealer ??= by()
      concealer.learn(untold)
      untold = []
      return concealer.redact(text)
    },
    conceal: (secrets, create) => {
      for (const secret of secrets) {
        if (concealed.has(secret)) continue
        concealed.add(secret)
        untold.push(secret)
      }
      if (by === create) return
      by = create
      concealer = undefined
      untold = [...concealed]
    }
  }
}

function annotateIn(output: Output, say: (message: string) => string) {
  return (
    level: 'notice' | 'warning' | 'error',
    message: string,
    place?: Place
  ): void => {
    closeGroup(output)
    core[level](say(message), place)
  }
}

function openGroup(output: Output, title: string | undefined): void {
  closeGroup(output)
  if (title === undefined) return
  core.startGroup(output.begun.has(title) ? `${title}, continued` : title)
  output.begun.add(title)
  output.group = title
}

/** Ends the fence, and the group that it is in. */
function closeGroup(output: Output): void {
  closeFence(output)
  if (output.group === undefined) return
  core.endGroup()
  output.group = undefined
}

function writeUntrusted(output: Output, text: string): void {
  if (output.fence === undefined) {
    output.fence = randomUUID()
    output.write(`::stop-commands::${output.fence}\n`)
  }
  // Without the newline the closing token would not stand on its own line.
  const shown = output.redact(text)
  output.write(shown.endsWith('\n') ? shown : `${shown}\n`)
}

function closeFence(output: Output): void {
  if (output.fence === undefined) return
  output.write(`::${output.fence}::\n`)
  output.fence = undefined
}

/** Whoever reads the log may go away: the step is not about its log. */
function openStandardOutput(): (text: string) => void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ignore)
  }
  return (text) => {
    process.stdout.write(text)
  }
}

function ignore(): void {
  // There is nowhere left to say that nothing can be said (EPIPE).
}

/**
 * Our own sentences quote names and messages of servers: no line of them may
 * look like a workflow command, in the new spelling (`::` at the start) or the
 * old one (`##[` anywhere).
 */
function defuse(message: string): string {
  return clean(message)
    .replaceAll('##[', '# #[')
    .replaceAll(/^(\s*)::/gm, '$1: :')
}

/** Without control characters other than newline and tab. */
function clean(message: string): string {
  return message
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/g, '')
}

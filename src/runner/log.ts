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
  notice(message: string): void
  warning(message: string, place?: Place): void
  error(message: string, place?: Place): void
  debug(message: string): void
  startGroup(title: string): void
  endGroup(): void
  /**
   * Prints text that others wrote (Terraform's output) so that the runner
   * obeys no workflow command in it.
   */
  untrusted(text: string): void
  /** Has the runner mask a value in everything that is printed later. */
  mask(secret: string): void
  /**
   * Has `redact` take secrets out of everything that is printed later, which
   * the runner shall not mask: it would also drop outputs that repeat them.
   */
  conceal(redact: (text: string) => string): void
  /** Ends the fence around untrusted text, if one is open. */
  close(): void
}

/**
 * The job log on standard output. Standard output is a command channel, so
 * untrusted text is fenced by `stop-commands` with a token of its own. The
 * runner prints the fence, so it stays open until there is a command to give:
 * sentences of our own are plain text on either side of it (workflow commands
 * reference; actions/runner: ActionCommandManager).
 */
export function createLog(write = writeToStandardOutput): Log {
  let fence: string | undefined
  let redact = (text: string): string => text

  function close(): void {
    if (fence === undefined) return
    write(`::${fence}::\n`)
    fence = undefined
  }
  function command(speak: () => void): void {
    close()
    speak()
  }

  return {
    info: (message) => {
      write(`${defuse(redact(message))}\n`)
    },
    notice: (message) => {
      command(() => {
        core.notice(clean(redact(message)))
      })
    },
    warning: (message, place) => {
      command(() => {
        core.warning(clean(redact(message)), place)
      })
    },
    error: (message, place) => {
      command(() => {
        core.error(clean(redact(message)), place)
      })
    },
    debug: (message) => {
      // The runner would drop it, and the fence would be closed for nothing.
      if (!core.isDebug()) return
      command(() => {
        core.debug(clean(redact(message)))
      })
    },
    startGroup: (title) => {
      command(() => {
        core.startGroup(clean(redact(title)))
      })
    },
    endGroup: () => {
      command(() => {
        core.endGroup()
      })
    },
    untrusted: (text) => {
      if (fence === undefined) {
        fence = randomUUID()
        write(`::stop-commands::${fence}\n`)
      }
      // Without the newline the closing token would not stand on its own line.
      const shown = redact(text)
      write(shown.endsWith('\n') ? shown : `${shown}\n`)
    },
    mask: (secret) => {
      if (secret === '') return
      command(() => {
        core.setSecret(secret)
      })
    },
    conceal: (using) => {
      redact = using
    },
    close
  }
}

function writeToStandardOutput(text: string): void {
  process.stdout.write(text)
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

/** One command that the runner would have acted upon. */
export interface WorkflowCommand {
  readonly command: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** All that the runner registers; other names are plain text to it. */
const registered = new Set([
  'set-env',
  'add-path',
  'set-output',
  'save-state',
  'add-mask',
  'add-matcher',
  'remove-matcher',
  'debug',
  'warning',
  'error',
  'notice',
  'group',
  'endgroup',
  'echo',
  'stop-commands'
])

/** Reads lines one after the other. */
interface CommandReader {
  /** The command in a line; undefined for a line that is plain text. */
  read(line: string): WorkflowCommand | undefined
}

/**
 * Finds the commands in an action's output as the runner does: `::name::` after
 * white space at the start of a line, the older `##[name]` anywhere in it, none
 * between `::stop-commands::token` and `::token::`.
 */
export function createCommandReader(): CommandReader {
  let stopped: string | undefined
  return {
    read(line) {
      if (stopped !== undefined) {
        const resumed =
          line.trim() === `::${stopped}::` || line.includes(`##[${stopped}]`)
        if (resumed) stopped = undefined
        return undefined
      }
      const command = parseCommand(line) ?? parseLegacyCommand(line)
      if (command?.command === 'stop-commands') stopped = command.message
      return command
    }
  }
}

/** All commands of a whole output, in their order. */
export function parseWorkflowCommands(output: string): WorkflowCommand[] {
  const reader = createCommandReader()
  return output
    .split(/\r?\n/)
    .map((line) => reader.read(line))
    .filter((command) => command !== undefined)
}

function parseCommand(line: string): WorkflowCommand | undefined {
  const text = line.trimStart()
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  if (end < 0) return undefined
  const head = text.slice(2, end)
  const space = head.indexOf(' ')
  const name = space < 0 ? head : head.slice(0, space)
  if (!registered.has(name)) return undefined
  const properties: Record<string, string> = {}
  for (const pair of space < 0 ? [] : head.slice(space + 1).split(',')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && equals < pair.length - 1) {
      properties[pair.slice(0, equals).trim()] = pair
        .slice(equals + 1)
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%')
    }
  }
  return {
    command: name,
    properties,
    message: text
      .slice(end + 2)
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%')
  }
}

function parseLegacyCommand(line: string): WorkflowCommand | undefined {
  const start = line.indexOf('##[')
  if (start < 0) return undefined
  const end = line.indexOf(']', start)
  if (end < 0) return undefined
  const head = line.slice(start + 3, end)
  const space = head.indexOf(' ')
  const name = space < 0 ? head : head.slice(0, space)
  if (!registered.has(name)) return undefined
  const properties: Record<string, string> = {}
  for (const pair of space < 0 ? [] : head.slice(space + 1).split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && equals < pair.length - 1) {
      properties[pair.slice(0, equals).trim()] = unescapeLegacy(
        pair.slice(equals + 1)
      )
    }
  }
  return {
    command: name,
    properties,
    message: unescapeLegacy(line.slice(end + 1))
  }
}

function unescapeLegacy(text: string): string {
  return text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%25', '%')
}

import { createMasker } from './mask.ts'
import type { WorkflowCommand } from './workflow-commands.ts'
import { createCommandReader } from './workflow-commands.ts'

/** A line of the Annotations box of a workflow run. */
export interface KeptAnnotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
}

/** What the runner makes of the lines that a step prints. */
export interface StepLog {
  /** Takes one line of either stream, in the order of their coming. */
  take(line: string): void
  /** Something the runner itself says. */
  say(level: 'error' | 'warning', message: string): void
  readonly commands: readonly WorkflowCommand[]
  readonly annotations: readonly KeptAnnotation[]
  /** As people see it: masked, commands that were obeyed left out. */
  readonly lines: readonly string[]
  /** By `set-output` and `save-state`, which still work. */
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  mask(text: string): string
  holdsSecret(text: string): boolean
}

/** The runner's limits for one step. */
const mostAnnotations = 10
const longestMessage = 4096

/** Keeps the log of one step (actions/runner: ActionCommandManager). */
export function createStepLog(
  secrets: readonly string[],
  onShown: (line: string) => void = () => undefined
): StepLog {
  const masker = createMasker(secrets)
  const reader = createCommandReader()
  const commands: WorkflowCommand[] = []
  const annotations: KeptAnnotation[] = []
  const lines: string[] = []
  const outputs: Record<string, string> = {}
  const state: Record<string, string> = {}

  const show = (text: string): void => {
    const line = masker.mask(text)
    lines.push(line)
    onShown(line)
  }
  const annotate = (level: string, message: string): void => {
    // Printed with their markers, which the page folds.
    if (level === 'group' || level === 'endgroup')
      show(`##[${level}]${message}`)
    if (level !== 'error' && level !== 'warning' && level !== 'notice') return
    const same = annotations.filter((each) => each.level === level)
    show(`##[${level}]${message}`)
    if (same.length >= mostAnnotations) return
    annotations.push({
      level,
      message: masker.mask(message).slice(0, longestMessage)
    })
  }
  const obey = ({ command, properties, message }: WorkflowCommand): void => {
    const name = properties['name'] ?? ''
    if (command === 'add-mask') masker.add(message)
    else if (command === 'set-output') outputs[name] = message
    else if (command === 'save-state') state[name] = message
    else if (command === 'stop-commands' && message.length > 6) {
      masker.add(message)
    } else annotate(command, message)
  }
  return {
    take(line) {
      const command = reader.read(line)
      if (command === undefined) {
        show(line)
        return
      }
      commands.push(command)
      obey(command)
    },
    say: annotate,
    commands,
    annotations,
    lines,
    outputs,
    state,
    mask: (text) => masker.mask(text),
    holdsSecret: (text) => masker.holds(text)
  }
}

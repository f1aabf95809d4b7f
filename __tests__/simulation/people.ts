import type { Clock } from './clock.ts'
import { laterHead, nextTip } from './github.ts'
import type { GitHub, Review } from './github.ts'
import type { Hcp, SimulatedRun } from './hcp.ts'
import { forgeries } from './version-control.ts'
import type { VersionControl } from './version-control.ts'

interface Scene {
  readonly clock: Clock
  readonly hcp: Hcp
  readonly github: GitHub
  /** Undefined: no workspace is connected. */
  readonly versionControl: VersionControl | undefined
  /** The run that the history is about, as far as there is one. */
  readonly run: () => SimulatedRun | undefined
}

/** What people may do while a step runs, by a word. */
export const people: Readonly<Record<string, (scene: Scene) => void>> = {
  confirm: ({ hcp, run }) => {
    act(hcp, run(), 'apply')
  },
  discard: ({ hcp, run }) => {
    act(hcp, run(), 'discard')
  },
  cancel: ({ hcp, run }) => {
    act(hcp, run(), 'cancel')
  },
  override: ({ hcp, run }) => {
    const found = run()
    if (found !== undefined) hcp.override(found, 'person')
  },
  lock: (scene) => {
    lock(scene, 20_000)
  },
  // Longer than anybody waits.
  'lock-long': (scene) => {
    lock(scene, 40 * 60_000)
  },
  unlock: ({ hcp }) => {
    hcp.unlock(hcp.workspaces[0]!)
  },
  'auto-apply': ({ run }) => {
    const found = run()
    if (found !== undefined) found.autoApply = true
  },
  queue: ({ hcp }) => {
    hcp.make({
      kind: 'apply',
      message: 'by hand',
      versionId: undefined,
      by: undefined,
      createdBy: 'person'
    })
  },
  push: ({ github, versionControl }) => {
    github.head = laterHead
    versionControl?.push(laterHead, true)
  },
  'push-main': ({ versionControl }) => {
    versionControl?.push(nextTip, false)
  },
  'move-branch': ({ hcp }) => {
    for (const workspace of hcp.workspaces) {
      if (workspace.branch !== undefined) workspace.branch = 'release'
    }
  },
  ...Object.fromEntries(
    Object.entries(forgeries).map(([name, forge]) => [
      name,
      ({ hcp }: Scene) => {
        forge(hcp)
      }
    ])
  ),
  // Theirs is next, and has the same words.
  'twin-instead': ({ hcp, run }) => {
    forgeries['plain-twin']?.(hcp)
    act(hcp, run(), 'discard')
    act(hcp, run(), 'cancel')
  },
  'move-base': ({ github }) => {
    github.behind += 1
  },
  approve: ({ github }) => {
    review(github, 'bob', 'APPROVED')
  },
  dismiss: ({ github }) => {
    for (const each of github.reviews) each.state = 'DISMISSED'
  },
  'request-changes': ({ github }) => {
    review(github, 'bob', 'CHANGES_REQUESTED')
  },
  withdraw: ({ github }) => {
    review(github, 'alice', 'CHANGES_REQUESTED')
  },
  'delete-account': ({ github }) => {
    // What it wrote stays, and is nobody's.
    review(github, 'bob', 'CHANGES_REQUESTED')
    for (const each of github.reviews) {
      if (each.user === 'bob') each.user = undefined
    }
    github.permissions.delete('bob')
  },
  label: ({ github }) => {
    github.labels.set('ready', 'bob')
  },
  unlabel: ({ github }) => {
    github.labels.clear()
  },
  'lose-rights': ({ github }) => {
    github.permissions.set('alice', 'read')
  },
  close: ({ github }) => {
    github.state = 'closed'
  },
  merge: ({ github }) => {
    github.state = 'closed'
    github.isMerged = true
  },
  'forbid-comments': ({ github }) => {
    github.mayComment = false
  },
  'edit-comment': ({ github }) => {
    for (const comment of github.comments) comment.body += '\nedited'
  },
  'delete-comment': ({ github }) => {
    github.comments.splice(0)
  },
  comment: ({ github }) => {
    const body = '### Applied · `network`\n\nsaid somebody'
    github.comments.push({ id: 77, body, by: 'bob' })
  }
}

function lock({ hcp, clock }: Scene, milliseconds: number): void {
  const workspace = hcp.workspaces[0]!
  workspace.lockedBy = 'maintainer'
  clock.in(milliseconds, () => {
    hcp.unlock(workspace)
  })
}

function act(hcp: Hcp, run: SimulatedRun | undefined, action: string): void {
  if (run !== undefined) hcp.act(run, action, 'person')
}

function review(github: GitHub, user: string, state: Review['state']): void {
  const id = 50 + github.reviews.length
  github.reviews.push({ id, user, state, commit: github.head })
}

import { scripts } from '../emulator/engines/scenario.ts'
import { openScriptedStage, proposed, pullRequest } from './scripted-stage.ts'
import type { Chapter } from './story.ts'

const head = '7777777777777777777777777777777777777777'
const names = ['network', 'database', 'app', 'dns'] as const

/** Four workspaces in one step: one comment, and one decision over the sum. */
export async function* setChapters(): AsyncGenerator<Chapter> {
  const made = [scripts.creates]
  const stage = await openScriptedStage({
    ...{ network: made, app: made, dns: made },
    // It replaces something, which is not allowed at first.
    database: [scripts.changes]
  })
  const { github, run, tell, comments, confirmed } = stage
  const apply = {
    mode: 'apply',
    approve: 'true',
    order: 'network → database → app → dns'
  }
  const says = (text: string): boolean => comments()[0]?.includes(text) === true
  try {
    github.addPullRequest({
      number: pullRequest,
      headSha: head,
      author: 'hubot',
      title: 'Build the network'
    })
    const blocked = await run(proposed(head), {
      ...apply,
      workspace: names.join('\n'),
      'configuration-directory': '.',
      'max-destroy': '0',
      'max-replace': '0'
    })
    yield tell('Four workspaces, of which one breaks a rule', blocked, [
      ['the step is red', blocked.exitCode === 1],
      ['the outcome is blocked', blocked.outputs['outcome'] === 'blocked'],
      ['the comment has all four', names.every((name) => says(name))],
      ['nothing was applied', confirmed().length === 0]
    ])

    const applied = await run(proposed(head), {
      ...apply,
      'run-id': blocked.outputs['run-ids'] ?? '',
      'max-destroy': '1',
      'max-replace': '1'
    })
    yield tell('The same four runs, allowed', applied, [
      ['the step is green', applied.exitCode === 0],
      ['the outcome is applied', applied.outputs['outcome'] === 'applied'],
      [
        'each was confirmed after the one before it',
        confirmed().join(' ') === names.join(' ')
      ],
      ['the comment says so', says('Applied')]
    ])
  } finally {
    await stage.close()
  }
}

import { scripts } from '../emulator/engines/scenario.ts'
import { connectVersionControl } from '../emulator/version-control.ts'
import {
  openScriptedStage,
  proposed,
  pullRequest,
  repository
} from './scripted-stage.ts'
import type { Chapter } from './story.ts'

const before = '0b'.repeat(20)
const first = '4444444444444444444444444444444444444444'
const second = '5555555555555555555555555555555555555555'
const tip = '6666666666666666666666666666666666666666'
const merged = {
  eventName: 'push',
  sha: tip,
  ref: 'refs/heads/main',
  event: {
    ...{ ref: 'refs/heads/main', before, after: tip },
    repository: { full_name: repository, default_branch: 'main' },
    head_commit: { id: tip, message: 'Build the network (#7)' }
  }
}

/**
 * The story of a workspace that is connected to the repository: HCP Terraform
 * plans what is pushed there by itself, and the step shows and gates its runs.
 */
export async function* connectedChapters(): AsyncGenerator<Chapter> {
  const stage = await openScriptedStage(
    { network: [scripts.creates, scripts.creates, scripts.creates] },
    { vcsRepo: { identifier: repository } }
  )
  const { hcp, github, run, tell, comments, confirmed } = stage
  const about = { workspace: 'network', commit: 'head' }
  const says = (text: string): boolean => comments()[0]?.includes(text) === true
  const writes = (): number =>
    hcp.requests.filter(({ method }) => method !== 'GET').length
  try {
    github.addPullRequest({
      number: pullRequest,
      headSha: first,
      author: 'hubot',
      title: 'Build the network'
    })
    github.pushCommits({ commits: [before] })
    connectVersionControl(hcp, github)
    github.push(pullRequest, first)
    const plan = { ...about, mode: 'plan' }
    const opened = await run(proposed(first), plan)
    yield tell('HCP Terraform plans the pull request by itself', opened, [
      ['the outcome is planned', opened.outputs['outcome'] === 'planned'],
      ['the comment is about the commit', says(first.slice(0, 7))],
      ['the step made no run, and changed nothing', writes() === 0]
    ])

    github.push(pullRequest, second)
    const pushed = await run(proposed(second), plan)
    yield tell('It is pushed to, and HCP Terraform plans again', pushed, [
      ['the outcome is planned', pushed.outputs['outcome'] === 'planned'],
      ['the comment is about the new commit', says(second.slice(0, 7))],
      ['it says what is new since the last push', says('Since the last plan')],
      ['the step changed nothing', writes() === 0]
    ])

    github.setPermission('bea', 'write')
    github.addReview(pullRequest, 'bea', 'APPROVED')
    github.merge(pullRequest, { sha: tip })
    const applied = await run(merged, {
      ...about,
      mode: 'apply',
      approve: 'true',
      'required-approvals': '1',
      'expected-plan-digest': 'reviewed'
    })
    yield tell('It is reviewed and merged: the run of the merge', applied, [
      ['the outcome is applied', applied.outputs['outcome'] === 'applied'],
      [
        "it is HCP Terraform's own run",
        hcp.workspace('network').runs.length === 3 &&
          applied.stdout.includes(
            `made by HCP Terraform from ${repository}@${tip.slice(0, 7)} (#7)`
          )
      ],
      ['it was confirmed once', confirmed().length === 1],
      ['the comment of the merged pull request says so', says('Applied')]
    ])
  } finally {
    await stage.close()
  }
}

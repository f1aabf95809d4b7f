import { describe, expect, it } from '@jest/globals'
import { findTerraform } from '../../emulator/engines/terraform.ts'
import { connectedChapters } from '../../scripts/connected-story.ts'
import { setChapters } from '../../scripts/set-story.ts'
import { openStory } from '../../scripts/story.ts'
import type { Chapter } from '../../scripts/story.ts'

const titles = [
  'A pull request is opened',
  'The pull request is pushed to',
  'workflow_dispatch with approve: true',
  'The change, with approve left empty',
  'A second job approves that very run',
  'A destroy, with max-destroy: 0',
  'approve: false'
]

async function play(kind: 'terraform' | 'scenario'): Promise<void> {
  const story = await openStory(kind)
  try {
    await expectAll(story.chapters(), titles)
  } finally {
    await story.close()
  }
}

async function expectAll(
  chapters: AsyncGenerator<Chapter>,
  expected: readonly string[]
): Promise<void> {
  const failed: string[] = []
  const told: string[] = []
  for await (const { title, checks } of chapters) {
    told.push(title)
    failed.push(
      ...checks
        .filter(({ held }) => !held)
        .map(({ what }) => `${title}: ${what}`)
    )
  }
  expect(failed).toEqual([])
  expect(told).toEqual(expected)
}

describe('the story of the main job', () => {
  it('ends as it should with scripted scenarios', async () => {
    await play('scenario')
  }, 120_000)

  const onTerraform = findTerraform() ? it : it.skip
  onTerraform(
    'ends as it should with the real Terraform (needs it on the PATH)',
    async () => {
      await play('terraform')
    },
    120_000
  )
})

describe('the story of a connected workspace', () => {
  it('ends as it should', async () => {
    await expectAll(connectedChapters(), [
      'HCP Terraform plans the pull request by itself',
      'It is pushed to, and HCP Terraform plans again',
      'It is reviewed and merged: the run of the merge'
    ])
  }, 120_000)
})

describe('the story of four workspaces', () => {
  it('ends as it should', async () => {
    await expectAll(setChapters(), [
      'Four workspaces, of which one breaks a rule',
      'The same four runs, allowed'
    ])
  }, 120_000)
})

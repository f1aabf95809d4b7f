import { describe, expect, it } from '@jest/globals'
import { findTerraform } from '../../emulator/engines/terraform.ts'
import { openStory } from '../../scripts/story.ts'

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
  const failed: string[] = []
  const told: string[] = []
  try {
    for await (const { title, checks } of story.chapters()) {
      told.push(title)
      failed.push(
        ...checks
          .filter(({ held }) => !held)
          .map(({ what }) => `${title}: ${what}`)
      )
    }
  } finally {
    await story.close()
  }
  expect(failed).toEqual([])
  expect(told).toEqual(titles)
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

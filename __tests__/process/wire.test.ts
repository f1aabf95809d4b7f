import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

const apply = {
  mode: 'apply',
  approve: 'true',
  comment: 'never',
  'configuration-directory': '.'
}
const outputs = '/current-state-version-outputs'

let stage: Stage
beforeEach(async () => {
  stage = await openStage([scripts.creates])
})
afterEach(async () => {
  await stage.close()
})

describe('what goes to HCP Terraform', () => {
  it('names the version, and asks for what there is', async () => {
    await stage.run(apply)
    const { name, version } = JSON.parse(
      readFileSync('package.json', 'utf8')
    ) as Record<string, string>
    const agents = stage.hcp.requests.map(
      ({ headers }) => headers['user-agent']
    )
    expect(new Set(agents)).toEqual(new Set([`${name}/${version}`]))
    const asked = stage.hcp.requests.filter(({ path }) =>
      path.endsWith(outputs)
    )
    expect(asked.map(({ query }) => query)).toContainEqual({})
  })
})

describe('what comes from HCP Terraform', () => {
  it.each(['9223372036854775807', '{"a":[0.10000000000000000001,1]}'])(
    'is handed on as it is: %s',
    async (value) => {
      stage.hcp.trouble({
        path: outputs,
        status: 200,
        headers: { 'content-type': 'application/vnd.api+json' },
        body: `{"data":[{"id":"wsout-1","type":"state-version-outputs","attributes":{"name":"id","sensitive":false,"type":"number","value":${value}}}]}`
      })
      const result = await stage.run(apply)
      expect(result.outputs['workspace-outputs']).toBe(`{"id":${value}}`)
      expect(result.summary).toContain(value)
    }
  )
})

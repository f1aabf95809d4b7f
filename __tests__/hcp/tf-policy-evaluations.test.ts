import { describe, expect, it } from '@jest/globals'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const where = '/api/v2/tf-policy-evaluations/tfpol-1/tf-policy-set-outcomes'
const finding = {
  resource_name: 'aws_s3_bucket.logs',
  error_message: 'Buckets have to be private.',
  file_name: 'main.tf',
  start_line: 12,
  code: 'resource "aws_s3_bucket" "logs" {',
  values: [{ traversal: 'self.acl', statement: 'is "public-read"' }]
}
const read = {
  address: 'aws_s3_bucket.logs',
  message: 'Buckets have to be private.',
  file: 'main.tf',
  line: 12,
  values: [{ traversal: 'self.acl', statement: 'is "public-read"' }]
}

interceptRequests()

async function outcomeOf(diagnostics: unknown) {
  const outcome = { policy_name: 'private', status: 'failed', diagnostics }
  const attributes = { 'policy-set-name': 'cis', outcomes: [outcome] }
  api()
    .get(where)
    .query(true)
    .reply(200, { data: [{ id: 'o-1', attributes }] }, jsonApi)
  const [set] = await openApi().hcp.tfPolicyEvaluations.outcomes('tfpol-1')
  return set!.outcomes[0]!
}

describe('what a Terraform policy found', () => {
  it('is told of each resource, and not its values among what was printed', async () => {
    const outcome = await outcomeOf([
      {
        summary: 'resource_policy "aws_s3_bucket" "private"',
        resources: [finding, { resource_name: 'aws_s3_bucket.other' }, {}, 7]
      },
      { summary: 'unused', error_message: 'The token is bad.' },
      { summary: 'nothing but this' }
    ])
    expect(outcome.resources).toEqual([
      read,
      {
        address: 'aws_s3_bucket.other',
        message: undefined,
        file: undefined,
        line: undefined,
        values: []
      }
    ])
    expect(outcome.output).toEqual([
      'aws_s3_bucket.logs: Buckets have to be private. (main.tf:12)',
      'aws_s3_bucket.other',
      'The token is bad.',
      'nothing but this'
    ])
  })

  it.each([
    ['error_message', { message: undefined }],
    ['file_name', { file: undefined }],
    ['start_line', { line: undefined }],
    ['values', { values: [] }],
    ['code', {}]
  ])('may lack %s', async (name, expected) => {
    for (const rest of [{ [name]: null }, { [name]: undefined }]) {
      const outcome = await outcomeOf([
        { resources: [{ ...finding, ...rest }] }
      ])
      expect(outcome.resources).toEqual([{ ...read, ...expected }])
    }
  })

  it.each([null, undefined, 'x', [null], [{ resources: null }]])(
    'is nothing in %j',
    async (diagnostics) => {
      const { output, resources } = await outcomeOf(diagnostics)
      expect({ output, resources }).toEqual({ output: [], resources: [] })
    }
  )
})

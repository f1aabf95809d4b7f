import { describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findTerraform } from '../../emulator/engines/terraform.ts'
import { runs } from '../fuzz.ts'

const script = join(import.meta.dirname, '../../scripts/compare.ts')

async function compare(
  count: number,
  seed: number,
  path = process.env['PATH'] ?? ''
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, String(count), '--seed', String(seed)],
    { env: { ...process.env, PATH: path } }
  )
  return stdout
}

describe('random configurations', () => {
  const onTerraform = findTerraform()?.product === 'terraform' ? it : it.skip

  onTerraform(
    'change what Terraform says they do',
    async () => {
      // It fails where Terraform refuses more than half of them.
      expect(await compare(runs(6), 1)).toMatch(
        /^\d+ configurations, .* 100\.0 % as Terraform has/
      )
    },
    600_000
  )

  it('are left alone where there is no Terraform', async () => {
    expect(await compare(6, 1, '/nowhere')).toBe(
      'There is no terraform on the PATH: nothing is compared.\n'
    )
  })
})

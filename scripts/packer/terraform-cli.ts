import { join } from 'node:path'
import {
  createScenarioEngine,
  scripts
} from '../../emulator/engines/scenario.ts'
import type { TerraformBinary } from '../../emulator/engines/terraform.ts'
import { sitDown } from '../paces/desk.ts'
import type { Answer } from './packing.ts'
import { unpack } from './packing.ts'

/**
 * Where Terraform works in the folder that it uploads: the rest of it may be
 * anything, and need not be a configuration. No random name is this one.
 */
const workingDirectory = 'cloud'

/**
 * What Terraform's CLI uploads of a folder: `terraform plan` in a folder below,
 * whose `cloud` block names an emulator. Leaves that folder behind.
 *
 * @throws Error where Terraform neither uploads nor refuses to
 */
export async function askTerraform(
  binary: TerraformBinary,
  root: string
): Promise<Answer> {
  const desk = await sitDown({
    binary,
    folder: join(root, workingDirectory),
    timeout: 300_000,
    workspaces: [{ name: 'demo', workingDirectory }],
    engine: createScenarioEngine({
      terraformVersion: binary.version,
      fallback: scripts.noChanges
    })
  })
  try {
    const init = await desk.terraform(['init', '-no-color'])
    const plan = await desk.terraform(['plan', '-no-color'])
    const [version] = desk.server.state.configurationVersions.values()
    if (version?.archive !== undefined) {
      return { entries: await unpack(version.archive), error: '' }
    }
    // Terraform breaks its lines and frames its errors.
    const said = [init, plan]
      .map(({ stdout, stderr }) => `${stdout} ${stderr}`)
      .join(' ')
      .replace(/[\s│╷╵]+/g, ' ')
    const refusal = /Failed to upload configuration files: (.*)/.exec(said)?.[1]
    if (refusal === undefined) throw new Error(`${root}: ${said}`)
    return { entries: null, error: refusal }
  } finally {
    await desk.close()
  }
}

import { completeCheckRun, findCheckRun } from '../github/check-runs.ts'
import { createGitHub } from '../github/client.ts'
import { saidBy } from '../run/record/errors.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'
import { readInput } from '../runner/inputs.ts'
import { readOpenChecks } from '../runner/state.ts'
import { readWorkflow } from '../runner/workflow.ts'
import type { World } from './world.ts'

/** Of the five minutes that post steps share after a cancellation. */
const closeMilliseconds = 60_000

/**
 * The post phase: ends the check runs that the main phase left in progress,
 * because it was killed or ran out of time. They block, and say that nothing is
 * known. A failure is a warning.
 */
export async function closeChecks({ env, log, signal }: World): Promise<void> {
  const open = readOpenChecks()
  const token = readInput('github-token')
  if (open.length === 0 || token === '') return
  log.mask(token)
  const { apiUrl, repository, runUrl } = readWorkflow(env)
  const github = createGitHub({
    token,
    apiUrl,
    userAgent,
    log: (line) => {
      log.debug(line)
    },
    signal: AbortSignal.any([signal, AbortSignal.timeout(closeMilliseconds)])
  })
  const result = {
    conclusion: 'cancelled',
    title: 'Ended before it could tell',
    summary: `The workflow step that made this check was cancelled or failed before it told how its run ended. See the log of the [workflow run](${runUrl}), and HCP Terraform.`
  }
  for (const check of open) {
    try {
      const id = check.id ?? (await findCheckRun(github, repository, check))
      if (id === undefined) continue
      await completeCheckRun(github, repository, id, result)
      log.info(`Check run ${id} is ended: the main phase left it in progress.`)
    } catch (error) {
      log.warning(
        `A check run may still be in progress on ${check.headSha.slice(0, 7)}: ${saidBy(error)}`
      )
    }
  }
}

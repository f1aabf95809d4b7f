import {
  renderTerraformPolicyEvaluation,
  renderTerraformPolicySetOutcome
} from '../documents/tf-policy-evaluation.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  param,
  readComment,
  seeRun,
  seeRunOfPath,
  viewerOf
} from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { TerraformPolicyEvaluation } from '../model.ts'
import { selectVisibleChecks, mayOverride } from '../model.ts'
import { readOutcomeFilter } from '../outcome-filter.ts'

/** Mounts the beta: policies written in Terraform's own language. */
export function mountTerraformPolicies(api: Api, service: Service): void {
  const find = (
    c: Exchange,
    test: (evaluation: TerraformPolicyEvaluation) => boolean
  ): TerraformPolicyEvaluation => {
    const { terraformPolicies } = seeRun(
      c,
      service,
      (run) =>
        run.terraformPolicies !== undefined && test(run.terraformPolicies)
    )
    if (terraformPolicies === undefined) throw notFound()
    return terraformPolicies
  }
  const findById = (c: Exchange) => {
    const id = param(c, 'id')
    return find(c, (evaluation) => evaluation.id === id)
  }

  api.get('/runs/:id/tf-policy-evaluations', (c) => {
    const { terraformPolicies } = selectVisibleChecks(seeRunOfPath(c, service))
    return answerPage(
      c,
      terraformPolicies === undefined ? [] : [terraformPolicies],
      (evaluation) =>
        renderTerraformPolicyEvaluation(evaluation, viewerOf(c, service))
    )
  })
  api.get('/tf-policy-evaluations/:id', (c) =>
    answer(
      c,
      renderTerraformPolicyEvaluation(findById(c), viewerOf(c, service))
    )
  )
  api.get('/tf-policy-evaluations/:id/tf-policy-set-outcomes', (c) => {
    const evaluation = findById(c)
    const url = new URL(c.req.url)
    const wanted = readOutcomeFilter(url)
    const ran = !['pending', 'running', 'unreachable'].includes(
      evaluation.status
    )
    return answerPage(
      c,
      ran && evaluation.script.outcomes.some(wanted) ? [evaluation] : [],
      renderTerraformPolicySetOutcome
    )
  })
  api.get('/tf-policy-set-outcomes/:id', (c) => {
    const id = param(c, 'id')
    return answer(
      c,
      renderTerraformPolicySetOutcome(
        find(c, ({ outcomeId }) => outcomeId === id)
      )
    )
  })
  api.post('/tf-policy-evaluations/:id/actions/override', async (c) => {
    const evaluation = findById(c)
    const by = c.get('principal')
    if (!mayOverride(by, evaluation.run)) throw notFound()
    service.life.overrideTerraformPolicies(
      evaluation.run,
      by,
      await readComment(c)
    )
    return answer(
      c,
      renderTerraformPolicyEvaluation(evaluation, viewerOf(c, service))
    )
  })
}

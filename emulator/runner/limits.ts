/** Bytes of a step's summary, above which it is not uploaded. */
const longestSummary = 1024 * 1024

/** Bytes of the outputs of a job, counted as UTF-16. */
const longestOutputs = 1024 * 1024

/**
 * Why a step's summary is not uploaded; undefined where it is. The step does
 * not fail by it (actions/runner: CreateStepSummaryCommand).
 */
export function refuseSummary(summary: string): string | undefined {
  const bytes = Buffer.byteLength(summary)
  return bytes <= longestSummary
    ? undefined
    : `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${longestSummary / 1024}k, got ${Math.floor(bytes / 1024)}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`
}

/**
 * Why a job hands no outputs on; undefined where it does. Follows GitHub
 * Actions: Workflow syntax, `jobs.<job_id>.outputs`.
 */
export function refuseOutputs(
  outputs: Readonly<Record<string, string>>
): string | undefined {
  const bytes = Object.values(outputs).reduce(
    (sum, value) => sum + value.length * 2,
    0
  )
  return bytes <= longestOutputs
    ? undefined
    : `The job's outputs exceed the maximum size: ${bytes} of ${longestOutputs} bytes`
}

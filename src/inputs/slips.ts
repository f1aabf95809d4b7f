import type { InputName } from './names.ts'

/**
 * What other tools and people write for an input that is one of a few words, in
 * lower case with `-`, and how that is said here.
 */
export const slips: Readonly<
  Partial<Record<InputName, Readonly<Record<string, string>>>>
> = {
  mode: {
    destroy: "'mode: apply' with 'destroy: true'",
    'plan-destroy': "'mode: plan' with 'destroy: true'",
    'plan-and-apply': "'apply'",
    'plan-only': "'plan'",
    speculative: "'plan'",
    refresh: "'mode: apply' with 'refresh-only: true'",
    'refresh-only': "'mode: apply' with 'refresh-only: true'",
    'saved-plan': "'save-plan'",
    approve: "'mode: apply' with 'approve: true'",
    confirm: "'mode: apply' with 'approve: true'",
    'auto-apply': "'mode: apply' with 'approve: true'",
    reject: "'discard'",
    'force-discard': "'discard'",
    abort: "'cancel'",
    stop: "'cancel'",
    status: "'show'",
    output: "'show'",
    outputs: "'show'",
    runs: "'list'",
    preview: "'plan'",
    drift: "'mode: plan' with 'refresh-only: true'",
    'upload-configuration': "'upload'",
    'workspace-output': "'show'"
  },
  'on-blocked': {
    fail: "'hold' with 'fail-on-blocked: true'",
    ignore: "'hold' with 'fail-on-blocked: false'",
    wait: "'hold'",
    cancel: "'discard'"
  },
  comment: {
    true: "'always'",
    false: "'never'",
    none: "'never'",
    off: "'never'",
    on: "'always'",
    changes: "'on-changes'",
    failure: "'on-failure'",
    failed: "'on-failure'",
    yes: "'always'",
    no: "'never'",
    sticky: "'always'",
    update: "'always'"
  },
  'comment-detail': {
    all: "'full'",
    none: "'counts'",
    summary: "'counts'",
    resources: "'addresses'"
  },
  'list-scope': {
    all: "'organization'",
    org: "'organization'",
    site: "'admin'"
  }
}

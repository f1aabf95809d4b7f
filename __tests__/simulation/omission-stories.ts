import type { Ways } from './course.ts'
import type { Scenario } from './history.ts'

const ways: Ways = {
  dwell: 500,
  queue: 300,
  plan: 4_000,
  apply: 4_000,
  effect: 300,
  flags: 0,
  hasCost: true,
  hasTasks: false,
  policy: 'passed',
  strange: undefined,
  hasChanges: true,
  creates: 3,
  destroys: 1,
  planFails: false,
  applyFails: false,
  isLogLate: false,
  variant: 0,
  provisioner: undefined
}

const base: Scenario = {
  flow: 'apply',
  event: 'pull_request',
  actor: 'alice',
  isFork: false,
  inputs: {},
  flaw: undefined,
  ways,
  approvedBy: ['alice'],
  labelledBy: 'alice',
  isBusy: false,
  existing: undefined,
  loadingMilliseconds: 100,
  isApprovalOld: false,
  isByReader: false,
  isMerged: false,
  members: [],
  connected: undefined,
  review: undefined,
  isHostile: false
}

const connected = {
  delay: 300,
  fetch: 500,
  isLost: false,
  isSuperseding: true,
  isOtherPlan: false,
  pullsLate: 0
}

const upload = { 'configuration-directory': '.' }
const there = { 'run-id': 'run-0001' }
const timeouts = {
  'queue-timeout': '5m',
  'run-timeout': '6m',
  'apply-timeout': '8m'
}

type Change = Partial<Omit<Scenario, 'ways'>> & {
  readonly ways?: Partial<Ways>
}

function story(
  flow: Scenario['flow'],
  inputs: Readonly<Record<string, string>>,
  { ways: own, ...change }: Change = {}
): Scenario {
  return {
    ...base,
    flow,
    inputs: { ...timeouts, ...inputs },
    ...change,
    ways: { ...ways, ...own }
  }
}

const plan = { mode: 'plan', ...upload }
const apply = { mode: 'apply', approve: 'true', ...upload }

/** What a step may be about, by a name; nothing disturbs it. */
export const omissionStories: Readonly<Record<string, Scenario>> = {
  plan: story('plan', plan),
  'a plan without changes': story('plan', plan, {
    ways: { hasChanges: false }
  }),
  'a plan that fails': story('plan', plan, { ways: { planFails: true } }),
  'a plan that a policy stops': story('plan', plan, {
    ways: { policy: 'hard' }
  }),
  'a partial plan': story('plan', { ...plan, targets: 'terraform_data.x' }),
  'a destroy plan': story('plan', { ...plan, destroy: 'true' }),
  'save-plan': story('save-plan', { mode: 'save-plan', ...upload }),
  hold: story('hold', { mode: 'apply', ...upload }),
  'hold for an override': story(
    'hold',
    { mode: 'apply', ...upload },
    { ways: { policy: 'soft' } }
  ),
  apply: story('apply', apply),
  'apply within rules': story('apply', {
    ...apply,
    'max-destroy': '1',
    'max-change': '9',
    'max-monthly-cost-increase': '5',
    'max-plan-age': '1h',
    'allowed-run-creators': 'user-api'
  }),
  'an apply that rules block': story('apply', {
    ...apply,
    'max-destroy': '0',
    'max-monthly-cost-increase': '0.5',
    'allowed-run-creators': 'somebody'
  }),
  'an apply with an override': story(
    'apply',
    { ...apply, 'policy-override': 'true', 'override-reason': 'Needed' },
    { ways: { policy: 'soft' } }
  ),
  'an apply that fails': story('apply', apply, { ways: { applyFails: true } }),
  'an apply without changes': story('apply', apply, {
    ways: { hasChanges: false }
  }),
  'apply later': story(
    'apply-later',
    { mode: 'apply', approve: 'true', ...there },
    { existing: 'ours' }
  ),
  'apply what is not ours': story(
    'apply-later',
    { mode: 'apply', approve: 'true', ...there },
    { existing: 'other-repository' }
  ),
  refuse: story('refuse', { ...apply, approve: 'false' }),
  discard: story('end', { mode: 'discard', ...there }, { existing: 'ours' }),
  'discard what is not ours': story(
    'end',
    { mode: 'discard', ...there },
    { existing: 'nobody' }
  ),
  'discard all': story('end', { mode: 'discard' }, { existing: 'ours' }),
  cancel: story('end', { mode: 'cancel', ...there }, { existing: 'ours' }),
  show: story('end', { mode: 'show', ...there }, { existing: 'ours' }),
  'show the workspace': story('end', { mode: 'show' }, { existing: 'ours' }),
  list: story('end', { mode: 'list' }, { existing: 'ours' }),
  upload: story('end', { mode: 'upload', ...upload }),
  'the plan of a commit': story(
    'plan',
    { mode: 'plan', commit: 'head' },
    { connected }
  ),
  'the apply of a commit': story(
    'apply',
    { mode: 'apply', approve: 'true', commit: 'head' },
    { connected, event: 'push', isMerged: true }
  ),
  'a set': story(
    'apply',
    { ...apply, workspace: 'network\napp', 'max-destroy': '2' },
    { members: [{ name: 'app', ways }] }
  )
}

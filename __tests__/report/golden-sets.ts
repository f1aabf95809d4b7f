import { setReport } from './reports.ts'
import type { SetMember, SetReport } from '../../src/report/set.ts'
import type { Report } from '../../src/report/types.ts'
import { goldenReports } from './golden.ts'

const reports: ReadonlyMap<string, Report> = new Map(goldenReports())

/** A golden report as that of another workspace, with a run of its own. */
export function memberOf(
  situation: string,
  name: string,
  stopped?: SetMember['stopped']
): SetMember {
  const report = reports.get(situation)
  if (report === undefined) throw new Error(`no golden report ${situation}`)
  const { run, workspace } = report
  const url = `https://app.terraform.io/app/acme/workspaces/${name}`
  return {
    report: {
      ...report,
      workspace: { ...workspace, name, url },
      run: run && {
        ...run,
        id: `run-${name}`,
        url: `${url}/runs/run-${name}`
      }
    },
    stopped
  }
}

/** Comments about sets that people get to read. */
export const goldenSets: Readonly<Record<string, SetReport>> = {
  planned: setReport({
    members: [
      memberOf('create-one', 'app-dev'),
      memberOf('destroy-count-and-key', 'app-prod'),
      memberOf('create-one', 'app-stage'),
      memberOf('no-changes', 'dns'),
      memberOf('situation-plan-failed', 'network')
    ],
    leftOut: [
      {
        organization: 'acme',
        name: 'lab',
        why: 'the pull request does not touch it'
      },
      {
        organization: 'acme',
        name: 'logs',
        why: 'the pull request does not touch it'
      }
    ],
    gone: [{ organization: 'acme', name: 'app-old' }]
  }),
  blocked: setReport({
    digest: 'set1:5f0c2f7a9b3d4e1c',
    order: [['network', 'app', 'dns']],
    members: [
      memberOf('situation-held', 'app', {
        kind: 'not-confirmed',
        why: 'The set is applied as a whole, and network is blocked.'
      }),
      memberOf('situation-all-checks', 'dns', {
        kind: 'not-confirmed',
        why: 'The set is applied as a whole, and network is blocked.'
      }),
      memberOf('situation-blocked', 'network')
    ]
  }),
  'not-reached': setReport({
    order: [['network', 'app', 'dns']],
    members: [
      memberOf('situation-apply-failed', 'app'),
      memberOf('situation-held', 'dns', {
        kind: 'not-reached',
        why: 'It comes after app, whose apply failed.'
      }),
      memberOf('situation-applied', 'network')
    ],
    notes: [
      'An apply of network starts a run in dns by a run trigger, besides the run of this set.'
    ]
  }),
  held: setReport({
    digest: 'set1:5f0c2f7a9b3d4e1c',
    members: ['eu', 'us', 'ap', 'sa'].map((region) =>
      memberOf('situation-held', `app-${region}`)
    )
  }),
  'none-touched': setReport({
    leftOut: ['app-dev', 'app-prod', 'dns'].map((name) => ({
      organization: 'acme',
      name,
      why: 'the pull request does not touch it (working-directory)'
    }))
  })
}

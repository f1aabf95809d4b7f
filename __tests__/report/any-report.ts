import { reducePlan } from '../../src/plan/reduction.ts'
import type { Report } from '../../src/report/types.ts'
import { outcomes } from '../../src/run/record/outcome.ts'
import { fc } from '../fuzz.ts'
import { everything, resource } from '../plan/documents.ts'
import { hostileText } from './parsing.ts'
import { createReport } from './reports.ts'

/** Any report at all, hostile in every free text. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    outcome: fc.constantFrom(...outcomes),
    gate: fc.constantFrom(
      'none',
      'confirmation',
      'policy-override',
      'saved-plan'
    ),
    text: hostileText,
    texts: fc.array(hostileText, { maxLength: 5 }),
    actions: fc.array(
      fc.constantFrom(
        ['create'],
        ['delete'],
        ['update'],
        ['delete', 'create'],
        ['forget'],
        ['x']
      ),
      { maxLength: 6 }
    ),
    value: fc.oneof(hostileText, fc.jsonValue()),
    kind: fc.constantFrom('changes', 'counts', 'none')
  })
  .map(({ outcome, gate, text, texts, actions, value, kind }) => {
    const changes = reducePlan({
      ...everything,
      resource_changes: actions.map((list, i) =>
        resource(
          `a.b["${texts[i % (texts.length || 1)] ?? text}"]`,
          list,
          {
            before: { [text]: value, same: 1, v: texts },
            after: { [text]: text, same: 1, v: [...texts, text] },
            replace_paths: [[text]],
            importing: { id: text }
          },
          { previous_address: text, module_address: text, deposed: text }
        )
      ),
      output_changes: {
        [text]: { actions: ['update'], before: value, after: text }
      },
      checks: [
        {
          address: { kind: 'check', to_display: text },
          status: 'fail',
          instances: [{ problems: texts.map((message) => ({ message })) }]
        }
      ]
    }).changes
    const base = createReport()
    return createReport({
      outcome,
      gate: gate,
      workspace: { ...base.workspace, name: text, organization: text },
      run: base.run && {
        ...base.run,
        id: text,
        message: text,
        targets: texts,
        replaces: [text]
      },
      warnings: [...texts, ...texts].map((detail) => ({
        severity: 'warning',
        summary: text,
        detail,
        address: detail,
        range: { filename: detail, startLine: 1, endLine: 1 },
        snippet: text
      })),
      source: { ...base.source, actor: text, sha: text },
      plan:
        kind === 'none'
          ? undefined
          : kind === 'changes'
            ? { kind: 'changes', changes }
            : {
                kind: 'counts',
                additions: 1,
                changes: 2,
                destructions: 3,
                imports: undefined,
                why: text,
                logText: texts.join('\n')
              },
      checks: texts.map((rule) => ({ rule, held: rule !== '', saw: text })),
      since:
        actions.length === 0
          ? undefined
          : {
              runId: text,
              sha: text,
              kind: 'different',
              fresh: texts,
              changed: [text],
              gone: [text, undefined],
              same: 3
            },
      cost: {
        status: text,
        prior: texts[0],
        proposed: kind === 'none' ? undefined : '12.5',
        delta: texts[1],
        matched: 2,
        unmatched: 1,
        message: text
      },
      policies: texts.map((message, i) => ({
        kind: i === 0 ? text : 'opa',
        set: text,
        policy: message,
        level: text,
        status: i % 2 === 0 ? 'failed' : 'overridden',
        message
      })),
      tasks: texts.map((message, i) => ({
        name: text,
        stage: message,
        level: text,
        status: i % 2 === 0 ? 'unknown' : 'running',
        message,
        link: i % 2 === 0 ? 'https://tasks.example/1' : text
      })),
      reasons: texts.map((message) => ({
        code: 'plan-unknown',
        message,
        facts: {}
      })),
      apply: {
        status: text,
        counts: undefined,
        confirmedBy: text,
        finishedAt: text,
        outputs: [{ name: text, sensitive: false, value }]
      },
      notes: texts,
      failure: {
        headline: text,
        logText: text,
        diagnostics: texts.map((summary, i) => ({
          severity: i % 2 === 0 ? 'error' : 'warning',
          summary,
          detail: text,
          address: text,
          range: { filename: text, startLine: i, endLine: i },
          snippet: text
        }))
      }
    })
  })

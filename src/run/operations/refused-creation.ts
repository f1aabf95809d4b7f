import type { RunOptions, Workspace } from '../../hcp/types.ts'
import { ApiError } from '../../hcp/wire/errors.ts'
import { isTooLarge } from '../../hcp/wire/hints.ts'
import { renderBytes } from '../record/bytes.ts'
import { RunRefusedError } from '../record/errors.ts'

/** What was asked to be made, as far as a refusal is told by it. */
export interface Refused {
  readonly workspace: Workspace
  /** Undefined where a configuration was to be made, and no run yet. */
  readonly asked: RunOptions | undefined
  /** Is the configuration uploaded by this step? */
  readonly uploads: boolean
}

/**
 * The same refusal of `POST /runs`, or of a configuration to upload, with what
 * was sent and which input it can be: the server often does not say. Anything
 * but a refusal stays as it is. (Runs API, Configuration Versions API: create.)
 */
export function explainRefusedCreation(
  error: unknown,
  refused: Refused
): unknown {
  if (!(error instanceof ApiError)) return error
  if (isTooLarge(error)) {
    const { asked } = refused
    return asked === undefined ? error : error.explained(tooLarge(asked))
  }
  if (/configuration version is missing/i.test(error.message)) {
    return new RunRefusedError(
      `Workspace ${refused.workspace.name} has no configuration yet. Set 'configuration-directory' to upload one.`,
      { cause: error }
    )
  }
  const hint = hintFor(error, refused)
  return hint === undefined ? error : error.explained(hint)
}

function hintFor(error: ApiError, refused: Refused): string | undefined {
  const { name } = refused.workspace
  switch (error.status) {
    case 401:
      return `${error.hint} That is the input 'token', or 'hostname' where it is another server's.`
    case 403:
      // Some servers answer so for a token that they do not know.
      return error.hint.startsWith('The token is missing')
        ? `${error.hint} That is the input 'token'.`
        : `The token reads workspace ${name}, so 'workspace' and 'organization' are right: ${forbidden(refused)}.${sent(refused)}`
    case 404:
      return `Workspace ${name} was read with this token just before, so 'workspace' and 'organization' are right: ${notFound(refused)}.`
    case 422:
      return unprocessable(error, refused)
    default:
      return undefined
  }
}

/** By what the server said of the token, where it did. */
function forbidden(refused: Refused): string {
  const { canQueueRun, canQueueDestroy } = refused.workspace.permissions
  const may =
    refused.asked?.isDestroy === true && refused.asked.planOnly !== true
      ? canQueueDestroy
      : canQueueRun
  const kind = kindOf(refused)
  const besides = `the organization's plan does not include what was asked for`
  return may === true
    ? `the server says that the token (input 'token') may create ${kind} there. So ${besides}, or a policy of the organization or a proxy refuses the request`
    : `the team of the token (input 'token') lacks the permission to create ${kind} there ('plan' for a plan, 'write' for a run to apply), or ${besides}`
}

/** Which inputs make a run's request large; there is no other way to send them. */
function tooLarge(asked: RunOptions): string {
  const sizes = Object.entries({
    "'variables' and 'var-files'": asked.variables,
    "'targets'": asked.targetAddrs,
    "'replace'": asked.replaceAddrs,
    "'policy-paths'": asked.policyPaths,
    "'message'": asked.message
  })
    .map(([name, value = '']) => ({
      name,
      bytes: Buffer.byteLength(JSON.stringify(value))
    }))
    .sort((one, other) => other.bytes - one.bytes)
  const [largest, ...others] = sizes.filter(
    ({ bytes }, index) => index === 0 || bytes > 1024
  )
  const told = [largest, ...others].flatMap((each) =>
    each === undefined ? [] : `${each.name} (${renderBytes(each.bytes)})`
  )
  const [variable] = [...(asked.variables ?? [])].sort(
    (one, other) => other.value.length - one.value.length
  )
  const most =
    variable === undefined || largest?.name.includes('variables') !== true
      ? ''
      : ` The largest variable is ${variable.key}.`
  return `The request for the run is too large for the server or for a proxy before it. What is largest in it: ${told.join(', ')}.${most} Send less, have values that do not change set in the workspace, or have the proxy's limit for request bodies raised.`
}

function kindOf({ asked }: Refused): string {
  return asked === undefined
    ? 'configuration versions'
    : asked.isDestroy === true
      ? 'destroy runs'
      : 'runs'
}

function notFound({ asked, uploads }: Refused): string {
  const rights = `the token may not create ${asked === undefined ? 'configuration versions' : 'runs'} there (input 'token')`
  return asked?.configurationVersionId === undefined || uploads
    ? rights
    : `${rights}, or there is no configuration version ${asked.configurationVersionId} in it (input 'configuration-version-id')`
}

function unprocessable(error: ApiError, refused: Refused): string {
  const named = error.errors.flatMap(({ pointer }) => inputOf(pointer) ?? [])
  if (named.length > 0 && refused.asked !== undefined) {
    return `Correct ${named.map((name) => `'${name}'`).join(', ')}.${sent(refused)}`
  }
  return `The answer names no attribute.${sent(refused)} The usual causes: ${usualCauses(refused).join('; ')}.`
}

const inputs: Readonly<Record<string, string>> = {
  'allow-config-generation': 'allow-config-generation',
  'allow-empty-apply': 'allow-empty-apply',
  'debugging-mode': 'debugging-mode',
  'invoke-action-addrs': 'invoke-action',
  'policy-paths': 'policy-paths',
  'is-destroy': 'destroy',
  'plan-only': 'mode',
  refresh: 'refresh',
  'refresh-only': 'refresh-only',
  'replace-addrs': 'replace',
  'save-plan': 'mode',
  'target-addrs': 'targets',
  'terraform-version': 'terraform-version',
  variables: 'variables'
}

/** The input behind `/data/attributes/target-addrs`, if it is one's. */
function inputOf(pointer = ''): string | undefined {
  const [, attribute = ''] = /\/attributes\/([a-z-]+)/.exec(pointer) ?? []
  return inputs[attribute]
}

/** What was sent, without a value that may be secret. */
function sent({ asked, uploads }: Refused): string {
  if (asked === undefined) return ''
  const { configurationVersionId: version, variables = [] } = asked
  const parts = [
    version === undefined
      ? "the workspace's current configuration"
      : `configuration version ${version}${uploads ? ' (uploaded by this step)' : ''}`,
    ...(asked.planOnly === true ? ['plan-only'] : []),
    ...(asked.savePlan === true ? ['save-plan'] : []),
    ...(asked.isDestroy === true ? ['destroy'] : []),
    ...(asked.refreshOnly === true ? ['refresh-only'] : []),
    ...(asked.refresh === false ? ['refresh: false'] : []),
    ...(asked.allowEmptyApply === true ? ['allow-empty-apply'] : []),
    ...(asked.allowConfigGeneration === true
      ? ['allow-config-generation']
      : []),
    ...(asked.debuggingMode === true ? ['debugging-mode'] : []),
    ...listed('targets', asked.targetAddrs),
    ...listed('replace', asked.replaceAddrs),
    ...listed('invoke-action', asked.invokeActionAddrs),
    ...listed('policy-paths', asked.policyPaths),
    ...(asked.terraformVersion === undefined
      ? []
      : [`terraform-version ${asked.terraformVersion}`]),
    ...listed(
      'variables',
      variables.map(({ key }) => key)
    )
  ]
  return ` Sent was: ${parts.join(', ')}.`
}

function listed(name: string, values: readonly string[] = []): string[] {
  return values.length === 0 ? [] : [`${name} ${values.join(' and ')}`]
}

/** Why servers refuse what is no value of the request. */
function usualCauses({ workspace, asked, uploads }: Refused): string[] {
  const { name, vcsRepoIdentifier: repository, executionMode } = workspace
  const isPlan = asked?.planOnly === true
  const connected =
    repository === undefined
      ? `workspace ${name} is connected to version control, where uploads can be planned only`
      : `workspace ${name} is connected to ${repository}, where ${isPlan ? 'some servers take no uploads' : 'an upload can be planned only'} ('commit: head' decides about the run that version control makes)`
  return [
    connected,
    ...(asked === undefined
      ? []
      : [
          uploads
            ? 'the configuration is not processed yet, or could not be (run this step again)'
            : `the configuration version is not 'uploaded', or is of another workspace`
        ]),
    ...(asked?.terraformVersion === undefined
      ? []
      : [`the server has no Terraform ${asked.terraformVersion}`]),
    ...(executionMode === undefined
      ? ['the execution mode of the workspace is local']
      : [])
  ]
}

/** Plan documents of kinds that no configuration at hand makes. */

export function resource(
  address: string,
  actions: readonly string[],
  change: Record<string, unknown> = {},
  more: Record<string, unknown> = {}
): Record<string, unknown> {
  const type = address.split('.').at(-2) ?? 'thing'
  return {
    address,
    mode: 'managed',
    type,
    name: 'x',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    ...more,
    change: {
      actions,
      before: actions.includes('create') && actions.length === 1 ? null : {},
      after: actions.join() === 'delete' ? null : {},
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
      ...change
    }
  }
}

export function plan(
  changes: readonly unknown[],
  more: Record<string, unknown> = {}
): Record<string, unknown> {
  return {
    format_version: '1.2',
    terraform_version: '1.14.0',
    resource_changes: changes,
    ...more
  }
}

/** As `json-output-redacted` gives it: placeholders, no `format_version`. */
export const redacted = {
  plan_format_version: '1.2',
  provider_format_version: '1.0',
  resource_changes: [
    resource('aws_s3_bucket.reports', ['create'], {
      before: null,
      after: { bucket: 'acme-reports', force_destroy: false, tags: null },
      after_unknown: { arn: true, id: true },
      before_sensitive: false
    }),
    resource(
      'aws_db_instance.main',
      ['delete', 'create'],
      {
        before: { engine_version: '14.9', password: 'REDACTED' },
        after: { engine_version: '15.4', password: 'REDACTED' },
        after_unknown: { address: true },
        before_sensitive: { password: true },
        after_sensitive: { password: true },
        replace_paths: [['engine_version']]
      },
      { action_reason: 'replace_because_cannot_update' }
    ),
    resource('aws_secret.only', ['update'], {
      before: { id: 's-1', name: 'only', value: 'REDACTED' },
      after: { id: 's-1', name: 'only', value: 'REDACTED' },
      before_sensitive: { value: true },
      after_sensitive: { value: true }
    }),
    resource(
      'module.app["eu"].aws_lambda_function.api',
      ['update'],
      {
        before: {
          memory_size: 128,
          environment: [{ variables: { A: '1', B: '2' } }],
          vpc_config: []
        },
        after: {
          memory_size: 256,
          environment: [{ variables: { A: '1', B: '3' } }],
          vpc_config: [{ subnet_ids: ['a', 'b'] }]
        },
        after_unknown: { last_modified: true, environment: [{}] }
      },
      {
        previous_address: 'aws_lambda_function.api',
        module_address: 'module.app["eu"]'
      }
    )
  ],
  output_changes: {
    lb_dns: {
      actions: ['create'],
      before: null,
      after_unknown: true,
      before_sensitive: false,
      after_sensitive: false
    },
    db_password: {
      actions: ['update'],
      before: 'REDACTED',
      after: 'REDACTED',
      after_unknown: false,
      before_sensitive: true,
      after_sensitive: true
    }
  },
  relevant_attributes: [
    { resource: 'aws_db_instance.main', attribute: ['engine_version'] }
  ],
  provider_schemas: {
    'registry.terraform.io/hashicorp/aws': {
      resource_schemas: {
        aws_lambda_function: {
          block: {
            attributes: { memory_size: { type: 'number' } },
            block_types: {
              environment: {
                nesting_mode: 'list',
                block: {
                  attributes: { variables: { type: ['map', 'string'] } }
                }
              },
              vpc_config: {
                nesting_mode: 'list',
                block: { attributes: { subnet_ids: { type: 'set' } } }
              }
            }
          }
        }
      }
    }
  }
}

/** Every kind of change there is, and one that is not known yet. */
export const everything = plan(
  [
    resource('aws_iam_role.kept', ['no-op'], {
      before: { a: 1 },
      after: { a: 1 }
    }),
    resource('data.aws_ami.gone', ['delete'], {}, { mode: 'data' }),
    resource(
      'data.aws_ami.web',
      ['read'],
      {
        before: null,
        after: { owners: ['self'] },
        after_unknown: { id: true }
      },
      { mode: 'data', action_reason: 'read_because_dependency_pending' }
    ),
    resource('aws_instance.web', ['create', 'delete'], {
      before: { ami: 'ami-1', tags: { Name: 'web' }, id: 'i-1' },
      after: { ami: 'ami-2', tags: { Name: 'web 2' } },
      after_unknown: { id: true },
      replace_paths: [['ami'], ['tags', 'Name']]
    }),
    resource('aws_instance.kept_old', ['create', 'forget'], {
      before: { ami: 'ami-1' },
      after: { ami: 'ami-2' }
    }),
    resource(
      'aws_instance.web',
      ['delete'],
      { before: { ami: 'ami-0' } },
      {
        deposed: '0a1b2c3d'
      }
    ),
    resource(
      'aws_vpc.old',
      ['delete'],
      { before: { cidr_block: '10.0.0.0/8' } },
      {
        action_reason: 'delete_because_no_resource_config'
      }
    ),
    resource('aws_vpc.legacy', ['forget'], { before: { a: 1 } }),
    resource('aws_vpc.new', ['create'], {
      after: { cidr_block: '10.1.0.0/16' }
    }),
    resource('aws_vpc.tuned', ['update'], {
      before: { a: 1 },
      after: { a: 2 }
    }),
    resource(
      'aws_vpc.moved',
      ['no-op'],
      {},
      { previous_address: 'aws_vpc.was' }
    ),
    resource('aws_vpc.adopted', ['no-op'], { importing: { id: 'vpc-1' } }),
    resource('aws_vpc.adopted_secret', ['update'], {
      before: { key: 'x' },
      after: { key: 'y' },
      before_sensitive: { key: true },
      after_sensitive: { key: true },
      importing: { id: 'vpc-2' }
    }),
    resource('aws_vpc.future', ['polish', 'wax'])
  ],
  {
    complete: false,
    resource_drift: [
      resource('aws_vpc.tuned', ['update'], {
        before: { a: 0 },
        after: { a: 1 }
      }),
      resource('aws_iam_role.kept', ['delete'], { before: { a: 1 } }),
      resource('aws_iam_role.quiet', ['no-op'])
    ],
    relevant_attributes: [{ resource: 'aws_vpc.tuned', attribute: ['a'] }],
    deferred_changes: [
      {
        reason: 'provider_config_unknown',
        resource_change: resource('kubernetes_namespace.app', ['create'], {
          before: null,
          after: { name: 'app' }
        })
      }
    ],
    action_invocations: [
      {
        address: 'action.aws_lambda_invoke.notify',
        type: 'aws_lambda_invoke',
        name: 'notify',
        config_values: { function_name: 'notify', payload: 'x' },
        config_sensitive: { payload: true },
        config_unknown: {},
        lifecycle_action_trigger: {
          triggering_resource_address: 'aws_vpc.new',
          action_trigger_event: 'AfterCreate'
        }
      },
      { address: 'action.aws_lambda_invoke.alone', invoke_action_trigger: {} }
    ],
    checks: [
      {
        address: { kind: 'check', to_display: 'check.health' },
        status: 'fail',
        instances: [
          { status: 'fail', problems: [{ message: 'Status is 500 @octocat' }] }
        ]
      },
      {
        address: { kind: 'resource', to_display: 'aws_vpc.new' },
        status: 'pass'
      },
      {
        address: { kind: 'output_value', to_display: 'output.url' },
        status: 'unknown'
      }
    ]
  }
)

/** As Terraform 0.12 wrote it: no masks, no reasons, no replace paths. */
export const old = {
  format_version: '0.1',
  terraform_version: '0.12.31',
  variables: { password: { value: 'canary-old-variable' } },
  resource_changes: [
    {
      address: 'aws_db_instance.main',
      mode: 'managed',
      type: 'aws_db_instance',
      name: 'main',
      provider_name: 'aws',
      change: {
        actions: ['delete', 'create'],
        before: { engine: '9.6', password: 'canary-old-1' },
        after: { engine: '12.1', password: 'canary-old-2' },
        after_unknown: { address: true }
      }
    }
  ],
  output_changes: {
    url: { actions: ['create'], before: null, after: 'x', after_unknown: false }
  }
}

/** What newer Terraform and OpenTofu have besides. */
export const newer = plan(
  [
    resource(
      'ephemeral.vault_secret.login',
      ['open'],
      { before: null, after: null },
      { mode: 'ephemeral' }
    ),
    resource('aws_db.orders', ['create'], {
      before: null,
      after: {
        engine: 'pg',
        admin_key_wo: null,
        admin_key_wo_version: 1,
        other_wo: null,
        other_wo_version: null
      },
      after_unknown: { id: true, arn: true },
      after_sensitive: { admin_key_wo: true }
    }),
    resource('aws_db.users', ['update'], {
      before: { id: 'users', admin_key_wo: null, admin_key_wo_version: 1 },
      after: { id: 'users', admin_key_wo: null, admin_key_wo_version: 2 },
      before_sensitive: { admin_key_wo: true },
      after_sensitive: { admin_key_wo: true }
    }),
    resource('aws_queue.mails', ['no-op'], {
      before: { name: 'mails' },
      after: { name: 'mails' },
      importing: { identity: { region: 'eu-north-1', account: '4711' } }
    }),
    resource('aws_db.legacy', ['delete', 'create'], {
      before: { id: 'legacy', key: 'hush-hush-key' },
      after: { key: 'hush-hush-key' },
      after_unknown: { id: true },
      before_sensitive: { key: true },
      after_sensitive: { key: true },
      importing: { id: 'legacy-db' },
      generated_config: 'resource "aws_db" "legacy" {}'
    }),
    resource('aws_bucket.kept', ['forget'], {
      before: { id: 'kept', arn: 'arn:aws:s3:::kept', versioning: [] },
      after: null
    })
  ],
  {
    terraform_version: '1.14.3',
    complete: false,
    deferred_action_invocations: [
      {
        reason: 'deferred_prereq',
        action_invocation: {
          address: 'action.aws_invoke.warm_up',
          config_values: { name: 'warm-up' },
          lifecycle_action_trigger: {
            triggering_resource_address: 'aws_db.orders',
            action_trigger_event: 'AfterCreate'
          }
        }
      }
    ],
    resource_drift: [
      resource('aws_group.web', ['update'], {
        before: { arn: 'arn:1', size: 20, tags: { team: 'a' } },
        after: { arn: 'arn:1', size: 12, tags: { team: 'b' } }
      }),
      resource('aws_role.ops', ['update'], {
        before: { arn: 'arn:2', policies: [] },
        after: { arn: 'arn:2', policies: ['ReadOnly'] }
      })
    ],
    relevant_attributes: [
      { resource: 'aws_group.web', attribute: ['size'] },
      { resource: 'aws_role.ops', attribute: ['arn'] }
    ]
  }
)

const rule = (name: string, port: number, from: string, owner: string) => ({
  cidr_blocks: [from],
  description: name,
  from_port: port,
  ipv6_cidr_blocks: [],
  owner,
  to_port: port
})

/** Rules of a set, of which one is another, one changes, and one stays. */
export const rules = plan([
  resource('aws_firewall.edge', ['update'], {
    before: {
      id: 'fw-7',
      rule: [
        rule('mail', 25, '0.0.0.0/0', 'ann'),
        rule('logs', 514, '10.1.0.0/16', 'bob'),
        rule('admin', 22, '10.0.0.0/8', 'cyd')
      ],
      stage: [
        { label: 'first', step: [{ name: 'build', order: 1, image: 'a' }] },
        {
          label: 'last',
          step: [
            { name: 'ship', order: 2, image: 'a' },
            { name: 'tell', order: 3, image: 'a' }
          ]
        }
      ]
    },
    after: {
      id: 'fw-7',
      rule: [
        rule('web', 8443, '0.0.0.0/0', 'dan'),
        rule('logs', 514, '10.1.0.0/16', 'bob'),
        rule('admin', 22, '192.0.2.0/24', 'cyd')
      ],
      stage: [
        { label: 'first', step: [{ name: 'build', order: 1, image: 'a' }] },
        {
          label: 'last',
          step: [
            { name: 'ship', order: 2, image: 'a' },
            { name: 'tell', order: 4, image: 'a' }
          ]
        }
      ]
    }
  })
])

/** Terraform 1.0: there are masks, but none by the word of a schema. */
export const beforeMasks = {
  ...plan([
    resource('aws_db.orders', ['create'], {
      before: null,
      after: { name: 'orders', admin_password: 'canary-of-1-0', size: 10 },
      before_sensitive: false,
      after_sensitive: {}
    })
  ]),
  format_version: '0.2',
  terraform_version: '1.0.11'
}

/** A refresh-only run: what was changed outside, and what comes of it. */
export const refreshed = plan([], {
  applyable: true,
  resource_drift: [
    resource('aws_group.web', ['update'], {
      before: { arn: 'arn:1', size: 20 },
      after: { arn: 'arn:1', size: 12 }
    }),
    resource('aws_role.gone', ['delete'], {
      before: { arn: 'arn:2' },
      after: null
    }),
    resource(
      'aws_role.here',
      ['no-op'],
      { before: { arn: 'arn:3' }, after: { arn: 'arn:3' } },
      { previous_address: 'aws_role.there' }
    )
  ],
  output_changes: {
    size: { actions: ['update'], before: 20, after: 12, after_unknown: false }
  }
})

import { describe, expect, it } from '@jest/globals'
import { checkContents, statesAmong } from '../../src/configuration/contents.ts'
import type { Entry } from '../../src/configuration/listing.ts'

/** `env/` is a folder, `a -> b` a link, all else a file. */
function entriesOf(names: readonly string[]): readonly Entry[] {
  return names.map((written) => {
    const [name = '', target = ''] = written.split(' -> ')
    const kind = name.endsWith('/') ? 'folder' : target === '' ? 'file' : 'link'
    return {
      name: name.replace(/\/$/, ''),
      kind,
      source: '',
      mode: 0o644,
      size: 0,
      target
    }
  })
}

function refusal(
  names: readonly string[],
  workingDirectory?: string,
  checkoutWay = ''
): string {
  try {
    checkContents(entriesOf(names), {
      directory: checkoutWay === '' ? '.' : checkoutWay,
      checkoutWay,
      workingDirectory
    })
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('checkContents', () => {
  it.each([
    [['main.tf'], undefined],
    [['main.tf'], ''],
    [['main.tf'], '.'],
    [['main.tofu'], '/'],
    [['main.tf.json'], undefined],
    [['main.tf -> ../x'], undefined],
    [['env/', 'env/prod/', 'env/prod/main.tf'], 'env/prod'],
    [['env/prod/main.tf'], '/env/prod/'],
    [['env/prod/main.tf'], './env//prod'],
    // Where links lead is not looked at.
    [['env -> other', 'main.tf'], 'env/prod'],
    [['env/', 'env/prod -> ../other'], 'env/prod']
  ])('lets %j with working directory %j through', (names, place) => {
    expect(refusal(names, place)).toBe('')
  })

  it.each([
    ['the folder itself', ['main.tf'], 'env/prod', 'env/prod', '.'],
    ['what is in it', ['main.tf'], 'env', 'env/prod', '.'],
    ['a part of it', ['prod/m.tf'], 'env/prod', 'env', '.'],
    ['a part of it deeper', ['prod/m.tf'], 'env/prod', 'infra/env', 'infra'],
    ['half a way', ['b/c/m.tf'], 'a/b/c', 'x/y/a', 'x/y'],
    ['what is deep in it', ['m.tf'], 'env', 'infra/env/prod/eu', 'infra'],
    ['the folder below another', ['main.tf'], 'prod', 'a/b/prod', 'a/b'],
    ['a folder too far up', ['i/prod/', 'i/prod/m.tf'], 'prod', '', 'i'],
    ['one too far up, in turn', ['i/prod/', 'x.tf'], 'prod', 'a', 'a/i']
  ])(
    'says what to upload instead of %s',
    (_name, names, place, way, instead) => {
      const message = refusal(names, place, way)
      expect(message).toContain(`works in '${place}'`)
      expect(message).toContain(`Set 'configuration-directory' to '${instead}'`)
    }
  )

  it('says what to look at where it knows no folder', () => {
    for (const [names, place, way] of [
      [['environment/x.tf'], 'env', 'infra'],
      // Not there above, either.
      [['dev/x.tf'], 'env/prod', 'infra/env'],
      [['prod/x.tf'], 'nv/prod', 'infra/env']
    ] as const) {
      expect(refusal(names, place, way)).toContain(
        `upload of '${way}' holds no such folder. Upload the folder that holds it`
      )
    }
  })

  it.each([
    [['a.txt', 'x.tf.bak'], undefined, /'\.' holds no \*\.tf.*checked out/],
    [['infra/a.tf'], undefined, /'\.' holds no .*there are some in 'infra'/],
    [['a.tf', 'env/b.md'], 'env', /works in 'env', which holds no .*in '\.'/],
    [['tf', 'x.tf/'], undefined, /holds no \*\.tf/]
  ])('refuses %j with working directory %j', (names, place, expected) => {
    expect(refusal(names, place)).toMatch(expected)
  })
})

describe('statesAmong', () => {
  it('names states and their copies', () => {
    expect(
      statesAmong(
        entriesOf([
          'terraform.tfstate',
          'a/terraform.tfstate.backup',
          'b/terraform.tfstate.d/',
          'terraform.tfstate.md -> x',
          'my-terraform.tfstate',
          'terraform.tfstates'
        ])
      )
    ).toEqual(['terraform.tfstate', 'a/terraform.tfstate.backup'])
  })
})

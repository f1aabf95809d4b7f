import { expect, it } from '@jest/globals'
import { createRefreshes } from '../../../src/run/log/refreshes.ts'

const lines = (...texts: readonly string[]) =>
  texts.map((text) => ({ text, diagnostic: undefined }))
const texts = (said: readonly { readonly text: string }[]) =>
  said.map(({ text }) => text)

it('folds what is refreshed to a count, before what comes then', () => {
  const refreshes = createRefreshes()
  expect(
    texts(
      refreshes.fold(
        lines(
          'Initializing plugins and modules...',
          'aws_vpc.main: Refreshing state... [id=vpc-1]',
          'aws_vpc.main: Refresh complete [id=vpc-1]'
        )
      )
    )
  ).toEqual(['Initializing plugins and modules...'])
  expect(
    texts(
      refreshes.fold(
        lines(
          'aws_subnet.a["x: y"]: Refreshing state... [id=subnet-1]',
          'aws_vpc.main: Plan to update'
        )
      )
    )
  ).toEqual(['2 resources refreshed', 'aws_vpc.main: Plan to update'])
  refreshes.fold(lines('aws_vpc.main: Refreshing state... [id=vpc-1]'))
  expect(texts(refreshes.end())).toEqual(['1 resource refreshed'])
  expect(refreshes.end()).toEqual([])
})

it('folds nothing that only looks like it', () => {
  const said = lines(
    'Refreshing state...',
    '  x: Refreshing state...',
    'The error: Refreshing was not possible'
  )
  expect(createRefreshes().fold(said)).toEqual(said)
})

import { expect, it } from '@jest/globals'
import { FailedAttempt } from '../../../src/hcp/wire/attempt.ts'
import { ApiError } from '../../../src/hcp/wire/errors.ts'
import { persist } from '../../../src/hcp/wire/persistence.ts'
import { createPressure, heedAnswer } from '../../../src/hcp/wire/pressure.ts'
import { apiRequest } from '../../../src/hcp/wire/wire.ts'
import type { Wire } from '../../../src/hcp/wire/wire.ts'
import { defaultDeadlines } from '../../../src/hcp/wire/wire.ts'
import { createRandom } from '../../simulation/random.ts'
import { createAgenda, createLimit } from './crowd-of-steps.ts'

it.each([30, 10])(
  'a step about many workspaces is never refused, however late its requests arrive (%i a second)',
  async (perSecond) => {
    for (const seed of [1, 2, 3]) {
      const random = createRandom(seed)
      const agenda = createAgenda()
      const limit = createLimit(agenda.now, perSecond)
      const pressure = createPressure()
      const wire = {
        baseUrl: new URL('https://app.terraform.io'),
        clock: {
          now: agenda.now,
          wallTime: agenda.now,
          sleep: agenda.sleep
        },
        ...{ random, pressure, deadlines: defaultDeadlines },
        ...{ signal: undefined, log: undefined }
      } as unknown as Wire
      const request = apiRequest(wire, '/runs/run-1', {
        method: 'GET',
        operation: 'read'
      })
      const ask = async (): Promise<void> => {
        await persist(wire, request, 180_000, async () => {
          // The machine is busy: some are sent at once, some much later.
          await agenda.sleep(random() < 0.5 ? 5 : 900 * random())
          const { status, remaining } = limit.ask()
          await agenda.sleep(random() < 0.5 ? 5 : 400 * random())
          const headers = {
            'x-ratelimit-limit': String(perSecond),
            'x-ratelimit-remaining': String(remaining)
          }
          heedAnswer(pressure, agenda.now(), { status, headers }, random)
          if (status === 200) return
          const failure = {
            kind: 'status',
            status,
            retryAfterMilliseconds: 1_000
          } as const
          throw new FailedAttempt(
            new ApiError({
              ...failure,
              ...{ method: 'GET', path: '/runs/run-1', host: 'a' },
              ...{ requestId: undefined, errors: [], ambiguous: false },
              ...{ isSigned: false, uploaded: undefined }
            }),
            failure
          )
        })
      }
      await agenda.run(Promise.all(Array.from({ length: 300 }, ask)))
      expect([limit.requests(), limit.refused()]).toEqual([300, 0])
    }
  }
)

import type { Log } from './log.ts'

/** A log whose lines are kept until they are told as one group. */
export interface HeldLog extends Log {
  /** Prints all that was held, in its order, as a group with this title. */
  readonly tell: (title: string) => void
}

/**
 * Holds what is said about one of several workspaces: side by side, their lines
 * would mix. What it waits for goes to `waits` at once, too, and secrets are
 * masked at once.
 */
export function holdLog(log: Log, waits: (message: string) => void): HeldLog {
  const held: (() => void)[] = []
  const hold =
    <Given extends readonly unknown[]>(say: (...given: Given) => void) =>
    (...given: Given): void => {
      held.push(() => {
        say(...given)
      })
    }
  return {
    info: hold((message) => {
      log.info(message)
    }),
    waiting: (message) => {
      waits(message)
      held.push(() => {
        log.info(message)
      })
    },
    notice: hold((message) => {
      log.notice(message)
    }),
    warning: hold((message, place) => {
      log.warning(message, place)
    }),
    error: hold((message, place) => {
      log.error(message, place)
    }),
    // A group in a group is none.
    startGroup: hold((title: string) => {
      log.info(title)
    }),
    endGroup: () => undefined,
    untrusted: hold((text) => {
      log.untrusted(text)
    }),
    debug: (message) => {
      log.debug(message)
    },
    mask: (secret) => {
      log.mask(secret)
    },
    conceal: (secrets, create) => {
      log.conceal(secrets, create)
    },
    close: () => undefined,
    tell: (title) => {
      log.startGroup(title)
      for (const say of held.splice(0)) say()
      log.endGroup()
    }
  }
}

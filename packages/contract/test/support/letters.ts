import {
  base64,
  boolean,
  choice,
  defineInterface,
  integer,
  json,
  list,
  port,
  quotedText,
  secret,
  text,
} from '@interlayer/runtime'
import { array, check, lazy, number, object, optional, pipe, string, type GenericSchema } from 'valibot'

const Folder: GenericSchema = object({ name: string(), folders: optional(array(lazy(() => Folder))) })

/** An interface with a field of every codec, and whatever else a definition can say. */
export const letters = defineInterface({
  name: 'letters',
  wire: 2,
  summary: 'Letters, sorted.',
  scope: 'container',
  provides: {
    conversation: 'application',
    unit: {
      port: port('Where to ring.'),
      size: integer('How many.', { min: -20, max: 300, default: 7 }),
      weight: integer('In grams.', { optional: true }),
      name: text('Whose they are.', { aliases: ['owner', 'holder'] }),
      kind: choice('What they are.', ['bill', 'card'], { optional: true }),
      urgent: boolean('Whether to run.', { style: 'python', optional: true, status: 'deprecated' }),
      stamp: base64('Its picture.', { optional: true }),
      note: quotedText('A remark.', { optional: true, sensitive: true }),
      towns: list('Where to.', { separator: ' ', ordered: true, optional: true }),
      streets: json('By house.', array(object({ name: string(), house: optional(number()) })), { default: [] }),
      folders: json('Inside each other.', Folder, { optional: true }),
      'letter-{name}': text('One letter.'),
      'letter-{name}-size': integer('Its size.'),
      'letter-count-size': text('All letters.', { optional: true }),
    },
    app: {
      account: secret(
        'Who pays.',
        { user: text('Their name.'), pin: integer('Four digits.', { optional: true }) },
        { optional: true },
      ),
    },
    greeting: { unit: { name: 'post', port: 80 } },
    silentPartner: 'every',
    reserved: ['zeta', 'alpha'],
    unused: { app: { stamps: 'Of others.' } },
    flags: { ready: 'There is post.', awake: { description: 'Somebody is there.', formerly: ['up'] } },
    methods: {
      send: { summary: 'Sends one.', params: { to: text('Where to.') }, returns: '{sent}' },
      stop: { summary: 'Ends it.' },
    },
  },
  requires: {
    app: {
      even: json(
        'Only even ones.',
        array(
          pipe(
            number(),
            check((value) => value % 2 === 0),
          ),
        ),
      ),
    },
  },
})

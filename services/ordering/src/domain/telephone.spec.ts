import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import type { ByTelephone, StartTelephoneCallInput } from '../contract/order-inputs.js';
import { readByTelephone, readCaller } from './telephone.js';

const ID = '019cd79e-4600-77a4-ba64-58bd4213481d';

function caller(changes: Partial<StartTelephoneCallInput>): StartTelephoneCallInput {
  return {
    idempotencyKey: 'a-key-of-a-call',
    personId: ID,
    caller: 'PERSON',
    knownByVoice: false,
    facts: ['POSTCODE', 'DATE_OF_BIRTH'],
    ...changes,
  };
}

function fieldsOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INVALID_INPUT')
      return (error.details['problems'] as { field: string }[]).map(({ field }) => field);
    if (error instanceof Refusal) return error.code;
  }
  return 'was taken';
}

describe('who is on the line', () => {
  it('is the person, by two facts in the order of the alphabet', () => {
    expect(readCaller(caller({}))).toEqual({
      speakerName: null,
      knownByVoice: false,
      facts: ['DATE_OF_BIRTH', 'POSTCODE'],
    });
  });

  it('is the person, by their voice', () => {
    expect(readCaller(caller({ knownByVoice: true, facts: [] })).facts).toEqual([]);
  });

  it('is somebody who speaks for them, by name; a name counts for nothing when the person speaks', () => {
    expect(readCaller(caller({ caller: 'SPEAKER', speakerName: ' Joan Ash ' })).speakerName).toBe('Joan Ash');
    expect(readCaller(caller({ speakerName: 'Joan Ash' })).speakerName).toBeNull();
  });

  it.each<[string, Partial<StartTelephoneCallInput>, unknown]>([
    ['one fact', { facts: ['POSTCODE'] }, ['facts']],
    ['one fact twice', { facts: ['POSTCODE', 'POSTCODE'] }, ['facts']],
    ['three facts', { facts: ['POSTCODE', 'LAST_VISIT', 'ORDER_NUMBER'] }, ['facts']],
    ['nothing', { facts: [] }, ['facts']],
    ['a voice and facts', { knownByVoice: true }, ['facts']],
    ['a speaker without a name', { caller: 'SPEAKER', speakerName: ' ' }, ['speakerName']],
    ['a name of 101 letters', { caller: 'SPEAKER', speakerName: 'x'.repeat(101) }, ['speakerName']],
    ['a name with a control sign', { caller: 'SPEAKER', speakerName: 'Jo\u0000an' }, ['speakerName']],
    ['both wrong', { caller: 'SPEAKER', facts: [] }, ['speakerName', 'facts']],
    ['nobody', { personId: 'nobody' }, 'NOT_FOUND'],
  ])('is not taken with %s', (_what, changes, fields) => {
    expect(fieldsOf(() => readCaller(caller(changes)))).toEqual(fields);
  });
});

describe('what was read out', () => {
  const said: ByTelephone = { callId: ID, wordsRead: ' Help at home. ', saidYes: true };

  it('is kept without blanks around it; nothing where nobody rang', () => {
    expect(readByTelephone(said)).toEqual({ callId: ID, wordsRead: 'Help at home.', saidYes: true });
    expect(readByTelephone(null)).toBeNull();
    expect(readByTelephone(undefined)).toBeNull();
  });

  it.each<[string, Partial<ByTelephone>, unknown]>([
    ['a yes', { saidYes: false }, ['saidYes']],
    ['words', { wordsRead: '  ' }, ['wordsRead']],
    ['fewer than 4,001 letters', { wordsRead: 'x'.repeat(4001) }, ['wordsRead']],
    ['either', { wordsRead: '', saidYes: false }, ['wordsRead', 'saidYes']],
    ['an id', { callId: 'the call' }, 'NOT_FOUND'],
  ])('is not taken without %s', (_what, changes, fields) => {
    expect(fieldsOf(() => readByTelephone({ ...said, ...changes }))).toEqual(fields);
  });
});

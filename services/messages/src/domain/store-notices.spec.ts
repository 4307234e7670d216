import { describe, expect, it } from '@jest/globals';
import type { Known } from './known.js';
import { messageWords } from './message-words.js';
import { joiningAsked, joiningKnown, paperEnds, storeDecided, storeToCheck } from './store-notices.js';

const known = { names: new Map([['p', 'Kind Hands']]) } as unknown as Known;
const STAFF = { side: 'STAFF', organisationId: 'p', roles: ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE'] };

describe('what people hear of a store', () => {
  it('a council’s moderators: that papers wait, with whose they are', () => {
    const [notice] = storeToCheck({ providerId: 'p', storeCheckId: 'c' }, known);
    expect(notice).toEqual({
      kind: 'STORE_TO_CHECK',
      to: { side: 'OFFICER', roles: ['MODERATOR'] },
      facts: { storeId: 'p', provider: 'Kind Hands' },
      subjects: ['c'],
    });
    expect(messageWords('STORE_TO_CHECK', notice?.facts ?? {}, 'SELF')).toEqual({
      title: 'A store’s papers wait to be checked',
      lines: ['Kind Hands told us something new about insurance, safeguarding or checks.'],
      href: '/council/stores/p',
    });
  });

  it('its own people: what a council said, with the reason in its own words', () => {
    const said = { providerId: 'p', storeCheckId: 'c', accepted: false, reason: 'The policy is for gardens only.' };
    const [notice] = storeDecided(said);
    expect(notice).toEqual({ kind: 'STORE_DECLINED', to: STAFF, facts: { reason: 'The policy is for gardens only.' } });
    expect(messageWords('STORE_DECLINED', notice?.facts ?? {}, 'SELF').lines[0]).toBe(
      'It says: “The policy is for gardens only.”',
    );
    expect(storeDecided({ ...said, accepted: true, reason: null })).toEqual([
      { kind: 'STORE_ACCEPTED', to: STAFF, facts: {} },
    ]);
  });

  it('its own people: that a paper ends, before and on its last day', () => {
    const ends = { providerId: 'p', paper: 'INSURANCE', until: '2027-05-03' };
    const [soon] = paperEnds({ ...ends, stage: 'SOON' });
    expect(soon).toEqual({ kind: 'PAPER_ENDS_SOON', to: STAFF, facts: { outcome: 'INSURANCE', day: '2027-05-03' } });
    expect(messageWords('PAPER_ENDS_SOON', soon?.facts ?? {}, 'SELF').lines[0]).toBe(
      'Your insurance ends on Monday 3 May. Everybody can see that day on your page.',
    );
    const [last] = paperEnds({ ...ends, stage: 'LAST_DAY' });
    expect(messageWords(last?.kind ?? 'PAPER_ENDS', last?.facts ?? {}, 'SELF').lines).toEqual([
      'The last day of your insurance is Monday 3 May. After it your page says that it ran out.',
      'Councils do not count as having accepted you without insurance.',
      'Tell us the new day when you have it.',
    ]);
  });

  it('whoever reads an address: the link, or that they are here already, and nothing of each other', () => {
    expect(joiningAsked({ personId: 'j', token: 't' })).toEqual([
      { kind: 'CONFIRM_EMAIL', to: { side: 'ONE', personId: 'j' }, facts: { token: 't' }, subjects: ['j'] },
    ]);
    expect(joiningKnown({ personId: 'k', token: null })).toEqual([
      { kind: 'JOINED_ALREADY', to: { side: 'ONE', personId: 'k' }, facts: {} },
    ]);
    expect(messageWords('CONFIRM_EMAIL', { token: 't' }, 'SELF').href).toBe('/join/confirm?token=t');
  });
});

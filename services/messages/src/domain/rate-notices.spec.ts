import { describe, expect, it } from '@jest/globals';
import type { Known } from './known.js';
import { messageWords } from './message-words.js';
import { rateProposalAnswered, rateProposed } from './rate-notices.js';

const known = { names: new Map([['p', 'Kind Hands']]) } as unknown as Known;
const STAFF = { side: 'STAFF', organisationId: 'p', roles: ['PROVIDER_OWNER', 'PROVIDER_FINANCE'] };

describe('what people hear of a proposed price', () => {
  it('the council’s finance officers: whose it is and where to answer, and no price', () => {
    const [notice] = rateProposed({ providerId: 'p', rateProposalId: 'r' }, known);
    expect(notice).toEqual({
      kind: 'RATE_PROPOSED',
      to: { side: 'OFFICER', roles: ['FINANCE_OFFICER'] },
      facts: { rateProposalId: 'r', provider: 'Kind Hands' },
      subjects: ['r'],
    });
    expect(messageWords('RATE_PROPOSED', notice?.facts ?? {}, 'SELF')).toEqual({
      title: 'A provider asks for another price',
      lines: ['Kind Hands proposes a change to a price you have agreed. Look at it and answer.'],
      href: '/council/rate-cards/proposals/r',
    });
  });

  it('the provider’s people who may see prices: yes or no, in the officer’s words', () => {
    const answer = { providerId: 'p', rateProposalId: 'r', accepted: false, words: 'Not this year.' };
    const [no] = rateProposalAnswered(answer);
    expect(no).toEqual({ kind: 'RATE_PROPOSAL_DECLINED', to: STAFF, facts: { reason: 'Not this year.' } });
    expect(messageWords('RATE_PROPOSAL_DECLINED', no?.facts ?? {}, 'SELF').lines[0]).toBe('It says: “Not this year.”');
    const [yes] = rateProposalAnswered({ ...answer, accepted: true, words: null });
    expect(yes).toEqual({ kind: 'RATE_PROPOSAL_ACCEPTED', to: STAFF, facts: {} });
    expect(messageWords('RATE_PROPOSAL_ACCEPTED', yes?.facts ?? {}, 'SELF').lines).toEqual([
      'A second officer still has to publish it. Until then the price you have now goes on.',
    ]);
  });
});

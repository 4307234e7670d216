import type { MessageKind } from './message-kinds.js';
import type { MessageFacts } from './notice.js';
import { provider, type Template } from './word-parts.js';

const said = ({ reason }: MessageFacts): string[] => (reason === undefined ? [] : [`It says: “${reason}”`]);

/** Proposals of a price: told to the officers who answer, and to the provider's people who may see prices. */
export const RATE_TEMPLATES = {
  RATE_PROPOSED: ({ facts }) => ({
    title: 'A provider asks for another price',
    lines: [`${provider(facts)} proposes a change to a price you have agreed. Look at it and answer.`],
    href: `/council/rate-cards/proposals/${facts.rateProposalId ?? ''}`,
  }),
  RATE_PROPOSAL_ACCEPTED: ({ facts }) => ({
    title: 'The council said yes to your price',
    lines: [...said(facts), 'A second officer still has to publish it. Until then the price you have now goes on.'],
    href: '/provider/agreed-prices',
  }),
  RATE_PROPOSAL_DECLINED: ({ facts }) => ({
    title: 'The council said no to your price',
    lines: [...said(facts), 'The price you have now goes on. You can propose again, or call the council.'],
    href: '/provider/agreed-prices',
  }),
} as const satisfies Readonly<Partial<Record<MessageKind, Template>>>;

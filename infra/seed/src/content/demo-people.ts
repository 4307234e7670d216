import { communityOrganisationIdOf } from './community-listings.js';
import { demoId } from './deterministic.js';
import { people, personNamed, relativeNameOf } from './people.js';
import { providerOf } from './providers.js';
import type { CouncilKey, DemoPerson, DemoRole, Organisation, Representative } from './types.js';

/** The brokerage that acts for many people under mandates. */
export const brokerage: Organisation = {
  id: demoId('organisation', 'wayfinder-brokerage'),
  key: 'wayfinder-brokerage',
  name: 'Wayfinder Brokerage',
  kind: 'brokerage',
  councilKeys: ['marlbridge'],
  phone: '01632 960010',
  email: 'hello@wayfinder.example',
};

/** Relatives who hold a budget for somebody; they have no sign-in of their own, except representative@. */
export const representatives: readonly (Representative & { readonly budgetHolderPersonId: string })[] = people
  .filter((person) => person.holdingRoute === 'representative')
  .map((person) => ({
    personId: demoId('person', `representative/${person.name}`),
    name: relativeNameOf(person.name),
    relationship:
      person.name === 'Winifred Hartwell'
        ? 'daughter'
        : person.ageBand === '18-24' || person.ageBand === '25-34'
          ? 'parent'
          : 'family',
    councilKey: person.councilKey,
    budgetHolderPersonId: person.id,
  }));

/** Budget holders whom Wayfinder Brokerage acts for; `Bernard Whittaker` is not among them, to show a refusal. */
export const brokeredNames: readonly string[] = [
  'Maureen Blackwood',
  'Devon Marchant',
  'Olive Pemberton',
  'Kieran Doherty',
  'Yasmin Rahmani',
  'Nathaniel Boateng',
  'Rukhsana Begum',
  'Gwyn Prosser',
  'Chloe Anstruther',
  'Beatrix Olumide',
  'Marcia Dunbar',
  'Luke Sandiford',
  'Josephine Mbatha',
  'Graham Tilsley',
];

/** A Marlbridge budget holder for whom the broker holds no mandate. */
export const unbrokeredName = 'Bernard Whittaker';

function officer(
  email: string,
  name: string,
  role: DemoRole,
  councilKey: CouncilKey | null,
  tryThis: string,
): DemoPerson {
  return {
    email,
    personId: demoId('person', `officer/${email}`),
    name,
    roles: [role],
    councilKey,
    tryThis,
    linked: {},
  };
}

function holder(email: string, name: string, tryThis: string): DemoPerson {
  const person = personNamed(name);
  return {
    email,
    personId: person.id,
    name,
    roles: ['budget-holder'],
    councilKey: person.councilKey,
    tryThis,
    linked: { budgetHolderPersonIds: [person.id] },
  };
}

function owner(email: string, providerKey: string, tryThis: string): DemoPerson {
  const provider = providerOf(providerKey);
  return {
    email,
    personId: provider.staffId,
    name: provider.staffName,
    roles: ['provider-owner'],
    councilKey: null,
    tryThis,
    linked: { providerKey, organisationId: provider.id },
  };
}

function daughter(): DemoPerson {
  const mother = personNamed('Winifred Hartwell');
  return {
    email: 'representative@marlbridge.example',
    personId: demoId('person', `representative/${mother.name}`),
    name: relativeNameOf(mother.name),
    roles: ['representative'],
    councilKey: 'marlbridge',
    tryThis: 'Look after your mother Winifred’s budget: order, confirm visits and see what is left.',
    linked: { budgetHolderPersonIds: [mother.id] },
  };
}

export const demoPeople: readonly DemoPerson[] = [
  holder(
    'holder@marlbridge.example',
    'Maureen Blackwood',
    'See your budget, find help you would like, order it and confirm this week’s visits.',
  ),
  daughter(),
  {
    email: 'broker@marlbridge.example',
    personId: demoId('person', 'broker/Sanjay Thakrar'),
    name: 'Sanjay Thakrar',
    roles: ['broker'],
    councilKey: 'marlbridge',
    tryThis: 'Order for the people who asked you to, and see what happens for somebody who did not.',
    linked: { organisationId: brokerage.id, budgetHolderPersonIds: brokeredNames.map((name) => personNamed(name).id) },
  },
  {
    ...officer(
      'selffunder@marlbridge.example',
      'Geoffrey Pym',
      'self-funder',
      null,
      'Find help at the public price and pay with your own money.',
    ),
  },
  owner(
    'provider@marlbridge.example',
    'marl-vale',
    'Run a large home care team: answer new orders, enter visits and see money coming.',
  ),
  owner(
    'micro@marlbridge.example',
    'wrona-gardens',
    'Run a one-person gardening business: today’s jobs, new orders and what you are owed.',
  ),
  {
    email: 'community@marlbridge.example',
    personId: demoId('person', 'community/Beryl Ashworth'),
    name: 'Beryl Ashworth',
    roles: ['community-group'],
    councilKey: 'marlbridge',
    tryThis: 'Post a free event for your group and keep your listings up to date.',
    linked: { organisationId: communityOrganisationIdOf('Kiln Meadow Hall Friends') },
  },
  officer(
    'caremanager@marlbridge.example',
    'Aisha Karim',
    'care-manager',
    'marlbridge',
    'See the people you work with, their plans and their budgets.',
  ),
  officer(
    'approver@marlbridge.example',
    'Philip Danvers',
    'approver',
    'marlbridge',
    'Say yes or no to the orders that need a second look, with a reason.',
  ),
  officer(
    'finance@marlbridge.example',
    'Nia Probert',
    'finance-officer',
    'marlbridge',
    'Approve invoices and prepare a payment run.',
  ),
  officer(
    'finance2@marlbridge.example',
    'Gurpreet Sohal',
    'finance-officer',
    'marlbridge',
    'Check a payment run that a colleague prepared, and release it.',
  ),
  officer(
    'commissioner@marlbridge.example',
    'Helen Mensah',
    'commissioner',
    'marlbridge',
    'See what people buy, where and at what price, with no names.',
  ),
  officer(
    'moderator@marlbridge.example',
    'Lewis Tran',
    'moderator',
    'marlbridge',
    'Read new ratings and community listings before they show.',
  ),
  officer(
    'operator@marlbridge.example',
    'Jo Fairbairn',
    'operator',
    null,
    'Look after councils and sign-ins, without seeing anybody’s money.',
  ),
  holder(
    'holder@oakhaven.example',
    'Brian Entwhistle',
    'The same product at another council, with its own prices and rules.',
  ),
  officer(
    'finance@oakhaven.example',
    'Rosalind Kemble',
    'finance-officer',
    'oakhaven',
    'Oakhaven’s invoices and payments, and nobody else’s.',
  ),
  officer(
    'commissioner@oakhaven.example',
    'Owen Tattersall',
    'commissioner',
    'oakhaven',
    'Oakhaven’s figures, and nobody else’s.',
  ),
];

/** Ward numbers are not needed for a self-funder: they look for help near this district. */
export const selfFunderOutcode = 'MB9';

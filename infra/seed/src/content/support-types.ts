// A table of 44 terms; longer rows read better kept together than split by group.
import type { SupportGroup, SupportType } from './types.js';

const DOMICILIARY = 'Domiciliary care service';
const LONG_TERM = 'Long Term Support: Community';
const SHORT_OTHER = 'Short Term Support: Other Short Term';
const SHORT_MAXIMISE = 'Short Term Support: ST-Max';
const CARER_DIRECT = 'Carer Support: Direct to Carer';
const CARER_BREAK = 'Carer Support: Support involving the person cared-for';

type Row = readonly [
  slug: string,
  name: string,
  description: string,
  cqc: string | null,
  clientLevelData: string | null,
];

const atHome: readonly Row[] = [
  [
    'personal-care',
    'Washing, dressing and personal care',
    'Help with your body and your routine, such as getting up, washing, dressing and using the toilet.',
    DOMICILIARY,
    LONG_TERM,
  ],
  [
    'help-at-home',
    'Help around the home',
    'Everyday help such as washing up, laundry, post and keeping things in order.',
    null,
    LONG_TERM,
  ],
  [
    'meals',
    'Cooking and meals',
    'Somebody to cook with you or for you, or a hot meal brought to your door.',
    null,
    LONG_TERM,
  ],
  [
    'medicines-help',
    'Help with medicines',
    'Somebody who reminds you or helps you take the right medicine at the right time.',
    DOMICILIARY,
    LONG_TERM,
  ],
  ['cleaning', 'Cleaning', 'A cleaner for your home, weekly or just once.', null, LONG_TERM],
  ['gardening', 'Gardening', 'Mowing, weeding, hedges and pots, done for you or alongside you.', null, LONG_TERM],
  [
    'repairs-and-decorating',
    'Small repairs and decorating',
    'Shelves, taps, painting and the jobs that need a ladder.',
    null,
    LONG_TERM,
  ],
  ['pet-care', 'Pet care', 'Dog walking, feeding and trips to the vet when you cannot manage.', null, LONG_TERM],
  [
    'shopping',
    'Shopping and delivery',
    'Your shopping done and put away, or somebody to go round the shops with you.',
    null,
    LONG_TERM,
  ],
  [
    'dementia-support',
    'Support with memory loss',
    'Calm, steady support from people who understand dementia.',
    DOMICILIARY,
    LONG_TERM,
  ],
  [
    'night-support',
    'Support at night',
    'Somebody in your home overnight, asleep nearby or awake all night.',
    DOMICILIARY,
    LONG_TERM,
  ],
  [
    'live-in-care',
    'Live-in care',
    'A worker who lives in your home and helps through the day.',
    DOMICILIARY,
    LONG_TERM,
  ],
  [
    'getting-back-on-your-feet',
    'Getting back on your feet',
    'A few weeks of help to do things for yourself again after an illness or a fall.',
    DOMICILIARY,
    SHORT_MAXIMISE,
  ],
  [
    'end-of-life-care',
    'Care at the end of life',
    'Gentle care at home in the last months and weeks, for you and those close to you.',
    DOMICILIARY,
    LONG_TERM,
  ],
  [
    'supported-living',
    'Supported living',
    'Regular support to run your own home, alone or with housemates.',
    'Supported living service',
    LONG_TERM,
  ],
];

const outAndAbout: readonly Row[] = [
  ['personal-assistant', 'Personal assistant', 'One person you choose, who helps in the way you ask.', null, LONG_TERM],
  [
    'getting-out-and-about',
    'Getting out and about',
    'Somebody to go with you to the places you want to be.',
    null,
    LONG_TERM,
  ],
  ['befriending', 'Company and befriending', 'A friendly visit, a chat and a cup of tea.', null, LONG_TERM],
  [
    'day-opportunities',
    'Things to do in the day',
    'A place to go with things to do, people to meet and lunch in the middle.',
    null,
    LONG_TERM,
  ],
  [
    'social-trips',
    'Days out and social trips',
    'Outings with others, with transport and support arranged.',
    null,
    LONG_TERM,
  ],
  [
    'sport-and-swimming',
    'Sport and swimming',
    'Swimming, riding, walking and games with the support you need.',
    null,
    LONG_TERM,
  ],
  ['gym-membership', 'Gym membership', 'A place at a gym with kit and staff that suit you.', null, LONG_TERM],
  ['arts-and-crafts', 'Arts and crafts', 'Pottery, painting, woodwork and making things with others.', null, LONG_TERM],
  ['music', 'Music and singing', 'Lessons, choirs and music sessions at home or in a group.', null, LONG_TERM],
  ['transport', 'Transport', 'Lifts in cars and wheelchair vehicles, with help from door to door.', null, LONG_TERM],
  [
    'petrol-and-travel-costs',
    'Petrol and travel costs',
    'Money towards fuel, fares and parking for the person who takes you.',
    null,
    LONG_TERM,
  ],
];

const breaks: readonly Row[] = [
  [
    'short-breaks',
    'Short breaks at home',
    'Somebody stays with the person you care for, so that you can have a few hours off.',
    DOMICILIARY,
    CARER_BREAK,
  ],
  [
    'overnight-breaks',
    'Overnight breaks',
    'A night or a week away in a friendly house with support.',
    null,
    SHORT_OTHER,
  ],
  ['holidays', 'Holidays', 'A holiday with the right support, alone, with family or with a group.', null, LONG_TERM],
  [
    'shared-lives',
    'Shared Lives',
    'Time in an ordinary family home with a trained household.',
    'Shared Lives',
    LONG_TERM,
  ],
  [
    'carers-support',
    'Support for carers',
    'Advice, time and company for people who look after somebody.',
    null,
    CARER_DIRECT,
  ],
];

const learningAndWork: readonly Row[] = [
  [
    'learning',
    'Learning something new',
    'Classes and one-to-one teaching, from cooking to reading to computers.',
    null,
    LONG_TERM,
  ],
  [
    'english-and-languages',
    'English and other languages',
    'English lessons and conversation, at home or in a small class.',
    null,
    LONG_TERM,
  ],
  ['employment', 'Finding and keeping work', 'Help to find a job, start it and keep it.', null, LONG_TERM],
  [
    'life-coaching',
    'Life coaching and confidence',
    'Somebody who helps you set a goal and reach it, step by step.',
    null,
    LONG_TERM,
  ],
  [
    'talking-and-wellbeing',
    'Talking and feeling well',
    'A trained person to talk to, or a group that helps you feel better.',
    null,
    LONG_TERM,
  ],
];

const thingsAndHome: readonly Row[] = [
  ['equipment', 'Equipment', 'Aids that make everyday things easier, to hire or to buy.', null, LONG_TERM],
  ['home-adaptations', 'Changes to your home', 'Rails, ramps, lifts and bathrooms that work for you.', null, LONG_TERM],
  [
    'alarms-and-sensors',
    'Alarms and sensors',
    'A pendant, a fall sensor or a door alert that calls somebody when you need help.',
    null,
    LONG_TERM,
  ],
  [
    'internet-and-tv',
    'Internet and television',
    'Broadband, a tablet or television channels that keep you in touch.',
    null,
    LONG_TERM,
  ],
  ['insurance', 'Insurance', 'Cover for your wheelchair, your lift or the person you employ.', null, LONG_TERM],
];

const moneyAndPlanning: readonly Row[] = [
  [
    'money-help',
    'Help with money',
    'Bills, letters and budgets made simple, with somebody beside you.',
    null,
    LONG_TERM,
  ],
  [
    'payroll',
    'Payroll and being an employer',
    'Wages, tax and letters sorted when you employ somebody yourself.',
    null,
    LONG_TERM,
  ],
  [
    'support-planning',
    'Planning and arranging support',
    'Somebody who helps you write your plan, find support and set it up.',
    null,
    LONG_TERM,
  ],
  [
    'advocacy',
    'Speaking up and interpreting',
    'Somebody on your side who helps you be heard and understood.',
    null,
    LONG_TERM,
  ],
];

function group(name: SupportGroup, rows: readonly Row[]): readonly SupportType[] {
  return rows.map(([slug, label, description, cqcServiceType, clientLevelDataServiceType]) => ({
    slug,
    name: label,
    description,
    cqcServiceType,
    clientLevelDataServiceType,
    pictogram: slug,
    group: name,
  }));
}

export const supportTypes: readonly SupportType[] = [
  ...group('at-home', atHome),
  ...group('out-and-about', outAndAbout),
  ...group('breaks', breaks),
  ...group('learning-and-work', learningAndWork),
  ...group('things-and-home', thingsAndHome),
  ...group('money-and-planning', moneyAndPlanning),
];

// A table of hand-written text: providers of Oakhaven.
import type { ProviderRow } from './provider-row.js';

export const oakhavenRows: readonly ProviderRow[] = [
  {
    key: 'haven-home-care', name: 'Haven Market Home Care', kind: 'company', outcode: 'OH1', wards: 'all', staff: 'Justine Okoro', focus: ['OP', 'PD', 'DEM'],
    languages: ['English', 'Romanian'], cqcRating: 'Good', vat: 'exempt-welfare', hasRateCard: true, pricePercent: 98,
    about: 'Home care for the market town and the villages round it. We have five small teams, one for each ward, and each team leader still does visits. You can see your rota, your notes and your worker’s name online or on the fridge.',
    services: [
      ['personal-care', 'Daily care visits', 'Help to wash, dress and eat, from once a week to four times a day.'],
      ['personal-care', 'Care with two workers', 'Two trained people together for safe lifting and turning.'],
      ['medicines-help', 'Medicine calls', 'The right tablets at the right time, and a chart to prove it.'],
      ['meals', 'Breakfast, dinner and tea', 'Something you like, made fresh, with the kettle on first.'],
      ['short-breaks', 'Afternoons off', 'Somebody reliable at home while the family goes out.'],
      ['night-support', 'Haven nights', 'Sleeping or waking cover in your own house.'],
      ['dementia-support', 'Familiar faces', 'Two workers who take turns, so that nobody is ever a stranger.'],
      ['help-at-home', 'Home and hearth', 'Beds, bins, laundry and letters between care visits.'],
    ],
  },
  {
    key: 'saltway-support', name: 'Saltway Support', kind: 'company', outcode: 'OH4', wards: [1, 2, 4, 5], staff: 'Ramesh Thapa', focus: ['PD', 'OP', 'MH'],
    languages: ['English', 'Nepali', 'Hindi'], cqcRating: 'Good', vat: 'exempt-welfare', hasRateCard: true, pricePercent: 95,
    about: 'Many of our workers served in the army and bring the same calm and good timekeeping. We support older people, veterans and people whose mental health is up and down. Ask for the same worker and we will try hard to keep them.',
    services: [
      ['personal-care', 'Care on the dot', 'Personal care at the time we said, or a call to say why.'],
      ['getting-out-and-about', 'Out of the front door', 'A walk, a bus, a café: a little further each week.'],
      ['getting-back-on-your-feet', 'Strong again', 'Six weeks of help and exercise after hospital.'],
      ['meals', 'Curry night and other suppers', 'Nepali, English or half and half, cooked in your kitchen.'],
      ['short-breaks', 'Stand-in for carers', 'From two hours to a whole Sunday.'],
    ],
  },
  {
    key: 'oakhaven-together', name: 'Oakhaven Together', kind: 'council-run', outcode: 'OH2', wards: 'all', staff: 'Frances Holroyd', focus: ['LD', 'AUT', 'OP', 'DEM'],
    languages: ['English', 'Makaton'], cqcRating: 'Good', hasRateCard: true, pricePercent: 96,
    about: 'The council’s day service, in a long low building on Oak Common with a kitchen garden. Mornings are for making and growing, and afternoons for going out. We also find Shared Lives households in the district.',
    services: [
      ['day-opportunities', 'Oak Common day centre', 'A full day with lunch, a garden and a minibus that goes somewhere.'],
      ['day-opportunities', 'Memory café and club', 'A gentle day for people with memory loss, with singing after lunch.'],
      ['shared-lives', 'Shared Lives days', 'A day in somebody’s home, cooking and pottering like family.'],
      ['overnight-breaks', 'Shared Lives weekends', 'Two nights with a household you have got to know.'],
      ['transport', 'Together bus', 'Picked up, taken in and brought home.'],
      ['equipment', 'Loan cupboard', 'Walking frames, commodes and bath boards to try or keep.'],
    ],
  },
  {
    key: 'beechrise-living', name: 'Beechrise Living', kind: 'charity', outcode: 'OH3', wards: 'all', staff: 'Dominic Achterberg', focus: ['LD', 'AUT', 'MH'],
    languages: ['English', 'Makaton', 'Dutch'], cqcRating: 'Outstanding', hasRateCard: true, pricePercent: 101,
    about: 'Fourteen flats with a shared lounge, and support across the district for people in homes of their own. Tenants run the house meeting and hold the keys to the office. We do not give up on people who have been asked to leave elsewhere.',
    services: [
      ['supported-living', 'Your flat, your support', 'Hours of support when you want them, and a bell for when you do not plan it.'],
      ['personal-care', 'Care at your say-so', 'Personal care for tenants and neighbours, at the times you set.'],
      ['getting-out-and-about', 'Friday night out', 'Pub quiz, cinema or bowling, with a worker who pays for their own chips.'],
      ['learning', 'Life skills kitchen', 'Cook it, eat it, wash it up.'],
      ['night-support', 'Sleep-in cover', 'A worker in the building or in your flat overnight.'],
    ],
  },
  {
    key: 'wrenfields-cleaning', name: 'Wrenfields Domestic Help', kind: 'micro', outcode: 'OH5', wards: [1, 2, 5], staff: 'Tracey Mulholland', focus: ['OP', 'PD'],
    languages: ['English'], pricePercent: 96, noWebsite: true,
    about: 'Me and my cousin, two mops and a small blue car. We clean for about forty households and have only lost three, all to moving away. We will change a bed and feed the cat without being asked.',
    services: [
      ['cleaning', 'Regular clean', 'Two hours a week or a fortnight, top to bottom.'],
      ['cleaning', 'Spring clean', 'Cupboards, windows and behind the cooker.'],
      ['help-at-home', 'Washing and ironing', 'Collected, done and brought back, or done at your house.'],
      ['pet-care', 'Cat and dog visits', 'Fed, walked and fussed.'],
    ],
  },
  {
    key: 'common-ground', name: 'Common Ground Gardening', kind: 'charity', outcode: 'OH2', wards: 'all', staff: 'Leopold Marsh', focus: ['MH', 'LD', 'OP'],
    languages: ['English'], pricePercent: 94,
    about: 'Our gardeners are people getting well after a hard time, led by two who know their onions. You get a tidy garden; they get their confidence back. We grow on a walled plot by the common, where you can join in.',
    services: [
      ['gardening', 'Garden team visit', 'Three gardeners and a leader for half a day.'],
      ['gardening', 'Regular garden care', 'Every second week, the same two people.'],
      ['talking-and-wellbeing', 'Walled garden mornings', 'Dig, drink tea and feel better in a small group.'],
      ['employment', 'First step into work', 'Twelve weeks of real work with support and a reference.'],
    ],
  },
  {
    key: 'saltway-wheels', name: 'Saltway Accessible Travel', kind: 'company', outcode: 'OH4', wards: 'all', staff: 'Nadia Petrescu', focus: ['PD', 'OP', 'SEN'],
    languages: ['English', 'Romanian'], pricePercent: 102,
    about: 'Six vehicles, all with ramps, and drivers who take the time. We do dialysis runs, school runs and the odd wedding. Book by phone, text or a card through the door.',
    services: [
      ['transport', 'Ramped car with driver', 'Door to door, with your chair strapped in properly.'],
      ['transport', 'Regular run', 'The same trip each week at an agreed price.'],
      ['petrol-and-travel-costs', 'Miles account', 'Miles paid by the month, for your own driver or ours.'],
      ['social-trips', 'Sunday drive', 'A tour, a tea stop and a view.'],
    ],
  },
  {
    key: 'haven-fitness', name: 'Haven Baths and Gym', kind: 'company', outcode: 'OH1', wards: 'all', staff: 'Priya Ramanathan', focus: ['PD', 'OP', 'LD', 'MH'],
    languages: ['English', 'Tamil'], pricePercent: 94,
    about: 'An Edwardian pool with a modern lift into the water, and a gym above it. Warm-water mornings are on Tuesday and Thursday. Carers and assistants come in free.',
    services: [
      ['gym-membership', 'Baths and gym pass', 'Swim and train as much as you like.'],
      ['sport-and-swimming', 'Warm-water mornings', 'A warm, quiet pool with a helper in the water.'],
      ['sport-and-swimming', 'Learn to swim, any age', 'One teacher, three learners, no splashing from others.'],
      ['life-coaching', 'Exercise after illness', 'Eight weeks with a trainer your doctor would approve of.'],
    ],
  },
  {
    key: 'five-parishes', name: 'Five Parishes Good Neighbours', kind: 'charity', outcode: 'OH5', wards: 'all', staff: 'Canon Judith Aske', focus: ['OP', 'CAR', 'SEN', 'DEM'],
    languages: ['English'], pricePercent: 90,
    about: 'A small charity of the five village churches and the mosque, open to everybody and nobody preaches. We visit, drive, cook and sit. The phone is answered by a person in a kitchen.',
    services: [
      ['befriending', 'Neighbourly visits', 'Company each week from somebody in the next village.'],
      ['short-breaks', 'Sitting with', 'A kind person to stay while you go to the dentist, the shops or nowhere at all.'],
      ['shopping', 'Village shopping run', 'To the market and back with your list.'],
      ['social-trips', 'Tea and tombola outings', 'A minibus, a garden and cake.'],
      ['carers-support', 'Carers’ breakfast', 'Bacon, toast and people who understand.'],
    ],
  },
  {
    key: 'haven-learning', name: 'Haven Learning Rooms', kind: 'charity', outcode: 'OH1', wards: 'all', staff: 'Ingrid Castellane', focus: ['LD', 'MH', 'SEN', 'OP'],
    languages: ['English', 'Polish'], pricePercent: 98,
    about: 'Four rooms over the market hall, with a lift. By day we teach reading, numbers, cooking and computers, and in the evening it is ukuleles and oil paint. If the room is too much we will teach you at home.',
    services: [
      ['learning', 'Everyday maths and reading', 'Small classes with plenty of tea.'],
      ['arts-and-crafts', 'Oil paint and ukuleles', 'Two evenings a week of making and strumming.'],
      ['english-and-languages', 'English for daily life', 'Shops, doctors, buses, neighbours.'],
      ['money-help', 'Money and forms desk', 'An hour with somebody who likes forms.'],
      ['music', 'Market hall singers', 'Sing on Thursday, cake on Thursday.'],
    ],
  },
  {
    key: 'pa-bryony', name: 'Bryony Lockett, personal assistant', kind: 'personal-assistant', outcode: 'OH2', wards: [1, 2, 3], staff: 'Bryony Lockett', focus: ['PD', 'LD', 'AUT'],
    languages: ['English', 'Makaton'], pricePercent: 99, gender: 'women-available', noWebsite: true,
    about: 'I have worked with the same young woman since she left school and have two days free. Horses, baking and loud singing in the car. References from her mum.',
    services: [
      ['personal-assistant', 'Days with Bryony', 'Personal help and a proper day out.'],
      ['getting-out-and-about', 'Clubs and friends', 'I take you, stay near and bring you home.'],
    ],
  },
  {
    key: 'pa-walter', name: 'Walter Adjei, personal assistant', kind: 'personal-assistant', outcode: 'OH4', wards: [1, 4, 5], staff: 'Walter Adjei', focus: ['OP', 'PD', 'SEN'],
    languages: ['English', 'Ewe'], pricePercent: 101, gender: 'men-available', noWebsite: true,
    about: 'A former bus driver with good knees and better patience. I guide people who cannot see well and I describe what is going by. Early mornings suit me.',
    services: [
      ['personal-assistant', 'Early mornings with Walter', 'A strong arm, a shave and a good breakfast.'],
      ['getting-out-and-about', 'Sighted guide', 'An arm to hold and a clear voice, wherever you are going.'],
    ],
  },
  {
    key: 'haven-planning', name: 'Haven Planning Partners', kind: 'micro', outcode: 'OH3', wards: 'all', staff: 'Meredith Saye', focus: ['PD', 'LD', 'OP', 'MH'],
    languages: ['English'], pricePercent: 99,
    about: 'Two former social workers who now work only for the person and never for the provider. We help you write the plan, cost it and speak up for it. Our fee is fixed before we start.',
    services: [
      ['support-planning', 'Plan and cost it', 'Three meetings and a plan with prices in it.'],
      ['advocacy', 'Beside you at reviews', 'We come to the review and make sure it is yours.'],
      ['life-coaching', 'New start after hospital', 'Four visits to work out what comes next.'],
    ],
  },
];

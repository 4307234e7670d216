// A table of hand-written text: learning, work, money and planning, and people who work for themselves in Marlbridge.
import type { ProviderRow } from './provider-row.js';

export const learningAndMoneyRows: readonly ProviderRow[] = [
  {
    key: 'second-page', name: 'Second Page Learning', kind: 'charity', outcode: 'MB1', wards: 'all', staff: 'Ottoline Grey', focus: ['LD', 'MH', 'SEN', 'OP'],
    languages: ['English', 'British Sign Language'], pricePercent: 100,
    about: 'Classes for grown-ups who did not get on with school. No more than eight to a room, no exams unless you want one, and you may stop and start. We teach on the ground floor of the old library and at kitchen tables all over town.',
    services: [
      ['learning', 'Reading and writing for grown-ups', 'Start from where you are, with a tutor who will not rush you.'],
      ['learning', 'Computers from the beginning', 'Turn it on, get online, stay safe.'],
      ['learning', 'One-to-one tutor at home', 'An hour a week on the thing you have always wanted to know.'],
      ['english-and-languages', 'English class', 'Speak, listen and laugh in a small class with a crèche.'],
      ['arts-and-crafts', 'Local history and scrapbooks', 'Find it, talk about it and stick it in.'],
      ['employment', 'Getting ready to volunteer', 'Six weeks to find the right place and go there with confidence.'],
    ],
  },
  {
    key: 'bridgework', name: 'Bridgework', kind: 'charity', outcode: 'MB2', wards: 'all', staff: 'Callum Ferreira', focus: ['LD', 'AUT', 'MH', 'PD'],
    languages: ['English'], hasRateCard: true, pricePercent: 104,
    about: 'We help people with a learning disability, autism or poor mental health into paid jobs, and we stay until the job is safe. Ninety-one people are in work with our help today. We talk to the boss so that you do not have to.',
    services: [
      ['employment', 'Job coach', 'A coach who learns the job with you and steps back when you are ready.'],
      ['employment', 'Finding the right job', 'What you like, what you are good at, and who needs it.'],
      ['employment', 'Keeping the job', 'A visit now and then, and somebody to ring when it wobbles.'],
      ['learning', 'Money and payslips', 'What the numbers mean and how much is really yours.'],
      ['life-coaching', 'Confidence for interviews', 'Practise with people who hire, in your own words.'],
    ],
  },
  {
    key: 'drummond-coaching', name: 'Anneliese Drummond Coaching', kind: 'micro', outcode: 'MB12', wards: [6, 9, 12], staff: 'Anneliese Drummond', focus: ['PD', 'MH', 'AUT', 'CAR'],
    languages: ['English', 'German'], pricePercent: 105,
    about: 'I became disabled at thirty-four and had to make a new life, so I know something about starting again. We meet at your home, by video or walking in the park. I ask questions and hold you to your own answers.',
    services: [
      ['life-coaching', 'What next?', 'Six meetings to find out what you want and take the first step.'],
      ['life-coaching', 'Being the boss of your own support', 'Coaching for people who employ assistants for the first time.'],
      ['talking-and-wellbeing', 'Living with pain', 'A small online group, with practice between meetings.'],
    ],
  },
  {
    key: 'open-door-english', name: 'Open Door English', kind: 'micro', outcode: 'MB5', wards: [1, 2, 5, 7, 8], staff: 'Samira Haddad', focus: ['OP', 'CAR', 'PD', 'SEN'],
    languages: ['English', 'Arabic', 'French', 'Kurdish'], pricePercent: 97, gender: 'women-available',
    about: 'I teach English at your own table, with your own letters and your own shopping list. I learned it as a grown-up too. Women who prefer to learn with women are welcome, and small children may come.',
    services: [
      ['english-and-languages', 'English at home', 'Lessons for one or two people, at your pace.'],
      ['english-and-languages', 'Conversation circle', 'Four people, one pot of tea, only English.'],
      ['english-and-languages', 'English for doctors and letters', 'The words you need for appointments and forms.'],
      ['advocacy', 'Interpreting at appointments', 'Arabic, French and Kurdish, said plainly and kept private.'],
    ],
  },
  {
    key: 'listening-room', name: 'The Listening Room', kind: 'charity', outcode: 'MB3', wards: 'all', staff: 'Eleanor Voss', focus: ['MH', 'OP', 'CAR', 'PD'],
    languages: ['English', 'Greek', 'British Sign Language'], pricePercent: 102,
    about: 'Trained counsellors in a quiet house with a garden, a ramp and a dog who knows when to leave the room. We also visit people who cannot come to us. Nobody waits longer than four weeks.',
    services: [
      ['talking-and-wellbeing', 'Counselling', 'Fifty minutes a week with the same counsellor.'],
      ['talking-and-wellbeing', 'Counselling at home', 'For people who cannot easily leave the house.'],
      ['talking-and-wellbeing', 'After somebody dies', 'A small group that meets for eight weeks.'],
      ['talking-and-wellbeing', 'Worry workshop', 'Five mornings of practical ways to quieten a busy head.'],
      ['befriending', 'Stepping out companions', 'Company for the first walk, bus or shop after a long time indoors.'],
    ],
  },
  {
    key: 'clear-ledger', name: 'Clear Ledger Money Help', kind: 'charity', outcode: 'MB4', wards: 'all', staff: 'Joyce Amankwah', focus: ['LD', 'MH', 'OP', 'SEN'],
    languages: ['English', 'Twi', 'Polish'], pricePercent: 96,
    about: 'We help people understand their own money. Carrier bags of unopened letters are welcome. We never hold your money and never sell you anything, and the door is open without appointment on Thursdays.',
    services: [
      ['money-help', 'Bills and letters', 'We open them together, sort them and answer the ones that matter.'],
      ['money-help', 'Budgeting that works', 'A simple plan for the month and a check-up after eight weeks.'],
      ['money-help', 'Benefits check and forms', 'What you should be getting, and the forms to get it.'],
      ['money-help', 'Keeping your budget papers', 'Receipts, statements and returns for your personal budget kept in order.'],
    ],
  },
  {
    key: 'payslip-pals', name: 'Payslip Pals', kind: 'company', outcode: 'MB11', wards: 'both', staff: 'Gillian Threadgold', focus: ['PD', 'LD', 'OP', 'SEN'],
    languages: ['English'], pricePercent: 100,
    about: 'Payroll for people who employ one or two assistants and never meant to become a business. We work out wages, tax, pension and holiday, and send payslips in large print if you like. Ring us in plain English and you will be answered in it.',
    services: [
      ['payroll', 'Monthly payroll', 'Wages, tax, pension and payslips for each person you employ.'],
      ['payroll', 'Setting up as an employer', 'Registration, a contract and a first payslip, done in a week.'],
      ['payroll', 'Holiday, sickness and goodbyes', 'The sums and the letters when somebody is off or leaves.'],
      ['money-help', 'Quarterly return pack', 'Your receipts and statements put in order for the council.'],
    ],
  },
  {
    key: 'independent-living', name: 'Marlbridge Independent Living', kind: 'charity', outcode: 'MB1', wards: 'all', staff: 'Tobias Akande', focus: ['PD', 'SEN', 'MH', 'LD'],
    languages: ['English', 'British Sign Language', 'Somali'], pricePercent: 100,
    about: 'Run by disabled people for disabled people: everyone on our board and most of our staff use support themselves. We help you write a plan, find people and stay in charge. We have argued with the council and with each other for twenty-five years.',
    services: [
      ['support-planning', 'Write your own plan', 'A planner with lived experience helps you say what matters and what it costs.'],
      ['support-planning', 'Find and set up support', 'Prices, visits and first days arranged, when your plan is agreed.'],
      ['payroll', 'Finding and keeping an assistant', 'Adverts, interviews, checks and being a fair boss.'],
      ['advocacy', 'Peer support', 'Time with a disabled person who has done it before you.'],
      ['life-coaching', 'In charge course', 'Six Tuesdays on rights, money and speaking up.'],
      ['money-help', 'Holding your budget with you', 'We look after the paperwork and the account; you make the choices.'],
    ],
  },
  {
    key: 'say-it-yourself', name: 'Say It Yourself Advocacy', kind: 'charity', outcode: 'MB7', wards: 'all', staff: 'Gwendolyn Parr', focus: ['LD', 'AUT', 'MH', 'SEN'],
    languages: ['English', 'Makaton', 'British Sign Language', 'Urdu'], pricePercent: 103,
    about: 'Advocates who are on your side and nobody else’s. We come to the meeting, make them slow down and see that what you said is written in the notes. Our self-advocacy group meets every month and has changed two bus routes.',
    services: [
      ['advocacy', 'An advocate at your meeting', 'Somebody beside you before, during and after.'],
      ['advocacy', 'Easy-read and plain words', 'We turn your letters and plans into words and pictures you can use.'],
      ['advocacy', 'Sign language interpreter', 'Registered interpreters for appointments, classes and family occasions.'],
      ['learning', 'Speaking up course', 'Ten weeks on saying yes, no and I would like something else.'],
    ],
  },
  {
    key: 'pa-lorna', name: 'Lorna Whitcombe, personal assistant', kind: 'personal-assistant', outcode: 'MB3', wards: [1, 3, 4, 9], staff: 'Lorna Whitcombe', focus: ['PD', 'OP'],
    languages: ['English'], pricePercent: 103, gender: 'women-available', noWebsite: true,
    about: 'I have been a personal assistant for eleven years, eight of them with one woman who taught me everything. I drive, I cook and I can keep quiet. I am looking for two or three regular mornings.',
    services: [
      ['personal-assistant', 'Mornings with Lorna', 'Help to get up and out, in the way you like it done.'],
      ['getting-out-and-about', 'Driving and company', 'In my car, with room for a folding chair.'],
    ],
  },
  {
    key: 'pa-idris', name: 'Idris Mahmoud, personal assistant', kind: 'personal-assistant', outcode: 'MB5', wards: [2, 5, 8, 10], staff: 'Idris Mahmoud', focus: ['PD', 'AUT', 'LD'],
    languages: ['English', 'Somali', 'Arabic'], pricePercent: 100, gender: 'men-available', noWebsite: true,
    about: 'I work with young men who want to be out of the house and treated like adults. Football, college, the barber, the gym: I fit in. I have training in epilepsy and moving and handling.',
    services: [
      ['personal-assistant', 'Days out with Idris', 'A steady, friendly man to help with the practical side and join in.'],
      ['sport-and-swimming', 'Gym and football buddy', 'I get you there, work out with you and get you home.'],
    ],
  },
  {
    key: 'pa-maeve', name: 'Maeve Donnellan, personal assistant', kind: 'personal-assistant', outcode: 'MB7', wards: [4, 6, 7, 8], staff: 'Maeve Donnellan', focus: ['MH', 'AUT', 'PD'],
    languages: ['English', 'Irish'], pricePercent: 98, gender: 'women-available', noWebsite: true,
    about: 'A retired occupational therapist who missed the work and not the meetings. I am good with lists, bad mornings and getting started. Two hours is my shortest visit.',
    services: [
      ['personal-assistant', 'Getting going again', 'Practical help and a bit of a push on the days that need one.'],
      ['help-at-home', 'Sorting and planning', 'The cupboard, the calendar, the pile: one thing at a time.'],
      ['life-coaching', 'Small steps', 'A goal, a plan and a friendly nag.'],
    ],
  },
  {
    key: 'pa-chidi', name: 'Chidi Anozie, personal assistant', kind: 'personal-assistant', outcode: 'MB1', wards: [1, 2, 5, 7], staff: 'Chidi Anozie', focus: ['PD', 'SEN'],
    languages: ['English', 'Igbo', 'British Sign Language'], pricePercent: 107, gender: 'men-available', noWebsite: true,
    about: 'I sign, I cook and I have a clean licence for an adapted van. I work for a deaf couple at weekends and have weekdays free. I like people who like music.',
    services: [
      ['personal-assistant', 'Weekday assistant who signs', 'Help at home and out, in English or British Sign Language.'],
      ['transport', 'Drive your own van', 'I drive your adapted vehicle, so that you can sit back.'],
    ],
  },
  {
    key: 'pa-agnieszka', name: 'Agnieszka Baran, personal assistant', kind: 'personal-assistant', outcode: 'MB9', wards: [3, 9, 11, 12], staff: 'Agnieszka Baran', focus: ['OP', 'PD', 'DEM'],
    languages: ['English', 'Polish', 'Russian'], pricePercent: 97, gender: 'women-available', noWebsite: true,
    about: 'I was a nurse in Poland and I have worked in homes here for nine years. I am calm with people who are confused, and I bake. Evenings and weekends are possible.',
    services: [
      ['personal-assistant', 'Afternoons and evenings', 'Care, cooking and company from late lunch to bedtime.'],
      ['befriending', 'Polish company', 'Talk, cards and poppy-seed cake, in Polish or English.'],
    ],
  },
  {
    key: 'pa-rowan', name: 'Rowan Ellery, personal assistant', kind: 'personal-assistant', outcode: 'MB12', wards: [4, 6, 9, 12], staff: 'Rowan Ellery', focus: ['AUT', 'LD', 'MH'],
    languages: ['English'], pricePercent: 95, noWebsite: true,
    about: 'I am autistic myself and I like working with people who need things to be clear. We agree the plan the day before and I stick to it. Trains, board games and long walks are my strong subjects.',
    services: [
      ['personal-assistant', 'A clear plan and good company', 'Support that does what it said, at the time it said.'],
      ['getting-out-and-about', 'Trains and walks', 'Practise a journey until you can do it by yourself.'],
    ],
  },
  {
    key: 'pa-hyacinth', name: 'Hyacinth Rowe, personal assistant', kind: 'personal-assistant', outcode: 'MB11', wards: [2, 9, 10, 11], staff: 'Hyacinth Rowe', focus: ['OP', 'PD', 'DEM'],
    languages: ['English', 'Jamaican Patois'], pricePercent: 102, gender: 'women-available', noWebsite: true,
    about: 'Thirty years in care homes, and now I look after people one at a time, which is how it should be. I do hair, nails and hymns. I will tell you the truth if you ask me.',
    services: [
      ['personal-assistant', 'Help with Hyacinth', 'Washing, dressing, hair, breakfast and a good start.'],
      ['meals', 'Caribbean cooking', 'Saturday soup, rice and peas, or a plain boiled egg.'],
    ],
  },
  {
    key: 'pa-gareth', name: 'Gareth Minton, personal assistant', kind: 'personal-assistant', outcode: 'MB10', wards: [5, 8, 10], staff: 'Gareth Minton', focus: ['PD', 'MH', 'OP'],
    languages: ['English'], pricePercent: 96, gender: 'men-available', noWebsite: true,
    about: 'An ex-postman with strong legs and plenty of stories. I help two gentlemen in Hazelcombe with mornings and I have afternoons to fill. Fishing, garden centres and the bookmaker’s window are all fine by me.',
    services: [
      ['personal-assistant', 'Afternoons with Gareth', 'Out and about, jobs round the house, or just a mate for the match.'],
      ['gardening', 'Potting-shed afternoons', 'Light gardening side by side, with a flask.'],
    ],
  },
];

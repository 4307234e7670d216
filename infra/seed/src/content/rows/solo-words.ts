// Hand-written sentences in the voice of people who work alone.

interface SoloWords {
  readonly happens: readonly string[];
  readonly know: readonly string[];
}

/** Who comes: said by somebody who is the whole business. */
export const soloWho: readonly string[] = [
  'It is always me who comes, so you only have to explain things once.',
  'I come myself, and if I am ill I ring you before breakfast.',
  'You meet me first, for nothing, and then decide whether it suits.',
  'I keep to one or two people a day, so there is no rushing off.',
  'You will have my own number, and I answer in the evenings.',
  'When I take a holiday I tell you a month before and suggest somebody I trust.',
  'I have an up-to-date check and insurance, and I will show you both.',
];

export const soloWords: Readonly<Record<string, SoloWords>> = {
  gardening: {
    happens: [
      'I mow, weed, prune and sweep, and let the season decide what comes first.',
      'Walk round with me on the first day and point: I will write it all down.',
      'You can sit and direct, dig beside me or leave me to it.',
      'I do the lawn, the beds, the pots and the path to the bins.',
    ],
    know: [
      'I bring my own tools and take the waste away.',
      'If it pours I come on the next dry day.',
      'Plants are extra, at the price on the receipt.',
      'In winter I come half as often.',
    ],
  },
  'repairs-and-decorating': {
    happens: [
      'Save up your list and I will work down it.',
      'I look, give you a price, and do the work on the day I promised.',
      'I move the furniture, cover it and put it back where it was.',
    ],
    know: [
      'Paint and parts are at cost, with the receipt.',
      'For gas and main electrics I can suggest somebody registered.',
      'I take my shoes off without being asked.',
    ],
  },
  'personal-assistant': {
    happens: [
      'You decide what happens: care, cooking, errands, a trip, a film.',
      'I help with washing, dressing and meals, and then come out with you for whatever the day holds.',
      'One person for all of it makes the day run smoothly.',
      'Tell me the plan at the start of the week, and change it whenever you like.',
      'I start with what you can do and lend a hand with what you cannot.',
      'Some days are busy and some are tea and a crossword; both are fine by me.',
    ],
    know: [
      'Two hours is my shortest booking.',
      'Mileage is separate, at the usual rate.',
      'I have certificates in first aid and in moving and handling.',
      'A week’s notice for holidays, a day’s notice for changes.',
      'You can employ me or book me by the hour, whichever is easier for you.',
      'Start with one paid trial day; you may say no, and so may I.',
    ],
  },
  'social-trips': {
    happens: [
      'A small group, a proper vehicle with a lift, and somewhere worth going.',
      'I check the toilets, the lunch and the slopes before I take anybody.',
    ],
    know: ['Tickets are included and lunch is not.', 'Bring your medicines and a coat.'],
  },
  transport: {
    happens: [
      'I come to your door, help you in, and see you inside at the other end.',
      'Tell me where and when, and whether you want quiet or conversation.',
    ],
    know: ['Your chair is strapped in properly, every time.', 'Waiting up to fifteen minutes is included.'],
  },
  holidays: {
    happens: ['I book the rooms, drive you there and make sure there is a good supper every night.'],
    know: ['My own costs are in the price; your spending money is not.'],
  },
  music: {
    happens: [
      'I start with a tune you love, and find the easiest way for you to play it.',
      'No notes needed: ears, colours and hands will do.',
      'There is a hello song, plenty of noise and a proper ending.',
    ],
    know: [
      'I lend instruments for as long as you come.',
      'Family can join in at no charge.',
      'Missed lessons can be moved if you tell me the day before.',
    ],
  },
  'talking-and-wellbeing': {
    happens: [
      'Come as you are: you can talk, or play, or sit, and I will keep you company in it.',
      'Each meeting has a clear beginning and end, and stays private.',
    ],
    know: ['Bring somebody with you the first time if you like.', 'Groups are small, and nobody has to speak.'],
  },
  'pet-care': {
    happens: [
      'I walk, feed, brush and clean up, and send you a picture.',
      'The first visit is a meeting, so that your animal can decide about me.',
      'I go where your dog likes to go, in all weathers.',
    ],
    know: [
      'I take your pet to the vet if you cannot, and stay.',
      'Two dogs from one home cost the same as one.',
      'Food and litter go on your account, with receipts.',
    ],
  },
  'getting-out-and-about': {
    happens: [
      'You choose where; I get you there, stay with you and bring you home.',
      'A café, a class, a grave, a match or a friend’s kitchen: anywhere you like.',
      'I plan the journey with you: steps, toilets, benches and the last bus.',
      'First time somewhere new? I will go and look at it beforehand.',
      'Your pace is my pace, and it is fine to turn back.',
    ],
    know: [
      'My ticket is often free; ask me which places.',
      'Fares and entry are paid as you go.',
      'If you feel unwell on the day, ring me and another day will do.',
      'I can push a chair, guide by the elbow or simply walk beside you.',
    ],
  },
  shopping: {
    happens: [
      'I take your list, go to the shops you like and put everything away.',
      'I look at the dates, choose the ripe ones and bring back your change.',
    ],
    know: ['The price is for my time; your shopping is separate.', 'Ring by nine to add what you forgot.'],
  },
  'help-at-home': {
    happens: [
      'You name the pile, and together it gets smaller.',
      'I do the dishes, the laundry, the bins and the bed, in the order you say.',
      'One thing at a time, with a cup of tea between the second and the third.',
    ],
    know: [
      'I do not climb ladders.',
      'Anything I buy for you comes with a receipt.',
      'Change the day if you tell me two days before.',
    ],
  },
  befriending: {
    happens: [
      'A visit, a chat and a cup of tea, at the same time each week.',
      'Cards, old photographs, a walk to the corner: you choose.',
    ],
    know: [
      'It is company and not care, so I do not watch the clock.',
      'Try it for a month and see whether you look forward to it.',
    ],
  },
  cleaning: {
    happens: [
      'I clean the rooms you choose and leave your things where they were.',
      'I start with the floor, the kitchen and the bathroom, and then one extra job by turns.',
      'Work with me or sit in another room: both are normal.',
    ],
    know: [
      'I can use plain products without scent.',
      'Cancel the day before at no charge.',
      'Windows are inside only, up to arm’s length.',
    ],
  },
  'home-adaptations': {
    happens: ['I fit it where your therapist marked, into solid wall, and try it with my own weight first.'],
    know: ['Ask the council about a grant first: you may not need to pay.'],
  },
  'life-coaching': {
    happens: [
      'You choose a goal; I ask questions until there is a first step.',
      'Each time, you look at what worked and do more of it.',
      'You leave with one thing to try before next time.',
    ],
    know: [
      'Meet at home, by video or on a bench.',
      'The first half hour is free.',
      'Stop whenever you have got what you came for.',
    ],
  },
  'english-and-languages': {
    happens: [
      'You learn the words you need this week, from your own letters and your own shopping.',
      'Lots of talking, a little writing, and no shame about mistakes.',
      'I listen for what you want to say and give you the words for it.',
    ],
    know: ['Your first lesson is a free chat.', 'Groups are small and can be women only.', 'Books are included.'],
  },
  advocacy: {
    happens: ['I say what the doctor says and what you say, nothing added and nothing left out.'],
    know: ['Book a week ahead if you can; I keep one slot a day for emergencies.'],
  },
  'sport-and-swimming': {
    happens: ['I get you there, train or play alongside you, and help with changing.'],
    know: ['Tell me about seizures or heart trouble first.'],
  },
  meals: {
    happens: ['I cook at your stove, you taste, and there is always a bit left for tomorrow.'],
    know: ['Tell me about allergies before the first pot goes on.'],
  },
};

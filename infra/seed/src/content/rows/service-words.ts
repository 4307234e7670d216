// Hand-written sentences for each support type; services of one type share them in different mixes.
// A table of text, far longer than a module of code should be.

export interface ServiceWords {
  /** What happens. */
  readonly happens: readonly string[];
  /** Who comes, from a provider with a team. */
  readonly team: readonly string[];
  /** Good to know: practical, honest, short. */
  readonly know: readonly string[];
}

export const serviceWords: Readonly<Record<string, ServiceWords>> = {
  'personal-care': {
    happens: [
      'We help you wash, dress and get comfortable, and you say in what order.',
      'A visit can be a wash at the sink, a full shower, or help with the toilet and clean clothes.',
      'We start with what you can do for yourself and help only with the rest.',
      'Your worker helps you out of bed, through the bathroom and into your chair, with time for breakfast.',
      'We look after skin, hair, teeth and feet as well as the quick things.',
    ],
    team: [
      'You have a small team of regular workers, and we tell you who is coming.',
      'A senior worker visits first to write the plan with you, and again after two weeks.',
      'Everybody who comes is trained, checked and introduced before they help you alone.',
      'You can ask for a woman or a man, and we plan the rota round that.',
    ],
    know: [
      'Tell us by the evening before if you are going out, and there may be no charge.',
      'We write a short note each time, and you may read it.',
      'If a worker is more than fifteen minutes late, the office rings you.',
      'We can use your hoist, slide sheets and shower chair.',
    ],
  },
  'help-at-home': {
    happens: [
      'We do the things that pile up: dishes, laundry, bins, beds and the post.',
      'You make the list and we work down it, together if you like.',
      'An hour a week is often enough to keep a home feeling like your own.',
      'We tidy, sort and put away, and we leave things where you can find them.',
    ],
    team: [
      'The same person comes each time, with one stand-in whom you meet early on.',
      'Workers are checked and insured, and most have been with us for years.',
      'A coordinator visits first to see the home and hear how you like things.',
    ],
    know: [
      'We do not climb ladders or move heavy furniture.',
      'You can change the day if you tell us two days before.',
      'Anything we buy for you comes with a receipt.',
    ],
  },
  meals: {
    happens: [
      'You choose the food; we cook it, serve it and wash up.',
      'We sit down with you if you would like company, because food tastes better that way.',
      'Each meal suits what you can eat: soft, salt-free, vegetarian, halal or simply the way you like it.',
      'You get something hot, something sweet and a drink within reach.',
    ],
    team: [
      'The people who come hold a food hygiene certificate.',
      'One or two regular faces bring or cook your meals, and they notice when you are not eating.',
      'A cook talks with you first about likes, dislikes and allergies.',
    ],
    know: [
      'Tell us about allergies before the first meal.',
      'Order or change by three in the afternoon on the day before.',
      'If nobody answers the door we ring your contact.',
    ],
  },
  'medicines-help': {
    happens: [
      'A worker comes at the set time, checks the chart and helps you take what is due.',
      'We prompt, open, pour or steady your hand, whichever you need.',
      'Eye drops, creams and patches are included, and we tell the chemist when stock is low.',
    ],
    team: [
      'Only workers who have passed our medicines training do these visits.',
      'Your chart is checked each month by a senior worker.',
    ],
    know: [
      'We cannot give injections unless a nurse has trained us for you.',
      'If you decide not to take something we write it down and do not argue.',
      'Short visits are for medicine only; ask for half an hour if you want breakfast too.',
    ],
  },
  cleaning: {
    happens: [
      'Floors, surfaces, kitchen and bathroom are done each time, and one extra job by turns.',
      'You say which rooms, and which cupboards stay shut.',
      'We clean round you, or you can sit in the garden until it is done.',
      'We start with the things that make a home safe: clear floors, a clean kitchen and a dry bathroom.',
    ],
    team: [
      'You keep the same cleaner, who is insured and checked.',
      'A supervisor comes on the first day to agree what matters to you.',
      'Cleaners work alone in small homes and in pairs for big jobs.',
    ],
    know: [
      'We can use products without scent if you ask.',
      'Cancel the day before at no charge.',
      'Windows are cleaned inside only, up to arm’s length.',
      'Keys are kept in a locked safe under a number, not your name.',
    ],
  },
  gardening: {
    happens: [
      'Mowing, weeding, pruning and sweeping, with the season deciding what comes first.',
      'We walk round together, agree the jobs and start with what bothers you most.',
      'You may sit and direct, dig alongside, or leave us to it.',
      'Lawn, borders, pots and the path to the bins are all looked after.',
    ],
    team: [
      'The same gardener comes each time, in a van with the name on it.',
      'Gardeners bring their own tools and take the waste away.',
      'Two people come for the heavy days.',
    ],
    know: [
      'If it pours we come the next dry day.',
      'In winter we come half as often, and charge half as much.',
      'Plants and compost are extra, at the price on the receipt.',
    ],
  },
  'repairs-and-decorating': {
    happens: [
      'We look, give you a price, and do the work on the day we agreed.',
      'Bring out the whole list: many small jobs fit into one visit.',
      'Furniture is moved, covered and put back where it was.',
    ],
    team: [
      'The person who gives the price is the person who does the work.',
      'Workers show a card with a photograph before they come in.',
    ],
    know: [
      'Paint and parts are charged at cost, with the receipt.',
      'Gas and main electrics need a registered trade, and we can suggest one.',
      'We take our shoes off if you like.',
    ],
  },
  'pet-care': {
    happens: [
      'We walk, feed, brush and clean up, and tell you how it went.',
      'The first visit is a meeting, so that your animal can decide about us.',
      'Walks go where your dog likes to go, in all weathers.',
    ],
    team: ['One walker, who knows your animal and your key safe.'],
    know: [
      'We take your pet to the vet if you cannot, and stay.',
      'Food and litter are bought on your account, with receipts.',
      'Two dogs from one home cost the same as one.',
    ],
  },
  shopping: {
    happens: [
      'We take your list, go to the shops you choose and put everything away.',
      'Go with us or stay at home: the price is the same.',
      'We look at dates, choose the ripe ones and bring back your change and the receipt.',
    ],
    team: [
      'The same shopper each week learns which tea is the right tea.',
      'Shoppers are checked and carry a card with their name.',
    ],
    know: [
      'The price is for our time; your shopping is separate.',
      'Ring by nine to add something you forgot.',
      'Heavy things such as cat litter and water are no trouble.',
    ],
  },
  'dementia-support': {
    happens: [
      'Time is spent on things the person still enjoys, from peeling apples to old songs.',
      'We keep to familiar habits, and we do not correct or hurry.',
      'Each visit has a shape: arrive, something to do, something to eat, a calm goodbye.',
      'We learn the person’s story first and use it every day.',
    ],
    team: [
      'Two companions take turns, so that there is never a stranger.',
      'A dementia nurse trains our workers and answers their questions.',
      'The family meets the worker first and gets a short note afterwards.',
    ],
    know: [
      'We can help with washing and medicines during the same visit.',
      'Two hours is the shortest visit, because settling takes time.',
      'If a day is going badly we stay until it is better.',
    ],
  },
  'night-support': {
    happens: [
      'A worker arrives in the evening, helps you settle and is there until the morning.',
      'We help with turning, the toilet, drinks and worries, at whatever hour they come.',
      'On a sleeping night the worker has a bed and gets up when you call.',
      'On a waking night the worker stays awake and looks in as often as you agreed.',
    ],
    team: [
      'You have a small group of night workers, each introduced by day first.',
      'A senior on call can be at your door within the hour.',
    ],
    know: [
      'A sleeping night includes up to two calls; more than that and we talk about waking nights.',
      'The worker needs a bed, a bathroom and a cup of tea.',
      'Book three days ahead if you can; ring us if you cannot.',
    ],
  },
  'live-in-care': {
    happens: [
      'A worker lives in your home and helps with whatever the day brings, from washing to walking.',
      'You keep your own bed, your own kitchen and your own habits, with somebody there.',
      'The worker cooks, cares and keeps you company, and has time off each day.',
    ],
    team: [
      'You meet two workers before you choose, and there is a trial weekend.',
      'A manager visits in the first week and every month after that.',
      'Workers change over on a set day, with an hour together to hand over.',
    ],
    know: [
      'Your worker needs a room, internet and food.',
      'Nights are for sleeping: up to two short calls are included.',
      'You may ask for a change of worker at any time, without a reason.',
    ],
  },
  'getting-back-on-your-feet': {
    happens: [
      'A therapist visits first, and together you set two or three goals.',
      'Workers stand beside you while you practise, and do a little less each week.',
      'We work on stairs, washing, cooking and going outdoors again.',
    ],
    team: [
      'Support workers come daily and a therapist looks in every week.',
      'The same four people see you through from start to finish.',
    ],
    know: ['Most people need less than six weeks.', 'Small aids are lent free while you are with us.'],
  },
  'end-of-life-care': {
    happens: [
      'We keep you clean, comfortable and at home, and we sit with you when that is what is needed.',
      'Care is planned with you, your family and the nurses, and changes when you do.',
      'We help the household too, with meals, sleep and somebody to ask.',
    ],
    team: [
      'A very small team of experienced workers, led by a nurse.',
      'Our workers have special training, and time to stay longer.',
    ],
    know: ['We can usually start within a day.', 'There is never a charge for a visit you no longer need.'],
  },
  'supported-living': {
    happens: [
      'Support to cook, clean, pay bills, get on with neighbours and plan the week.',
      'You hold the front door key and decide who comes in.',
      'Some hours are planned with you and some are kept for when things come up.',
    ],
    team: [
      'You help to choose your workers, and each has a page about themselves.',
      'A key worker meets you every month to ask what should change.',
    ],
    know: [
      'Rent and bills are separate from support.',
      'You can keep your support if you move house.',
      'Shared hours cost less, because housemates split them.',
    ],
  },
  'personal-assistant': {
    happens: [
      'You decide what we do: care, cooking, errands, a trip, a film.',
      'Help with washing, dressing and meals, and then out for whatever the day holds.',
      'It is one person for all of it, so that the day runs smoothly.',
      'We agree a plan at the start of each week and change it whenever you like.',
    ],
    team: ['You choose the person, and we help with the rest.'],
    know: [
      'Two hours is the shortest booking.',
      'Mileage is separate, at the usual rate.',
      'I have first aid and moving and handling certificates.',
      'A week’s notice for holidays, a day’s notice for changes.',
    ],
  },
  'getting-out-and-about': {
    happens: [
      'You choose where, and we get you there, stay with you and bring you home.',
      'It might be a café, a class, a grave, a match or a friend’s kitchen.',
      'We plan the journey together: steps, toilets, benches and the last bus.',
      'First time somewhere new? We can visit it before the day.',
      'We go at your pace, and it is fine to turn back.',
    ],
    team: [
      'One worker, matched to you by interests as much as by training.',
      'You get a name and a photograph before the first trip.',
      'Workers can push a chair, guide by the elbow or simply walk alongside.',
    ],
    know: [
      'Your worker’s ticket is often free; ask us which places.',
      'Fares and entry are paid as you go.',
      'If you feel unwell on the day, ring and we will sort it out.',
    ],
  },
  befriending: {
    happens: [
      'A visit, a chat and a cup of tea, at the same time each week.',
      'Cards, old photographs, a walk to the corner: you two decide.',
      'We match you by what you like, not by where there is a gap.',
      'It is company and not care, so nobody looks at a clock.',
    ],
    team: [
      'The same visitor every week, introduced by our organiser.',
      'Visitors are checked and trained, and have somebody to ring themselves.',
    ],
    know: [
      'If you do not click, we try again with somebody else.',
      'Visitors cannot help with washing or medicines.',
      'We ring you after the first month to ask how it is going.',
    ],
  },
  'day-opportunities': {
    happens: [
      'The day starts with a hot drink and a choice of two things to do, and there is lunch in the middle.',
      'There is always something to make, somebody to talk to and a quiet corner.',
      'You choose a group for the term, and you can change it.',
      'Mornings are busy, afternoons are slower, and home time is half past three.',
    ],
    team: [
      'There is one member of staff for every four or five people, more if your plan says so.',
      'Your key worker meets you at the door on the first day.',
      'Staff are trained in personal care, epilepsy and communication.',
    ],
    know: [
      'Come for a free taster day, and bring somebody if you like.',
      'Lunch is included; tell us what you do not eat.',
      'Transport can be added.',
      'If you are ill, ring before nine.',
    ],
  },
  'social-trips': {
    happens: [
      'A small group, a lift in a proper vehicle, and a day somewhere worth going.',
      'We check the toilets, the lunch and the slopes before we take you.',
      'Those who go choose the next place.',
    ],
    team: [
      'There is a driver and a helper on each trip, and more if the group needs it.',
      'The organiser rings the day before to settle times.',
    ],
    know: [
      'Tickets are included unless we say so; lunch is not.',
      'Bring your medicines and a coat.',
      'A companion comes free if you need one all day.',
    ],
  },
  'sport-and-swimming': {
    happens: [
      'We warm up, play or swim, and finish with a drink and a chat.',
      'You get help to change, help in the water or on the court, and help to dry off.',
      'We start with what your body can do and build from there.',
      'Nobody keeps score unless you all want to.',
    ],
    team: [
      'Coaches have disability sport training and are trained lifesavers at the pool.',
      'There is a helper in the water for each person who needs one.',
    ],
    know: [
      'Bring a towel; we have the rest.',
      'The changing room has a bed and a hoist.',
      'Tell us about seizures or heart trouble first.',
      'Your first session is half price.',
    ],
  },
  'gym-membership': {
    happens: [
      'You get a welcome hour with a coach, then come as often as you like.',
      'There are machines to use from a chair, light weights, and a mat area with a high bench.',
      'A coach writes you a plan and looks at it again after six weeks.',
    ],
    team: [
      'There is always a trained coach on the floor.',
      'Staff have done disability awareness training with local people.',
    ],
    know: [
      'Your assistant comes in free.',
      'You can freeze the membership if you are ill.',
      'There is no joining fee.',
    ],
  },
  'arts-and-crafts': {
    happens: [
      'Bring an idea or find one here: materials, tools and a place to sit are ready.',
      'Each session has a short demonstration, and then everybody gets on with their own piece.',
      'You may stay with one craft for a year or try a new one each month.',
    ],
    team: [
      'A working artist leads, with a helper for hands that need one.',
      'Tutors are used to working with people who do not speak, see or grip easily.',
    ],
    know: [
      'Materials are included.',
      'Tables go up and down for chairs.',
      'What you make is yours, to keep or to sell.',
    ],
  },
  music: {
    happens: [
      'We play and sing things you know, and then some that you do not.',
      'No notes needed: we use ears, colours and hands.',
      'There is a beginning song, a middle and a proper ending, with biscuits.',
    ],
    team: ['A trained musician leads, with a helper in each group.'],
    know: ['Instruments are lent.', 'You can come and just listen.', 'Family may join in at no charge.'],
  },
  transport: {
    happens: [
      'The driver comes to your door, helps you in, and sees you inside at the other end.',
      'You tell us where and when, and whether you need a ramp, a front seat or a hand.',
      'Book once or set up a regular trip.',
      'Walking aids, shopping and guide dogs all travel free.',
    ],
    team: [
      'Drivers are checked, trained to strap chairs, and carry a card.',
      'You can ask for the same driver, and usually have them.',
    ],
    know: [
      'Waiting time up to fifteen minutes is included.',
      'Book by two o’clock for the next day.',
      'Price is by the mile or by the trip, agreed before you get in.',
    ],
  },
  'petrol-and-travel-costs': {
    happens: [
      'Miles are written down, added up each month and paid at a set rate.',
      'Use it for the friend, relative or volunteer who drives you.',
    ],
    team: ['Our office keeps the log with you and sends a clear sheet.'],
    know: ['Keep a note of where and why for each trip.', 'Parking and tolls are paid with a receipt.'],
  },
  'short-breaks': {
    happens: [
      'Somebody your relative has met comes to the house and stays while you go out.',
      'We keep to the usual day: meals, tablets, television, bed.',
      'You leave a number, switch off, and come home to calm.',
      'Time is spent on things your relative enjoys, not just minding.',
    ],
    team: [
      'The same sitter comes each time, trained in moving, medicines and memory loss.',
      'We visit first, so that everybody knows everybody.',
      'A senior is on the end of the phone all the while.',
    ],
    know: [
      'Three hours is our usual shortest break.',
      'Evenings and Sundays can be booked.',
      'If you are held up, ring; we never leave before you are back.',
    ],
  },
  'overnight-breaks': {
    happens: [
      'You have your own room, choose supper, and plan the day with the others.',
      'We follow your routine from home, written down with you before you come.',
      'There are outings in the day and a film or a fire in the evening.',
    ],
    team: [
      'There are staff in the house day and night, and one of them is yours.',
      'You come for tea first and meet the people who will look after you.',
    ],
    know: [
      'Meals, outings and night support are included.',
      'Book weekends early; summer fills by spring.',
      'Bring your own pillow, your tablets and a photograph.',
    ],
  },
  holidays: {
    happens: [
      'We plan it with you: where, with whom, how much help and how much adventure.',
      'The travel, the room, the support and the tickets are arranged before you go.',
      'Days are planned over breakfast and changed by the weather.',
    ],
    team: [
      'One companion for each person, or shared in a small group.',
      'You meet your companion twice before you leave.',
    ],
    know: [
      'Your companion’s own costs are in the price.',
      'Spending money is separate.',
      'You can cancel up to four weeks before without losing your deposit.',
    ],
  },
  'shared-lives': {
    happens: [
      'You spend time in a family home and join in with whatever is going on.',
      'Cooking, shopping, pets, gardens and grandchildren: an ordinary day, shared.',
      'You visit for tea, then for a day, and then decide.',
    ],
    team: [
      'Households are checked, trained and visited by our workers.',
      'A coordinator matches you with care and looks in every month.',
    ],
    know: ['Personal care can be part of it.', 'You can stop at any time.'],
  },
  'carers-support': {
    happens: [
      'We ask how you are, and we wait for the answer.',
      'Practical advice about money, breaks, work and sleep, with a note to take home.',
      'You meet other people who know what it is like.',
    ],
    team: ['Advisers have been carers themselves.', 'The same person sees you each time.'],
    know: [
      'We can arrange a sitter while you come.',
      'What you say stays private.',
      'Come as you are, even if you only have an hour.',
    ],
  },
  learning: {
    happens: [
      'We find out what you know, and start one step on from there.',
      'Short lessons, plenty of practice and no red ink.',
      'You choose the subject and the goal; we bring the way to get there.',
    ],
    team: [
      'Tutors are trained, patient, and used to teaching adults.',
      'One tutor for up to eight people, with a helper if you need one.',
    ],
    know: [
      'Books and materials are lent.',
      'A certificate is there if you want it.',
      'You can bring somebody with you.',
    ],
  },
  'english-and-languages': {
    happens: [
      'We practise the words you need this week and read things that came through your door.',
      'Lots of talking, a little writing, and no shame about mistakes.',
      'You learn with your own letters, your own shops and your own family’s questions.',
    ],
    team: ['A trained teacher, often one who learned English as an adult.'],
    know: ['Your first lesson is a free chat.', 'Groups are small and can be women only.', 'Books are included.'],
  },
  employment: {
    happens: [
      'We find out what you like and what you are good at, then who needs it.',
      'A coach goes with you, learns the job, and steps back bit by bit.',
      'We talk with the employer about small changes that make it work.',
    ],
    team: ['You have one job coach from the first talk to the first pay day, and after.'],
    know: [
      'We check what happens to your benefits before you start.',
      'Trial days are paid, or short.',
      'You may say no to a job and still have our help.',
    ],
  },
  'life-coaching': {
    happens: [
      'You choose a goal; we break it into steps and meet to see how each one went.',
      'We look at what has worked before and do more of it.',
      'You leave each meeting with one thing to try.',
    ],
    team: ['Coaches are trained, and several are disabled people themselves.'],
    know: [
      'Meet at home, by video or on a bench.',
      'The first half hour is free.',
      'Stop whenever you have got what you came for.',
    ],
  },
  'talking-and-wellbeing': {
    happens: [
      'You talk, or sit, or make something, with a person who listens properly.',
      'Each meeting has a clear start and end and stays private.',
      'We find out what helps on a bad day and practise it on a good one.',
      'Groups are small and nobody has to speak.',
    ],
    team: [
      'Counsellors and leaders are qualified and have support of their own.',
      'You see the same person every time.',
    ],
    know: [
      'If you are in danger we will help you get urgent help.',
      'Evening times are kept for people who work.',
      'You may bring somebody to the first meeting.',
    ],
  },
  equipment: {
    happens: [
      'You try it first, at the shop or at home, with somebody who knows what to look for.',
      'We deliver, fit, show you how, and take the box away.',
      'If it turns out wrong, we change it within four weeks.',
    ],
    team: ['A fitter visits, measures and explains.', 'Our adviser can talk with your therapist.'],
    know: [
      'Many aids carry no VAT if you have a long-term condition; we do the form with you.',
      'Repairs are quick, and we lend you one meanwhile.',
      'Hire by the week if you are not sure.',
    ],
  },
  'home-adaptations': {
    happens: [
      'We measure, draw and give you one price before any work begins.',
      'The work is done in days and not weeks, with water and power back each night.',
      'Everything is fitted to suit your reach, your grip and your chair.',
    ],
    team: ['One foreman is yours from start to finish.', 'Fitters are our own people, and wear a badge.'],
    know: [
      'Ask us about a council grant first: you may not need to pay.',
      'Fittings are guaranteed for two years.',
      'Landlords often need to agree; we write the letter.',
    ],
  },
  'alarms-and-sensors': {
    happens: [
      'We fit it, test it with you, and write down who to ring.',
      'Press, or simply fall, and a calm voice answers and sends help.',
      'The sensor learns nothing about you but what it must.',
    ],
    team: ['A fitter visits once, and the people who answer are awake all night.'],
    know: [
      'It works without a landline.',
      'There is no charge for pressing by mistake.',
      'Stop it with a month’s notice.',
    ],
  },
  'internet-and-tv': {
    happens: [
      'We bring it, plug it in, and stay until the picture is right.',
      'One monthly price, with help by phone from a person.',
    ],
    team: ['A patient engineer comes, with time to answer questions.'],
    know: [
      'There is no long contract.',
      'Subtitles and large menus are set up for you.',
      'Ask about the lower price for people on certain benefits.',
    ],
  },
  insurance: {
    happens: [
      'Ten plain questions by phone or on paper, and a price the same day.',
      'You get a one-page copy in plain words with the full policy behind it.',
    ],
    team: ['Two people in one office handle your cover and any claim.'],
    know: [
      'Cover is for a full year.',
      'Check whether your home insurance covers it already; we will tell you.',
      'Keep the certificate: the council asks to see it.',
    ],
  },
  'money-help': {
    happens: [
      'We open the letters, sort them into three piles and deal with them in turn.',
      'You see what comes in, what goes out and what is left, on one page.',
      'We fill in the forms together and keep copies.',
    ],
    team: [
      'Advisers are trained and independent, and never touch your cash.',
      'You see the same adviser until it is sorted.',
    ],
    know: ['Bring everything, even if it is in a bag.', 'We can come to you.', 'What you tell us is private.'],
  },
  payroll: {
    happens: [
      'You tell us the hours; we work out pay, tax, pension and holiday.',
      'Payslips come by post or email, with a note of what to pay and when.',
      'We write to the tax office, so that you do not have to.',
    ],
    team: ['One named payroll person looks after you.'],
    know: [
      'Send hours by the twentieth.',
      'There is no extra charge for year-end papers.',
      'Ask us before you let anybody go.',
    ],
  },
  'support-planning': {
    happens: [
      'We ask what matters to you, and write it down in your words.',
      'Then we find prices, try things out and build a week that fits your budget.',
      'When the plan is agreed we make the calls and are there on the first day.',
    ],
    team: ['Your planner works for you and takes nothing from providers.'],
    know: [
      'The fee is fixed and written down first.',
      'You can do parts of it yourself and pay less.',
      'Plans can be words, pictures or a film.',
    ],
  },
  advocacy: {
    happens: [
      'We meet before, agree what you want to say, and sit beside you while you say it.',
      'If you lose the thread, we hold it.',
      'Afterwards we go through what was decided and what happens next.',
    ],
    team: ['Our people are trained and registered, and independent of the council.'],
    know: [
      'We never speak about you without you.',
      'Book a week ahead if you can.',
      'Some advocacy is free by law: ask us first.',
    ],
  },
};

// Descriptions written for one service each, where the sentences its support type shares would not fit.

/** Keyed by provider and service name. */
export const ownDescriptions: Readonly<Record<string, string>> = {
  'kiln-lane-care/Evening and bedtime help':
    'We come between seven and ten in the evening and help you wash, change and get comfortable. Your usual worker locks up, fills the water glass and leaves the lamp as you like it. Say the evening before if you are going out.',
  'marl-vale/Two-worker care and hoisting':
    'Two workers arrive together, use your hoist or slide sheets, and do nothing until you are ready. Both are trained on your own equipment by a moving and handling adviser. If one is held up we send another; nobody lifts you alone.',
  'haven-home-care/Care with two workers':
    'Two people who know your hoist and your wishes come at the same minute. A therapist shows each of them how you like to be moved. We stay until you are settled, however long that takes.',
  'larkmoor-homecare/Care after a stroke':
    'We help with washing and dressing on the weaker side and give the stronger one time to learn. Your therapist’s exercises are part of the visit. Three workers share your week and all of them know the plan.',
  'hythe-nursing/Live-in complex care':
    'Two workers take turns to live with you, and a nurse writes the plan and visits every month. They manage breathing, feeding and skin care as well as ordinary days out. You choose both people, and we train them on your own equipment before they start.',
  'openhand/Live-in for couples':
    'One worker lives with the two of you and shares out the day as you both need. You keep your own bedroom, your own kitchen and your quarrels. There is a trial weekend first, and it costs nothing to say no.',
  'sallow-living/Shared house support':
    'Housemates share the workers who are in the house and split the cost. You have hours of your own too, for the things that only you want to do. Everybody meets on Sunday evening to plan the week.',
  'kiln-works/A day at the Works':
    'Choose pottery, joinery or the café and spend the day making something that will be sold. Workshop leaders are makers by trade and there is a support worker in each room. Lunch is at one long table, and the quiet room is always open.',
  'castle-hythe-centre/Chair exercise and tai chi':
    'An hour of gentle stretching to good music, sitting down or holding a chair. The teacher is trained in falls prevention and remembers everybody’s bad knee. Wear soft shoes and stay for the tea.',
  'castle-hythe-centre/Lunch club and take-home supper':
    'Sit down at half past twelve to curried goat, cottage pie or the vegetable dish of the day. The cooks know who needs it soft and who wants more pepper. Take a supper box home under your arm.',
  'hazelcombe-leisure/Aqua movement class':
    'Warm water up to your chest, slow music and a teacher on the side. A helper is in the pool, and a hoist will lower you in if steps are hard. Ask your doctor first if you have heart trouble.',
  'level-field/Wheelchair basketball':
    'We have twelve sports chairs, low hoops for learning and a coach who played for her county. Beginners get the ball as often as anybody. Bring a shirt; we have gloves and water.',
  'level-field/Walking football':
    'Two short halves, no running and no heading. Coaches keep it fair, and people play with sticks, splints and new hips. There is tea afterwards, and that is where the real arguing is done.',
  'level-field/Boccia and bowls club':
    'Roll, throw or use a ramp to get your ball near the white one. Helpers steady the ramp and never aim for you. Come as you are and play a friendly against another club each month.',
  'larkmoor-farm/Riding for everybody':
    'Quiet ponies, a mounting hoist and a helper on each side until you want one fewer. Instructors are trained to teach disabled riders. Hats are lent; wear long trousers and say hello to the pony first.',
  'larkmoor-farm/Farmhouse club':
    'A slow morning by the range: bread to knead, hens to feed and a walk to the gate. Workers trained in memory loss stay close, and carers may stay or go. Lunch is soup and whatever was baked.',
  'quay-arts/Studio days':
    'You have a desk of your own from ten until four, with an artist going round. After lunch we often go and look at something: a gallery, a boat, the light on the water. Bring old clothes and no particular talent.',
  'marl-wheels/Shopper bus':
    'A small bus with a lift collects you on Tuesday or Friday and goes to the two big shops. The driver carries bags to the kitchen table. Book by noon the day before and keep the same seat if you like.',
  'marl-wheels/Hospital run':
    'The driver takes you in, finds the right desk and comes back when you are done. Waiting is part of the price, because clinics are always late. Tell us if you will be sleepy afterwards, and somebody will see you indoors.',
  'castle-cars/Taxi account by the mile':
    'Give your name and your account number and no cash changes hands. Each month you get a sheet with every trip, its miles and its price. You can set a limit, and we ring you before it is reached.',
  'castle-cars/Airport and long journeys':
    'A roomy car with space for a folded chair, and a driver who stops when you say. The price is agreed before you go and does not change with the traffic. We can meet you inside the terminal with a sign.',
  'carers-circle/Emergency cover':
    'Ring at any hour and a trained sitter will be with your relative as soon as the roads allow. We keep a page about them ready, so nobody arrives knowing nothing. Register now, for nothing, and hope never to use it.',
  'hearthlight/First steps after a diagnosis':
    'Six visits in three months, with whoever you want in the room. We go through routines, letters, driving, money and the things that frighten people at three in the morning. You keep a folder that makes sense at the end.',
  'steady-ladder/Paths, gutters and leaves':
    'I clear the gutters, lift the moss and salt the path before the first frost. I bring ladders and take the mess away. Ring me in September, because by November everybody has.',
  'steady-ladder/Grab rails and half steps':
    'I fit it where your therapist marked, into solid wall, and hang on it with my own weight first. Rails go in the same week. Ask the council about a grant, because you may not have to pay.',
  'independent-living/Holding your budget with you':
    'Your budget sits in an account of its own that carries your name and nobody else’s money. You decide; we pay the bills, keep the receipts and send the council its papers. You get a plain statement each month and can take it back any time.',
  'independent-living/Peer support':
    'Meet somebody who has employed assistants, fought a decision or moved out of a home. Ask anything; they have probably got it wrong once themselves. We match you within a fortnight, in person or by video.',
  'independent-living/Finding and keeping an assistant':
    'We help you write an advert that sounds like you, read the replies and sit in on interviews. References, checks and a contract come next. Ring us later too, when it is time for a difficult talk.',
  'payslip-pals/Quarterly return pack':
    'Post or photograph your receipts and bank statements as they come. Every three months we match them up, fill in the return and show you anything missing. You sign it and we send it.',
  'payslip-pals/Setting up as an employer':
    'In one week we register you with the tax office, write the contract and run a practice payslip. You get a short guide in plain words and one person to ring. It is less frightening than it sounds.',
  'payslip-pals/Holiday, sickness and goodbyes':
    'Tell us who is off and why; we work out what is owed and write the letter. We know the rules about notice, sick pay and babies. Ask us before you say anything you cannot take back.',
  'say-it-yourself/Easy-read and plain words':
    'Send us the letter or the plan, and we send it back in short sentences with a picture to each idea. People with a learning disability check every page. Most letters take three working days.',
  'say-it-yourself/Sign language interpreter':
    'Registered interpreters for the surgery, the bank, a class or a wedding. Ask for the one you like. Two hours is the shortest booking, and two interpreters share anything longer than half a day.',
  'five-parishes/Carers’ breakfast':
    'A cooked breakfast on the last Saturday of the month, and nobody asks you to pass anything to anyone. Sit with people who understand or hide behind the paper. A sitter can be with your relative while you come.',
  'carers-circle/Carers’ day retreat':
    'A day in a big house with a garden: lunch, a walk, a massage and a long chair. There is nothing you have to join in with. We arrange a sitter at home and ring them at noon, so that you need not.',
  'green-gate/Raised beds and firm paths':
    'We measure your reach and build the beds to suit it, in timber that will outlast us. Paths are firm, level and wide enough to turn on. The first planting is included, and you choose what.',
  'home-keepers/House clean':
    'One of the three of us comes each week and does the rooms you name. We bring nothing you would need to hide from guests: plain soap, cloths and elbow. Ring Sheila to change the day.',
  'home-keepers/Batch cooking':
    'We cook in your kitchen for a morning and leave the freezer full and labelled. Stew, fish pie, dal, crumble: tell us what you fancy. Food is bought from your list and you keep the receipt.',
  'home-keepers/Home keeping':
    'Beds, bins, ironing, plants and the drawer that will not shut. It is always one of three faces, and by the second month you will know them all. We notice things, and we tell you first.',
  'home-keepers/Sit down and chat':
    'We put the kettle on, sit down and stay sat. Tell us the old stories or ask for the new gossip. If you seem poorly we will say so and ring whoever you like.',
  'wrenfields-cleaning/Regular clean':
    'Tracey or her cousin comes every week or fortnight and works from the top down. We bring cloths and products, or use yours. If one of us is ill the other one comes.',
  'wrenfields-cleaning/Spring clean':
    'Two of us, one long day, every cupboard out and back. We do the inside of the oven, which nobody loves, and the windows. You choose what goes to the tip, and we take it.',
  'wrenfields-cleaning/Washing and ironing':
    'We collect on Monday and bring it back folded on Wednesday. Collars the way you like them. If you would rather have the company, we iron at your house.',
  'wrenfields-cleaning/Cat and dog visits':
    'Fed, walked, brushed and talked to. We have cats of our own and know about tablets hidden in cheese. You get a message each time to say all is well.',
  'haven-planning/Plan and cost it':
    'In three meetings we find out what matters, look at prices and write a plan you recognise. Either Meredith or her partner stays with you throughout. The fee is fixed, and no provider pays us a penny.',
  'haven-planning/Beside you at reviews':
    'We read the papers beforehand and agree with you what must be said. In the room we make sure that it is heard and written down. A week later we ring to see whether it happened.',
  'haven-planning/New start after hospital':
    'Four visits in the first two months, to look at what has changed and what has not. We help you try things small before you decide anything big. You finish with a short list and the names of people to ring.',
};

import type { SearchSynonym } from './types.js';

const words: Readonly<Record<string, string>> = {
  'personal-care':
    'home care; domiciliary care; carer at home; getting dressed; getting washed; shower help; toilet help; bathing help; double-up care; help in the shower; help to get up; help to go to bed; wash my hair; incontinence',
  'help-at-home':
    'home help; housework; ironing; laundry; decluttering; post and letters; change the bed; sort the post; keep the house tidy',
  meals:
    'meals on wheels; cook; dinner; lunch delivered; halal food; frozen meals; someone to cook; hot meals; ready meals; help with dinner',
  'medicines-help': 'tablets; medication; pill reminder; eye drops; take my tablets; insulin',
  cleaning: 'cleaner; char; deep clean; hoovering; clean the kitchen; vacuum; window cleaner; scrub the floor',
  gardening: 'gardener; grass cutting; hedge; lawn; allotment; mow the lawn; weeding; cut the hedge',
  'repairs-and-decorating':
    'handyman; painter; odd jobs; shelves; light bulb; put up shelves; leaking tap; decorator; wallpaper',
  'pet-care': 'dog walker; cat feeding; kennels; walk the dog; feed the cat; look after my pets',
  shopping: 'groceries; supermarket; shopping delivery; take mum shopping; food shop; fetch my shopping',
  'dementia-support': 'alzheimers; memory loss; confused; keeps forgetting; losing memory; wandering',
  'night-support':
    'sleep-in; waking night; night sitter; overnight carer; someone at night; help in the night; sleep over',
  'live-in-care': 'live in carer; 24 hour care; round the clock; someone to live with me; carer who lives in',
  'getting-back-on-your-feet':
    'reablement; home from hospital; rehab; after a stroke; after a fall; out of hospital; broken hip',
  'end-of-life-care': 'palliative; hospice at home; dying; last weeks of life; terminal illness',
  'supported-living':
    'own flat; shared house; independent living; tenancy support; my own front door; live on my own; move out of home',
  'personal-assistant': 'pa; personal assistant; employ a carer; hire a helper; my own assistant',
  'getting-out-and-about':
    'going out; escort; companion; outreach; one to one support; sighted guide; cinema; go to the pub; someone to go with me; take me out; walk with me; appointments',
  befriending:
    'lonely; company; friend; visitor; someone to talk to; chat; someone to visit; cup of tea; pen pal; make friends',
  'day-opportunities': 'day centre; day care; day service; lunch club; workshop; somewhere to go in the day; day club',
  'social-trips': 'outings; day out; coach trip; theatre; group outing; bowling trip',
  'sport-and-swimming':
    'swimming; football; horse riding; exercise; tai chi; basketball; swimming pool; football team; bowls; yoga',
  'gym-membership': 'gym; fitness; leisure centre; personal trainer; treadmill; weights',
  'arts-and-crafts': 'pottery; painting; woodwork; knitting; drawing; sewing; craft group; art class',
  music: 'piano lessons; choir; singing; drums; learn the piano; play the guitar; keyboard',
  transport:
    'lift; taxi; minibus; hospital transport; wheelchair car; lift to hospital; someone to drive me; driver; get to the doctor',
  'petrol-and-travel-costs': 'petrol; mileage; fuel; bus fares; parking; train fare; fuel money',
  'short-breaks':
    'sitting service; respite; sitter; time off; replacement care; someone to sit with mum; give me a break; a few hours off; sit with my husband',
  'overnight-breaks': 'respite stay; weekend away; short stay; weekend off; night away',
  holidays: 'holiday; seaside; travel companion; go abroad; caravan; week by the sea',
  'shared-lives': 'adult placement; family home; shared lives; live with a family; stay with a family',
  'carers-support':
    'i am a carer; looking after my mum; carers group; carer stress; caring for my husband; caring for my wife; break for carers',
  learning: 'class; course; reading; computers; tutor; learn to read; use a computer; evening class; cooking lessons',
  'english-and-languages': 'english lessons; esol; speak english; learn english; conversation class',
  employment: 'job; work; job coach; volunteering; find a job; interview; write a cv',
  'life-coaching': 'coach; confidence; goals; mentor; believe in myself; set a goal; try something new',
  'talking-and-wellbeing':
    'counselling; therapy; anxiety; depression; grief; bereavement; feeling low; panic attacks; stress; someone has died',
  equipment:
    'hoist; wheelchair; commode; scooter; walking frame; riser chair; grabber; bath seat; raised toilet seat; bed rail; pressure cushion; magnifier',
  'home-adaptations': 'ramp; stairlift; wet room; grab rail; through-floor lift; wider doors; walk in shower; handrail',
  'alarms-and-sensors':
    'pendant; careline; lifeline; fall alarm; telecare; help button; panic button; emergency button; door alarm',
  'internet-and-tv':
    'broadband; wifi; television; sport channels; tablet computer; ipad; satellite tv; internet connection; video calls',
  insurance: 'insure; employers liability; wheelchair insurance; travel insurance; scooter insurance; public liability',
  'money-help':
    'bills; debt; benefits; budgeting; forms; appointee; rent arrears; fill in forms; pay my bills; council tax',
  payroll: 'wages; payslips; tax; employing someone; pay my carer; national insurance',
  'support-planning': 'broker; brokerage; support plan; care plan; help me plan; organise my budget',
  advocacy:
    'advocate; interpreter; sign language; speak up for me; easy read; complaint; someone on my side; bsl; help to be heard',
};

/**
 * Plain words people type, each reviewed by hand, with the support type they mean. A phrase is about what somebody wants, in
 * their words; it stands in one list alone; its little words ("my", "the") do not count, and neither do the ends of words. A
 * test searches the demo for each of them and wants its support type first.
 */
export const searchSynonyms: readonly SearchSynonym[] = Object.entries(words).flatMap(([supportTypeSlug, list]) =>
  list.split('; ').map((one) => ({ words: one, supportTypeSlug })),
);

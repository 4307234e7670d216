/** What people in the story say. */
export const declineReasons = [
  'We have nobody free at that time until the end of the month.',
  'All our visits in your area are taken that morning. An afternoon would work.',
  'Our worker for your part of town is on leave. Please ask again next week.',
  'We would need to meet you first. We have left you a message.',
  'We cannot get to you in time for that slot by bus.',
  'The group is full that day. There is space on other days.',
] as const;

export const disputeReasons = [
  'She came at half past and left early. It was not the whole time.',
  'Nobody came. I waited in all morning.',
  'It was another worker and she did not stay until the end.',
  'We went home early because of the rain, so it was shorter.',
  'He had to leave for somebody else. We did about half.',
  'The time on the note is wrong. It was shorter than that.',
] as const;

export const personCancels = [
  'I have a hospital appointment.',
  'My sister is visiting that day.',
  'I do not feel well enough to go out.',
  'I am away for the day.',
  'The children are off school.',
] as const;

export const providerCancels = [
  'Our worker is ill and we could not find another.',
  'The van is in the garage.',
  'The hall has no heating today.',
] as const;

export const ratingRejections = [
  'It names a worker. Please say it again without the name.',
  'It is about another provider.',
] as const;

export const providerReplies = [
  'Thank you. I have read this out at our team meeting.',
  'Thank you for telling us. It means a lot to the people who come to you.',
  'Thank you. We are sorry about the lateness and have changed the round.',
  'Thank you for your kind words.',
  'We have talked to the team about this. Please ring me if it happens again.',
] as const;

const firstNames = [
  'Amina',
  'Becky',
  'Carol',
  'Dawid',
  'Esther',
  'Femi',
  'Gail',
  'Hassan',
  'Irena',
  'Jodie',
  'Kofi',
  'Linda',
  'Marek',
  'Nadia',
  'Olu',
  'Paulette',
  'Quentin',
  'Rosa',
  'Sunil',
  'Tracey',
  'Una',
  'Viktor',
  'Wendy',
  'Ximena',
  'Yolanda',
  'Zoe',
  'Blessing',
  'Callum',
  'Denise',
  'Ewa',
  'Fatima',
  'Gwen',
  'Harjit',
  'Imelda',
  'Joyce',
  'Kirsty',
] as const;
const initials = 'ABCDEFGHJKLMNPRSTW';

/** A worker as a delivery note names them: "Amina K." */
export function workerName(number: number): string {
  return `${firstNames[number % firstNames.length] ?? 'Sam'} ${initials.charAt(Math.trunc(number / firstNames.length) % initials.length)}.`;
}

import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDay } from '../time/clock.js';

/** @param remedy what to write instead, in plain words for whoever filled the field in */
function refuse(remedy: string): never {
  throw new GraphQLError(remedy, { extensions: { code: 'BAD_USER_INPUT', remedy } });
}

/** No sum of a budget comes near what a JSON number still holds exactly: 2^53−1. */
const WHOLE_PENCE = 'Write a sum in whole pence, far below a billion pounds.';

function pence(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return refuse(WHOLE_PENCE);
}

/** Whole pence; a JSON integer outside, a bigint inside. */
export const PenceScalar = new GraphQLScalarType<bigint, number>({
  name: 'Pence',
  serialize(value) {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new GraphQLError('A sum is too large to send.');
    return number;
  },
  parseValue: pence,
  parseLiteral: (node: ValueNode) => (node.kind === Kind.INT ? pence(Number(node.value)) : refuse(WHOLE_PENCE)),
});

/** What is in a file: whole, or as it comes. */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

const BASE64_TEXT = 'Send the file as base64 text.';

function isStream(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function fileContent(value: unknown): FileContent {
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  // Only from inside the process, where the storefront hands on what somebody is sending it: no JSON holds such a thing.
  return isStream(value) ? value : refuse(BASE64_TEXT);
}

/** Base64 text outside; inside the file, and a stream of it where the storefront sends one. */
export const FileContentScalar = new GraphQLScalarType<FileContent, string>({
  name: 'FileContent',
  serialize: () => refuse(BASE64_TEXT),
  parseValue: fileContent,
  parseLiteral: (node: ValueNode) => fileContent(node.kind === Kind.STRING ? node.value : null),
});

function textScalar(name: string, accepts: (text: string) => boolean, says: string): GraphQLScalarType<string, string> {
  const read = (value: unknown): string => (typeof value === 'string' && accepts(value) ? value : refuse(says));
  return new GraphQLScalarType<string, string>({
    name,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : null),
  });
}

export const QuantityScalar = textScalar(
  'Quantity',
  (text) => text.length <= 20,
  'Write a number such as 1.5, as text of at most 20 signs.',
);
export const DateScalar = textScalar(
  'Date',
  isDay,
  'Choose a day that is in the calendar, written such as 2026-03-03.',
);
export const DateTimeScalar = textScalar(
  'DateTime',
  (text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
    // 30 February is read as 2 March otherwise.
    isDay(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text)),
  'Choose a day and time that are in the calendar, written such as 2026-03-03T09:30:00Z.',
);

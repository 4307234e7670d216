import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDay } from '../time/clock.js';

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function pence(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return refuse('Pence is a whole number between −(2^53−1) and 2^53−1.');
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
  parseLiteral: (node: ValueNode) =>
    node.kind === Kind.INT ? pence(Number(node.value)) : refuse('Pence is a whole number.'),
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
  'A quantity is a decimal as text, such as "1.5".',
);
export const DateScalar = textScalar('Date', isDay, 'A date looks like "2026-03-03".');
export const DateTimeScalar = textScalar(
  'DateTime',
  (text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)),
  'A date and time looks like "2026-03-03T09:30:00Z".',
);

const NAME = 'owncourse_session';

/** The session's token in a Cookie header, or null. */
export function sessionToken(header: string | undefined): string | null {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=');
    if (name === NAME && value) return value;
  }
  return null;
}

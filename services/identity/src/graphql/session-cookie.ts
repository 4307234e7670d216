const NAME = 'owncourse_session';

/** Not readable by scripts, not sent with foreign forms, everywhere on this site. */
export function sessionCookie(token: string, expiresAt: Date, secure: boolean): string {
  return `${NAME}=${token}; Path=/; HttpOnly; SameSite=Lax; Expires=${expiresAt.toUTCString()}${secure ? '; Secure' : ''}`;
}

export function endedCookie(secure: boolean): string {
  return sessionCookie('', new Date(0), secure);
}

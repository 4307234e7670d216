// One person's or nobody's requests to the API: the examples' operations, a cookie for each person, nothing but Node.
import { readFile } from 'node:fs/promises';

const examples = new URL('./examples/', import.meta.url);

/** A field of the answer, or why there is none. */
export class ApiError extends Error {}

export class ApiClient {
  #cookies = new Map();

  /**
   * @param origin such as "http://localhost:3000"
   * @param people e-mail addresses by the names that the examples use
   */
  constructor(origin, people, password) {
    this.origin = origin;
    this.people = people;
    this.password = password;
  }

  /** E-mail address of somebody the examples name, such as "holder". */
  emailOf(who) {
    return this.people[who] ?? `${who}@marlbridge.example`;
  }

  /**
   * Sends an operation of ./examples as somebody (null: nobody), who is signed in first where needed.
   * @returns the operation's own field of the answer
   */
  async ask(who, operation, variables = {}) {
    if (who !== null && !this.#cookies.has(who)) await this.#signIn(who);
    const query = await readFile(new URL(`${operation}.graphql`, examples), 'utf8');
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(who === null ? {} : { cookie: this.#cookies.get(who) }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new ApiError(`${operation}: ${errors.map((error) => error.message).join(' ')}`);
    if (operation === 'signOut') this.#cookies.delete(who);
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith('owncourse_session='));
    return { field: data[operation], cookie: cookie?.split(';')[0] ?? null };
  }

  /** Goes on as somebody whose session began otherwise. */
  keep(who, cookie) {
    this.#cookies.set(who, cookie);
  }

  async #signIn(who) {
    const { field, cookie } = await this.ask(null, 'signIn', { email: this.emailOf(who), password: this.password });
    if (cookie === null) throw new ApiError(`${this.emailOf(who)} could not sign in: ${field.message ?? ''}`);
    this.#cookies.set(who, cookie);
  }
}

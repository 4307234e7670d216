export interface GraphqlReply {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly field?: string; readonly remedy?: string };
  }[];
}

/** One browser's session over real HTTP. */
export class GraphqlClient {
  private cookie = '';

  /** @param origin such as "http://127.0.0.1:3000" */
  constructor(private readonly origin: string) {}

  async send(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlReply> {
    const reply = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers },
      body: JSON.stringify({ query, variables }),
    });
    const cookie = reply.headers.getSetCookie().find((one) => one.startsWith('owncourse_session='));
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    return (await reply.json()) as GraphqlReply;
  }

  /** What a request of the session carries. */
  get headers(): Record<string, string> {
    return this.cookie ? { cookie: this.cookie } : {};
  }

  /** A file of the session's person, such as "/files/letters/<id>". */
  get(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`, { headers: this.headers });
  }

  /** The named field of the answer. @throws Error when there are errors */
  async ask<Field>(field: string, query: string, variables: Record<string, unknown> = {}): Promise<Field> {
    const reply = await this.send(query, variables);
    if (reply.errors) throw new Error(JSON.stringify(reply.errors));
    return reply.data?.[field] as Field;
  }

  async signIn(email: string, password: string): Promise<this> {
    const result = await this.ask<{ __typename: string }>(
      'signIn',
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }',
      { email, password },
    );
    if (result.__typename !== 'SignedIn') throw new Error(`${email} could not sign in`);
    return this;
  }
}

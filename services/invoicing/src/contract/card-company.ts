/** How the company that takes cards is reached. */
export interface StripeOptions {
  readonly secretKey: string;
  /** Of webhooks; two while one takes over from the other. */
  readonly webhookSecrets: readonly string[];
  /** Null: the company's own address. Tests have a stand-in on this machine. */
  readonly apiUrl: string | null;
  /** Where people come back to; no slash at the end. */
  readonly publicUrl: string;
  /** For each request; 15 seconds when absent. */
  readonly timeoutMilliseconds?: number;
}

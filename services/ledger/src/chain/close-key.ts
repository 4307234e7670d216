import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

/** What stands in front of the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const PURPOSE = 'owncourse-month-close';

/** Signs what closes a month. It follows from the chain's key, so that there is one secret to keep; anybody can check with the public key. */
export class CloseKey {
  private readonly key: KeyObject;

  /** @param chainKey 32 bytes, kept outside the database */
  constructor(chainKey: Buffer) {
    const seed = Buffer.from(hkdfSync('sha256', chainKey, '', PURPOSE, 32));
    this.key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  }

  /** SPKI in base64. */
  get publicKey(): string {
    return createPublicKey(this.key).export({ format: 'der', type: 'spki' }).toString('base64');
  }

  /** @returns base64 */
  sign(document: string): string {
    return sign(null, Buffer.from(document, 'utf8'), this.key).toString('base64');
  }
}

/** @param publicKey SPKI in base64 @param signature base64 */
export function isSignedBy(publicKey: string, document: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(document, 'utf8'), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

export const IDENTITY_OPTIONS = Symbol('IdentityOptions');

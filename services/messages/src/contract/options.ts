export const MESSAGES_OPTIONS = Symbol('MessagesOptions');

export * from './events.js';
export { MESSAGES, type MessagesOptions, type MessagesPort, type MessageWords } from './messages.port.js';
export { MESSAGES_OPTIONS } from './options.js';

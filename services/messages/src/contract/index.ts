export * from './events.js';
export {
  MESSAGE_WRITER,
  MESSAGES,
  type MessagesOptions,
  type MessagesPort,
  type MessageWords,
} from './messages.port.js';
export { MESSAGES_OPTIONS } from './options.js';
export { MESSAGES_RECORDS } from './records.js';

import { defineTopic } from './define-topic';

export const alertingWarning = defineTopic({
  name: 'alerting.warning',
  partitions: 12,
  retention: 'facts',
  sentence: 'Warnings; the key is the id of the first warning of the chain, so Alert, Update and Cancel keep order.',
});

export const alertingMessage = defineTopic({
  name: 'alerting.message',
  partitions: 12,
  retention: 'facts',
  sentence: 'CAP messages that did not become a warning; the key is the id of the message received.',
});

export const responseEmergency = defineTopic({
  name: 'response.emergency',
  partitions: 12,
  retention: 'facts',
  sentence: 'Emergencies (灾害过程); the key is the id of the emergency.',
});

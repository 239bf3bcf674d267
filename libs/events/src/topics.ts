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

export const alertingFeed = defineTopic({
  name: 'alerting.feed',
  partitions: 12,
  retention: 'facts',
  sentence: 'Silence of the feeds that warnings come from; the key is the id of the feed.',
});

export const responseEmergency = defineTopic({
  name: 'response.emergency',
  partitions: 12,
  retention: 'facts',
  sentence: 'Emergencies (灾害过程); the key is the id of the emergency.',
});

export const registryZone = defineTopic({
  name: 'registry.zone',
  partitions: 12,
  retention: 'master-data',
  sentence: 'Danger zones and points (危险区、涉险点位); the key is the id of the zone.',
});

export const registryHousehold = defineTopic({
  name: 'registry.household',
  partitions: 12,
  retention: 'master-data',
  sentence: 'At-risk households; the key is the id of the household.',
});

export const registryShelter = defineTopic({
  name: 'registry.shelter',
  partitions: 12,
  retention: 'master-data',
  sentence: 'Shelters (避险点); the key is the id of the shelter.',
});

export const registryTeam = defineTopic({
  name: 'registry.team',
  partitions: 12,
  retention: 'master-data',
  sentence: 'Rescue teams; the key is the id of the team.',
});

export const registryMachine = defineTopic({
  name: 'registry.machine',
  partitions: 12,
  retention: 'master-data',
  sentence: 'Rescue machines; the key is the id of the machine.',
});

export const registryLedger = defineTopic({
  name: 'registry.ledger',
  partitions: 12,
  retention: 'master-data',
  sentence: 'What each ledger holds after its last import; the key is the name of the ledger.',
});

export const dispatchIncident = defineTopic({
  name: 'dispatch.incident',
  partitions: 12,
  retention: 'facts',
  sentence: 'Incidents (险情); the key is the id of the incident.',
});

export const dispatchMission = defineTopic({
  name: 'dispatch.mission',
  partitions: 12,
  retention: 'facts',
  sentence: 'Missions; the key is the id of the mission.',
});

export const dispatchMachineTrip = defineTopic({
  name: 'dispatch.machine-trip',
  partitions: 12,
  retention: 'facts',
  sentence: 'Machine-trips (台次); the key is the id of the trip.',
});

export const resettlementOrder = defineTopic({
  name: 'resettlement.order',
  partitions: 12,
  retention: 'facts',
  sentence: 'Evacuation orders; the key is the id of the order.',
});

export const resettlementMovement = defineTopic({
  name: 'resettlement.movement',
  partitions: 12,
  retention: 'facts',
  sentence: 'Movements of households under orders; the key is the id of the movement.',
});

export const resettlementPlacement = defineTopic({
  name: 'resettlement.placement',
  partitions: 12,
  retention: 'facts',
  sentence: 'Placements of relocated households; the key is the id of the placement.',
});

export const resettlementStay = defineTopic({
  name: 'resettlement.stay',
  partitions: 12,
  retention: 'facts',
  sentence: 'Stays in shelters; the key is the id of the shelter.',
});

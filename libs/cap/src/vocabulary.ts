/** The value lists of CAP 1.2, which every version and profile is mapped to. */
export const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const MESSAGE_TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const SCOPES = ['Public', 'Restricted', 'Private'] as const;
export const CATEGORIES = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const;
export const RESPONSE_TYPES = [
  'Shelter',
  'Evacuate',
  'Prepare',
  'Execute',
  'Avoid',
  'Monitor',
  'Assess',
  'AllClear',
  'None',
] as const;
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;
export const COLOURS = ['red', 'orange', 'yellow', 'blue'] as const;

export type Status = (typeof STATUSES)[number];
export type MessageType = (typeof MESSAGE_TYPES)[number];
export type Scope = (typeof SCOPES)[number];
export type Category = (typeof CATEGORIES)[number] | 'Unknown';
export type ResponseType = (typeof RESPONSE_TYPES)[number];
export type Urgency = (typeof URGENCIES)[number];
export type CapSeverity = (typeof SEVERITIES)[number];
export type Certainty = (typeof CERTAINTIES)[number];
/** Colour of a Chinese warning: red is the highest. */
export type Colour = (typeof COLOURS)[number];

export type Profile = 'cap-1.0' | 'cap-1.1' | 'cap-1.2' | 'cn';

export const NAMESPACES: Record<Profile, string> = {
  'cap-1.0': 'http://www.incident.com/cap/1.0',
  'cap-1.1': 'urn:oasis:names:tc:emergency:cap:1.1',
  'cap-1.2': 'urn:oasis:names:tc:emergency:cap:1.2',
  cn: 'http://com.icss.amp',
};

export const SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';

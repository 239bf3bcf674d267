import type {
  CapSeverity,
  Category,
  Certainty,
  Colour,
  MessageType,
  Profile,
  ResponseType,
  Scope,
  Status,
  Urgency,
} from './vocabulary';

/** One warning message, whatever version or profile it came in. Times are instants in UTC (`2026-07-10T12:00:00.000Z`). */
export interface CapMessage {
  profile: Profile;
  /** Identity, together with the sender: never assume a form. */
  identifier: string;
  sender: string;
  sent: string;
  status: Status;
  msgType: MessageType;
  source?: string;
  scope: Scope;
  restriction?: string;
  /** Recipients of a private message, quotes removed. */
  addresses: string[];
  codes: string[];
  note?: string;
  references: Reference[];
  incidents: string[];
  infos: Info[];
  /** What stood in the document where a value was converted or repaired, by path. */
  original: Record<string, string>;
}

/** An earlier message. China's profile names the identifier only; `sent` is a hint, senders often get it wrong. */
export interface Reference {
  sender?: string;
  identifier: string;
  sent?: string;
}

export interface NamedValue {
  valueName: string;
  value: string;
}

/** One info block. Several may share a language: one per area or zone. */
export interface Info {
  /** BCP 47 tag; `und` when it is not given and cannot be told. */
  language: string;
  categories: Category[];
  event: string;
  responseTypes: ResponseType[];
  urgency: Urgency;
  severity: CapSeverity;
  certainty: Certainty;
  /** Colour of a Chinese warning. */
  colour?: Colour;
  audience?: string;
  eventCodes: NamedValue[];
  effective?: string;
  onset?: string;
  expires?: string;
  senderName?: string;
  headline?: string;
  description?: string;
  instruction?: string;
  web?: string;
  contact?: string;
  parameters: NamedValue[];
  resources: Resource[];
  /** Empty means that no area is given, which never means everywhere. */
  areas: Area[];
}

export interface Resource {
  resourceDesc: string;
  mimeType?: string;
  /** Bytes. */
  size?: number;
  uri?: string;
  /** Base64 of the content itself. */
  derefUri?: string;
  /** SHA-1 in hexadecimal. */
  digest?: string;
}

/** [longitude, latitude] in degrees, WGS-84. */
export type Position = [number, number];

export interface Circle {
  lon: number;
  lat: number;
  /** Metres; 0 is a point. */
  radiusMetres: number;
}

export interface Area {
  areaDesc: string;
  /** Outer rings: closed (first position = last), at least four positions. */
  polygons: Position[][];
  circles: Circle[];
  geocodes: NamedValue[];
  /** Closed rings to be taken out of the area; their geocodes are kept as well. */
  excluded?: Position[][];
  /** Feet above mean sea level, as CAP has it. */
  altitude?: number;
  /** Feet above mean sea level. */
  ceiling?: number;
}

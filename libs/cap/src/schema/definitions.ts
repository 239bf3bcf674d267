import {
  CATEGORIES,
  CERTAINTIES,
  MESSAGE_TYPES,
  NAMESPACES,
  RESPONSE_TYPES,
  SCOPES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
} from '../vocabulary';
import { ANY_URI } from './any-uri';
import { DATE_TIME, DECIMAL, INTEGER, LANGUAGE, OFFSET_TIME, oneOf, STRING, type SimpleType } from './simple-types';

/** An element with elements inside, in a fixed order. */
export interface ComplexType {
  sequence: readonly Particle[];
  /** Elements of this namespace may follow in any number, whatever is in them. */
  openTo?: string;
}

/** One place in a sequence. */
export interface Particle {
  name: string;
  type: SimpleType | ComplexType;
  required: boolean;
  repeatable: boolean;
}

/** The elements that a document of one version may begin with. */
export type Schema = ReadonlyMap<string, SimpleType | ComplexType>;

const one = (name: string, type: Particle['type'] = STRING) => particle(name, type, true, false);
const optional = (name: string, type: Particle['type'] = STRING) => particle(name, type, false, false);
const some = (name: string, type: Particle['type'] = STRING) => particle(name, type, true, true);
const many = (name: string, type: Particle['type'] = STRING) => particle(name, type, false, true);

function particle(name: string, type: Particle['type'], required: boolean, repeatable: boolean): Particle {
  return { name, type, required, repeatable };
}

const PAIR: ComplexType = { sequence: [one('valueName'), one('value')] };
const without = (values: readonly string[], ...left: string[]) => values.filter((value) => !left.includes(value));

function alert10(): ComplexType {
  const resource = [one('resourceDesc'), optional('mimeType'), optional('size', INTEGER), optional('uri', ANY_URI)];
  const info = [
    optional('language', LANGUAGE),
    many('category', oneOf(without(CATEGORIES, 'CBRNE'))),
    one('event'),
    ...classification(['Very Likely', ...without(CERTAINTIES, 'Observed')]),
    many('eventCode'),
    ...times(DATE_TIME),
    ...texts(),
    many('parameter'),
    many('resource', { sequence: [...resource, optional('digest')] }),
    many('area', {
      sequence: [
        one('areaDesc'),
        many('polygon'),
        many('circle'),
        many('geocode'),
        optional('altitude'),
        optional('ceiling'),
      ],
    }),
  ];
  return {
    sequence: [
      ...head(DATE_TIME, without(STATUSES, 'Draft')),
      optional('password'),
      optional('source'),
      optional('scope', oneOf(SCOPES)),
      ...tail({ sequence: info }),
    ],
  };
}

interface Differences {
  time: SimpleType;
  responseTypes: readonly string[];
  mimeType: Particle;
  height: SimpleType;
}

/** 1.1 and 1.2 differ in these points only, and in where a signature may stand. */
function alert({ time, responseTypes, mimeType, height }: Differences): ComplexType {
  const info = [
    optional('language', LANGUAGE),
    some('category', oneOf(CATEGORIES)),
    one('event'),
    many('responseType', oneOf(responseTypes)),
    ...classification(CERTAINTIES),
    many('eventCode', PAIR),
    ...times(time),
    ...texts(),
    many('parameter', PAIR),
    many('resource', {
      sequence: [
        one('resourceDesc'),
        mimeType,
        optional('size', INTEGER),
        optional('uri', ANY_URI),
        optional('derefUri'),
        optional('digest'),
      ],
    }),
    many('area', {
      sequence: [
        one('areaDesc'),
        many('polygon'),
        many('circle'),
        many('geocode', PAIR),
        optional('altitude', height),
        optional('ceiling', height),
      ],
    }),
  ];
  return {
    sequence: [...head(time, STATUSES), optional('source'), one('scope', oneOf(SCOPES)), ...tail({ sequence: info })],
  };
}

function head(time: SimpleType, statuses: readonly string[]): Particle[] {
  return [
    one('identifier'),
    one('sender'),
    one('sent', time),
    one('status', oneOf(statuses)),
    one('msgType', oneOf(MESSAGE_TYPES)),
  ];
}

function tail(info: ComplexType): Particle[] {
  return [
    optional('restriction'),
    optional('addresses'),
    many('code'),
    optional('note'),
    optional('references'),
    optional('incidents'),
    many('info', info),
  ];
}

function classification(certainties: readonly string[]): Particle[] {
  return [
    one('urgency', oneOf(URGENCIES)),
    one('severity', oneOf(SEVERITIES)),
    one('certainty', oneOf(certainties)),
    optional('audience'),
  ];
}

function times(type: SimpleType): Particle[] {
  return [optional('effective', type), optional('onset', type), optional('expires', type)];
}

function texts(): Particle[] {
  return [
    optional('senderName'),
    optional('headline'),
    optional('description'),
    optional('instruction'),
    optional('web', ANY_URI),
    optional('contact'),
  ];
}

const PAIR_PARTS = [
  ['valueName', STRING],
  ['value', STRING],
] as const;

/** The constraints of the three OASIS schemas, by namespace. */
export const SCHEMAS: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  [NAMESPACES['cap-1.0'], new Map([['alert', alert10()]])],
  [
    NAMESPACES['cap-1.1'],
    new Map<string, SimpleType | ComplexType>([
      [
        'alert',
        alert({
          time: DATE_TIME,
          responseTypes: without(RESPONSE_TYPES, 'Avoid', 'AllClear'),
          mimeType: optional('mimeType'),
          height: STRING,
        }),
      ],
      ...PAIR_PARTS,
    ]),
  ],
  [
    NAMESPACES['cap-1.2'],
    new Map<string, SimpleType | ComplexType>([
      [
        'alert',
        {
          ...alert({
            time: OFFSET_TIME,
            responseTypes: RESPONSE_TYPES,
            mimeType: one('mimeType'),
            height: DECIMAL,
          }),
          openTo: 'http://www.w3.org/2000/09/xmldsig#',
        },
      ],
      ...PAIR_PARTS,
    ]),
  ],
]);

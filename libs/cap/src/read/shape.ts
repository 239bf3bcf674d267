import type { Profile } from '../vocabulary';

/** The elements that one element may contain: in the order of the schema, `*` for those that may repeat. */
export interface Shape {
  order: ReadonlyMap<string, number>;
  repeatable: ReadonlySet<string>;
}

function shape(names: string): Shape {
  const list = names.split(' ');
  return {
    order: new Map(list.map((name, index) => [name.replace('*', ''), index])),
    repeatable: new Set(list.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))),
  };
}

const ALERT_TAIL = 'scope restriction addresses code* note references incidents info*';
const INFO_TAIL =
  'urgency severity certainty audience eventCode* effective onset expires senderName headline description instruction web contact parameter* resource* area*';
const CAP_1_1 = {
  alert: shape(`identifier sender sent status msgType source ${ALERT_TAIL}`),
  info: shape(`language category* event responseType* ${INFO_TAIL}`),
};

/** China's profile has no fixed order that all issuers keep, so its shapes are checked for names only. */
export interface ProfileShapes {
  alert: Shape;
  info: Shape;
  ordered: boolean;
}

export const SHAPES: Record<Profile, ProfileShapes> = {
  'cap-1.0': {
    alert: shape(`identifier sender sent status msgType password source ${ALERT_TAIL}`),
    info: shape(`language category* event ${INFO_TAIL}`),
    ordered: true,
  },
  'cap-1.1': { ...CAP_1_1, ordered: true },
  'cap-1.2': { ...CAP_1_1, ordered: true },
  cn: {
    alert: shape(
      `identifier sender senderCode sent sendTime status msgType source secClassification ${ALERT_TAIL} method* resource*`,
    ),
    info: shape(`language category* event eventType responseType* ${INFO_TAIL}`),
    ordered: false,
  },
};

export const PAIR_SHAPE = shape('valueName value');
export const RESOURCE_SHAPE = shape('resourceDesc mimeType size uri derefUri digest');
export const AREA_SHAPE = shape('areaDesc polygon* circle* geocode* altitude ceiling');

/** A warning of a story; a message's times and identity are given when it is sent. */
export interface StoryWarning {
  office: string;
  /** 14 digits of China's profile (division, organisation, unit, extension); without them the message is CAP 1.2. */
  senderCode?: string;
  event: string;
  /** China's code of the event type. */
  eventCode: string;
  severity: 'Extreme' | 'Severe' | 'Moderate';
  headline: string;
  description: string;
  instruction: string;
  area: string;
  divisions: string[];
}

/** An incident (险情) that the source names. */
export interface StoryIncident {
  kind: string;
  name: string;
  description: string;
  /** The township where the source names one, otherwise a county. */
  divisionCode: string;
  /** What the teams that are sent there are asked to do. */
  task: string;
  resolution: string;
}

const EXERCISE = '本消息为演练，依据2021年公开资料重演，并非真实预警。';

/** The flood of October 2021. The source names the incidents and the month; days and warnings are invented. */
export const FLOOD = {
  /** The month as the source writes it. */
  sourceDate: '2021年10月',
  /** First day, UTC. */
  firstDay: '2021-10-03T00:00:00Z',
  days: 6,
  /** Counties whose danger zones are evacuated; the townships that the source names come first. */
  counties: ['621025', '621026', '621024'],
  townshipsFirst: ['621025204', '621026105'],
  warnings: {
    city: {
      office: '庆阳市气象台',
      event: '暴雨',
      eventCode: '11B03',
      severity: 'Severe',
      headline: '【演练】庆阳市气象台发布暴雨橙色预警信号',
      description: `预计未来3小时全市大部降雨量将达50毫米以上，塬面、沟道和沿河地带可能发生山洪、滑坡。${EXERCISE}`,
      instruction: '危险区群众做好转移准备，相关部门按照职责做好防御和抢险工作。',
      area: '庆阳市',
      divisions: ['621000'],
    },
    county: {
      office: '宁县水务局',
      senderCode: '62102633200000',
      event: '山洪灾害',
      eventCode: '11A51',
      severity: 'Severe',
      headline: '【演练】宁县水务局发布山洪灾害橙色预警',
      description: `预计未来6小时湘乐川沿岸发生山洪灾害的可能性很大。${EXERCISE}`,
      instruction: '沿岸危险区群众立即转移避险。',
      area: '宁县湘乐镇',
      divisions: ['621026'],
    },
  },
  incidents: [
    {
      kind: 'culvert-ponding',
      name: '正宁县五顷塬乡过沟桥涵淤堵积水',
      description: '五顷塬乡过沟桥涵被泥沙和树木淤堵，上游积水上涨，威胁下游群众。',
      divisionCode: '621025204',
      task: '疏通桥涵、抽排积水',
      resolution: '桥涵已疏通，积水已排除',
    },
    {
      kind: 'flash-flood',
      name: '宁县湘乐镇突发山洪泥石流',
      description: '湘乐镇沟道突发山洪泥石流，沿沟住户被困。',
      divisionCode: '621026105',
      task: '搜救被困群众、转移沿沟住户',
      resolution: '被困群众已全部脱险，沟道已清理',
    },
    {
      kind: 'collapse',
      name: '多处公路沿线崩塌滑坡',
      description: '强降雨造成多处公路边坡崩塌滑坡，交通中断。',
      divisionCode: '621026',
      task: '清理塌方、抢通道路',
      resolution: '塌方已清理，道路已抢通',
    },
    {
      kind: 'power-loss',
      name: '电力设施受损',
      description: '杆塔倾斜、线路断落，部分乡镇停电。',
      divisionCode: '621025',
      task: '抢修线路、保障临时供电',
      resolution: '供电已恢复',
    },
  ],
} as const satisfies {
  warnings: Record<string, StoryWarning>;
  incidents: StoryIncident[];
  [more: string]: unknown;
};

/** The drought of summer 2021: Huan county had no rain for more than three months. */
export const DROUGHT = {
  warning: {
    office: '环县气象台',
    event: '干旱',
    eventCode: '11B22',
    severity: 'Severe',
    headline: '【演练】环县气象台发布干旱橙色预警信号',
    description: `环县连续3个多月未出现有效降雨，旱情仍将持续。${EXERCISE}`,
    instruction: '启动应急水源，优先保障人畜饮水，落实抗旱保收措施。',
    area: '环县',
    divisions: ['621022'],
  } satisfies StoryWarning,
  /** Declared by a person: no counter counts it. The source says "more than three months"; the days are invented. */
  fact: {
    metric: 'days-without-rain',
    unit: 'days',
    value: 95,
    divisionCode: '621022',
    happenedAt: '2021-07-20T00:00:00Z',
    document: '庆阳市2021年应急管理工作十大亮点：环县连续3个多月未降雨',
  },
} as const;

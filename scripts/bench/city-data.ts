// Invented people, services and opinions of the bench: the same in every run.

interface Code {
  readonly code: string;
  readonly label: string;
}

export interface Person {
  readonly id: string;
  readonly bills: readonly { id: string; amount: number; dueOn: string; paid: boolean }[];
  readonly dwellings: readonly { id: string }[];
  readonly [field: string]: unknown;
}

export interface Service {
  readonly code: string;
  readonly name: string;
  readonly fee: number;
  readonly handlingMinutes: number;
  readonly open: boolean;
  readonly waiting: number;
}

export interface Opinion {
  readonly id: string;
  readonly text: string;
  readonly authorId: string;
  readonly serviceCode: string;
}

const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '欧阳'];
const givenNames = ['小明', '秀英', '伟', '芳', '建国', '丽', '强', '思远', '雨欣'];
const serviceNames = ['户籍迁移', '结婚登记', '不动产转移登记', '社保关系转移', '居住证签发', '老年优待证'];
const remarks = [
  '窗口人员耐心，一次办完，材料也说得清楚。',
  '排队有点久，但网上预约之后就快多了。',
  'The form was "clear", and the clerk spoke English.',
  '希望周末也能办理。',
];

/** Item `index` of a list that is repeated without end. */
function cycle<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('an empty list has no items');
  return item;
}

const code = (value: number, label: string): Code => ({ code: String(value).padStart(2, '0'), label });
const date = (index: number, year: number): string =>
  `${year + (index % 30)}-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`;

export const people: readonly Person[] = Array.from({ length: 60 }, (_, index) => ({
  ...identity(index),
  ...socialSecurity(index),
  ...homeAndBills(index),
}));

function identity(index: number) {
  const name = cycle(surnames, index) + cycle(givenNames, index * 5);
  return {
    id: `c${String(index).padStart(5, '0')}`,
    name,
    pinyin: `Citizen ${index}`,
    sex: index % 2 === 0 ? 'FEMALE' : 'MALE',
    birthDate: date(index, 1960),
    ethnicity: code(1, '汉族'),
    identityDocument: { number: `E${index}0042`, issuedBy: '一号市公安局', validTo: date(index, 2030) },
    household: {
      id: `h${index}`,
      address: `一号市人民路${index + 1}号`,
      members: [
        { name, relation: code(1, '户主') },
        { name: cycle(surnames, index) + cycle(givenNames, index + 3), relation: code(2, '配偶') },
      ],
    },
  };
}

function socialSecurity(index: number) {
  return {
    insuranceNumber: `S${index * 7919}`,
    enrolments: [
      { kind: code(10, '职工基本养老保险'), monthsPaid: 12 + index, active: true },
      { kind: code(20, '职工基本医疗保险'), monthsPaid: 24 + index, active: index % 5 !== 0 },
    ],
    pension: index % 3 === 0 ? null : { monthlyAmount: 3000.5 + index, since: date(index, 2001) },
    maritalStatus: index % 4 === 0 ? code(1, '未婚') : code(2, '已婚'),
    allowances: [{ name: '高龄津贴', monthlyAmount: 150, validTo: null }],
  };
}

function homeAndBills(index: number) {
  return {
    dwellings: [0, 1].map((which) => ({
      id: `d${index}-${which}`,
      address: `一号市建设路${index}号${which + 1}室`,
      floorArea: 60.25 + index,
      usage: code(11, '住宅'),
      supplies: ['电', '水'].map((label, kind) => ({
        kind: code(kind, label),
        meter: `M${index}${which}${kind}`,
        active: true,
      })),
    })),
    openAmount: 128.4 + index,
    bills: Array.from({ length: 6 }, (_, bill) => ({
      id: `b${index}-${bill}`,
      amount: 40.1 + bill,
      dueOn: date(bill, 2026),
      paid: bill > 1,
    })),
  };
}

export const services: readonly Service[] = Array.from({ length: 12 }, (_, index) => ({
  code: `s${String(index).padStart(3, '0')}`,
  name: cycle(serviceNames, index),
  fee: index * 10,
  handlingMinutes: 15 + index,
  open: index % 4 !== 0,
  waiting: index * 3,
}));

/** Two of each person, each on another service. */
const opinions: readonly Opinion[] = people.flatMap(({ id }, index) =>
  [0, 1].map((which) => ({
    id: `o${index}-${which}`,
    text: cycle(remarks, index + which),
    authorId: id,
    serviceCode: cycle(services, index * 7 + which * 5).code,
  })),
);

const personOf = new Map(people.map((person) => [person.id, person]));
const serviceOf = new Map(services.map((service) => [service.code, service]));

export const personById = (id: string): Person | undefined => personOf.get(id);
export const serviceByCode = (wanted: string): Service | undefined => serviceOf.get(wanted);
export const opinionsBy = ({ id }: Person): readonly Opinion[] =>
  opinions.filter(({ authorId }) => authorId === id);
export const opinionsOn = ({ code: wanted }: Service): readonly Opinion[] =>
  opinions.filter(({ serviceCode }) => serviceCode === wanted);

// The bureaus of the development city, with their keys and grants. The keys are public: their ids begin with `development-`.
import { createHash, createPrivateKey } from 'node:crypto';
import type { JWK } from 'jose';
import type { Bureau, Grant, GrantEvent, GrantStatus } from '../gateway/access/grant.js';

export interface DevelopmentBureau {
  readonly bureau: Bureau;
  /** Signs its logins and its requests; its public half is in `bureau.keys`. */
  readonly privateJwk: JWK;
  readonly grants: readonly Grant[];
}

/** RFC 8410 section 7: an Ed25519 private key in PKCS#8 is this prefix and 32 bytes. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

const validity = { validFrom: '2026-01-01', validTo: '2028-12-31' };
const masked = { clear: false, officialRequired: false, live: false };

const schoolAdmission = {
  bureau: 'education',
  purposes: ['SCHOOL_ADMISSION'],
  items: ['SCHOOL-ADMISSION'],
  legalBasis: '《中华人民共和国义务教育法》第十二条',
  ...masked,
};

/**
 * `education` asks masked, and holds one grant that has expired and one that is suspended; `health` asks masked, `housing` in
 * clear text, live where it likes, with an official who answers for it; `culture` has no grant.
 */
export const developmentBureaus: readonly DevelopmentBureau[] = [
  developmentBureau('education', '阜阳市教育局', 'Fuyang Education Bureau', '11341200003205175F', [
    approved({
      ...schoolAdmission,
      ...validity,
      id: 'G-2026-0001',
      resources: [
        ...['population.identity', 'population.hukou', 'population.residence-permit'],
        ...['social-security.enrolment', 'land.right', 'land.dwelling', 'land.tenancy'],
      ],
    }),
    approved({
      ...schoolAdmission,
      id: 'G-2025-0001',
      resources: ['social-security.contribution', 'social-security.employment'],
      validFrom: '2025-01-01',
      validTo: '2025-12-31',
    }),
    suspended({
      ...schoolAdmission,
      ...validity,
      id: 'G-2026-0002',
      resources: ['utilities.account', 'utilities.usage'],
    }),
  ]),
  developmentBureau('health', '阜阳市卫生健康委员会', 'Fuyang Health Commission', '113412000032053191', [
    approved({
      ...{ ...masked, ...validity },
      id: 'G-2026-0003',
      bureau: 'health',
      resources: ['population.identity', 'civil-affairs.old-age-allowance', 'social-security.pension'],
      purposes: ['ELDERLY_SERVICES'],
      items: ['ELDERLY-HEALTH-CHECK'],
      legalBasis: '《国家基本公共卫生服务规范（第三版）》老年人健康管理服务规范',
    }),
  ]),
  developmentBureau(
    'housing',
    '阜阳市住房和城乡建设局',
    'Fuyang Housing and Urban-Rural Development Bureau',
    '11341200003207023W',
    [
      approved({
        ...validity,
        id: 'G-2026-0004',
        bureau: 'housing',
        resources: [
          ...['population.identity', 'population.hukou', 'social-security.enrolment'],
          ...['social-security.contribution', 'civil-affairs.marriage', 'civil-affairs.assistance'],
          ...['land.right', 'land.dwelling', 'land.tenancy'],
        ],
        purposes: ['HOUSING_SECURITY'],
        items: ['PUBLIC-RENTAL-HOUSING', 'RENT-SUBSIDY'],
        clear: true,
        officialRequired: true,
        live: true,
        legalBasis: '《公共租赁住房管理办法》第八条',
      }),
    ],
  ),
  developmentBureau(
    'culture',
    '阜阳市文化旅游体育局',
    'Fuyang Culture, Tourism and Sports Bureau',
    '11341200003207285L',
    [],
  ),
];

/** Issuer, gateway and scripts agree on the keys without a file: each follows from the client's name. */
function developmentBureau(
  client: string,
  zh: string,
  en: string,
  creditCode: string,
  grants: readonly Grant[],
): DevelopmentBureau {
  const privateJwk = developmentPrivateKey(client);
  const { d: _private, ...publicJwk } = privateJwk;
  return { bureau: { client, name: { zh, en }, creditCode, keys: [publicJwk] }, privateJwk, grants };
}

function developmentPrivateKey(client: string): JWK {
  const seed = createHash('sha256').update(`yihao development bureau ${client}`).digest();
  const key = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return { ...key.export({ format: 'jwk' }), kid: `development-${client}`, use: 'sig', alg: 'EdDSA' };
}

type Terms = Omit<Grant, 'status' | 'history'>;

function approved(terms: Terms): Grant {
  return withHistory(terms, [
    event(terms, 'REQUESTED', terms.bureau, terms.legalBasis),
    event(terms, 'APPROVED', 'data-administration', '符合共享条件'),
  ]);
}

function suspended(terms: Terms): Grant {
  const { history } = approved(terms);
  return withHistory(terms, [
    ...history,
    event(terms, 'SUSPENDED', 'data-administration', '办事项调整，暂停共享'),
  ]);
}

function event({ validFrom }: Terms, status: GrantStatus, by: string, reason: string): GrantEvent {
  return { at: `${validFrom}T09:00:00+08:00`, by, status, reason };
}

function withHistory(terms: Terms, history: readonly GrantEvent[]): Grant {
  return { ...terms, status: history.at(-1)?.status ?? 'REQUESTED', history };
}

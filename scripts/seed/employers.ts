// The city's employers: a fixed list that every family works for.
import { organisationCodeCheckCharacter } from '../../schema/contract/organisation-code.js';
import { unifiedSocialCreditCodeCheckCharacter } from '../../schema/contract/unified-social-credit-code.js';
import { counties } from './family/counties.js';
import type { Random } from './random.js';
import type { Employer } from './world.js';

const trades =
  '纺织 食品 医药 化工 机械 建材 商贸 物流 电子科技 服饰 农业发展 汽车服务 餐饮管理 建筑工程 新能源 包装'.split(
    ' ',
  );
const styles = '金种 颍河 淮上 华源 天筑 昊源 鑫泰 恒信 宏达 瑞丰'.split(' ');
const schools = '第一中学 第二中学 实验小学 第三小学 职业技术学校 中心幼儿园'.split(' ');
const offices =
  '人民医院 中医院 疾病预防控制中心 图书馆 不动产登记中心 农业技术推广中心 公路管理服务中心 文化馆'.split(
    ' ',
  );

/** Organisation codes count on from here: eight digits. */
const SERIAL_BASE = 10_000_000;

const enterprises = counties.flatMap(({ code, name }) =>
  styles.flatMap((style) =>
    trades.map((trade) => ({ code, name: `${name}${style}${trade}有限公司`, kind: 'ENTERPRISE' as const })),
  ),
);
const institutions = counties.flatMap(({ code, name }) =>
  [...schools, ...offices].map((body) => ({ code, name: name + body, kind: 'PUBLIC_INSTITUTION' as const })),
);

/** Enterprises first, then public institutions; a `WorkSpell.employer` is an index into it. */
export const employers: readonly Employer[] = [...enterprises, ...institutions].map(
  ({ code, name, kind }, index) => ({
    number: `3412${String(index + 1).padStart(8, '0')}`,
    name,
    creditCode: creditCode(kind, code, index),
    kind,
  }),
);

/** Where teachers work. */
const schoolIndexes = employers.flatMap(({ name }, index) =>
  schools.some((school) => name.endsWith(school)) ? [index] : [],
);

export function drawEmployer(random: Random, kind: Employer['kind']): number {
  return kind === 'ENTERPRISE'
    ? random.integer(0, enterprises.length - 1)
    : random.integer(enterprises.length, employers.length - 1);
}

export function drawSchool(random: Random): number {
  return random.pick(schoolIndexes);
}

/** GB 32100: market regulation (91) registers enterprises, the staffing office (12) public institutions. */
function creditCode(kind: Employer['kind'], area: string, index: number): string {
  const first8 = String(SERIAL_BASE + index * 7).padStart(8, '0');
  const organisation = first8 + organisationCodeCheckCharacter(first8);
  const first17 = `${kind === 'ENTERPRISE' ? '91' : '12'}${area}${organisation}`;
  return first17 + unifiedSocialCreditCodeCheckCharacter(first17);
}
